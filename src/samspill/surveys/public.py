"""The door to surveys for other slices."""

from samspill.surveys.access import SurveyRound, access_round, rounds_of
from samspill.surveys.operations import (
    RoundSettings,
    close_round,
    create_round,
    delete_answers_due,
    destroy_traces_due,
    open_round,
    publish_reading,
    submit_response,
)
from samspill.surveys.panels import rounds_panel
from samspill.surveys.results import RoundSummary, round_list
from samspill.surveys.wording import ScaleWords, describe_item

__all__ = [
    "RoundSettings",
    "RoundSummary",
    "ScaleWords",
    "SurveyRound",
    "access_round",
    "close_round",
    "create_round",
    "delete_answers_due",
    "describe_item",
    "destroy_traces_due",
    "open_round",
    "publish_reading",
    "round_list",
    "rounds_of",
    "rounds_panel",
    "submit_response",
]
