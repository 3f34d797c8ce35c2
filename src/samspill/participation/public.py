"""The door to participation for other slices."""

from samspill.participation.admissions import give_admission, response_key
from samspill.participation.models import Invitation, JoinCode
from samspill.participation.operations import (
    IssuedLink,
    check_in,
    create_join_code,
    forget_invitations,
    invite,
    renew_link,
    spend_ticket,
)
from samspill.participation.results import InvitationSummary, find_invitation, invitation_list
from samspill.participation.views import enter

__all__ = [
    "Invitation",
    "InvitationSummary",
    "IssuedLink",
    "JoinCode",
    "check_in",
    "create_join_code",
    "enter",
    "find_invitation",
    "forget_invitations",
    "give_admission",
    "invitation_list",
    "invite",
    "renew_link",
    "response_key",
    "spend_ticket",
]
