"""What follows from figures that were shown: every table of counts that they leave possible.

For one statement in one room, all tables are tried: those are kept of which the rule would have
shown just this. For groups, too many together, integer programming (HiGHS) finds the least
and the most that each can hold; the tables of a group are there described by bounds, so it may find
less than there is, and never more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
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
_EVERY_POINT = range(1, POINTS + 1)
# The name of those groups that are shown as one.
TOGETHER = "together"


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


def some_away(tables: Iterable[Table], people: int) -> set[Table]:
    """Return every table that so many people at most stand between and one of these.

    Each has come, has gone, or has answered otherwise.
    """
    found = set(tables)
    for _one in range(people):
        for table in tuple(found):
            gone = [table, *(_less(table, point) for point in _points_of(table))]
            found |= set(gone) | {_more(one, point) for one in gone for point in _EVERY_POINT}
    return found


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
    total, shown : the possible tables of the room, and of each group that is shown; under
        `TOGETHER` those of the others, where they are shown as one.
    hidden : for each other group the fewest and the most people it can have as far as is known.

    Returns
    -------
    (group, point) of every answer that is found: in a hidden group every count that is known, in a
    shown one that of one person or of all; and the groups that surely have somebody and fewer than
    the minimum.
    """
    names = ["everybody", *shown, *hidden]
    size = POINTS * len(names)
    here = {name: slice(POINTS * place, POINTS * (place + 1)) for place, name in enumerate(names)}
    lowest, highest = np.zeros(size), np.full(size, float(max(map(sum, total))))
    inside = [name for name in hidden if TOGETHER in shown]
    parts = {"everybody": [name for name in names[1:] if name not in inside], TOGETHER: inside}
    rows = [
        _difference(here[whole], [here[one] for one in of], point, size)
        for whole, of in parts.items()
        if of
        for point in range(POINTS)
    ]
    limits = [(0.0, 0.0)] * len(rows)
    for name, tables in {"everybody": total, **shown}.items():
        as_array = np.array(tables)
        lowest[here[name]], highest[here[name]] = as_array.min(axis=0), as_array.max(axis=0)
        rows.append(_ones(here[name], size))
        limits.append((float(as_array.sum(axis=1).min()), float(as_array.sum(axis=1).max())))
    for name, (fewest, most) in hidden.items():
        rows.append(_ones(here[name], size))
        limits.append((float(fewest), float(most)))
    solve = _Solver(np.array(rows), limits, lowest, highest)
    exact, small = set(), set()
    for name in names[1:]:
        least, most_of_it = solve.between(_ones(here[name], size))
        if name in hidden and least > 0 and most_of_it < minimum:
            small.add(name)
        for point in range(POINTS):
            place = here[name].start + point
            found = set(solve.between(_ones(slice(place, place + 1), size)))
            is_known = len(found) == 1 and found != {0}
            is_everybody = is_known and found == {least} == {most_of_it}
            if is_known and (name in hidden or found == {1} or is_everybody):
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


def _difference(whole: slice, parts: Sequence[slice], point: int, size: int) -> np.ndarray:
    """Return the row for a count of the whole less those of its parts: nought."""
    row = np.zeros(size)
    row[whole.start + point] = 1
    for part in parts:
        row[part.start + point] = -1
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


def _more(table: Table, point: int) -> Table:
    return tuple(count + (place == point - 1) for place, count in enumerate(table))


def _points_of(table: Table) -> list[int]:
    return [point for point, count in enumerate(table, start=1) if count]


def _those(
    ratings: Sequence[int], point: int, how: str, what: str, *, but: int = 0
) -> set[tuple[str, int, str]]:
    """Name those who gave an answer; but for one of those who gave the insider's own."""
    people = [person for person, rating in enumerate(ratings) if rating == point]
    return {(how, person, what) for person in (people[1:] if point == but else people)}
