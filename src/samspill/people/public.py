"""The door to people for other slices."""

from samspill.people.access import (
    Group,
    LoginLink,
    access_group,
    find_login_link,
    groups_of,
    organisations_called,
)
from samspill.people.forms import FirstStartForm, place_names
from samspill.people.group_operations import NewGroup, join_group, propose_group
from samspill.people.operations import (
    AccountExistsError,
    EndlessError,
    NewInvitation,
    NewOrganisation,
    NewPerson,
    SpentInvitationError,
    StartedError,
    add_person,
    invite,
    make_login_link,
    print_login_link,
    start_by_link,
    start_from_demo,
    start_organisation,
    use_login_link,
)
from samspill.people.places import GroupPlace
from samspill.people.results import LOGIN_LINK, is_started

__all__ = [
    "LOGIN_LINK",
    "AccountExistsError",
    "EndlessError",
    "FirstStartForm",
    "Group",
    "GroupPlace",
    "LoginLink",
    "NewGroup",
    "NewInvitation",
    "NewOrganisation",
    "NewPerson",
    "SpentInvitationError",
    "StartedError",
    "access_group",
    "add_person",
    "find_login_link",
    "groups_of",
    "invite",
    "is_started",
    "join_group",
    "make_login_link",
    "organisations_called",
    "place_names",
    "print_login_link",
    "propose_group",
    "start_by_link",
    "start_from_demo",
    "start_organisation",
    "use_login_link",
]
