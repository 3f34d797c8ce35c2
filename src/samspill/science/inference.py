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

from samspill.science.disclosure import MINIMUM_GROUP_SIZE, ShownDistribution, show_distribution
from samspill.science.distributions import Distribution

Table: TypeAlias = tuple[tuple[int, ...], ...]
Places: TypeAlias = npt.NDArray[np.int64]
Worlds: TypeAlias = npt.NDArray[np.int64]
Show: TypeAlias = Callable[[Table], Hashable]

# So many tables are tried before a claim that none of them contradicts counts as found.
MOST_TRIED = 2_000
AT_ONCE = 250
# Every table is tried where no group has more tables than this, nor all of them together. A group
# of twelve on five points has 1 820.
MOST_OF_A_GROUP = 2_000
MOST_TOGETHER = 10_000


@dataclass(frozen=True)
class Finding:
    """One thing that holds in every world: what `people` answered, or that one of them did.

    Attributes
    ----------
    people : str
        The set of people: a group, several that are shown together, or the whole room.
    point : int
        The place of the answer on the scale, counted from 0.
    is_alone : bool
        Exactly one of them gave it; otherwise all of them did.
    own : (int, int) or None
        Group and point of the one who found it with the help of their own answer, and who is
        then not counted; None where anybody can find it.
    """

    people: str
    point: int
    is_alone: bool
    own: tuple[int, int] | None


@dataclass(frozen=True)
class Inference:
    """What an attacker can be sure of.

    Attributes
    ----------
    found_exactly : tuple of Finding
        Answers found. Empty is safe.
    surely_small : tuple of str
        Groups that surely hold somebody, and fewer than the minimum.
    worlds_left : int
        How many tables that look the same were looked at: all of them (`find_answers`), or as many
        as were needed to contradict every claim (`audit`).
    """

    found_exactly: tuple[Finding, ...] = ()
    surely_small: tuple[str, ...] = ()
    worlds_left: int = 0

    @property
    def is_safe(self) -> bool:
        return not self.found_exactly and not self.surely_small


def find_answers(
    shown: ShownDistribution, *, sizes: Sequence[int], minimum: int = MINIMUM_GROUP_SIZE
) -> Inference:
    """Try every table of counts that one shown distribution could stand for.

    Parameters
    ----------
    shown : ShownDistribution
        What was shown of one room or one group.
    sizes : sequence of int
        How many may have answered: what the attacker has counted, or a whole band.
    minimum : int
        The smallest group that was shown.

    Returns
    -------
    Inference
        With the room under the name "room". Nothing is small here: one group has no cells.

    Raises
    ------
    ValueError
        No table of these sizes looks like this; the message names them.

    Notes
    -----
    All of C(n + points - 1, points - 1) tables are shown by the rule itself and compared: 46 376 at
    30 answers on five points, 635 376 at 60. Method page: docs/methods/what-can-be-found.md.

    Examples
    --------
    >>> from samspill.science.scales import ResponseScale
    >>> shown = show_distribution(Distribution(ResponseScale(1, 5), (0, 1, 2, 6, 4), missing=0))
    >>> find_answers(shown, sizes=[13])
    Inference(found_exactly=(), surely_small=(), worlds_left=9)
    """
    scale = shown.scale
    fitting = [
        (counts,)
        for n in sizes
        for counts in tables(n, scale.points)
        if _looks(show_distribution(Distribution(scale, counts, 0), minimum=minimum))
        == _looks(shown)
    ]
    if not fitting:
        msg = f"No table of {list(sizes)} answers looks like this {shown.form} form."
        raise ValueError(msg)
    worlds = np.array(fitting, dtype=np.int64)
    return Inference(conclude(worlds, {"room": (0,)}), (), len(worlds))


def audit(
    table: Table,
    show: Show,
    *,
    sets: Mapping[str, Sequence[int]],
    alone: Callable[[int, tuple[int, ...]], Hashable] | None = None,
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
    alone : function of a group's place and its counts, optional
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
    if alone is not None and (every := _every_alike(table, show, alone)):
        return Inference(conclude(np.array(every, dtype=np.int64), sets), (), len(every))
    looks = show(table)
    alike, seen = [table], {table}
    # Only those who are in the true table use their own answers.
    claims = _Claims(sets, own=np.array(table) > 0)
    claims.keep_those_of(np.array([table], dtype=np.int64))
    # First only steps that touch a claim; those that are left may need company.
    for near in (True, False):
        place, tried = 0, 0
        while claims and place < len(alike) and tried < most_tried:
            around = _around(alike[place], claims.touching() if near else None)
            place += 1
            while claims and tried < most_tried and (batch := list(islice(around, AT_ONCE))):
                new = [one for one in batch if one not in seen]
                seen.update(new)
                tried += len(new)
                fitting = [one for one in new if show(one) == looks]
                alike += fitting
                if fitting:
                    claims.keep_those_of(np.array(fitting, dtype=np.int64))
    return Inference(claims.findings(), (), len(alike))


def _every_alike(
    table: Table, show: Show, alone: Callable[[int, tuple[int, ...]], Hashable]
) -> list[Table]:
    """Give every table that looks the same; none where there are too many to try."""
    if any(comb(sum(row) + len(row) - 1, sum(row)) > MOST_OF_A_GROUP for row in table):
        return []
    rows = [
        [one for one in tables(sum(row), len(row)) if alone(place, one) == alone(place, row)]
        for place, row in enumerate(table)
    ]
    if prod(map(len, rows)) > MOST_TOGETHER:
        return []
    looks = show(table)
    return [one for one in product(*rows) if show(one) == looks]


def conclude(
    worlds: Worlds, sets: Mapping[str, Sequence[int]], *, only_in: Table | None = None
) -> tuple[Finding, ...]:
    """Return what holds in every world: all of a set on one point, or exactly one on it.

    Parameters
    ----------
    worlds : array of int, shape (n_worlds, n_groups, n_points)
        Every table that looks the same.
    sets : mapping from name to the places of its groups
        The sets of people that answers are looked for in.
    only_in : table, optional
        Only those who are in this table use their own answer; else all who are in any world.

    Returns
    -------
    tuple of Finding
        First what anybody can find, then what needs an answer of one's own.
    """
    own = np.asarray((worlds > 0).any(axis=0) if only_in is None else np.array(only_in) > 0)
    claims = _Claims(sets, own=own)
    claims.keep_those_of(worlds)
    return claims.findings()


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

    def keep_those_of(self, worlds: Worlds) -> None:
        """Drop what one of these worlds contradicts."""
        sums = [worlds[:, list(places)].sum(axis=1) for places in self.sets.values()]
        totals = np.concatenate(sums, axis=1)
        sizes = np.repeat(np.stack([one.sum(axis=1) for one in sums], axis=1), self.points, axis=1)
        self.by_anybody[0] &= ((totals == sizes) & (sizes > 0)).all(axis=0)
        self.by_anybody[1] &= (totals == 1).all(axis=0)
        # Most are gone after the first worlds: only those that are left are looked at.
        who, what = (np.flatnonzero(self.by_own.any(axis=axes)) for axes in ((0, 2), (0, 1)))
        if who.size:
            left = np.ix_(np.arange(2), who, what)
            self.by_own[left] &= self._by_own(worlds, totals[:, what], sizes[:, what], who, what)

    def _by_own(
        self, worlds: Worlds, totals: Places, sizes: Places, who: Places, what: Places
    ) -> npt.NDArray[np.bool_]:
        """Tell which claims of the others hold in every world that has somebody at one's place.

        A claim fails where one such world contradicts it.
        """
        own = self.own[who]
        mine = (worlds.reshape(len(worlds), -1)[:, own] > 0).T.astype(np.float32)

        def holds(claim: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
            never: npt.NDArray[np.bool_] = mine @ (~claim).astype(np.float32) == 0
            return never

        among = self.among[np.ix_(own // self.points, what // self.points)]
        same = (own % self.points)[:, None] == (what % self.points)[None, :]
        others = sizes.min(axis=0)[None, :] - among > 0
        everybody = np.where(among & ~same, holds(totals == sizes - 1), holds(totals == sizes))
        alone = np.where(among & same, holds(totals == 2), holds(totals == 1))
        return np.stack([everybody & others, alone])

    def touching(self) -> frozenset[tuple[int, int]]:
        """Return the groups and points that must change for a claim to fail."""
        left = self.by_anybody.any(axis=0) | self.by_own.any(axis=(0, 1))
        places = list(self.sets.values())
        return frozenset(
            (group, int(claim % self.points))
            for claim in np.flatnonzero(left)
            for group in places[claim // self.points]
        )

    def findings(self) -> tuple[Finding, ...]:
        """Return the claims that are left: first those by anybody, then by each with an answer."""
        found = self._named(self.by_anybody, None)
        for place, own in enumerate(self.own.tolist()):
            found += self._named(self.by_own[:, place], divmod(own, self.points))
        return tuple(found)

    def _named(self, left: npt.NDArray[np.bool_], own: tuple[int, int] | None) -> list[Finding]:
        names = list(self.sets)
        return [
            Finding(names[claim // self.points], claim % self.points, bool(kind), own)
            for kind, claim in np.argwhere(left).tolist()
        ]


def tables(n: int, points: int) -> Iterator[tuple[int, ...]]:
    """Give every way in which n answers can lie on a number of points."""
    if points == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in tables(n - first, points - 1):
            yield (first, *rest)


def _looks(shown: ShownDistribution) -> Hashable:
    return shown.form, shown.n, shown.tiles, shown.percent, shown.agreed_side, shown.word


def _around(table: Table, touching: frozenset[tuple[int, int]] | None) -> Iterator[Table]:
    """Give tables one step away: first one answer moved, then an exchange between two groups."""
    steps = [
        (group, here, there)
        for group, row in enumerate(table)
        for here, count in enumerate(row)
        if count
        for there in range(len(row))
        if there != here and (touching is None or {(group, here), (group, there)} & touching)
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
