"""What has been published of a table before, and what may be asked of it when its counts are gone.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samspill.science.table_audit import audit_tables
from samspill.science.table_systems import raise_many, system_of
from samspill.science.tables import Counts, Mask, PublishedTable


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


def perhaps_same(before: PublishedTable, counts: Counts) -> Mask:
    """Say which cells a reader may take to be as they were: a part of the first axis at a time.

    Parameters
    ----------
    before : PublishedTable
        What was shown of the round before.
    counts : array of int, shape (n_cells,)
        The true counts now.

    Returns
    -------
    array of bool, shape (n_cells,)
        Every cell of the parts in which no number that was shown has changed. That is all that have
        not changed, and perhaps some that have: whoever believes more finds no less.
    """
    shown = before.values >= 0
    differs = shown & (before.values != counts)
    by_part = differs.reshape(before.cube.shape[0], -1).any(axis=1)
    for cells, people in before.told:
        if counts[list(cells)].sum() != people:
            by_part[before.cube.unit_of_cells()[list(cells)]] = True
    return np.asarray(~by_part[before.cube.unit_of_cells()])


@dataclass(frozen=True)
class Past:
    """The earlier rounds as the attack takes them: one entry for each."""

    published: tuple[PublishedTable, ...]
    counts: tuple[Counts, ...]
    same: tuple[Mask, ...]
    asked: tuple[Mask, ...]


def past_of(earlier: Sequence[EarlierRound], counts: Counts, *, minimum: int) -> Past:
    """Put some whole table in place of counts that are gone, and say which cells are asked about.

    Where the counts are gone, every hidden cell is asked about but those that the earlier rounds
    gave away by themselves: that cannot be mended now.
    """
    published = tuple(one.published for one in earlier)
    same = tuple(one.same for one in earlier)
    given = [one.counts for one in earlier]
    if all(one is not None for one in given):
        truths = tuple(one for one in given if one is not None)
        asked = tuple((one > 0) & (one < minimum) for one in truths)
        return Past(published, truths, same, asked)
    tables = find_tables(published, counts, minimum=minimum, same=same)
    if tables is None:
        # Somebody who believes that these are the same is wrong: nothing is taken to be.
        same = tuple(np.zeros_like(one) for one in same)
        tables = find_tables(published, counts, minimum=minimum, same=same)
    if tables is None:
        raise ValueError("No table fits what was shown in the earlier rounds.")
    hidden = [one.hidden for one in published]
    alone = audit_tables(published, tables, minimum=minimum, same=same[:-1], asked=hidden)
    asked = tuple(one.copy() for one in hidden)
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
    found: npt.NDArray[np.float64] | None = system.truth
    if unknown.size:
        weights = np.ones(unknown.size)
        found = raise_many(system, unknown, weights=weights, minimum=minimum)
    if found is None:
        return None
    whole = system.known.copy()
    whole[system.variable >= 0] = found[system.variable[system.variable >= 0]].astype(np.int64)
    tables = list(whole.reshape(len(rounds), -1))
    for table, shown in zip(tables, rounds, strict=True):
        told = [people for _, people in shown.told]
        fits = np.array_equal(table[~shown.hidden], shown.values[~shown.hidden])
        if not fits or (cube.relations @ table).any() or (shown.sums @ table != told).any():
            return None
    return tables[:-1]
