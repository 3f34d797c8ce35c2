"""Choose which cells of a table of counts are shown, so that no small cell can be worked out.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from samspill.lab.protection.cell_suppression import (
    Group,
    choose_hidden,
    neighbours,
    total_cell,
    upper_cells,
)
from samspill.lab.protection.cubes import Counts, Cube, Mask, PublishedTable, Sum
from samspill.lab.protection.earlier_tables import EarlierRound, past_of
from samspill.lab.protection.suppression_repair import ReportStep, mend
from samspill.lab.protection.table_audit import TableAudit, audit_tables

# Up to this many cells times small cells, the whole table is chosen in at once.
WHOLE = 1_000
# How often cells are added where the audit finds something.
ROUNDS_OF_REPAIR = 4


@dataclass(frozen=True)
class ProtectedTable:
    """A table that may be shown when its audit is safe.

    Attributes
    ----------
    published : PublishedTable
        What a reader sees.
    primary : array of bool, shape (n_cells,)
        Cells of 1 to minimum - 1 people.
    merged : tuple of (tuple of int, int)
        Cells without a number of their own whose sum is told: the neighbours that were told
        together, and what is left in a row of the last axis with its total shown. That last sum
        is the total less what is shown: nothing new. No cell is in two of them.
    audit : TableAudit
        The attack on it, together with the earlier rounds if there were any.
    """

    published: PublishedTable
    primary: Mask
    merged: tuple[Sum, ...]
    audit: TableAudit

    @property
    def secondary(self) -> int:
        """How many cells have lost their own number without being primary."""
        return int((self.published.hidden & ~self.primary).sum())

    @property
    def numbers_lost(self) -> int:
        """Cells without a number of their own, less the sums told in their place."""
        return int(self.published.hidden.sum()) - len(self.merged)


def protect_table(
    cube: Cube,
    counts: Counts,
    *,
    minimum: int,
    earlier: Sequence[EarlierRound] = (),
    ordered: Collection[str] = (),
    progress: ReportStep | None = None,
) -> ProtectedTable:
    """Hide every cell of 0 to `minimum` - 1 people, and what would give it away.

    A cell is protected when a whole table that fits everything published has `minimum` people or
    more in it. Cells of nobody are hidden too: a zero that is shown tells who is not there, and
    makes whoever comes next round a known person of few.

    Parameters
    ----------
    cube : Cube
        The cells and their sums; the first axis is the one with most parts.
    counts : array of int, shape (n_cells,)
        From `Cube.count`.
    minimum : int
        The fewest people a cell may be known to count.
    earlier : sequence of EarlierRound
        The rounds before, the first first; what they hid stays hidden, so that subtraction between
        rounds finds nothing new.
    ordered : collection of str
        Names of axes whose leaves have neighbours. Neighbours are told together before more is
        hidden, there and among the parts of one whole on an axis of several levels.
    progress : callable, optional
        Told what is being done, how much is done, and of how much.

    Returns
    -------
    ProtectedTable
        Look at `audit.is_safe` before showing it.

    Raises
    ------
    ValueError
        When `counts` do not add up, or `minimum` is below 2.

    Examples
    --------
    >>> from samspill.lab.protection.cubes import Axis
    >>> cube = Cube((Axis.flat("place", ["a", "b", "c"]), Axis.flat("answer", ["no", "yes"])))
    >>> people = {("a", "no"): 9, ("a", "yes"): 2, ("b", "no"): 8, ("b", "yes"): 11}
    >>> people |= {("c", "no"): 14, ("c", "yes"): 9}
    >>> table = protect_table(cube, cube.count(people.items()), minimum=5)
    >>> table.audit.is_safe, int(table.published.hidden.sum())
    (True, 4)
    """
    if minimum < 2:
        raise ValueError(f"minimum is {minimum}: give 2 or more.")
    if counts.shape != (cube.n_cells,) or (cube.relations @ counts).any():
        raise ValueError("The counts do not add up to their totals. Make them with Cube.count.")
    small = counts < minimum
    hidden, groups_told = small, []
    if earlier:
        hidden = small | np.any([before.published.hidden for before in earlier], axis=0)
        groups_told = _still_told(earlier[-1].published, counts, minimum=minimum)
    else:
        hidden, groups_told = _choose(
            cube, counts, ordered=ordered, minimum=minimum, progress=progress
        )
    past = past_of(earlier, counts, minimum=minimum)
    report = None if progress is None else (lambda done, of: progress("audit", done, of))
    for attempt in range(ROUNDS_OF_REPAIR + 1):
        sums = tuple((group, int(counts[list(group)].sum())) for group in groups_told)
        published = PublishedTable(cube, np.where(hidden, -1, counts), sums)
        audit = audit_tables(
            [*past.published, published],
            [*past.counts, counts],
            minimum=minimum,
            same=past.same,
            asked=[*past.asked, small & (counts > 0)],
            progress=report,
        )
        if audit.is_safe or attempt == ROUNDS_OF_REPAIR:
            break
        at_risk = audit.targets[audit.exact | audit.surely_small | audit.undecided]
        hidden, groups_told = mend(
            cube, counts, hidden, groups_told, at_risk=at_risk, minimum=minimum, progress=progress
        )
    merged = published.told + _left_in_rows(published, counts)
    return ProtectedTable(published, small & (counts > 0), merged, audit)


def _still_told(before: PublishedTable, counts: Counts, *, minimum: int) -> list[Group]:
    """Return the cells that were told together last time, where they still are enough."""
    return [cells for cells, _ in before.told if counts[list(cells)].sum() >= minimum]


# --- Choosing --------------------------------------------------------------------------------


def _choose(
    cube: Cube,
    counts: Counts,
    *,
    ordered: Collection[str],
    minimum: int,
    progress: ReportStep | None,
) -> tuple[Mask, list[Group]]:
    """Choose in the whole table where it is small enough, else in each part of the first axis."""
    small = np.flatnonzero(counts < minimum)
    if small.size and small.size * cube.n_cells <= WHOLE:
        groups = neighbours(cube, ordered)
        for stays in (upper_cells(cube), total_cell(cube)):
            choice = choose_hidden(cube, counts, small, groups=groups, stays=stays, minimum=minimum)
            if progress is not None:
                progress("choose", 1, 1)
            if choice is not None:
                return choice[0], list(choice[1])
    if len(cube.axes) > 2 or (ordered and len(cube.axes) == 2):
        return _slices(cube, counts, ordered=ordered, minimum=minimum, progress=progress)
    return counts < minimum, []


def _slices(
    cube: Cube,
    counts: Counts,
    *,
    ordered: Collection[str],
    minimum: int,
    progress: ReportStep | None,
) -> tuple[Mask, list[Group]]:
    """Choose within each part of the first axis, where the others form a table of their own."""
    inner = Cube(cube.axes[1:])
    groups = neighbours(inner, ordered)
    rows = counts.reshape(cube.shape[0], -1)
    hidden = np.zeros(rows.shape, dtype=bool)
    groups_told: list[Group] = []
    n_parts = len(cube.axes[0].leaves)
    for part in range(n_parts):
        small = np.flatnonzero(rows[part] < minimum)
        hidden[part, small] = True
        if small.size:
            choice = choose_hidden(
                inner, rows[part], small, groups=groups, stays=total_cell(inner), minimum=minimum
            )
            if choice is not None:
                hidden[part], chosen = choice
                first = part * inner.n_cells
                groups_told += [tuple(first + cell for cell in group) for group in chosen]
        if progress is not None:
            progress("choose", part + 1, n_parts)
    return hidden.ravel() | (counts < minimum), groups_told


def _left_in_rows(published: PublishedTable, counts: Counts) -> tuple[Sum, ...]:
    """Find the rows of the last axis where the sum of the other hidden cells is already known."""
    axis = published.cube.axes[-1]
    if len(axis.sums) != 1:
        return ()
    n = len(axis.leaves)
    left = published.hidden.reshape(-1, n + 1).copy()
    is_known = ~left[:, n]
    for cells, _ in published.told:
        rows, columns = np.divmod(np.array(cells), n + 1)
        left[rows, columns] = False
        # Told with a cell of another row: what is left in this one is not known.
        is_known[rows] &= (rows == rows[0]).all()
    merged = []
    many = left[:, :n].sum(axis=1)
    # All of a row together is its total, which is shown.
    for row in np.flatnonzero(is_known & (many > 1) & (many < n)):
        places = row * (n + 1) + np.flatnonzero(left[row, :n])
        merged.append((tuple(places.tolist()), int(counts[places].sum())))
    return tuple(merged)
