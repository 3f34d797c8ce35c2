"""What somebody who knows the rule can be sure of, from what is shown of one item.

The attacker knows all of our code, how many answered in each group, and one answer: their own. They
list every table of counts that would look the same, and ask what holds in all of them.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import comb, prod
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Table: TypeAlias = tuple[tuple[int, ...], ...]
Places: TypeAlias = npt.NDArray[np.int64]
FeasibleTables: TypeAlias = npt.NDArray[np.int64]
Show: TypeAlias = Callable[[Table], Hashable]
ShowUnit: TypeAlias = Callable[[int, tuple[int, ...]], Hashable]

# So many tables are tried before a claim that none of them contradicts counts as found.
MOST_TRIED = 2_000
AT_ONCE = 250
# Every table is tried where no group has more tables than this, nor all of them together. A group
# of twelve on five points has 1 820.
MOST_OF_A_GROUP = 2_000
MOST_TOGETHER = 10_000


@dataclass(frozen=True)
class DisclosedAnswer:
    """What holds in every feasible table: what all of `people` answered, or exactly one of them.

    Attributes
    ----------
    people : str
        The set of people: a group, several that are shown together, or the whole room.
    point : int
        The place of the answer on the scale, counted from 0.
    is_single : bool
        Exactly one of them gave it; otherwise all of them did.
    own : (int, int) or None
        Group and point of the one who finds it with the help of their own answer, and who is
        then not counted; None where anybody can find it.
    """

    people: str
    point: int
    is_single: bool
    own: tuple[int, int] | None


@dataclass(frozen=True)
class Inference:
    """What an attacker can be sure of.

    Attributes
    ----------
    disclosed : tuple of DisclosedAnswer
        Answers found. Empty is safe.
    n_tables : int
        How many tables that look the same were looked at: all of them, or as many as were needed
        to contradict every claim.
    """

    disclosed: tuple[DisclosedAnswer, ...] = ()
    n_tables: int = 0

    @property
    def is_safe(self) -> bool:
        return not self.disclosed


def audit(
    table: Table,
    show: Show,
    *,
    sets: Mapping[str, Sequence[int]],
    show_unit: ShowUnit | None = None,
    most_tried: int = MOST_TRIED,
) -> Inference:
    """Look for tables that look the same until every claim an attacker could make is contradicted.

    Parameters
    ----------
    table : tuple of counts for each group, each of length n_points
        What was answered.
    show : function of such a table
        The rule: what is shown of it, as something that can be compared.
    sets : mapping from name to the places of its groups
        The sets of people that answers are looked for in.
    show_unit : function of a group's place and its counts, optional
        What is shown of that group, whatever the others answered. With it, every table is tried
        where they are few enough.
    most_tried : int
        How many tables are tried at most.

    Returns
    -------
    Inference
        Safe only where every claim is contradicted by a table that the rule shows alike. What is
        left may be found, or may need a table further away than was looked.

    Notes
    -----
    The attacker is given more than is released: the exact number of answers in every group. Where
    every table can be tried, the result is the same for all that look the same, so that trying
    tells nothing. Else tables are made from the true one: an answer moved; two groups that exchange
    an answer, which leaves the total as it is; and so on from those that look the same. That errs
    on one side alone: no answer that can be found is missed.
    Method page: docs/methods/what-can-be-found.md.
    """
    if show_unit is not None and (feasible := _all_feasible(table, show, show_unit)):
        return Inference(conclude(np.array(feasible), sets), len(feasible))
    drawing = show(table)
    alike, tried_before = [table], {table}
    # Only those who are in the true table use their own answers.
    claims = _Claims(sets, own=np.array(table) > 0)
    claims.drop_contradicted(np.array([table]))
    # First only steps that touch a claim; those that are left may need company.
    for near in (True, False):
        expanded, tried = 0, 0
        while claims and expanded < len(alike) and tried < most_tried:
            neighbours = _neighbours(alike[expanded], claims.contested_cells() if near else None)
            expanded += 1
            while claims and tried < most_tried and (batch := list(islice(neighbours, AT_ONCE))):
                new = [other for other in batch if other not in tried_before]
                tried_before.update(new)
                tried += len(new)
                fitting = [other for other in new if show(other) == drawing]
                alike += fitting
                if fitting:
                    claims.drop_contradicted(np.array(fitting))
    return Inference(claims.remaining(), len(alike))


def _all_feasible(table: Table, show: Show, show_unit: ShowUnit) -> list[Table]:
    """Return every table that looks the same; none where there are too many to try."""
    if any(comb(sum(row) + len(row) - 1, sum(row)) > MOST_OF_A_GROUP for row in table):
        return []
    rows = [
        [
            counts
            for counts in tables(sum(row), len(row))
            if show_unit(group, counts) == show_unit(group, row)
        ]
        for group, row in enumerate(table)
    ]
    if prod(map(len, rows)) > MOST_TOGETHER:
        return []
    drawing = show(table)
    return [other for other in product(*rows) if show(other) == drawing]


def conclude(
    feasible: FeasibleTables, sets: Mapping[str, Sequence[int]], *, only_in: Table | None = None
) -> tuple[DisclosedAnswer, ...]:
    """Return what holds in every feasible table: all of a set on one point, or exactly one on it.

    Parameters
    ----------
    feasible : array of int, shape (n_tables, n_groups, n_points)
        Every table that looks the same.
    sets : mapping from name to the places of its groups
        The sets of people that answers are looked for in.
    only_in : table, optional
        Only those who are in this table use their own answer; else all who are in any.

    Returns
    -------
    tuple of DisclosedAnswer
        First what anybody can find, then what needs an answer of one's own.
    """
    own = np.asarray((feasible > 0).any(axis=0) if only_in is None else np.array(only_in) > 0)
    claims = _Claims(sets, own=own)
    claims.drop_contradicted(feasible)
    return claims.remaining()


class _Claims:
    """What an attacker may claim: all of a set on one point, or exactly one on it.

    The axes of the arrays: the kind of claim (all, one), who makes it, and the place of the claim,
    which is that of the set times the number of points, plus the point.
    """

    def __init__(self, sets: Mapping[str, Sequence[int]], *, own: npt.NDArray[np.bool_]) -> None:
        """Begin with every claim, by anybody and by each who has an answer of their own."""
        groups, self.points = own.shape
        self.sets = sets
        self.own = np.flatnonzero(own)
        among = [[group in places for places in sets.values()] for group in range(groups)]
        self.among = np.array(among)
        n = len(sets) * self.points
        self.by_anybody = np.ones((2, n), dtype=bool)
        self.by_own = np.ones((2, self.own.size, n), dtype=bool)

    def __bool__(self) -> bool:
        return bool(self.by_anybody.any() or self.by_own.any())

    def drop_contradicted(self, feasible: FeasibleTables) -> None:
        """Drop what one of these tables contradicts."""
        sums = [feasible[:, list(places)].sum(axis=1) for places in self.sets.values()]
        totals = np.concatenate(sums, axis=1)
        sizes = np.repeat(
            np.stack([counts.sum(axis=1) for counts in sums], axis=1), self.points, axis=1
        )
        self.by_anybody[0] &= ((totals == sizes) & (sizes > 0)).all(axis=0)
        self.by_anybody[1] &= (totals == 1).all(axis=0)
        # Most are gone after the first tables: only those that are left are looked at.
        who, what = (np.flatnonzero(self.by_own.any(axis=axes)) for axes in ((0, 2), (0, 1)))
        if who.size:
            left = np.ix_(np.arange(2), who, what)
            self.by_own[left] &= self._by_own(feasible, totals[:, what], sizes[:, what], who, what)

    def _by_own(
        self, feasible: FeasibleTables, totals: Places, sizes: Places, who: Places, what: Places
    ) -> npt.NDArray[np.bool_]:
        """Return which claims of the others hold in every table that has somebody at one's place.

        A claim fails where one such table contradicts it.
        """
        own = self.own[who]
        mine = (feasible.reshape(len(feasible), -1)[:, own] > 0).T.astype(np.float32)

        def holds(claim: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
            never: npt.NDArray[np.bool_] = mine @ (~claim).astype(np.float32) == 0
            return never

        among = self.among[np.ix_(own // self.points, what // self.points)]
        same = (own % self.points)[:, None] == (what % self.points)[None, :]
        others = sizes.min(axis=0)[None, :] - among > 0
        everybody = np.where(among & ~same, holds(totals == sizes - 1), holds(totals == sizes))
        single = np.where(among & same, holds(totals == 2), holds(totals == 1))
        return np.stack([everybody & others, single])

    def contested_cells(self) -> frozenset[tuple[int, int]]:
        """Return the groups and points that must change for a claim to fail."""
        left = self.by_anybody.any(axis=0) | self.by_own.any(axis=(0, 1))
        places = list(self.sets.values())
        return frozenset(
            (group, int(claim % self.points))
            for claim in np.flatnonzero(left)
            for group in places[claim // self.points]
        )

    def remaining(self) -> tuple[DisclosedAnswer, ...]:
        """Return the claims that are left: first those by anybody, then by each with an answer."""
        answers = self._named(self.by_anybody, None)
        for row, own in enumerate(self.own.tolist()):
            answers += self._named(self.by_own[:, row], divmod(own, self.points))
        return tuple(answers)

    def _named(
        self, left: npt.NDArray[np.bool_], own: tuple[int, int] | None
    ) -> list[DisclosedAnswer]:
        names = list(self.sets)
        return [
            DisclosedAnswer(names[claim // self.points], claim % self.points, bool(kind), own)
            for kind, claim in np.argwhere(left).tolist()
        ]


def tables(n: int, points: int) -> Iterator[tuple[int, ...]]:
    """Yield every way in which n answers can lie on a number of points."""
    if points == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in tables(n - first, points - 1):
            yield (first, *rest)


def _neighbours(table: Table, contested: frozenset[tuple[int, int]] | None) -> Iterator[Table]:
    """Yield tables one step away: first one answer moved, then an exchange between two groups."""
    steps = [
        (group, here, there)
        for group, row in enumerate(table)
        for here, count in enumerate(row)
        if count
        for there in range(len(row))
        if there != here and (contested is None or {(group, here), (group, there)} & contested)
    ]
    for step in steps:
        yield _moved(table, step)
    for group, here, there in steps:
        for other in range(len(table)):
            if other != group and table[other][there]:
                yield _moved(_moved(table, (group, here, there)), (other, there, here))


def _moved(table: Table, step: tuple[int, int, int]) -> Table:
    group, here, there = step
    row = list(table[group])
    row[here] -= 1
    row[there] += 1
    return (*table[:group], tuple(row), *table[group + 1 :])
