"""Every write to codes, personal links and who has come."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, unaudited
from samspill.participation.access import hash_of
from samspill.participation.models import Invitation, JoinCode, Ticket

CODE_LENGTH = 6
TRIES = 20


@dataclass(frozen=True)
class IssuedLink:
    """A personal link, the only time it can be read: the database keeps a hash."""

    name: str
    token: str


@unaudited("opening the round is, of which it is a step")
def create_join_code() -> JoinCode:
    """Create a code that no other round has, or ever had: an old code must not open a new door."""
    for _ in range(TRIES):
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                return JoinCode.objects.create(code=code)
        except IntegrityError:
            continue
    message = f"no free code was found in {TRIES} tries"
    raise RuntimeError(message)


@transaction.atomic
def invite(join_code: JoinCode, names: Sequence[str], *, by: Actor) -> list[IssuedLink]:
    """Make a personal link for each name that has none yet. Facilitators may; audited once."""
    invited = set(Invitation.objects.filter(join_code=join_code).values_list("name", flat=True))
    issued = []
    for name in dict.fromkeys(names):
        if name in invited:
            continue
        ticket, token = _new_ticket(join_code)
        Invitation.objects.create(join_code=join_code, name=name, ticket=ticket)
        issued.append(IssuedLink(name, token))
    record("invite", join_code, by=by)
    return issued


@transaction.atomic
def renew_link(invitation: Invitation, *, by: Actor) -> IssuedLink | None:
    """Give a lost link anew, and void the old one; None when the old one has been used."""
    old = Ticket.objects.select_for_update().get(pk=invitation.ticket_id)
    issued = None
    if old.state == Ticket.State.UNUSED:
        invitation.ticket, token = _new_ticket(invitation.join_code)
        invitation.save(update_fields=["ticket"])
        old.delete()
        issued = IssuedLink(invitation.name, token)
    record("renew_link", invitation, by=by)
    return issued


@transaction.atomic
def check_in(invitation: Invitation, *, by: Actor) -> Invitation:
    """Note that somebody has come to the meeting; the personal link is void from now on.

    Whoever has used the link already has answered: the link stays used.
    """
    ticket = Ticket.objects.select_for_update().get(pk=invitation.ticket_id)
    if ticket.state == Ticket.State.UNUSED:
        ticket.state = Ticket.State.VOID
        ticket.save(update_fields=["state"])
    invitation.is_checked_in = True
    invitation.save(update_fields=["is_checked_in"])
    record("check_in", invitation, by=by)
    return invitation


@unaudited("an entry with a time could be laid beside the answer that follows")
@transaction.atomic
def spend_ticket(join_code: JoinCode, token: str) -> bool:
    """Use a personal link up; False when it is unknown, void or used before."""
    changed = Ticket.objects.filter(
        join_code=join_code, token_hash=hash_of(token), state=Ticket.State.UNUSED
    ).update(state=Ticket.State.USED)
    return changed == 1


@unaudited("closing the round is, of which it is a step")
def forget_invitations(join_code: JoinCode) -> None:
    """Delete the list of who was asked, and their tickets: part of closing a round."""
    Invitation.objects.filter(join_code=join_code).delete()
    Ticket.objects.filter(join_code=join_code).delete()


def _new_ticket(join_code: JoinCode) -> tuple[Ticket, str]:
    token = secrets.token_urlsafe(24)
    return Ticket.objects.create(join_code=join_code, token_hash=hash_of(token)), token
