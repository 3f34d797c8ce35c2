"""Every read that a page about collaborations needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from samspill.collaborations import wording
from samspill.collaborations.access import PartnerTask, collaborations_of
from samspill.collaborations.endorsement_status import (
    EndorsementSummary,
    PartnerStanding,
    Standing,
    partner_standings,
)
from samspill.collaborations.models import Collaboration, Contact, Endorsement, Partner
from samspill.foundation.access.public import Actor
from samspill.participation.public import TaskLink, open_task_links


@dataclass(frozen=True)
class PartnerGroup:
    """The partners of one kind."""

    kind: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True)
class StandingGroup:
    """Partners about whom the same is said, so that thirty of them make few rows."""

    endorsements: tuple[EndorsementSummary, ...]
    partners: tuple[Partner, ...]


@dataclass(frozen=True)
class Standings:
    """All partners of a collaboration, the sentence first."""

    total: int
    sentence: str
    lone: str
    out_of_date: tuple[StandingGroup, ...]
    standing: tuple[StandingGroup, ...]
    nobody_yet: tuple[PartnerGroup, ...]


@dataclass(frozen=True)
class EndorsementReminder:
    """One line on the start page about a collaboration where somebody must be asked again.

    `when` is said of a day that has been; empty for one that is to come.
    """

    collaboration_key: UUID
    sentence: str
    day: date
    when: str


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


def mergers_of(collaboration: Collaboration) -> dict[UUID, UUID]:
    """Return which partner each merged one has become part of, to the end of the line."""
    merged = Partner.objects.filter(collaboration=collaboration, merged_into__isnull=False)
    found = {one.pk: one.merged_into_id for one in merged if one.merged_into_id}
    ends = {}
    for key, into in found.items():
        end = into
        while end in found:
            end = found[end]
        ends[key] = end
    return ends


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
        collaboration=collaboration, pk=key, removed_at__isnull=False, merged_into__isnull=True
    ).first()


def removed_collaboration(actor: Actor, key: UUID) -> Collaboration | None:
    if not actor.is_facilitator:
        return None
    return Collaboration.objects.filter(
        organisation=actor.organisation_id, pk=key, removed_at__isnull=False
    ).first()


def standings(collaboration: Collaboration, *, today: date | None = None) -> Standings:
    """Return who stands behind, partner by partner."""
    found = _standings([collaboration.pk], today or timezone.localdate())
    by_standing = {each: [one for one in found if one.standing is each] for each in Standing}
    nobody = [one.partner for one in by_standing[Standing.NOBODY_YET]]
    return Standings(
        total=len(found),
        sentence=wording.summary(
            standing=len(by_standing[Standing.STANDS]),
            out=len(by_standing[Standing.OUT_OF_DATE]),
            total=len(found),
        ),
        lone=wording.lone([one.partner.name for one in found if one.lone]),
        out_of_date=_standing_groups(by_standing[Standing.OUT_OF_DATE]),
        standing=_standing_groups(by_standing[Standing.STANDS]),
        nobody_yet=partner_groups(nobody),
    )


def _standing_groups(partners: Sequence[PartnerStanding]) -> tuple[StandingGroup, ...]:
    found: dict[tuple[tuple[str, str], ...], list[PartnerStanding]] = {}
    for one in partners:
        said = tuple((each.body, each.until) for each in one.endorsements)
        found.setdefault(said, []).append(one)
    return tuple(
        StandingGroup(group[0].endorsements, tuple(one.partner for one in group))
        for group in found.values()
    )


def standing_of(partner: Partner, *, today: date | None = None) -> PartnerStanding:
    found = _standings([partner.collaboration_id], today or timezone.localdate())
    return next(one for one in found if one.partner == partner)


def others_of_its_kind(partner: Partner) -> tuple[Partner, ...]:
    """Return the partners it could merge with, whose names it cannot take."""
    present = Partner.objects.present().filter(collaboration=partner.collaboration_id)
    return tuple(present.filter(kind=partner.kind).exclude(pk=partner.pk))


def endorsement_to_renew(partner: Partner, key: UUID) -> Endorsement | None:
    """Return what somebody is asked again about; None when it is not this partner's."""
    found = Endorsement.objects.filter(pk=key).select_related("partner").first()
    return found if found is not None and found.partner.heir() == partner else None


def withdrawn_endorsement(partner: Partner, key: UUID) -> Endorsement | None:
    """Return the endorsement that was just withdrawn, so that the page can offer to undo that."""
    found = endorsement_to_renew(partner, key)
    return found if found is not None and found.withdrawn_at is not None else None


def endorsement_reminders(
    actor: Actor, collaborations: Sequence[Collaboration], *, today: date | None = None
) -> tuple[EndorsementReminder, ...]:
    """Return at most one line for each collaboration: who must be asked again, or is soon to be.

    From the day an endorsement ends until it has been renewed or withdrawn, and `REMIND_BEFORE`
    ahead of that day. For facilitators, who are the ones to ask.
    """
    if not actor.is_facilitator:
        return ()
    by_collaboration: dict[UUID, list[PartnerStanding]] = {}
    day = today or timezone.localdate()
    for one in _standings([each.pk for each in collaborations], day, with_contacts=False):
        by_collaboration.setdefault(one.partner.collaboration_id, []).append(one)
    made = (_reminder(each, by_collaboration.get(each.pk, []), day) for each in collaborations)
    return tuple(one for one in made if one is not None)


def _reminder(
    collaboration: Collaboration, partners: Sequence[PartnerStanding], today: date
) -> EndorsementReminder | None:
    ask = [one for one in partners if one.standing is Standing.OUT_OF_DATE]
    soon = [one for one in partners if any(each.runs_out_soon for each in one.endorsements)]
    concerned = [
        each
        for one in (ask or soon)
        for each in one.endorsements
        if each.ends_on and (not each.is_standing if ask else each.runs_out_soon)
    ]
    if not concerned:
        return None
    names = [one.partner.name for one in (ask or soon)]
    day = min(each.ends_on for each in concerned if each.ends_on)
    by_election = all(each.by_election for each in concerned)
    if ask:
        sentence = wording.ask_again(collaboration.name, names, after_election=by_election)
    elif by_election:
        sentence = wording.election_is_near(collaboration.name, day.year)
    else:
        sentence = wording.runs_out(collaboration.name, names)
    return EndorsementReminder(
        collaboration_key=collaboration.pk,
        sentence=sentence,
        day=day,
        when=wording.has_been(day, today) if ask else "",
    )


def _standings(
    collaborations: Sequence[UUID], today: date, *, with_contacts: bool = True
) -> list[PartnerStanding]:
    """Read partners, endorsements and contacts at once, and lay them together."""
    partners = Partner.objects.filter(collaboration__in=collaborations).filter(
        Q(removed_at__isnull=True) | Q(merged_into__isnull=False)
    )
    endorsements = Endorsement.objects.filter(partner__in=partners)
    contacts = Contact.objects.filter(partner__in=partners) if with_contacts else ()
    return partner_standings(partners, endorsements, contacts, today)


def task_links_of(partner: Partner) -> tuple[TaskLink, ...]:
    """Return the links by which the partner can still write down its decision itself."""
    return open_task_links(PartnerTask.WRITE_DOWN_DECISION, partner.pk)
