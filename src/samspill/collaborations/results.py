"""Every read that a page about collaborations needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from samspill.collaborations.access import collaborations_of
from samspill.collaborations.models import Collaboration, Partner
from samspill.foundation.access.public import Actor, Role


@dataclass(frozen=True)
class PartnerGroup:
    """The partners of one kind."""

    kind: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True)
class CollaborationSummary:
    key: UUID
    name: str
    purpose: str
    partner_count: int
    is_simulated: bool


def collaboration_list(actor: Actor) -> tuple[CollaborationSummary, ...]:
    found = list(collaborations_of(actor))
    partners = Partner.objects.present().filter(collaboration__in=found)
    counts: dict[UUID, int] = {}
    for owner in partners.values_list("collaboration_id", flat=True):
        counts[owner] = counts.get(owner, 0) + 1
    return tuple(
        CollaborationSummary(
            key=one.pk,
            name=one.name,
            purpose=one.purpose,
            partner_count=counts.get(one.pk, 0),
            is_simulated=one.is_simulated,
        )
        for one in found
    )


def partners_of(collaboration: Collaboration) -> tuple[Partner, ...]:
    return tuple(Partner.objects.present().filter(collaboration=collaboration))


def partner_groups(partners: Sequence[Partner]) -> tuple[PartnerGroup, ...]:
    """Group partners by kind, in the order the kinds are listed in."""
    groups = []
    for kind in Partner.Kind:
        of_kind = tuple(partner for partner in partners if partner.kind == kind)
        if of_kind:
            groups.append(PartnerGroup(kind=str(kind.label), partners=of_kind))
    return tuple(groups)


def removed_partner(collaboration: Collaboration, key: UUID) -> Partner | None:
    """Return the partner that was just removed, so that the page can offer to bring it back."""
    return Partner.objects.filter(
        collaboration=collaboration, pk=key, removed_at__isnull=False
    ).first()


def removed_collaboration(actor: Actor, key: UUID) -> Collaboration | None:
    if actor.role != Role.FACILITATOR:
        return None
    return Collaboration.objects.filter(
        organisation=actor.organisation_id, pk=key, removed_at__isnull=False
    ).first()
