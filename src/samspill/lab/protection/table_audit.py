"""Attack a published table: what can be worked out about its small cells.

Knows nothing of how the table was protected: only what is published, and the sums. See
docs/methods/protecting-tables.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from samspill.lab.protection.cubes import Counts, Mask, PublishedTable
from samspill.lab.protection.table_equations import System, piece_of, raise_many, reach, system_of

ReportCells = Callable[[int, int], None]

# How many tables are looked for with many cells high at once, before cells are asked one by one.
ATTEMPTS = 12
SEED = 20


@dataclass(frozen=True)
class TableAudit:
    """What an attacker can say of the cells that were asked about.

    Attributes
    ----------
    targets : array of int, shape (n_targets,)
        Which cells: place in the round they belong to.
    rounds : array of int, shape (n_targets,)
        Which round each belongs to, from 0.
    lowest, highest : array of int, shape (n_targets,)
        What the attacker must hold possible: each end is reached by a whole table that fits all
        that is published. Where the cell is safe the interval may be wider still.
    exact : array of bool, shape (n_targets,)
        The cell can be worked out.
    surely_small : array of bool, shape (n_targets,)
        It is certain that the cell counts fewer people than the minimum.
    undecided : array of bool, shape (n_targets,)
        Neither shown safe nor found within the time that was given; to be counted as unsafe.
    truth_fits : bool
        The true tables fit what is published; if not, the table is wrong.
    """

    targets: npt.NDArray[np.int64]
    rounds: npt.NDArray[np.int64]
    lowest: Counts
    highest: Counts
    exact: Mask
    surely_small: Mask
    undecided: Mask
    truth_fits: bool

    @property
    def is_safe(self) -> bool:
        """Nothing found, nothing undecided, and the truth fits."""
        return self.truth_fits and not (self.exact | self.surely_small | self.undecided).any()


def audit_tables(
    published: Sequence[PublishedTable],
    truths: Sequence[Counts],
    *,
    minimum: int,
    same: Sequence[Mask] = (),
    only_joined: bool = False,
    asked: Sequence[Mask] | None = None,
    progress: ReportCells | None = None,
) -> TableAudit:
    """Attack one table, or several rounds of it together, with whole numbers.

    Parameters
    ----------
    published : sequence of PublishedTable
        One for each round, of the same cells.
    truths : sequence of array of int, shape (n_cells,)
        The true counts. They name the cells to ask about (1 to `minimum` - 1) and give a first
        table that fits; the attacker learns nothing else from them.
    minimum : int
        The fewest people a cell may be known to count.
    same : sequence of array of bool, shape (n_cells,)
        For each round after the first: cells the attacker knows are as in the round before.
    only_joined : bool
        The attacker knows that no cell fell between rounds.
    asked : sequence of array of bool, shape (n_cells,), optional
        For each round, the cells to ask about instead. One that is large and can be worked out is
        no finding.
    progress : callable, optional
        Told how many cells are done, and of how many.

    Returns
    -------
    TableAudit

    Raises
    ------
    ValueError
        When the rounds are not of the same cells, or `minimum` is below 2.
    """
    if minimum < 2:
        raise ValueError(f"minimum is {minimum}: give 2 or more.")
    if len(truths) != len(published) or len(same) != len(published) - 1:
        raise ValueError("Give one truth for each round, and one `same` between two rounds.")
    n = published[0].cube.n_cells
    if any(table.values.shape != (n,) for table in published):
        raise ValueError("The rounds are not of the same cells.")
    fits = all(
        np.array_equal(table.values[~table.hidden], truth[~table.hidden])
        for table, truth in zip(published, truths, strict=True)
    )
    every = np.concatenate(truths)
    is_asked = (every > 0) & (every < minimum) if asked is None else np.concatenate(asked)
    targets = np.flatnonzero(is_asked)
    system = system_of(published, truths, same=same, only_joined=only_joined)
    fits = fits and bool((system.matrix @ system.truth == system.right).all())
    unknown = system.variable[targets]
    low, high, undecided = _attack(system, unknown, minimum=minimum, progress=progress)
    low, high = (np.where(unknown < 0, every[targets], end) for end in (low, high))
    return TableAudit(
        targets=targets % n,
        rounds=targets // n,
        lowest=low,
        highest=high,
        exact=(low == high) & (high < minimum) & ~undecided,
        surely_small=(high < minimum) & ~undecided,
        undecided=undecided,
        truth_fits=fits,
    )


def _attack(
    system: System, asked: npt.NDArray[np.int64], *, minimum: int, progress: ReportCells | None
) -> tuple[Counts, Counts, Mask]:
    """Find each asked cell's interval, one separate part of the table at a time."""
    n = len(system.truth)
    links = sparse.vstack([abs(system.matrix), abs(system.rises)])
    _, part = connected_components(links.T @ links, directed=False)
    low, high = system.truth.copy(), system.truth.copy()
    undecided = np.zeros(n, dtype=bool)
    wanted = np.zeros(n, dtype=bool)
    wanted[asked[asked >= 0]] = True
    done = 0
    for number in np.unique(part[wanted]):
        members = np.flatnonzero(part == number)
        piece = piece_of(system, members)
        low[members], high[members], undecided[members] = _attack_piece(
            piece, wanted[members], minimum=minimum
        )
        done += int(wanted[members].sum())
        if progress is not None:
            progress(done, int(wanted.sum()))
    # A shown cell is known; the caller puts its value at both ends.
    if not n:
        return np.zeros_like(asked), np.zeros_like(asked), np.zeros(len(asked), dtype=bool)
    ends = np.rint(np.array([low, high])[:, asked]).astype(np.int64)
    return ends[0], ends[1], undecided[asked] & (asked >= 0)


def _attack_piece(
    system: System, wanted: Mask, *, minimum: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], Mask]:
    """Find intervals in one part: whole tables first, which settle many cells at a time."""
    low, high = system.truth.copy(), system.truth.copy()
    generator = np.random.default_rng(SEED)
    idle = 0
    for _ in range(ATTEMPTS):
        left = np.flatnonzero(wanted & (high < minimum))
        if not left.size or idle == 2:
            break
        weights = generator.uniform(0.5, 1.0, left.size)
        table = raise_many(system, left, weights=weights, minimum=minimum)
        if table is not None:
            low, high = np.minimum(low, table), np.maximum(high, table)
        idle = idle + 1 if (high[left] < minimum).all() else 0
    undecided = np.zeros(len(wanted), dtype=bool)
    for cell in np.flatnonzero(wanted & (high < minimum)):
        if high[cell] >= minimum:
            continue
        top, highest_table = reach(system, int(cell), sign=1.0)
        if highest_table is not None:
            low, high = np.minimum(low, highest_table), np.maximum(high, highest_table)
        undecided[cell] = high[cell] < minimum <= top
        if top < minimum and low[cell] == high[cell]:
            bottom, lowest_table = reach(system, int(cell), sign=-1.0)
            if lowest_table is not None:
                low, high = np.minimum(low, lowest_table), np.maximum(high, lowest_table)
            # Where no other value was reached and none is ruled out, say nothing.
            undecided[cell] = low[cell] == high[cell] and bottom < top
    return low, high, undecided
