"""Choose which cells of a table of counts are shown, so that no small cell can be worked out.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from samspill.science.table_audit import TableAudit, audit_tables
from samspill.science.tables import Counts, Cube, Mask, PublishedTable

Progress = Callable[[str, int, int], None]

# A total tells a reader more than one of its parts, so it costs more to hide; this product's own.
COST_OF_A_TOTAL = 1.15
# Between equals the smaller cell is hidden.
COST_OF_SIZE = 1e-3
# Choices proved within this much of the best are good enough; seconds for each choice.
GAP = 0.02
GAP_OF_REPAIR = 0.2
# Above this many cells times questions, the relaxed choice is taken: more is hidden, much faster.
WORK = 150_000
PATIENCE = 5.0
# How often cells are added where the audit finds something.
ROUNDS_OF_REPAIR = 4
# Below this a difference is the solver's inaccuracy.
NOTHING = 1e-6


@dataclass(frozen=True)
class EarlierRound:
    """What has been published of the same cells before.

    Attributes
    ----------
    published : PublishedTable
        As it was shown.
    counts : array of int, shape (n_cells,)
        The true counts then.
    same : array of bool, shape (n_cells,)
        The cells that everybody may know are as they were.
    """

    published: PublishedTable
    counts: Counts
    same: Mask


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
        Cells without a number of their own whose sum is told: they stand in one row of the last
        axis with its total shown. The sum is that total less what is shown: nothing new.
    audit : TableAudit
        The attack on it, together with the earlier round if there was one.
    """

    published: PublishedTable
    primary: Mask
    merged: tuple[tuple[tuple[int, ...], int], ...]
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
    earlier: EarlierRound | None = None,
    progress: Progress | None = None,
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
    earlier : EarlierRound, optional
        The round before; its pattern is kept, so that subtraction between rounds finds nothing new.
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
    """
    if minimum < 2:
        raise ValueError(f"minimum is {minimum}: give 2 or more.")
    if counts.shape != (cube.n_cells,) or (cube.relations @ counts).any():
        raise ValueError("The counts do not add up to their totals. Make them with Cube.count.")
    small = counts < minimum
    if earlier is not None:
        hidden = earlier.published.hidden | small
    elif len(cube.axes) > 2:
        hidden = small | _slices(cube, counts, minimum=minimum, progress=progress)
    else:
        hidden = small
    report = None if progress is None else (lambda done, of: progress("audit", done, of))
    for attempt in range(ROUNDS_OF_REPAIR + 1):
        published = PublishedTable(cube, np.where(hidden, -1, counts))
        rounds, truths = [published], [counts]
        if earlier is not None:
            rounds, truths = [earlier.published, published], [earlier.counts, counts]
        same = [] if earlier is None else [earlier.same]
        audit = audit_tables(rounds, truths, minimum=minimum, same=same, progress=report)
        if audit.is_safe or attempt == ROUNDS_OF_REPAIR:
            break
        found = audit.targets[audit.exact | audit.surely_small | audit.undecided]
        hidden = _repaired(cube, counts, hidden, found=found, minimum=minimum, progress=progress)
    return ProtectedTable(published, small & (counts > 0), _merged(cube, counts, hidden), audit)


# --- Within each part of the first axis ------------------------------------------------------


def _slices(cube: Cube, counts: Counts, *, minimum: int, progress: Progress | None) -> Mask:
    """Choose within each part of the first axis, where the others form a table of their own."""
    inner = Cube(cube.axes[1:])
    rows = counts.reshape(cube.shape[0], -1)
    hidden = np.zeros(rows.shape, dtype=bool)
    n_parts = len(cube.axes[0].leaves)
    cost = _costs(inner)
    for part in range(n_parts):
        fixed = np.zeros(inner.n_cells, dtype=bool)
        fixed[-1] = True
        small = np.flatnonzero(rows[part] < minimum)
        if small.size and not fixed[small].any():
            choice = _choose(inner.relations, rows[part], small, cost=cost, minimum=minimum)
            hidden[part] = choice if choice is not None else rows[part] < minimum
        if progress is not None:
            progress("choose", part + 1, n_parts)
    return hidden.ravel()


def _costs(cube: Cube) -> npt.NDArray[np.float64]:
    cost = np.ones(cube.shape)
    for number, axis in enumerate(cube.axes):
        np.moveaxis(cost, number, 0)[len(axis.leaves) :] *= COST_OF_A_TOTAL
    return cost.ravel()


def _choose(
    relations: sparse.csr_array,
    counts: Counts,
    small: npt.NDArray[np.int64],
    *,
    cost: npt.NDArray[np.float64],
    minimum: int,
) -> Mask | None:
    """Hide as little as lets every small cell reach the minimum in some other table.

    One unknown for each cell says whether it is hidden; for each small cell, one more for each
    cell says how the other table differs. The last cell, the total, stays.
    """
    n, k = len(counts), len(small)
    dense = relations.toarray()
    short = minimum - counts[small]
    down = np.minimum(short[:, None], counts[None, :]).astype(float)
    up = np.broadcast_to(short[:, None].astype(float), (k, n))
    lower, upper = -down.copy(), up.copy()
    lower[np.arange(k), small] = upper[np.arange(k), small] = short
    must = np.zeros(n)
    must[small] = 1
    may = np.ones(n)
    may[-1] = 0
    stay = sparse.eye_array(k * n)
    hide_up = sparse.vstack([sparse.diags_array(row) for row in up])
    hide_down = sparse.vstack([sparse.diags_array(row) for row in down])
    blocks = sparse.block_diag([relations] * k)
    nothing = sparse.csr_array((blocks.shape[0], n))
    reach, need = _room(dense, counts, small, minimum=minimum)
    result = milp(
        np.concatenate([cost + COST_OF_SIZE * np.log1p(counts), np.zeros(k * n)]),
        integrality=np.concatenate([np.ones(n), np.zeros(k * n)]),
        bounds=Bounds(np.concatenate([must, lower.ravel()]), np.concatenate([may, upper.ravel()])),
        constraints=[
            LinearConstraint(sparse.hstack([-hide_up, stay], format="csr"), -np.inf, 0.0),
            LinearConstraint(sparse.hstack([hide_down, stay], format="csr"), 0.0, np.inf),
            LinearConstraint(sparse.hstack([nothing, blocks], format="csr"), 0.0, 0.0),
            LinearConstraint(sparse.hstack([reach, sparse.csr_array((len(need), k * n))]), need),
        ],
        options={"time_limit": PATIENCE, "mip_rel_gap": GAP},
    )
    return None if result.x is None else np.asarray(result.x[:n] > 0.5)


def _room(
    relations: npt.NDArray[np.float64],
    counts: Counts,
    small: npt.NDArray[np.int64],
    *,
    minimum: int,
) -> tuple[sparse.csr_array, npt.NDArray[np.float64]]:
    """In every sum a small cell is in, the other hidden cells must have room for its rise.

    Follows from the rest for whole choices; told to the solver, it halves its work.
    """
    rows, need = [], []
    for cell in small:
        short = minimum - int(counts[cell])
        for relation in relations[relations[:, cell] != 0]:
            gives = np.where(relation * relation[cell] < 0, short, np.minimum(short, counts))
            row = np.where(relation != 0, gives, 0.0)
            row[cell] = 0.0
            rows.append(row)
            need.append(float(short))
    return sparse.csr_array(np.array(rows)), np.array(need)


# --- Where the parts meet --------------------------------------------------------------------


def _repaired(
    cube: Cube,
    counts: Counts,
    hidden: Mask,
    *,
    found: npt.NDArray[np.int64],
    minimum: int,
    progress: Progress | None,
) -> Mask:
    """Hide the fewest further cells that let each found cell reach the minimum."""
    hidden = hidden.copy()
    cost = _costs(cube) + COST_OF_SIZE * np.log1p(counts)
    upper = np.zeros(cube.shape, dtype=bool)
    if len(cube.axes[0].sums) > 1:
        upper[len(cube.axes[0].leaves) :] = True
    for free in (~upper.ravel() | hidden, np.ones(cube.n_cells, dtype=bool)):
        links = cube.relations[:, np.flatnonzero(free)]
        _, part = connected_components(abs(links).T @ abs(links), directed=False)
        where = np.full(cube.n_cells, -1)
        where[free] = part
        left = []
        for done, cell in enumerate(found):
            members = np.flatnonzero(where == where[cell])
            used = _open(
                cube,
                counts,
                hidden,
                cell=int(cell),
                members=members,
                cost=cost,
                minimum=minimum,
                quickly=len(members) * len(found) > WORK,
            )
            if used is None:
                left.append(cell)
            else:
                hidden[used] = True
            if progress is not None:
                progress("mend", done + 1, len(found))
        found = np.array(left, dtype=np.int64)
        if not left:
            break
    return hidden


def _open(
    cube: Cube,
    counts: Counts,
    hidden: Mask,
    *,
    cell: int,
    members: npt.NDArray[np.int64],
    cost: npt.NDArray[np.float64],
    minimum: int,
    quickly: bool,
) -> npt.NDArray[np.int64] | None:
    """Find another whole table with the minimum in one cell that differs in few shown cells."""
    relations = cube.relations[:, members]
    relations = sparse.csr_array(relations[np.diff(relations.indptr) > 0])
    now, n = counts[members].astype(float), len(members)
    shown = np.flatnonzero(~hidden[members])
    far = 2.0 * minimum
    down, up = np.minimum(now, far), np.full(n, far)
    at = int(np.flatnonzero(members == cell)[0])
    lower, upper = -down, up.copy()
    lower[at] = minimum - now[at]
    upper[at] = max(upper[at], lower[at])
    result = milp(
        np.concatenate([np.zeros(n), cost[members][shown]]),
        integrality=np.full(n + len(shown), 0 if quickly else 1),
        bounds=Bounds(
            np.concatenate([lower, np.zeros(len(shown))]),
            np.concatenate([upper, np.ones(len(shown))]),
        ),
        constraints=_only_where_hidden(relations, shown, down=down, up=up),
        options={"time_limit": PATIENCE, "mip_rel_gap": GAP_OF_REPAIR},
    )
    if result.x is None:
        return None
    differs: Mask = np.abs(result.x[:n]) > NOTHING
    return members[differs]


def _only_where_hidden(
    relations: sparse.csr_array,
    shown: npt.NDArray[np.int64],
    *,
    down: npt.NDArray[np.float64],
    up: npt.NDArray[np.float64],
) -> list[LinearConstraint]:
    """Keep the sums, and let a shown cell differ only where it is chosen to be hidden."""
    k = len(shown)
    shape = (k, relations.shape[1])
    pick = sparse.coo_array((np.ones(k), (np.arange(k), shown)), shape=shape)
    sums = sparse.hstack([relations, sparse.csr_array((relations.shape[0], k))])
    rise = sparse.hstack([pick, -sparse.diags_array(up[shown], shape=(k, k))])
    fall = sparse.hstack([pick, sparse.diags_array(down[shown], shape=(k, k))])
    return [
        LinearConstraint(sums, 0.0, 0.0),
        LinearConstraint(rise, -np.inf, 0.0),
        LinearConstraint(fall, 0.0, np.inf),
    ]


def _merged(cube: Cube, counts: Counts, hidden: Mask) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Find the rows of the last axis where hidden cells have a sum that is already known."""
    axis = cube.axes[-1]
    if len(axis.sums) != 1:
        return ()
    n = len(axis.leaves)
    grid = hidden.reshape(-1, n + 1)
    merged = []
    for row in np.flatnonzero(~grid[:, n] & (grid[:, :n].sum(axis=1) > 1)):
        cells = row * (n + 1) + np.flatnonzero(grid[row, :n])
        merged.append((tuple(cells.tolist()), int(counts[cells].sum())))
    return tuple(merged)
