"""The door to surveys for other slices."""

from samspill.surveys.access import (
    SurveyRound,
    access_round,
    latest_shown,
    lowest_minimum,
    may_follow,
    rounds_of,
)
from samspill.surveys.forms import Askable, WhyForm, contents_of
from samspill.surveys.groupings import GroupPlan, plan_groups
from samspill.surveys.import_operations import GivenElsewhere, take_in_round
from samspill.surveys.operations import (
    ask_for_background,
    close_round,
    create_round,
    open_round,
    publish_reading,
    submit_response,
)
from samspill.surveys.pages import other_language
from samspill.surveys.places import OpenRoundPlace, RoundPlace, StatementOfRound
from samspill.surveys.results import Keeping, keeping, round_summary, strong_items
from samspill.surveys.round_screen import ROUND_SCREEN
from samspill.surveys.round_settings import RoundSettings
from samspill.surveys.table_operations import take_table, write_column

__all__ = [
    "ROUND_SCREEN",
    "Askable",
    "GivenElsewhere",
    "GroupPlan",
    "Keeping",
    "OpenRoundPlace",
    "RoundPlace",
    "RoundSettings",
    "StatementOfRound",
    "SurveyRound",
    "WhyForm",
    "access_round",
    "ask_for_background",
    "close_round",
    "contents_of",
    "create_round",
    "keeping",
    "latest_shown",
    "lowest_minimum",
    "may_follow",
    "open_round",
    "other_language",
    "plan_groups",
    "publish_reading",
    "round_summary",
    "rounds_of",
    "strong_items",
    "submit_response",
    "take_in_round",
    "take_table",
    "write_column",
]
