"""What follows from figures that were shown: every table of counts that they leave possible.

For one statement in one room, all tables are tried: those are kept of which the rule would have
shown just this. For groups, too many together, integer programming (HiGHS) finds the least
and the most that each can hold; the tables of a group are there described by bounds, so it may find
less than there is, and never more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise
from typing import TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Table: TypeAlias = tuple[int, ...]
# From a table of counts to what would be shown of it.
Rule: TypeAlias = Callable[[Table], Hashable]
POINTS = 5


class NotTheRuleError(AssertionError):
    """What was shown is not what the rule gives for the truth: the attacker knows another rule."""


@dataclass
class Findings:
    """What was found: who of the people by number, and in how many statements.

    `answers` has (how, person, statement); `small` the groups that are surely under the minimum.
    """

    answers: set[tuple[str, int, str]] = field(default_factory=set)
    small: set[tuple[str, str]] = field(default_factory=set)

    @property
    def people(self) -> int:
        return len({person for _how, person, _what in self.answers})

    @property
    def ways(self) -> set[str]:
        return {how for how, _person, _what in self.answers} | ({"small"} if self.small else set())

    def __bool__(self) -> bool:
        return bool(self.answers or self.small)

    def add(self, other: Findings) -> None:
        self.answers |= other.answers
        self.small |= other.small


def tables_of(n: int, points: int = POINTS) -> Iterator[Table]:
    """Yield every way in which n answers can lie on the points of a scale."""
    for bars in combinations(range(n + points - 1), points - 1):
        ends = (-1, *bars, n + points - 1)
        yield tuple(after - before - 1 for before, after in pairwise(ends))


@cache
def shown_by(rule: Rule, n: int) -> Mapping[Hashable, tuple[Table, ...]]:
    """Return, for everything that can be shown of n answers, the tables that show it."""
    found: dict[Hashable, list[Table]] = defaultdict(list)
    for table in tables_of(n):
        found[rule(table)].append(table)
    return {shown: tuple(tables) for shown, tables in found.items()}


def possible(rule: Rule, shown: Hashable, sizes: Sequence[int]) -> tuple[Table, ...]:
    """Return every table of one of these sizes of which just this would have been shown."""
    return tuple(table for n in sizes for table in shown_by(rule, n).get(shown, ()))


def from_one_room(
    tables: Sequence[Table], ratings: Sequence[int], what: str, *, insiders: bool = True
) -> Findings:
    """Find answers to one statement: as anybody, and as each of those who answered it.

    Parameters
    ----------
    tables : all that are possible, seen from outside.
    ratings : the truth, one scale point (from 1) for each person; only to say who was found.
    """
    found = Findings()
    for point in _given_away(tables):
        found.answers |= _those(ratings, point, "a colleague", what)
    for own in set(ratings) if insiders else ():
        left = [_less(table, own) for table in tables if table[own - 1]]
        others = list(ratings)
        others.remove(own)
        for point in _given_away(left):
            found.answers |= _those(ratings, point, "an insider", what, but=own)
    return found


def from_two_rounds(
    before: Sequence[Table], after: Sequence[Table], newcomer: tuple[int, int], what: str
) -> Findings:
    """Find what the one who is new answered, where all others are known to have answered as before.

    `newcomer` is the person's number and rating.
    """
    earlier = set(before)
    points = {
        point
        for table in after
        for point in range(1, POINTS + 1)
        if table[point - 1] and _less(table, point) in earlier
    }
    person, rating = newcomer
    found = Findings()
    if points == {rating}:
        found.answers.add(("two rounds", person, what))
    return found


def from_groups(
    total: Sequence[Table],
    shown: Mapping[str, Sequence[Table]],
    hidden: Mapping[str, tuple[int, int]],
    minimum: int,
) -> tuple[set[tuple[str, int]], set[str]]:
    """Find answers in groups that are held back, and groups that are surely too small.

    Parameters
    ----------
    total, shown : the possible tables of the room, and of each group that is shown.
    hidden : for each other group the fewest and the most people it can have as far as is known.

    Returns
    -------
    (group, point) of every count that is known exactly and of at least one person, and the groups
    that surely have somebody and fewer than the minimum.
    """
    names = [*shown, *hidden]
    size = POINTS * (len(names) + 1)
    lowest, highest = np.zeros(size), np.full(size, float(max(map(sum, total))))
    rows = [_sum_of_groups(point, len(names)) for point in range(POINTS)]
    limits = [(0.0, 0.0)] * POINTS
    for place, tables in enumerate([total, *shown.values()]):
        here = slice(POINTS * place, POINTS * (place + 1))
        as_array = np.array(tables)
        lowest[here], highest[here] = as_array.min(axis=0), as_array.max(axis=0)
        rows.append(_ones(here, size))
        limits.append((float(as_array.sum(axis=1).min()), float(as_array.sum(axis=1).max())))
    places = {name: 1 + names.index(name) for name in hidden}
    for name, (fewest, most) in hidden.items():
        here = slice(POINTS * places[name], POINTS * (places[name] + 1))
        rows.append(_ones(here, size))
        limits.append((float(fewest), float(most)))
    solve = _Solver(np.array(rows), limits, lowest, highest)
    exact, small = set(), set()
    for name, place in places.items():
        here = slice(POINTS * place, POINTS * (place + 1))
        least, most_of_it = solve.between(_ones(here, size))
        if least > 0 and most_of_it < minimum:
            small.add(name)
        for point in range(POINTS):
            one = slice(here.start + point, here.start + point + 1)
            least, most_of_it = solve.between(_ones(one, size))
            if least == most_of_it > 0:
                exact.add((name, point + 1))
    return exact, small


@dataclass(frozen=True)
class _Solver:
    rows: np.ndarray
    limits: Sequence[tuple[float, float]]
    lowest: np.ndarray
    highest: np.ndarray

    def between(self, sought: np.ndarray) -> tuple[int, int]:
        """Return the least and the most that a sum of counts can be."""
        return self._best(sought, 1), self._best(sought, -1)

    def _best(self, sought: np.ndarray, sign: int) -> int:
        low, high = zip(*self.limits, strict=True)
        result = milp(
            sign * sought,
            constraints=LinearConstraint(self.rows, low, high),
            bounds=Bounds(self.lowest, self.highest),
            integrality=np.ones(len(sought)),
        )
        if not result.success:
            raise NotTheRuleError(f"nothing fits what was shown: {result.message}")
        return round(sign * result.fun)


def _sum_of_groups(point: int, groups: int) -> np.ndarray:
    """Return the row for the room's count at a point less those of all its groups: nought."""
    row = np.zeros(POINTS * (groups + 1))
    row[point::POINTS] = -1
    row[point] = 1
    return row


def _ones(here: slice, size: int) -> np.ndarray:
    row = np.zeros(size)
    row[here] = 1
    return row


def _given_away(tables: Sequence[Table]) -> Iterator[int]:
    """Yield the points at which all tables have one person, or all tables have everybody."""
    if not tables:
        return
    for point in range(1, POINTS + 1):
        counts = {table[point - 1] for table in tables}
        if counts == {1} or all(table[point - 1] == sum(table) for table in tables):
            yield point


def _less(table: Table, point: int) -> Table:
    return tuple(count - (place == point - 1) for place, count in enumerate(table))


def _those(
    ratings: Sequence[int], point: int, how: str, what: str, *, but: int = 0
) -> set[tuple[str, int, str]]:
    """Name those who gave an answer; but for one of those who gave the insider's own."""
    people = [person for person, rating in enumerate(ratings) if rating == point]
    return {(how, person, what) for person in (people[1:] if point == but else people)}
