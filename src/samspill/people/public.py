"""The door to people for other slices."""

from samspill.people.access import LoginLink, find_login_link, organisations_called
from samspill.people.forms import FirstStartForm, place_names
from samspill.people.operations import (
    AccountExistsError,
    EndlessError,
    NewOrganisation,
    NewPerson,
    SpentInvitationError,
    StartedError,
    add_person,
    make_login_link,
    print_login_link,
    start_by_link,
    start_from_demo,
    start_organisation,
    use_login_link,
)
from samspill.people.results import LOGIN_LINK, is_started

__all__ = [
    "LOGIN_LINK",
    "AccountExistsError",
    "EndlessError",
    "FirstStartForm",
    "LoginLink",
    "NewOrganisation",
    "NewPerson",
    "SpentInvitationError",
    "StartedError",
    "add_person",
    "find_login_link",
    "is_started",
    "make_login_link",
    "organisations_called",
    "place_names",
    "print_login_link",
    "start_by_link",
    "start_from_demo",
    "start_organisation",
    "use_login_link",
]
