"""The door to participation for other slices."""

from samspill.participation.access import find_join_code, own_task_link
from samspill.participation.admissions import give_admission, response_key
from samspill.participation.models import Invitation, JoinCode, TaskLink, Ticket
from samspill.participation.operations import (
    IssuedLink,
    check_in,
    create_join_code,
    end_join_code,
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
    open_task_links,
    presence,
    ticket_state,
)
from samspill.participation.signs import (
    give_pass,
    half_minute,
    is_pass,
    is_sign,
    is_sign_on_paper,
    sign_now,
    sign_on_paper,
)
from samspill.participation.task_operations import (
    IssuedTask,
    NewTask,
    SpentTaskError,
    make_task_link,
    spend_task_link,
    take_back_task_link,
)
from samspill.participation.views import LINK_COOKIE, enter

__all__ = [
    "LINK_COOKIE",
    "Invitation",
    "InvitationSummary",
    "IssuedLink",
    "IssuedTask",
    "JoinCode",
    "NewTask",
    "Presence",
    "SpentTaskError",
    "TaskLink",
    "Ticket",
    "check_in",
    "create_join_code",
    "end_join_code",
    "enter",
    "erase_invitations",
    "export_invitations",
    "find_invitation",
    "find_join_code",
    "forget_invitations",
    "give_admission",
    "give_pass",
    "half_minute",
    "invitation_list",
    "invite",
    "is_pass",
    "is_sign",
    "is_sign_on_paper",
    "make_task_link",
    "open_task_links",
    "own_task_link",
    "presence",
    "renew_link",
    "response_key",
    "sign_now",
    "sign_on_paper",
    "spend_task_link",
    "spend_ticket",
    "take_back_task_link",
    "ticket_state",
]
