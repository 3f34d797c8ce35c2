"""Every write to codes, personal links and who has come."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, unaudited
from samspill.participation.access import hash_of
from samspill.participation.models import Invitation, JoinCode, Ticket

CODE_LENGTH = 6
ADDRESS_BYTES = 16
TRIES = 20


@dataclass(frozen=True)
class IssuedLink:
    """A personal link, the only time it can be read: the database keeps a hash."""

    name: str
    token: str


@unaudited("opening the round is, of which it is a step")
def create_join_code(*, with_address: bool = False) -> JoinCode:
    """Create a code that no other round has, or ever had: an old code must not open a new door.

    With an address, the six figures lead on to a long address that cannot be guessed, under which
    everything is found; without, everything lies under the six figures.
    """
    for _ in range(TRIES):
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                address = secrets.token_urlsafe(ADDRESS_BYTES) if with_address else None
                return JoinCode.objects.create(code=code, long_address=address)
        except IntegrityError:
            continue
    message = f"no free code was found in {TRIES} tries"
    raise RuntimeError(message)


@unaudited("closing the round is, of which it is a step")
def end_join_code(
    join_code: JoinCode, *, code_ends_at: datetime | None, address_ends_on: date
) -> None:
    """Let the six figures, and then the long address, open nothing any more."""
    if code_ends_at is not None:
        join_code.code_ends_at = code_ends_at
    join_code.address_ends_on = address_ends_on
    join_code.save(update_fields=["code_ends_at", "address_ends_on"])


@transaction.atomic
def invite(join_code: JoinCode, names: Sequence[str], *, by: Actor | None) -> list[IssuedLink]:
    """Make a personal link for each name that has none yet. Audited once.

    Facilitators may; `by` is None where somebody without an account does it by a task link.
    """
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
def renew_link(invitation: Invitation, *, by: Actor | None) -> IssuedLink:
    """Give a link anew, always, and let the old one open nothing.

    The new one has the state of the old: that it has been used is told to whoever opens it, and to
    nobody else. Somebody who was here and has left gets a link that can be used.
    """
    old = Ticket.objects.select_for_update().get(pk=invitation.ticket_id)
    is_used = old.state == Ticket.State.USED
    state = Ticket.State.USED if is_used else Ticket.State.UNUSED
    invitation.ticket, token = _new_ticket(invitation.join_code, state)
    invitation.save(update_fields=["ticket"])
    old.delete()
    record("renew_link", invitation, by=by)
    return IssuedLink(invitation.name, token)


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


@unaudited("an entry with a time could be laid beside the answer that came before")
@transaction.atomic
def spend_ticket(join_code: JoinCode, token: str) -> bool:
    """Use a personal link up; False when it is unknown, void or used before.

    In a request of its own, which carries the link and nothing of the answer.
    """
    changed = Ticket.objects.filter(
        join_code=join_code, token_hash=hash_of(token), state=Ticket.State.UNUSED
    ).update(state=Ticket.State.USED)
    return changed == 1


@unaudited("closing the round is, of which it is a step")
def forget_invitations(join_code: JoinCode) -> None:
    """Delete the list of who was asked, and their tickets: part of closing a round."""
    Invitation.objects.filter(join_code=join_code).delete()
    Ticket.objects.filter(join_code=join_code).delete()


def _new_ticket(join_code: JoinCode, state: str = Ticket.State.UNUSED) -> tuple[Ticket, str]:
    token = secrets.token_urlsafe(24)
    ticket = Ticket.objects.create(join_code=join_code, token_hash=hash_of(token), state=state)
    return ticket, token
