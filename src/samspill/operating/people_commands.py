"""`samspill organisation`, `person` and `login-link`: for whoever runs the server.

Whoever runs these could let themselves in anyway. Each leaves an entry in the audit, and a log-in
link is told to its person at the next log-in.
"""

from __future__ import annotations

import argparse
from typing import TextIO

from samspill.operating import environment
from samspill.operating.environment import EnvironmentProblem

KINDS = ("regional_council", "municipality", "county", "other")
ROLES = (
    *("facilitator", "leader", "reader", "reform_lead", "member", "follower", "administrator"),
)


def add_organisation_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="an organisation, with the first person in it")
    add.add_argument("--name", required=True, help="such as Regionrådet for Ytre Fjord")
    add.add_argument("--kind", choices=KINDS, default="other")
    add.add_argument("--person", required=True, help="the name of its first person")
    add.add_argument("--email", required=True, help="with which that person logs in")


def add_person_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="a person, or one more role for one who is there")
    add.add_argument("--organisation", required=True, help="its name, as it stands on its pages")
    add.add_argument("--name", required=True)
    add.add_argument("--email", required=True)
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--until", help="the last day of the role, as 2027-12-31")


def add_link_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="of the person who is to be let in")


def run_organisation(chosen: argparse.Namespace, out: TextIO) -> int:
    """Make an organisation; its first person is facilitator and administrator."""
    environment.set_up()
    from samspill.foundation.organisations.public import Organisation  # noqa: PLC0415
    from samspill.people.public import (  # noqa: PLC0415
        NewOrganisation,
        NewPerson,
        start_organisation,
    )

    _check_email(chosen.email)
    kind = Organisation.Kind(chosen.kind)
    start_organisation(NewOrganisation(kind, chosen.name), NewPerson(chosen.person, chosen.email))
    out.write(
        f"{chosen.name} is made. Let {chosen.person} in: samspill login-link {chosen.email}\n"
    )
    return 0


def run_person(chosen: argparse.Namespace, out: TextIO) -> int:
    """Give somebody a role in an organisation, with an account when they have none."""
    environment.set_up()
    from datetime import date  # noqa: PLC0415

    from samspill.foundation.access.public import Role  # noqa: PLC0415
    from samspill.people.public import (  # noqa: PLC0415
        EndlessError,
        NewPerson,
        add_person,
        organisations_called,
    )

    _check_email(chosen.email)
    organisations = organisations_called(chosen.organisation)
    if len(organisations) != 1:
        message = f"There are {len(organisations)} organisations called {chosen.organisation}."
        raise EnvironmentProblem(message)
    try:
        ends_on = date.fromisoformat(chosen.until) if chosen.until else None
    except ValueError as error:
        message = f"--until is {chosen.until}; write it as 2027-12-31."
        raise EnvironmentProblem(message) from error
    person = NewPerson(chosen.name, chosen.email)
    try:
        add_person(organisations[0], person, Role(chosen.role), ends_on=ends_on)
    except EndlessError as error:
        message = "A follower needs a last day. Add it, as --until 2027-12-31."
        raise EnvironmentProblem(message) from error
    out.write(f"{chosen.name} is {chosen.role} in {chosen.organisation}.\n")
    return 0


def run_link(chosen: argparse.Namespace, out: TextIO) -> int:
    """Print a link that logs one person in, once, within the hour."""
    environment.set_up()
    from samspill.foundation.accounts.public import Account, find_account  # noqa: PLC0415
    from samspill.people.public import make_login_link  # noqa: PLC0415

    account = find_account(chosen.email)
    try:
        token = make_login_link(account) if account else ""
    except Account.DoesNotExist:  # gone in this instant, as the people of a demo go with it
        token = ""
    if account is None or not token:
        message = f"Nobody has the e-mail {chosen.email}. Add them: samspill person add --help"
        raise EnvironmentProblem(message)
    out.write(f"{environment.address()}/log-in/link/{token}/\n")
    out.write(f"Logs {account.name} in, once, within the hour. They are told of it.\n")
    return 0


def _check_email(email: str) -> None:
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.validators import validate_email  # noqa: PLC0415

    try:
        validate_email(email)
    except ValidationError as error:
        message = f"{email} is not an e-mail address. Write it as name@place.no."
        raise EnvironmentProblem(message) from error
