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
    collaborations = list(collaborations_of(actor))
    partners = Partner.objects.present().filter(collaboration__in=collaborations)
    counts: dict[UUID, int] = {}
    for owner in partners.values_list("collaboration_id", flat=True):
        counts[owner] = counts.get(owner, 0) + 1
    return tuple(
        CollaborationSummary(
            key=collaboration.pk,
            name=collaboration.name,
            purpose=collaboration.purpose,
            partner_count=counts.get(collaboration.pk, 0),
            is_simulated=collaboration.is_simulated,
        )
        for collaboration in collaborations
    )


def partners_of(collaboration: Collaboration) -> tuple[Partner, ...]:
    return tuple(Partner.objects.present().filter(collaboration=collaboration))


def mergers_of(collaboration: Collaboration) -> dict[UUID, UUID]:
    """Return which partner each merged one has become part of, to the end of the line."""
    merged = Partner.objects.filter(collaboration=collaboration, merged_into__isnull=False)
    heir_of = {partner.pk: partner.merged_into_id for partner in merged if partner.merged_into_id}
    ends = {}
    for key, into in heir_of.items():
        end = into
        while end in heir_of:
            end = heir_of[end]
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
    all_standings = _standings([collaboration.pk], today or timezone.localdate())
    by_standing = {
        each: [standing for standing in all_standings if standing.standing is each]
        for each in Standing
    }
    nobody = [standing.partner for standing in by_standing[Standing.NOBODY_YET]]
    return Standings(
        total=len(all_standings),
        sentence=wording.summary(
            standing=len(by_standing[Standing.STANDS]),
            out=len(by_standing[Standing.OUT_OF_DATE]),
            total=len(all_standings),
        ),
        lone=wording.lone([standing.partner.name for standing in all_standings if standing.lone]),
        out_of_date=_standing_groups(by_standing[Standing.OUT_OF_DATE]),
        standing=_standing_groups(by_standing[Standing.STANDS]),
        nobody_yet=partner_groups(nobody),
    )


def _standing_groups(standings: Sequence[PartnerStanding]) -> tuple[StandingGroup, ...]:
    groups: dict[tuple[tuple[str, str], ...], list[PartnerStanding]] = {}
    for standing in standings:
        said = tuple((each.body, each.until) for each in standing.endorsements)
        groups.setdefault(said, []).append(standing)
    return tuple(
        StandingGroup(group[0].endorsements, tuple(standing.partner for standing in group))
        for group in groups.values()
    )


def standing_of(partner: Partner, *, today: date | None = None) -> PartnerStanding:
    standings = _standings([partner.collaboration_id], today or timezone.localdate())
    return next(standing for standing in standings if standing.partner == partner)


def others_of_its_kind(partner: Partner) -> tuple[Partner, ...]:
    """Return the partners it could merge with, whose names it cannot take."""
    present = Partner.objects.present().filter(collaboration=partner.collaboration_id)
    return tuple(present.filter(kind=partner.kind).exclude(pk=partner.pk))


def endorsement_to_renew(partner: Partner, key: UUID) -> Endorsement | None:
    """Return what somebody is asked again about; None when it is not this partner's."""
    endorsement = Endorsement.objects.filter(pk=key).select_related("partner").first()
    return (
        endorsement if endorsement is not None and endorsement.partner.heir() == partner else None
    )


def withdrawn_endorsement(partner: Partner, key: UUID) -> Endorsement | None:
    """Return the endorsement that was just withdrawn, so that the page can offer to undo that."""
    endorsement = endorsement_to_renew(partner, key)
    return endorsement if endorsement is not None and endorsement.withdrawn_at is not None else None


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
    for standing in _standings([each.pk for each in collaborations], day, with_contacts=False):
        by_collaboration.setdefault(standing.partner.collaboration_id, []).append(standing)
    made = (_reminder(each, by_collaboration.get(each.pk, []), day) for each in collaborations)
    return tuple(reminder for reminder in made if reminder is not None)


def _reminder(
    collaboration: Collaboration, standings: Sequence[PartnerStanding], today: date
) -> EndorsementReminder | None:
    ask = [standing for standing in standings if standing.standing is Standing.OUT_OF_DATE]
    soon = [
        standing
        for standing in standings
        if any(each.runs_out_soon for each in standing.endorsements)
    ]
    concerned = [
        each
        for standing in (ask or soon)
        for each in standing.endorsements
        if each.ends_on and (not each.is_standing if ask else each.runs_out_soon)
    ]
    if not concerned:
        return None
    names = [standing.partner.name for standing in (ask or soon)]
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
