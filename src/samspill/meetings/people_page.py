"""What the page of people and tables shows: how many, how mixed, and whom to look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.meetings.models import Attendee, Meeting
from samspill.meetings.wording import joined
from samspill.science.seating import MAX_SIZE

# More sectors than this at a table are no sign of a better mix.
SECTORS_OF_A_GOOD_MIX = 3


@dataclass(frozen=True, kw_only=True)
class Place:
    """Somebody at a table, or without one, as the page shows them."""

    key: UUID
    name: str
    of: str
    is_locked: bool
    leads_table: bool
    came: str
    table: int | None
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SeatedTable:
    """A table with those who sit there, and how mixed it is."""

    number: int
    mix: str
    is_well_mixed: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Swap:
    """Somebody to change places with, and what would come of it."""

    key: UUID
    heading: str
    effect: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The person that is looked at: whom they can change places with, and where else to sit."""

    place: Place
    where: str
    table: int | None
    swaps: tuple[Swap, ...]
    other_tables: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """Everybody on the roster, by table."""

    tables: tuple[SeatedTable, ...]
    unseated: tuple[Place, ...]
    everybody: tuple[Place, ...]
    how_many: str
    how_mixed: str
    look_at: tuple[str, ...]
    has_newcomers: bool


@dataclass(frozen=True)
class Mix:
    """Of how many partners and sectors the people at a table are."""

    partners: Counter[str]
    sectors: Counter[str]
    people: int

    @property
    def cost(self) -> int:
        """Count pairs who share a partner, ten times, and those who share a sector."""
        return 10 * _pairs(self.partners) + _pairs(self.sectors)


def mix_of(people: list[Attendee]) -> Mix:
    return Mix(
        Counter(person.partner for person in people if person.partner),
        Counter(person.sector for person in people if person.sector),
        len(people),
    )


def people_page(meeting: Meeting) -> PeoplePage:
    people = list(meeting.attendees.all())
    by_table = seats_by_table(people)
    everywhere = mix_of([person for person in people if person.takes_seat])
    tables = tuple(
        _table(number, at_table, everywhere) for number, at_table in sorted(by_table.items())
    )
    unseated = tuple(
        _place(each) for each in people if each.table is None and each.came != Attendee.Came.NOT
    )
    seated = sum(map(len, by_table.values()))
    return PeoplePage(
        tables=tables,
        unseated=unseated,
        everybody=tuple(map(_place, people)),
        how_many=_how_many(people, by_table),
        how_mixed=_how_mixed(tables, by_table, everywhere),
        look_at=_look_at(tables, by_table),
        has_newcomers=bool(seated)
        and any(person.takes_seat and person.table is None for person in people),
    )


def seats_by_table(people: list[Attendee]) -> dict[int, list[Attendee]]:
    """Return those who sit at each table; whoever leads it first."""
    tables: dict[int, list[Attendee]] = {}
    for person in sorted(people, key=lambda each: (not each.leads_table, each.name)):
        if person.takes_seat and person.table is not None:
            tables.setdefault(person.table, []).append(person)
    return tables


def chosen(meeting: Meeting, person: Attendee) -> Chosen:
    """Return what can be done with somebody: the two best swaps first."""
    people = list(meeting.attendees.all())
    by_table = seats_by_table(people)
    return Chosen(
        place=_place(person),
        where=_("Now at table %(number)s.") % {"number": person.table}
        if person.table
        else _("Has no table."),
        table=person.table,
        swaps=_best_swaps(person, by_table),
        other_tables=tuple(number for number in sorted(by_table) if number != person.table),
    )


# --- How mixed ------------------------------------------------------------------------------------


def is_well_mixed(mix: Mix, everywhere: Mix) -> bool:
    """Tell whether hardly two share a partner, and the sectors there are, are there."""
    partners = max(1, min(mix.people, len(everywhere.partners)) - 1)
    sectors = min(mix.people, len(everywhere.sectors), SECTORS_OF_A_GOOD_MIX)
    return len(mix.partners) >= min(partners, len(everywhere.partners)) and (
        len(mix.sectors) >= sectors
    )


def _pairs(counts: Counter[str]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _mix_said(mix: Mix) -> str:
    partners = ngettext("%(count)s municipality", "%(count)s municipalities", len(mix.partners)) % {
        "count": len(mix.partners)
    }
    sectors = ngettext("%(count)s sector", "%(count)s sectors", len(mix.sectors)) % {
        "count": len(mix.sectors)
    }
    return joined([partners, sectors])


def _lacks_said(mix: Mix) -> str:
    """Say of a table what keeps it from being mixed."""
    most, count = mix.partners.most_common(1)[0] if mix.partners else ("", 0)
    if count > 1:
        return _("%(count)s from %(partner)s, %(mix)s") % {
            "count": count,
            "partner": most,
            "mix": _mix_said(mix),
        }
    return _mix_said(mix)


def _table(number: int, people: list[Attendee], everywhere: Mix) -> SeatedTable:
    mix = mix_of(people)
    is_good = is_well_mixed(mix, everywhere)
    return SeatedTable(
        number=number,
        mix=_mix_said(mix) if is_good else _lacks_said(mix),
        is_well_mixed=is_good,
        places=tuple(map(_place, people)),
    )


def _how_many(people: list[Attendee], by_table: dict[int, list[Attendee]]) -> str:
    seats = sum(person.takes_seat for person in people)
    said = ngettext("%(count)s person", "%(count)s people", seats) % {"count": seats}
    if not by_table:
        return _("%(people)s, without tables yet.") % {"people": said}
    sizes = sorted(map(len, by_table.values()))
    tables = ngettext("%(count)s table", "%(count)s tables", len(sizes)) % {"count": len(sizes)}
    if sizes[0] == sizes[-1]:
        return _("%(people)s at %(tables)s, %(size)s at each.") % {
            "people": said,
            "tables": tables,
            "size": sizes[0],
        }
    return _("%(people)s at %(tables)s, from %(least)s to %(most)s at each.") % {
        "people": said,
        "tables": tables,
        "least": sizes[0],
        "most": sizes[-1],
    }


def _how_mixed(
    tables: tuple[SeatedTable, ...], by_table: dict[int, list[Attendee]], everywhere: Mix
) -> str:
    if not tables:
        return _("Propose tables, and it stands here.")
    if len(everywhere.partners) == 1:
        return _("All are from %(partner)s: the tables are mixed by sector alone.") % {
            "partner": next(iter(everywhere.partners))
        }
    good = [mix_of(by_table[table.number]) for table in tables if table.is_well_mixed]
    if not good:
        return _("No table is well mixed.")
    said = ngettext(
        "%(good)s of %(all)s tables is well mixed: at least %(partners)s municipalities and "
        "%(sectors)s sectors.",
        "%(good)s of %(all)s tables are well mixed: at least %(partners)s municipalities and "
        "%(sectors)s sectors.",
        len(good),
    )
    return said % {
        "good": len(good),
        "all": len(tables),
        "partners": min(len(mix.partners) for mix in good),
        "sectors": min(len(mix.sectors) for mix in good),
    }


def _look_at(
    tables: tuple[SeatedTable, ...], by_table: dict[int, list[Attendee]]
) -> tuple[str, ...]:
    said = []
    for table in tables:
        size = len(by_table[table.number])
        if size > MAX_SIZE:
            said.append(
                _("Table %(number)s has %(size)s people. Six is the most that talk as one.")
                % {"number": table.number, "size": size}
            )
        elif size == 1:
            said.append(
                _("Somebody sits alone at table %(number)s. Let them join another.")
                % {"number": table.number}
            )
        elif not table.is_well_mixed:
            said.append(
                _("Table %(number)s: %(mix)s.") % {"number": table.number, "mix": table.mix}
            )
    return tuple(said)


# --- Who could change places ----------------------------------------------------------------------


def _best_swaps(person: Attendee, by_table: dict[int, list[Attendee]]) -> tuple[Swap, ...]:
    if person.table is None or person.is_locked or not person.takes_seat:
        return ()
    own = by_table[person.table]
    tried: list[tuple[int, str, Swap]] = []
    for number, others in by_table.items():
        for other in others:
            if number == person.table or other.is_locked:
                continue
            here = [other if each.pk == person.pk else each for each in own]
            there = [person if each.pk == other.pk else each for each in others]
            if _breaks_rule(here) or _breaks_rule(there) or _leaves_group(person, own):
                continue
            if _leaves_group(other, others):
                continue
            change = (
                mix_of(here).cost - mix_of(own).cost,
                mix_of(there).cost - mix_of(others).cost,
            )
            tried.append((sum(change), other.name, _swap(person, other, here, there, change)))
    tried.sort(key=lambda each: each[:2])
    return tuple(swap for _cost, _name, swap in tried[:2])


def _breaks_rule(people: list[Attendee]) -> bool:
    words = [person.apart.strip().casefold() for person in people if person.apart.strip()]
    return len(words) != len(set(words))


def _leaves_group(person: Attendee, at_table: list[Attendee]) -> bool:
    word = person.together.strip().casefold()
    return bool(word) and any(
        other.together.strip().casefold() == word for other in at_table if other.pk != person.pk
    )


def _swap(
    person: Attendee,
    other: Attendee,
    here: list[Attendee],
    there: list[Attendee],
    change: tuple[int, int],
) -> Swap:
    if max(change) < 0:
        effect = _("Both tables are better mixed.")
    elif sum(change) < 0:
        effect = _("The tables are better mixed, taken together.")
    elif sum(change) == 0:
        effect = _("The tables are mixed as well as now.")
    else:
        effect = _("The tables are mixed less well than now.")
    becomes = _("Table %(one)s gets %(mix)s, table %(other)s %(other_mix)s.") % {
        "one": person.table,
        "mix": _mix_said(mix_of(here)),
        "other": other.table,
        "other_mix": _mix_said(mix_of(there)),
    }
    heading = _("Change places with %(name)s, table %(number)s") % {
        "name": other.name,
        "number": other.table,
    }
    return Swap(key=other.pk, heading=heading, effect=f"{effect} {becomes}")


def _place(person: Attendee) -> Place:
    marks = []
    if person.leads_table:
        marks.append(_("leads the table"))
    if person.is_locked:
        marks.append(_("held here"))
    if person.role == Attendee.Role.INTERPRETER:
        marks.append(_("interpreter"))
    if not person.has_phone:
        marks.append(_("no phone"))
    if person.is_walk_in:
        marks.append(_("came unannounced"))
    if person.came == Attendee.Came.NOT:
        marks.append(_("did not come"))
    if person.needs:
        marks.append(person.needs)
    return Place(
        key=person.pk,
        name=person.name,
        of=", ".join(part for part in (person.partner, person.sector) if part),
        is_locked=person.is_locked,
        leads_table=person.leads_table,
        came=person.came,
        table=person.table,
        marks=tuple(marks),
    )
