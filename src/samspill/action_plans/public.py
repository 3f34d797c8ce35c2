"""The door to action plans for other slices."""

from samspill.action_plans.models import Action
from samspill.action_plans.operations import NewAction, agree_action, report_action
from samspill.action_plans.panels import collaboration_panel, paper_panel, reading_panel
from samspill.action_plans.results import ActionSummary, going_on

__all__ = [
    "Action",
    "ActionSummary",
    "NewAction",
    "agree_action",
    "collaboration_panel",
    "going_on",
    "paper_panel",
    "reading_panel",
    "report_action",
]
