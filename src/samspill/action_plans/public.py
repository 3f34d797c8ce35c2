"""The door to action plans for other slices."""

from samspill.action_plans.models import Action
from samspill.action_plans.operations import (
    NewAction,
    agree_action,
    agree_in_meeting,
    agree_no_action,
    report_action,
    say_no_action_in_meeting,
)

__all__ = [
    "Action",
    "NewAction",
    "agree_action",
    "agree_in_meeting",
    "agree_no_action",
    "report_action",
    "say_no_action_in_meeting",
]
