"""What has been published of a table before, and what may be asked of it when its counts are gone.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samspill.lab.protection.cubes import Counts, Mask, PublishedTable
from samspill.lab.protection.table_audit import audit_tables
from samspill.lab.protection.table_equations import raise_many, system_of


@dataclass(frozen=True)
class EarlierRound:
    """What has been published of the same cells before.

    Attributes
    ----------
    published : PublishedTable
        As it was shown.
    counts : array of int, shape (n_cells,), or None
        The true counts then. None when they are gone: then every hidden cell is asked about.
    same : array of bool, shape (n_cells,)
        The cells that everybody may know are the same in the round after it.
    """

    published: PublishedTable
    counts: Counts | None
    same: Mask


class NothingFitsError(ValueError):
    """What was shown of earlier rounds contradicts itself: no table of people is like that."""


def perhaps_same(before: PublishedTable, after: PublishedTable) -> Mask:
    """Return which cells a reader may take to be as they were: a part of the first axis at a time.

    Parameters
    ----------
    before, after : PublishedTable
        What was shown of two rounds, one after the other. For the round that is to be shown, all
        its counts.

    Returns
    -------
    array of bool, shape (n_cells,)
        Every cell of the parts in which no number that is shown both times has changed. That is
        all that have not changed, and perhaps some that have: whoever believes more finds no less.
        Where a whole has changed and none of its parts seems to have, none is taken to be the same.
    """
    cube = before.cube
    unit = cube.unit_of_cells()
    differs = ~before.hidden & ~after.hidden & (before.values != after.values)
    changed = differs.reshape(cube.shape[0], -1).any(axis=1)
    sums_after = dict(after.told)
    for cells, people in before.told:
        numbers = after.values[list(cells)]
        now = int(numbers.sum()) if (numbers >= 0).all() else sums_after.get(cells, people)
        changed[unit[list(cells)]] |= now != people
    axis = cube.axes[0]
    where = {node: index for index, node in enumerate(axis.nodes)}
    for name, parts in reversed(axis.sums):
        members = [where[part] for part in parts]
        if changed[where[name]] and not changed[members].any():
            # Some of them must have changed, and nobody can tell which.
            changed[members] = True
    return np.asarray(~changed[unit])


def filled_in(published: PublishedTable) -> PublishedTable:
    """Fill in the cells that any reader can: the only one in a sum that is not shown.

    Raises
    ------
    NothingFitsError
        When a sum of shown cells does not add up, or a cell would count fewer than nobody.
    """
    values, relations = published.values.copy(), published.cube.relations
    links = abs(relations)
    while True:
        unknown = values < 0
        rest = relations @ np.where(unknown, 0, values)
        open_cells = links @ unknown.astype(float)
        if rest[open_cells == 0].any():
            raise NothingFitsError("The numbers that were shown do not add up.")
        rows = np.flatnonzero(open_cells == 1)
        if not rows.size:
            return PublishedTable(published.cube, values, published.told)
        for row in rows:
            cells = relations.indices[relations.indptr[row] : relations.indptr[row + 1]]
            cell = int(cells[unknown[cells]][0])
            values[cell] = round(-rest[row] / relations[row, cell])
        if (values[unknown & (values != -1)] < 0).any():
            raise NothingFitsError("A cell would count fewer than nobody.")


@dataclass(frozen=True)
class Past:
    """The earlier rounds as the attack takes them: one entry for each."""

    published: tuple[PublishedTable, ...]
    counts: tuple[Counts, ...]
    same: tuple[Mask, ...]
    asked: tuple[Mask, ...]


def past_of(earlier: Sequence[EarlierRound], counts: Counts, *, minimum: int) -> Past:
    """Return the earlier rounds with some whole table for counts that are gone, and what is asked.

    Where the counts are gone, every hidden cell is asked about but those that the earlier rounds
    gave away by themselves: that cannot be mended now.
    """
    published = tuple(before.published for before in earlier)
    same = tuple(before.same for before in earlier)
    given = [before.counts for before in earlier]
    truths = tuple(truth for truth in given if truth is not None)
    if len(truths) == len(given):
        asked = tuple((truth > 0) & (truth < minimum) for truth in truths)
        return Past(published, truths, same, asked)
    tables = find_tables(published, counts, minimum=minimum, same=same)
    if tables is None:
        # Somebody who believes that these are the same is wrong: nothing is taken to be.
        same = tuple(np.zeros_like(cells) for cells in same)
        tables = find_tables(published, counts, minimum=minimum, same=same)
    if tables is None:
        raise NothingFitsError("No table fits what was shown in the earlier rounds.")
    hidden = [table.hidden for table in published]
    alone = audit_tables(published, tables, minimum=minimum, same=same[:-1], asked=hidden)
    asked = tuple(cells.copy() for cells in hidden)
    lost = alone.surely_small | alone.undecided
    for number, cell in zip(alone.rounds[lost], alone.targets[lost], strict=True):
        asked[number][cell] = False
    return Past(published, tuple(tables), same, asked)


def find_tables(
    published: Sequence[PublishedTable], counts: Counts, *, minimum: int, same: Sequence[Mask]
) -> list[Counts] | None:
    """Find a whole table for each earlier round that fits all that was published.

    Parameters
    ----------
    published : sequence of PublishedTable
        What was shown of the earlier rounds, the first first.
    counts : array of int, shape (n_cells,)
        The true counts of the round that follows them.
    minimum : int
        As many cells as may be are given this many people or more.
    same : sequence of array of bool, shape (n_cells,)
        For each round after the first, `counts` included: cells that are as in the round before.

    Returns
    -------
    list of array of int, shape (n_cells,); or None
        None where nothing fits, or nothing was found in time.
    """
    cube = published[0].cube
    rounds = [*published, PublishedTable(cube, counts)]
    nothing = np.zeros(cube.n_cells, dtype=np.int64)
    system = system_of(rounds, [nothing] * len(rounds), same=same, only_joined=False)
    unknown = np.arange(len(system.truth))
    solution: npt.NDArray[np.float64] | None = system.truth
    if unknown.size:
        weights = np.ones(unknown.size)
        solution = raise_many(system, unknown, weights=weights, minimum=minimum)
    if solution is None:
        return None
    whole = system.known.copy()
    whole[system.variable >= 0] = solution[system.variable[system.variable >= 0]].astype(np.int64)
    tables = list(whole.reshape(len(rounds), -1))
    for table, shown in zip(tables, rounds, strict=True):
        sums = [people for _, people in shown.told]
        fits = np.array_equal(table[~shown.hidden], shown.values[~shown.hidden])
        if not fits or (cube.relations @ table).any() or (shown.sums @ table != sums).any():
            return None
    return tables[:-1]
