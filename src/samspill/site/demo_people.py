"""The invented people of a demo: who is with the regional council, and their two leader groups.

Each demo has people of its own: those of another demo are never met, and all go with it.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from samspill.foundation.access.public import Actor, Role
from samspill.foundation.accounts.public import Account
from samspill.foundation.organisations.public import Membership
from samspill.people.public import (
    Group,
    NewGroup,
    NewInvitation,
    invite,
    join_group,
    propose_group,
)

PEOPLE = {
    "Jonas Eide": (Role.FACILITATOR, Role.LEADER),
    "Ingrid Moen": (Role.LEADER,),
    "Per Aasen": (Role.READER,),
    "Tor Berge": (Role.MEMBER,),
    "Hanne Dahl": (Role.FOLLOWER,),
    "Kari Lund": (Role.ADMINISTRATOR,),
}
# Who is asked, and how many of them have said yes: the second group waits for a third.
GROUPS = (
    ("Ledergruppen i Nesdal", ("Ingrid Moen", "Jonas Eide", "Per Aasen"), 3),
    ("Ledergruppen i Lidal", ("Per Aasen", "Ingrid Moen", "Jonas Eide"), 2),
)
# Nobody can have such an address, and so nobody can be let in with it.
DOMAIN = "demo.invalid"


def add_people(actor: Actor) -> None:
    """Let the invented people be in the actor's demo, with two groups and one who is invited."""
    actors = {name: _add(name, roles, actor.organisation_id) for name, roles in PEOPLE.items()}
    for name, members, said_yes in GROUPS:
        asked = tuple(actors[member].account_id for member in members)
        new = NewGroup(name, Group.Kind.LEADERS, Group.Level.TOP_LEADERS, asked)
        group = propose_group(new, by=actor)
        for member in members[:said_yes]:
            join_group(group, by=actors[member])
    invite(NewInvitation(Role.READER, email="eli.brekke@lidal.example"), by=actor)


def remove_people(organisation_id: UUID) -> None:
    """Remove the invented people of a demo."""
    invented = Account.objects.filter(email__endswith=_ending(organisation_id))
    # Whoever comes in as one of them in this instant is in before, and goes with them, or not in.
    list(invented.select_for_update().order_by("pk"))
    invented.delete()


def _add(name: str, roles: tuple[Role, ...], organisation_id: UUID) -> Actor:
    own = name.lower().replace(" ", ".")
    account = Account.objects.create_account(email=own + _ending(organisation_id), name=name)
    for role in roles:
        Membership.objects.create(
            account=account,
            organisation_id=organisation_id,
            role=role,
            ends_on=_next_summer() if role == Role.FOLLOWER else None,
        )
    return Actor(account.pk, name, organisation_id, frozenset(roles))


def _ending(organisation_id: UUID) -> str:
    return f"@{organisation_id.hex[:12]}.{DOMAIN}"


def _next_summer() -> date:
    """Return the last day of June next year: a follower is here until a day."""
    return date(timezone.localdate().year + 1, 6, 30)
