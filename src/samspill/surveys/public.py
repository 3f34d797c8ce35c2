"""The door to surveys for other slices.

A slice that contains rounds, as an evening does, closes one with `announce_closing(survey_round,
by=actor)`: sixty seconds, told on every phone and screen, and the worker closes it; `close_round`
is for who has no room to tell. `cancel_closing` takes it back, and `survey_round.closing_at` says
when it closes. `want_reading` shows the picture, or as soon as the worker has made it. Where people
come in by a sign of that slice's own, its rounds are opened with
`RoundSettings(sign=SurveyRound.Sign.ELSEWHERE)`, and ask for none.
"""

from samspill.surveys.access import (
    SurveyRound,
    access_round,
    latest_shown,
    lowest_minimum,
    may_follow,
    rounds_of,
)
from samspill.surveys.closing_operations import (
    announce_closing,
    cancel_closing,
    close_round,
    draw_picture,
    publish_reading,
    want_reading,
)
from samspill.surveys.forms import Askable, WhyForm, contents_of, contents_of_files
from samspill.surveys.groupings import GroupPlan, plan_groups
from samspill.surveys.import_operations import GivenElsewhere, take_in_round
from samspill.surveys.join_sign import address_of
from samspill.surveys.operations import (
    WrongStateError,
    ask_for_background,
    create_round,
    open_round,
    submit_response,
)
from samspill.surveys.pages import other_language
from samspill.surveys.places import OpenRoundPlace, RoundPlace, StatementOfRound
from samspill.surveys.results import (
    Keeping,
    how_many,
    keeping,
    round_summary,
    strong_items,
    table_list,
)
from samspill.surveys.round_screen import ROUND_SCREEN
from samspill.surveys.round_settings import RoundSettings
from samspill.surveys.table_operations import open_talk_from, take_table, write_column

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
    "WrongStateError",
    "access_round",
    "address_of",
    "announce_closing",
    "ask_for_background",
    "cancel_closing",
    "close_round",
    "contents_of",
    "contents_of_files",
    "create_round",
    "draw_picture",
    "how_many",
    "keeping",
    "latest_shown",
    "lowest_minimum",
    "may_follow",
    "open_round",
    "open_talk_from",
    "other_language",
    "plan_groups",
    "publish_reading",
    "round_summary",
    "rounds_of",
    "strong_items",
    "submit_response",
    "table_list",
    "take_in_round",
    "take_table",
    "want_reading",
    "write_column",
]
