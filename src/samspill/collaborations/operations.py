"""Every write to collaborations and their partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.models import Collaboration, Contact, Endorsement, Partner
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step, unaudited
from samspill.participation.public import TaskLink, spend_task_link
from samspill.toolbox import elections

# How long something that was removed can be brought back.
UNDO_DAYS = 30


@dataclass(frozen=True)
class NewPartner:
    """A partner that is about to be added; `place_number` is empty when the name was typed."""

    kind: Partner.Kind
    name: str
    place_number: str = ""


@dataclass(frozen=True)
class NewEndorsement:
    """What has been decided; without `stands_until`, an elected body stands until the election."""

    body: str
    is_elected: bool
    decided_on: date
    reference: str = ""
    stands_until: date | None = None

    @property
    def end(self) -> date | None:
        if self.stands_until is None and self.is_elected:
            return elections.sits_until(self.decided_on)
        return self.stands_until


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
    _bring_back(partner)
    record("restore_partner", partner, by=by)
    return partner


@transaction.atomic
def rename_partner(partner: Partner, *, name: str, by: Actor) -> Partner:
    """Give a partner another name. The official number stays, and what was shown or agreed too."""
    partner.name = name
    partner.save(update_fields=["name"])
    record("rename_partner", partner, by=by)
    return partner


@transaction.atomic
def merge_partners(
    first: Partner, second: Partner, *, name: str, place_number: str = "", by: Actor
) -> Partner:
    """Let two partners of one kind become a new one, as when municipalities merge.

    The two are removed but kept, and lead to the new one: what they endorsed must be asked for
    again, and their contacts follow. Rounds, results and actions are not touched. Audited once.
    """
    earlier = Partner.objects.filter(pk__in=[first.pk, second.pk])
    earlier.update(removed_at=timezone.now())
    merged = Partner.objects.create(
        collaboration_id=first.collaboration_id,
        kind=first.kind,
        name=name,
        place_number=place_number,
    )
    earlier.update(merged_into=merged)
    record("merge_partners", merged, by=by)
    return merged


@transaction.atomic
def undo_merger(merged: Partner, *, by: Actor) -> Partner:
    """Bring the earlier partners back, and remove the one they had become."""
    merged.removed_at = timezone.now()
    merged.save(update_fields=["removed_at"])
    for partner in Partner.objects.filter(merged_into=merged):
        partner.merged_into = None
        partner.save(update_fields=["merged_into"])
        _bring_back(partner)
    record("undo_merger", merged, by=by)
    return merged


@transaction.atomic
def endorse(partner: Partner, new: NewEndorsement, *, by: Actor) -> Endorsement:
    """Write down that a body of this partner stands behind. Facilitators may; audited.

    A newer endorsement by the same body takes the place of an older one.
    """
    endorsement = _write_down(partner, new)
    record("endorse", endorsement, by=by)
    return endorsement


@unaudited("spending the link is")
@transaction.atomic
def endorse_by_link(partner: Partner, new: NewEndorsement, link: TaskLink) -> Endorsement:
    """Write down what the partner itself tells, which uses its link up.

    Raises `SpentTaskError` when the link is open no longer: then nothing is written.
    """
    spend_task_link(link)
    return _write_down(partner, new, came_through_link=True)


@transaction.atomic
def change_endorsement(endorsement: Endorsement, new: NewEndorsement, *, by: Actor) -> Endorsement:
    """Mend what was written down about a decision."""
    endorsement.body = new.body
    endorsement.is_elected = new.is_elected
    endorsement.reference = new.reference
    endorsement.decided_on = new.decided_on
    endorsement.stands_until = new.end
    endorsement.save(
        update_fields=["body", "is_elected", "reference", "decided_on", "stands_until"]
    )
    record("change_endorsement", endorsement, by=by)
    return endorsement


@transaction.atomic
def withdraw_endorsement(endorsement: Endorsement, *, by: Actor) -> Endorsement:
    """Write down that the body stands behind no longer; what it decided before does not return."""
    endorsement.withdrawn_at = timezone.now()
    endorsement.save(update_fields=["withdrawn_at"])
    record("withdraw_endorsement", endorsement, by=by)
    return endorsement


@transaction.atomic
def restore_endorsement(endorsement: Endorsement, *, by: Actor) -> Endorsement:
    """Take a withdrawal back."""
    endorsement.withdrawn_at = None
    endorsement.save(update_fields=["withdrawn_at"])
    record("restore_endorsement", endorsement, by=by)
    return endorsement


@transaction.atomic
def add_contact(partner: Partner, *, role: str, name: str, by: Actor) -> Contact:
    """Write down a role that knows the collaboration from here; the name may be left out."""
    contact = Contact.objects.create(partner=partner, role=role, name=name)
    record("add_contact", contact, by=by)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: Actor) -> None:
    """Delete a contact at once: a name is not kept in case somebody might want it back.

    The entry in the audit has no name in it.
    """
    record("remove_contact", contact, by=by)
    contact.delete()


def _write_down(
    partner: Partner, new: NewEndorsement, *, came_through_link: bool = False
) -> Endorsement:
    return Endorsement.objects.create(
        partner=partner,
        body=new.body,
        is_elected=new.is_elected,
        reference=new.reference,
        decided_on=new.decided_on,
        stands_until=new.end,
        created_at=timezone.now(),
        came_through_link=came_through_link,
    )


def _bring_back(partner: Partner) -> None:
    stands_again = (
        Partner.objects.present()
        .filter(collaboration=partner.collaboration_id, kind=partner.kind, name=partner.name)
        .exists()
    )
    if not stands_again:
        partner.removed_at = None
        partner.save(update_fields=["removed_at"])


@step
def take_turns(collaboration: Collaboration) -> None:
    """Wait until nobody else works on what must be seen whole; the turn ends with the transaction.

    Those who only add to the collaboration need not wait.
    """
    Collaboration.objects.select_for_update(no_key=True).get(pk=collaboration.pk)


@unaudited("the removal was")
def forget_removed() -> None:
    """Delete for good what was removed more than `UNDO_DAYS` days ago. Done by the worker.

    Those that became part of another partner stay for as long as it does. Contacts go with their
    partner. Safe to do twice.
    """
    before = timezone.now() - timedelta(days=UNDO_DAYS)
    Partner.objects.filter(removed_at__lt=before, merged_into__isnull=True).delete()
    Collaboration.objects.filter(removed_at__lt=before).delete()
