"""Who sits with whom: tables that mix, keep the rules, and change little when people come late.

A tabu search over swaps. What may never happen weighs more than everything else together, and is
counted again when the search is over: a seating that breaks a rule is never returned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from samspill.science.arrays import Floats

Places = npt.NDArray[np.int64]

MAX_SIZE = 6
LEAST_SIZE = 4
# What it costs that two at a table share the first attribute, one of the others, have met before,
# or both are to lead a table.
FIRST, OTHERS, AGAIN, BOTH_LEAD = 10.0, 1.0, 10.0, 40.0
# Fewest moves come before the mix, and the rules come before both.
MOVED, BROKEN = 1e4, 1e8
# How long a swap may not be taken back, in rounds of the search, and how much chance there is in
# which of two equally good swaps is taken.
TENURE, TIE = (3, 12), 0.5
# About two seconds for 48 people who change tables four times, and a tenth for once.
SWAPS_TRIED, SWAPS_TRIED_ONCE = 16_000_000, 500_000
MOST_ROUNDS, MOST_ROUNDS_ONCE = 8_000, 400


class Impossible(StrEnum):
    """Why there is no seating."""

    NOBODY = "nobody"
    TOGETHER_AND_APART = "together and apart"
    TOGETHER_AT_TWO = "together and locked to two tables"
    TOO_MANY_TOGETHER = "too many together"
    TOO_MANY_LOCKED = "too many locked to a table"
    APART_AT_ONE = "apart and locked to one table"
    TOO_MANY_APART = "no way found to keep every rule"


class SeatingError(ValueError):
    """The rules cannot all be kept; `people` are the places of those it is about."""

    def __init__(self, why: Impossible, people: Sequence[int] = ()) -> None:
        super().__init__(f"{why}: {', '.join(map(str, people))}" if people else why.value)
        self.why = why
        self.people = tuple(people)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a seating keeps: who sits together, who does not, and who is locked to a table.

    People and tables are named by their place, from 0.
    """

    together: Sequence[Sequence[int]] = ()
    apart: Sequence[Sequence[int]] = ()
    locked: Mapping[int, int] = field(default_factory=dict)


NO_RULES = Rules()


@dataclass(frozen=True, kw_only=True)
class Seatings:
    """The table of each person in each session, and how well it mixes.

    `same_pairs` counts, for each attribute, pairs at one table who share it. `bound` is how many
    new meetings there could be at most.
    """

    tables: Places
    new_meetings: int
    repeat_meetings: int
    same_pairs: tuple[int, ...]
    bound: int


@dataclass(frozen=True, kw_only=True)
class Reseating:
    """The table of each person after some came late or not at all; -1 for those who did not come.

    `moved` are those who had a table and got another; newcomers are not among them.
    """

    tables: Places
    moved: tuple[int, ...]


def compose_tables(
    attributes: Sequence[Sequence[str]],
    *,
    max_size: int = MAX_SIZE,
    sessions: int = 1,
    rng: np.random.Generator,
    tables: int | None = None,
    rules: Rules = NO_RULES,
    leaders: Sequence[int] = (),
) -> Seatings:
    """Seat people at even tables, so that they meet as many as they can who are unlike them.

    Parameters
    ----------
    attributes
        What is known of each person: the first weighs most (a municipality), the others (a sector)
        less. Empty is unlike everything.
    tables
        How many; without it as few as there must be for `max_size`.
    leaders
        Who can lead a table; they are spread.

    Raises
    ------
    SeatingError
        There is nobody, or the rules contradict each other.
    """
    count = len(attributes)
    if not count:
        raise SeatingError(Impossible.NOBODY)
    if max_size < 1 or sessions < 1:
        message = f"max_size and sessions must be 1 or more; got {max_size} and {sessions}."
        raise ValueError(message)
    number = max(tables or 0, -(-count // max_size))
    size = -(-count // number)
    check_rules(rules, count=count, max_size=size)
    liking = _dislike(attributes, rules, leaders)
    start = np.stack(
        [_spread(attributes, number, size, rules, rng) for _session in range(sessions)]
    )
    search = _Search(liking, number, size=size, least=count // number, rng=rng)
    search.lock(rules.locked)
    seated = search.run(start, rounds=_rounds(search.width, sessions))
    for session in seated:
        _check_kept(session[:count], rules)
    return _described(seated[:, :count], attributes, number)


def _rounds(width: int, sessions: int) -> int:
    if sessions == 1:
        return min(MOST_ROUNDS_ONCE, SWAPS_TRIED_ONCE // width**2 + 40)
    return min(MOST_ROUNDS, SWAPS_TRIED // width**2 + width)


def reseat(
    seated: Sequence[int],
    attributes: Sequence[Sequence[str]],
    *,
    came: Sequence[bool],
    max_size: int = MAX_SIZE,
    least_size: int = LEAST_SIZE,
    rng: np.random.Generator,
    rules: Rules = NO_RULES,
) -> Reseating:
    """Seat newcomers, and fill up after those who did not come, with the fewest moves.

    `seated` is the table of each person, -1 for newcomers. Nobody moves but from a table with more
    than `max_size` or to or from one with fewer than `least_size`, or for a rule.

    Raises
    ------
    SeatingError
        Nobody came, or the rules contradict each other.
    """
    here = np.flatnonzero(np.asarray(came, dtype=bool))
    if not here.size:
        raise SeatingError(Impossible.NOBODY)
    rules = _of_those(rules, here)
    check_rules(rules, count=here.size, max_size=max_size)
    before = np.asarray(seated, dtype=np.int64)[here]
    for person, table in rules.locked.items():
        if before[person] < 0:
            before[person] = table
    sizes = sizes_with_fewest_moves(before, rules.locked, max_size=max_size, least_size=least_size)
    known = [attributes[int(person)] for person in here]
    after = _with_fewest_moves(before, known, sizes, max_size, least_size, rules, rng)
    _check_kept(after, rules)
    tables = np.full(len(seated), -1, dtype=np.int64)
    tables[here] = after
    moved = here[(before >= 0) & (before != after)]
    return Reseating(tables=tables, moved=tuple(map(int, moved)))


# --- Rules ----------------------------------------------------------------------------------------


def check_rules(rules: Rules, *, count: int, max_size: int) -> None:
    """Raise `SeatingError` for rules that no seating at tables of this size keeps."""
    for group in _joined(rules.together, count):
        for pair in _pairs(rules.apart):
            if set(pair) <= group:
                raise SeatingError(Impossible.TOGETHER_AND_APART, pair)
        if len(group) > max_size:
            raise SeatingError(Impossible.TOO_MANY_TOGETHER, sorted(group))
        locked = {rules.locked[person]: person for person in sorted(group & rules.locked.keys())}
        if len(locked) > 1:
            raise SeatingError(Impossible.TOGETHER_AT_TWO, list(locked.values())[:2])
    for one_of, other in _pairs(rules.apart):
        table = rules.locked.get(one_of)
        if table is not None and table == rules.locked.get(other):
            raise SeatingError(Impossible.APART_AT_ONE, (one_of, other))
    for table in set(rules.locked.values()):
        at_it = [person for person, its in rules.locked.items() if its == table]
        if len(at_it) > max_size:
            raise SeatingError(Impossible.TOO_MANY_LOCKED, at_it)


def _joined(together: Sequence[Sequence[int]], count: int) -> list[set[int]]:
    """Join groups that share somebody: together with each of them is together with both."""
    groups: list[set[int]] = []
    for names in together:
        group = {name for name in names if name < count}
        for other in [each for each in groups if each & group]:
            groups.remove(other)
            group |= other
        groups.append(group)
    return groups


def _pairs(groups: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [
        (first, second)
        for group in groups
        for place, first in enumerate(group)
        for second in group[place + 1 :]
    ]


def _of_those(rules: Rules, here: Places) -> Rules:
    """Return the rules for those who are here, by their place among them."""
    place = {int(person): index for index, person in enumerate(here)}

    def kept(groups: Sequence[Sequence[int]]) -> list[list[int]]:
        return [[place[person] for person in group if person in place] for group in groups]

    locked = {place[each]: table for each, table in rules.locked.items() if each in place}
    return Rules(together=kept(rules.together), apart=kept(rules.apart), locked=locked)


def _check_kept(tables: Places, rules: Rules) -> None:
    for first, second in _pairs(rules.together):
        if tables[first] != tables[second]:
            raise SeatingError(Impossible.TOO_MANY_APART, (first, second))
    for first, second in _pairs(rules.apart):
        if tables[first] == tables[second]:
            raise SeatingError(Impossible.TOO_MANY_APART, (first, second))
    for person, table in rules.locked.items():
        if tables[person] != table:
            raise SeatingError(Impossible.TOO_MANY_APART, (person,))


# --- How well it mixes ----------------------------------------------------------------------------


def _alike(attributes: Sequence[Sequence[str]], column: int) -> npt.NDArray[np.bool_]:
    """Tell which two share an attribute. What is not known is like nothing."""
    words = np.array([row[column].strip() if column < len(row) else "" for row in attributes])
    alike: npt.NDArray[np.bool_] = (words[:, None] == words[None, :]) & (words != "")[:, None]
    np.fill_diagonal(alike, val=False)
    return alike


def _dislike(attributes: Sequence[Sequence[str]], rules: Rules, leaders: Sequence[int]) -> Floats:
    """Return what it costs that two sit at the same table."""
    count = len(attributes)
    cost = np.zeros((count, count))
    for column in range(max((len(row) for row in attributes), default=0)):
        cost += (OTHERS if column else FIRST) * _alike(attributes, column)
    if len(leaders):
        cost[np.ix_(leaders, leaders)] += BOTH_LEAD
    for weight, groups in ((-BROKEN, rules.together), (BROKEN, rules.apart)):
        for first, second in _pairs(groups):
            cost[first, second] = cost[second, first] = weight
    np.fill_diagonal(cost, 0)
    return cost


def _described(tables: Places, attributes: Sequence[Sequence[str]], number: int) -> Seatings:
    count = tables.shape[1]
    together = (tables[:, :, None] == tables[:, None, :]).sum(axis=0)
    met = together[np.triu_indices(count, 1)]
    columns = max(len(row) for row in attributes)
    same = tuple(
        int((together * _alike(attributes, column)).sum()) // 2 for column in range(columns)
    )
    sizes = [np.bincount(session, minlength=number) for session in tables]
    seats = sum(int((each * (each - 1)).sum()) // 2 for each in sizes)
    return Seatings(
        tables=tables,
        new_meetings=int((met > 0).sum()),
        repeat_meetings=int(np.maximum(met - 1, 0).sum()),
        same_pairs=same,
        bound=min(seats, count * (count - 1) // 2),
    )


# --- Where to begin -------------------------------------------------------------------------------


def _spread(
    attributes: Sequence[Sequence[str]],
    number: int,
    size: int,
    rules: Rules,
    rng: np.random.Generator,
) -> Places:
    """Deal people out to tables in turn, those who are alike after each other; then empty seats."""
    tables = np.full(number * size, -1, dtype=np.int64)
    free = np.full(number, size)
    for person, table in rules.locked.items():
        if not table < number:
            raise SeatingError(Impossible.TOO_MANY_LOCKED, (person,))
        tables[person] = table
        free[table] -= 1
    if (free < 0).any():
        raise SeatingError(Impossible.TOO_MANY_LOCKED, list(rules.locked))
    order = sorted(range(len(attributes)), key=lambda person: (*attributes[person], rng.random()))
    turn = 0
    for person in [*order, *range(len(attributes), tables.size)]:
        if tables[person] >= 0:
            continue
        # An even deal: the table in turn among those with most free seats.
        places = np.flatnonzero(free == free.max())
        tables[person] = places[turn % places.size] if person >= len(attributes) else places[0]
        free[tables[person]] -= 1
        turn += 1
    return tables


# --- The search -----------------------------------------------------------------------------------


class _Search:
    """Swaps of two seats, the best that is not forbidden, again and again; the best is kept.

    Empty seats are people whom everybody likes: to move is to swap with one of them.
    """

    def __init__(
        self, cost: Floats, number: int, *, size: int, least: int, rng: np.random.Generator
    ) -> None:
        self.people = cost.shape[0]
        self.width = number * size
        self.number, self.least, self.rng = number, least, rng
        self.cost = np.zeros((self.width, self.width))
        self.cost[: self.people, : self.people] = cost
        self.of_seat = np.zeros((self.width, number))
        self.is_locked = np.zeros(self.width, dtype=bool)

    def lock(self, locked: Mapping[int, int]) -> None:
        self.is_locked[list(locked)] = True

    def run(self, start: Places, *, rounds: int) -> Places:
        """Return the best that was found from a start, for each session the seat of everybody."""
        tables = start.copy()
        best, least_cost, cost = tables.copy(), 0.0, 0.0  # counted from the start
        sessions = len(tables)
        everybody = np.arange(self.width)
        here = np.eye(self.number)[tables]
        met = self._met(here)
        forbidden = np.zeros((sessions, self.width, self.number), dtype=np.int64)
        noise = self.rng.random((self.width + 97) * self.width) * TIE
        for turn in range(1, rounds + 1):
            session = turn % sessions
            at, seats = tables[session], here[session]
            beside = seats @ seats.T
            weights = self.cost + AGAIN * self._met_before(met, beside)
            gain = self._gains(weights, at, seats)
            gain[beside > 0] = np.inf
            gain[~self._allowed(at, seats)] = np.inf
            is_forbidden = forbidden[session][:, at] > turn
            is_forbidden |= is_forbidden.T
            offset = int(turn * 31 % 97) * self.width
            tried = gain + noise[offset : offset + self.width**2].reshape(gain.shape)
            tried[is_forbidden & (cost + gain >= least_cost - TIE)] = np.inf
            first, second = divmod(int(tried.argmin()), self.width)
            if not np.isfinite(tried[first, second]):
                continue
            for seat in (first, second):
                until = turn + sessions * int(self.rng.integers(*TENURE))
                forbidden[session, seat, at[seat]] = until
            at[first], at[second] = at[second], at[first]
            seats[[first, second]] = seats[[second, first]]
            met += seats @ seats.T - beside
            met[everybody, everybody] = 0
            cost += gain[first, second]
            if cost < least_cost - 1e-6:
                best, least_cost = tables.copy(), cost
        return best

    def _met(self, here: Floats) -> Floats:
        met: Floats = np.einsum("spt,sqt->pq", here, here)
        np.fill_diagonal(met, 0)
        return met

    def _met_before(self, met: Floats, beside: Floats) -> Floats:
        """Tell who have met in another session than this; empty seats meet nobody."""
        before = (met - beside >= 1).astype(np.float64)
        before[self.people :] = before[:, self.people :] = 0
        np.fill_diagonal(before, 0)
        return before

    def _gains(self, weights: Floats, at: Places, seats: Floats) -> Floats:
        """Return what every swap of two would add to the cost."""
        with_table = weights @ seats + self.of_seat
        own = with_table[np.arange(self.width), at]
        going = with_table[:, at] - own[:, None]
        return going + going.T - 2 * weights

    def _allowed(self, at: Places, seats: Floats) -> npt.NDArray[np.bool_]:
        """Nobody who is locked moves, and nobody leaves a table that has too few for it."""
        allowed = ~(self.is_locked[:, None] | self.is_locked[None, :])
        if self.people < self.width:
            sizes = seats[: self.people].sum(axis=0)
            can_leave = (sizes > self.least)[at]
            allowed[: self.people, self.people :] &= can_leave[: self.people, None]
            allowed[self.people :, : self.people] &= can_leave[None, : self.people]
            allowed[self.people :, self.people :] = False
        return allowed


# --- Latecomers and those who did not come --------------------------------------------------------


def sizes_with_fewest_moves(
    before: Places, locked: Mapping[int, int], *, max_size: int, least_size: int
) -> dict[int, int]:
    """Return how many each table gets, so that the fewest must move; a table left out is closed.

    Tables are closed from the smallest, and new ones opened, as far as that saves moves.
    """
    sizes = {int(table): int((before == table).sum()) for table in set(before[before >= 0])}
    people = before.size
    cannot_close = set(locked.values())
    closable = sorted(
        (table for table in sizes if table not in cannot_close), key=lambda t: (sizes[t], t)
    )
    best: tuple[tuple[int, int], dict[int, int]] | None = None
    for closed in range(len(closable) + 1):
        kept = {t: n for t, n in sizes.items() if t not in closable[:closed]}
        fewest = max(0, -(-people // max_size) - len(kept))
        for opened in range(fewest, fewest + 2):
            number = len(kept) + opened
            if not number:
                continue
            unused = [
                t for t in range(len(sizes) + opened + max(sizes, default=0) + 1) if t not in sizes
            ]
            start = kept | dict.fromkeys(unused[:opened], 0)
            least = min(least_size, people // number)
            is_short = least < min(least_size, people)
            wanted = _levelled(start, people, least, max_size)
            moves = sum(max(0, sizes.get(t, 0) - wanted.get(t, 0)) for t in sizes)
            rank = (int(is_short) * people + moves, opened + closed)
            if best is None or rank < best[0]:
                best = rank, wanted
    assert best is not None  # noqa: S101  (somebody came, so there is a table)
    return best[1]


def _levelled(sizes: dict[int, int], people: int, least: int, most: int) -> dict[int, int]:
    """Bring sizes between least and most with as little change as can be, summing to people."""
    wanted = {table: min(max(size, least), most) for table, size in sizes.items()}
    while (missing := people - sum(wanted.values())) != 0:
        if missing > 0:
            wanted[min(wanted, key=lambda t: (wanted[t], t))] += 1
        else:
            # One who came to fill a table goes elsewhere, or a full table gives one away.
            can_give = [t for t in wanted if wanted[t] > least]
            wanted[max(can_give, key=lambda t: (wanted[t], t))] -= 1
    return wanted


def _with_fewest_moves(
    before: Places,
    attributes: Sequence[Sequence[str]],
    sizes: dict[int, int],
    max_size: int,
    least_size: int,
    rules: Rules,
    rng: np.random.Generator,
) -> Places:
    """Begin with those who can stay, fill the sizes, and let the search choose who moves."""
    names = sorted(sizes | dict.fromkeys(rules.locked.values(), 0))
    index = {table: place for place, table in enumerate(names)}
    own = np.array([index.get(int(table), -1) for table in before])
    places = {person: index[table] for person, table in rules.locked.items()}
    cost = _dislike(attributes, rules, ())
    least = min(least_size, *sizes.values())
    search = _Search(cost, len(names), size=max_size, least=least, rng=rng)
    had_one = before >= 0
    search.of_seat[: before.size][had_one] = MOVED
    stays = had_one & (own >= 0)
    search.of_seat[np.flatnonzero(stays), own[stays]] = 0
    search.lock(places)
    start = np.full(search.width, -1, dtype=np.int64)
    free = np.array([sizes.get(table, 0) for table in names])
    for person in sorted(range(before.size), key=lambda each: each not in places):
        table = places.get(person, int(own[person]))
        if table >= 0 and (free[table] > 0 or person in places):
            start[person] = table
            free[table] -= 1
    for newcomer in np.flatnonzero(start[: before.size] < 0):
        start[newcomer] = int(free.argmax())
        free[start[newcomer]] -= 1
    empty = np.repeat(
        np.arange(len(names)),
        max_size - np.bincount(start[: before.size], minlength=len(names)),
    )
    start[before.size :] = empty
    best = search.run(start[None, :], rounds=_rounds(search.width, 1))[0]
    return np.array([names[place] for place in best[: before.size]], dtype=np.int64)
