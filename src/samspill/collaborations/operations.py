"""Every write to collaborations and their partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.models import Collaboration, Partner
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record

# How long something that was removed can be brought back.
UNDO_DAYS = 30


@dataclass(frozen=True)
class NewPartner:
    """A partner that is about to be added; `place_number` is empty when the name was typed."""

    kind: Partner.Kind
    name: str
    place_number: str = ""


@transaction.atomic
def create_collaboration(
    *, name: str, purpose: str, by: Actor, is_simulated: bool = False
) -> Collaboration:
    """Create a collaboration in the actor's organisation. Facilitators may; audited."""
    collaboration = Collaboration.objects.create(
        organisation_id=by.organisation_id,
        name=name,
        purpose=purpose,
        is_simulated=is_simulated,
        created_at=timezone.now(),
    )
    record("create_collaboration", collaboration, by=by)
    return collaboration


@transaction.atomic
def change_collaboration(
    collaboration: Collaboration, *, name: str, purpose: str, by: Actor
) -> Collaboration:
    """Give the collaboration another name or purpose. Rounds keep the texts they opened with."""
    collaboration.name = name
    collaboration.purpose = purpose
    collaboration.save(update_fields=["name", "purpose"])
    record("change_collaboration", collaboration, by=by)
    return collaboration


@transaction.atomic
def remove_collaboration(collaboration: Collaboration, *, by: Actor) -> Collaboration:
    """Take the collaboration away; it can be brought back for `UNDO_DAYS` days."""
    collaboration.removed_at = timezone.now()
    collaboration.save(update_fields=["removed_at"])
    record("remove_collaboration", collaboration, by=by)
    return collaboration


@transaction.atomic
def restore_collaboration(collaboration: Collaboration, *, by: Actor) -> Collaboration:
    """Bring a removed collaboration back, with all that belongs to it."""
    collaboration.removed_at = None
    collaboration.save(update_fields=["removed_at"])
    record("restore_collaboration", collaboration, by=by)
    return collaboration


@transaction.atomic
def add_partners(
    collaboration: Collaboration, partners: Sequence[NewPartner], *, by: Actor
) -> list[Partner]:
    """Add the partners that are not there yet, and return those. Audited once for them all."""
    standing = set(
        Partner.objects.present().filter(collaboration=collaboration).values_list("kind", "name")
    )
    added = []
    for new in partners:
        if (new.kind, new.name) in standing:
            continue
        standing.add((new.kind, new.name))
        added.append(
            Partner.objects.create(
                collaboration=collaboration,
                kind=new.kind,
                name=new.name,
                place_number=new.place_number,
            )
        )
    record("add_partners", collaboration, by=by)
    return added


@transaction.atomic
def remove_partner(partner: Partner, *, by: Actor) -> Partner:
    """Take a partner out; it can be brought back for `UNDO_DAYS` days."""
    partner.removed_at = timezone.now()
    partner.save(update_fields=["removed_at"])
    record("remove_partner", partner, by=by)
    return partner


@transaction.atomic
def restore_partner(partner: Partner, *, by: Actor) -> Partner:
    """Bring a partner back, unless the same partner has been added again meanwhile."""
    stands_again = (
        Partner.objects.present()
        .filter(collaboration=partner.collaboration_id, kind=partner.kind, name=partner.name)
        .exists()
    )
    if not stands_again:
        partner.removed_at = None
        partner.save(update_fields=["removed_at"])
    record("restore_partner", partner, by=by)
    return partner


def forget_removed() -> None:
    """Delete for good what was removed more than `UNDO_DAYS` days ago. Done by the worker.

    Not audited: the removal was. Safe to do twice.
    """
    before = timezone.now() - timedelta(days=UNDO_DAYS)
    Partner.objects.filter(removed_at__lt=before).delete()
    Collaboration.objects.filter(removed_at__lt=before).delete()
