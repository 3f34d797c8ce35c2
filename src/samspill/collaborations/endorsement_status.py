"""Who stands behind a collaboration, partner by partner: worked out from rows and a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from django.utils import timezone

from samspill.collaborations import wording
from samspill.collaborations.models import Contact, Endorsement, Partner

# So long before an endorsement runs out, the start page says so.
REMIND_BEFORE = timedelta(days=60)


class Standing(Enum):
    """Whether a partner stands behind the collaboration; never how much, and nobody is rated."""

    STANDS = "stands"
    OUT_OF_DATE = "out_of_date"
    NOBODY_YET = "nobody_yet"


@dataclass(frozen=True)
class EndorsementSummary:
    """What one body decided, and whether it stands. `ends_on` is when it ends or ended."""

    key: UUID
    body: str
    is_elected: bool
    decided: str
    until: str
    is_standing: bool
    runs_out_soon: bool
    ends_on: date | None
    by_election: bool
    came_through_link: bool


@dataclass(frozen=True)
class ContactSummary:
    key: UUID
    text: str


@dataclass(frozen=True)
class PartnerStanding:
    """One partner: who stands behind, who knows it from there, and what it was before a merger."""

    partner: Partner
    standing: Standing
    endorsements: tuple[EndorsementSummary, ...]
    contacts: tuple[ContactSummary, ...]
    earlier: tuple[str, ...]

    @property
    def lone(self) -> str:
        return wording.lone([self.partner.name]) if len(self.contacts) == 1 else ""


def partner_standings(
    partners: Iterable[Partner],
    endorsements: Iterable[Endorsement],
    contacts: Iterable[Contact],
    today: date,
) -> list[PartnerStanding]:
    """Return how each present partner stands, in the order given.

    `partners` are those present and those that became part of another one; `endorsements` come
    newest first.
    """
    by_key = {partner.pk: partner for partner in partners}
    newest = _newest(endorsements)
    lines: dict[UUID, list[list[Partner]]] = {}
    for partner in by_key.values():
        line = _line(partner, by_key)
        lines.setdefault(line[-1].pk, []).append(line)
    people: dict[UUID, list[ContactSummary]] = {}
    for contact in contacts:
        heir = _line(by_key[contact.partner_id], by_key)[-1]
        people.setdefault(heir.pk, []).append(ContactSummary(contact.pk, wording.person(contact)))
    standings = []
    for partner in by_key.values():
        if partner.removed_at is not None:
            continue
        own = _endorsements(lines[partner.pk], newest, today)
        standings.append(
            PartnerStanding(
                partner=partner,
                standing=_standing(own),
                endorsements=own,
                contacts=tuple(people.get(partner.pk, [])),
                earlier=tuple(line[0].name for line in lines[partner.pk] if len(line) == 2),
            )
        )
    return standings


def _line(partner: Partner, by_key: dict[UUID, Partner]) -> list[Partner]:
    """Return the partner and what it became, merger by merger; the last one is its heir."""
    line = [partner]
    while (into := line[-1].merged_into_id) and into in by_key:
        line.append(by_key[into])
    return line


def _endorsements(
    lines: Sequence[list[Partner]], newest: dict[UUID, list[Endorsement]], today: date
) -> tuple[EndorsementSummary, ...]:
    """Return what stands for a partner: its own, and what those it was made of had decided.

    Its own first, and elected bodies before offices.
    """
    return tuple(
        _endorsement_summary(endorsement, line[0], line[-1], today)
        for line in sorted(lines, key=len)
        for endorsement in sorted(
            newest.get(line[0].pk, []), key=lambda endorsement: not endorsement.is_elected
        )
        if endorsement.withdrawn_at is None and not _answered(endorsement, line[1:], newest)
    )


def _newest(endorsements: Iterable[Endorsement]) -> dict[UUID, list[Endorsement]]:
    """Keep the newest of each body; it takes the place of what the body decided before."""
    kept: dict[tuple[UUID, str], Endorsement] = {}
    for endorsement in endorsements:
        kept.setdefault((endorsement.partner_id, endorsement.body.casefold()), endorsement)
    by_partner: dict[UUID, list[Endorsement]] = {}
    for (partner, _body), endorsement in kept.items():
        by_partner.setdefault(partner, []).append(endorsement)
    return by_partner


def _answered(
    endorsement: Endorsement, later: Sequence[Partner], newest: dict[UUID, list[Endorsement]]
) -> bool:
    """Whether a partner that this one became a part of has been asked in its place."""
    return any(
        (endorsement.is_elected and each.is_elected)
        or endorsement.body.casefold() == each.body.casefold()
        for partner in later
        for each in newest.get(partner.pk, [])
    )


def _endorsement_summary(
    endorsement: Endorsement, decided_by: Partner, partner: Partner, today: date
) -> EndorsementSummary:
    end = endorsement.stands_until
    election = wording.ended_by(endorsement)
    ends_on = election or end
    is_standing = decided_by == partner and (end is None or end >= today)
    if decided_by != partner and decided_by.removed_at:
        until, election = wording.inherited(decided_by.name), None
        ends_on = timezone.localdate(decided_by.removed_at)
    elif is_standing:
        until = wording.stands(endorsement)
    else:
        until = wording.out_of_date(endorsement, today)
    return EndorsementSummary(
        key=endorsement.pk,
        body=endorsement.body,
        is_elected=endorsement.is_elected,
        decided=wording.decided(endorsement),
        until=until,
        is_standing=is_standing,
        runs_out_soon=is_standing and end is not None and end - today <= REMIND_BEFORE,
        ends_on=ends_on,
        by_election=election is not None,
        came_through_link=endorsement.came_through_link,
    )


def _standing(endorsements: Sequence[EndorsementSummary]) -> Standing:
    """Return the status of a partner.

    An elected body that must be asked again counts for more than an office that stands: the
    partner stands behind only when its council does.
    """
    if not endorsements:
        return Standing.NOBODY_YET
    if any(endorsement.is_elected and not endorsement.is_standing for endorsement in endorsements):
        return Standing.OUT_OF_DATE
    if any(endorsement.is_standing for endorsement in endorsements):
        return Standing.STANDS
    return Standing.OUT_OF_DATE
