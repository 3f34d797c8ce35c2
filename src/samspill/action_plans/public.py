"""The door to action plans for other slices."""

from samspill.action_plans.models import Action
from samspill.action_plans.operations import (
    NewAction,
    agree_action,
    agree_no_action,
    report_action,
)
from samspill.action_plans.panels import (
    before_answering_panel,
    collaboration_panel,
    paper_panel,
    reading_panel,
    round_panel,
)
from samspill.action_plans.results import ActionSummary, going_on, rounds_without_agreement

__all__ = [
    "Action",
    "ActionSummary",
    "NewAction",
    "agree_action",
    "agree_no_action",
    "before_answering_panel",
    "collaboration_panel",
    "going_on",
    "paper_panel",
    "reading_panel",
    "report_action",
    "round_panel",
    "rounds_without_agreement",
]
