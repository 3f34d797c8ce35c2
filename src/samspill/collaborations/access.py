"""The only way to fetch a collaboration or a partner: who may, and to what."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.collaborations.models import (
    Collaboration,
    CollaborationQuerySet,
    Contact,
    Endorsement,
    Partner,
)
from samspill.foundation.access.public import READERS, Actor, NotAllowedError, NotFoundError, Role
from samspill.foundation.declarations.public import TaskKind
from samspill.participation.public import TaskLink, own_task_link

__all__ = [
    "Collaboration",
    "Contact",
    "Endorsement",
    "Partner",
    "access_collaboration",
    "access_contact",
    "access_endorsement",
    "access_merged_partner",
    "access_partner",
    "access_partner_task",
    "access_removed_collaboration",
    "access_removed_partner",
    "access_withdrawn_endorsement",
    "collaborations_of",
]


class PartnerTask(TaskKind):
    """What a partner can do by a link."""

    WRITE_DOWN_DECISION = "write down a decision"


To = Literal["see", "change"]

ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR}),
}


def collaborations_of(actor: Actor) -> CollaborationQuerySet:
    """Return the collaborations the actor may see; none for a role that may see none."""
    if not actor.has(*ROLES["see"]):
        return Collaboration.objects.none()
    return Collaboration.objects.present().filter(organisation=actor.organisation_id)


def access_collaboration(actor: Actor, key: UUID, *, to: To) -> Collaboration:
    return _checked(actor, _owned(actor, key, removed=False), to=to)


def access_removed_collaboration(actor: Actor, key: UUID, *, to: To) -> Collaboration:
    """Fetch a collaboration that has been removed, to bring it back."""
    return _checked(actor, _owned(actor, key, removed=True), to=to)


def access_partner(actor: Actor, key: UUID, *, to: To) -> Partner:
    return _partner(actor, key, to=to, removed=False)


def access_removed_partner(actor: Actor, key: UUID, *, to: To) -> Partner:
    """Fetch a partner that has been removed, to bring it back."""
    return _partner(actor, key, to=to, removed=True)


def access_merged_partner(actor: Actor, key: UUID, *, to: To) -> Partner:
    """Fetch a partner that was made of others, to undo that."""
    partner = _partner(actor, key, to=to, removed=False)
    if not partner.merged_from.exists():
        raise NotFoundError
    return partner


def access_endorsement(actor: Actor, key: UUID, *, to: To) -> Endorsement:
    return _endorsement(actor, key, to=to, withdrawn=False)


def access_withdrawn_endorsement(actor: Actor, key: UUID, *, to: To) -> Endorsement:
    """Fetch an endorsement that has been withdrawn, to take that back."""
    return _endorsement(actor, key, to=to, withdrawn=True)


def access_partner_task(actor: Actor, key: UUID, *, to: To) -> TaskLink:
    """Fetch a link by which a partner can write down its decision itself."""
    link = own_task_link(actor, key, PartnerTask.WRITE_DOWN_DECISION)
    partner = Partner.objects.filter(pk=link.subject).first()
    if partner is None:
        raise NotFoundError
    _partner(actor, partner.heir().pk, to=to, removed=False)
    return link


def find_partner_of_task(key: UUID) -> Partner:
    """Fetch the partner that a task link is about. Everybody who holds the link may."""
    partner = Partner.objects.filter(pk=key).select_related("collaboration").first()
    heir = partner.heir() if partner else None
    if heir is None or heir.removed_at or heir.collaboration.removed_at:
        raise NotFoundError
    return heir


def access_contact(actor: Actor, key: UUID, *, to: To) -> Contact:
    contact = Contact.objects.filter(pk=key).select_related("partner__collaboration").first()
    if contact is None:
        raise NotFoundError
    _partner(actor, contact.partner.heir().pk, to=to, removed=False)
    return contact


def _owned(actor: Actor, key: UUID, *, removed: bool) -> Collaboration:
    collaboration = Collaboration.objects.filter(
        pk=key, organisation=actor.organisation_id, removed_at__isnull=not removed
    ).first()
    if collaboration is None:
        raise NotFoundError
    return collaboration


def _checked(actor: Actor, collaboration: Collaboration, *, to: To) -> Collaboration:
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return collaboration


def _partner(actor: Actor, key: UUID, *, to: To, removed: bool) -> Partner:
    partner = (
        Partner.objects.filter(
            pk=key,
            collaboration__organisation=actor.organisation_id,
            collaboration__removed_at__isnull=True,
            removed_at__isnull=not removed,
            merged_into__isnull=True,
        )
        .select_related("collaboration")
        .first()
    )
    if partner is None:
        raise NotFoundError
    _checked(actor, partner.collaboration, to=to)
    return partner


def _endorsement(actor: Actor, key: UUID, *, to: To, withdrawn: bool) -> Endorsement:
    endorsement = (
        Endorsement.objects.filter(pk=key, withdrawn_at__isnull=not withdrawn)
        .select_related("partner__collaboration")
        .first()
    )
    if endorsement is None:
        raise NotFoundError
    _partner(actor, endorsement.partner.heir().pk, to=to, removed=False)
    return endorsement
