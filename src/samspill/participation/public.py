"""The door to participation for other slices."""

from samspill.participation.admissions import give_admission, response_key
from samspill.participation.models import Invitation, JoinCode, Ticket
from samspill.participation.operations import (
    IssuedLink,
    check_in,
    create_join_code,
    forget_invitations,
    invite,
    renew_link,
    spend_ticket,
)
from samspill.participation.personal_data import erase_invitations, export_invitations
from samspill.participation.results import (
    InvitationSummary,
    Presence,
    find_invitation,
    invitation_list,
    presence,
)
from samspill.participation.views import enter

__all__ = [
    "Invitation",
    "InvitationSummary",
    "IssuedLink",
    "JoinCode",
    "Presence",
    "Ticket",
    "check_in",
    "create_join_code",
    "enter",
    "erase_invitations",
    "export_invitations",
    "find_invitation",
    "forget_invitations",
    "give_admission",
    "invitation_list",
    "invite",
    "presence",
    "renew_link",
    "response_key",
    "spend_ticket",
]
