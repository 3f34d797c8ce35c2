"""Choose within one table which cells lose their number, and which neighbours are told together.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from samspill.lab.protection.cubes import TOTAL, Axis, Counts, Cube, Mask, members_of

# A total tells a reader more than one of its parts, so it costs more to hide; this product's own.
COST_OF_A_TOTAL = 1.15
# Between equals the smaller cell is hidden.
COST_OF_SIZE = 1e-3
# The sum of neighbours tells nearly as much as one number of its own.
WORTH_OF_A_SUM = 0.9
# More neighbours than this in one sum say too little.
MOST_NEIGHBOURS = 3
# Choices proved within this much of the best are good enough; seconds for each choice.
GAP = 0.02
PATIENCE = 5.0

Group = tuple[int, ...]


def costs(cube: Cube) -> npt.NDArray[np.float64]:
    """Say what it costs to hide each cell, shape (n_cells,)."""
    cost = np.ones(cube.shape)
    for number, axis in enumerate(cube.axes):
        np.moveaxis(cost, number, 0)[len(axis.leaves) :] *= COST_OF_A_TOTAL
    return cost.ravel()


def total_cell(cube: Cube) -> Mask:
    """Find the last cell, which counts everybody."""
    return np.asarray(np.arange(cube.n_cells) == cube.n_cells - 1)


def upper_cells(cube: Cube) -> Mask:
    """Find the sums of the first axis where it has several levels, else the total alone."""
    is_sum = cube.unit_of_cells() >= len(cube.axes[0].leaves)
    return is_sum if len(cube.axes[0].sums) > 1 else total_cell(cube)


def neighbours(cube: Cube, ordered: Collection[str]) -> tuple[Group, ...]:
    """List the cells that mean something together: two or three, alike on every other axis.

    On an ordered axis they are next to each other; on an axis of several levels they have the
    same parent, and are next to each other there. All parts of one whole are no neighbours: their
    sum is there already. On other axes nothing is a neighbour.

    Parameters
    ----------
    cube : Cube
        The cells.
    ordered : collection of str
        Names of the axes whose leaves stand in an order that means something.

    Returns
    -------
    tuple of tuple of int
        Cells, ascending.
    """
    places = np.arange(cube.n_cells).reshape(cube.shape)
    found: list[Group] = []
    for number, axis in enumerate(cube.axes):
        along = np.moveaxis(places, number, 0).reshape(len(axis.nodes), -1)
        families = _families(axis)
        wholes = list(families.values())
        for run in _runs(families, is_ordered=axis.name in ordered):
            for length in range(2, min(MOST_NEIGHBOURS, len(run)) + 1):
                for first in range(len(run) - length + 1):
                    members = run[first : first + length]
                    if members not in wholes:
                        found += [tuple(sorted(map(int, group))) for group in along[members].T]
    return tuple(found)


def _families(axis: Axis) -> dict[str, list[int]]:
    """Say for each sum of leaves alone which leaves it has, by their places."""
    where = {leaf: place for place, leaf in enumerate(axis.leaves)}
    return {
        name: sorted(where[part] for part in parts)
        for name, parts in axis.sums
        if all(part in where for part in parts)
    }


def _runs(families: Mapping[str, list[int]], *, is_ordered: bool) -> list[list[int]]:
    """List the leaves that may stand together: in an order, those next to each other."""
    if not is_ordered:
        return [places for name, places in families.items() if name != TOTAL]
    return [
        [int(place) for place in run]
        for family in families.values()
        for run in np.split(np.array(family), np.flatnonzero(np.diff(family) != 1) + 1)
    ]


def choose_hidden(
    cube: Cube,
    counts: Counts,
    small: npt.NDArray[np.int64],
    *,
    groups: Sequence[Group],
    stays: Mask,
    minimum: int,
) -> tuple[Mask, tuple[Group, ...]] | None:
    """Lose as little as lets every small cell reach the minimum in some other table.

    Lost is one for each cell without a number of its own, less one for each sum of neighbours that
    is told instead. One unknown for each cell says whether it is hidden, and one for each group
    whether it is told; for each small cell, one more for each cell says how the other table
    differs.

    Parameters
    ----------
    cube : Cube
        The cells and their sums.
    counts : array of int, shape (n_cells,)
        The people in them.
    small : array of int, shape (n_small,)
        The cells that must be hidden.
    groups : sequence of tuple of int
        Cells whose sum would mean something, from `neighbours`.
    stays : array of bool, shape (n_cells,)
        The cells that are shown whatever it costs.
    minimum : int
        The fewest people a cell may be known to count.

    Returns
    -------
    (hidden, told) : array of bool, tuple of tuple of int; or None
        None when there is no choice, or none was found in time.
    """
    if stays[small].any():
        return None
    groups = [group for group in groups if counts[list(group)].sum() >= minimum]
    n, k, t = len(counts), len(small), len(groups)
    short = (minimum - counts[small]).astype(float)
    down = np.minimum(short[:, None], counts[None, :])
    up = np.broadcast_to(short[:, None], (k, n))
    lower, upper = -down, up.copy()
    lower[np.arange(k), small] = upper[np.arange(k), small] = short
    must, may = np.zeros(n), np.ones(n)
    must[small], may[stays] = 1, 0
    result = milp(
        np.concatenate(
            [
                costs(cube) + COST_OF_SIZE * np.log1p(counts),
                np.zeros(k * n),
                np.full(t, -WORTH_OF_A_SUM),
            ]
        ),
        integrality=np.concatenate([np.ones(n), np.zeros(k * n), np.ones(t)]),
        bounds=Bounds(
            np.concatenate([must, lower.ravel(), np.zeros(t)]),
            np.concatenate([may, upper.ravel(), np.ones(t)]),
        ),
        constraints=[
            *_other_tables(cube.relations, counts, small, minimum=minimum, up=up, down=down, t=t),
            *_told(groups, n, short=short),
        ],
        options={"time_limit": PATIENCE, "mip_rel_gap": GAP},
    )
    if result.x is None:
        return None
    chosen = np.flatnonzero(result.x[n + k * n :] > 0.5)
    return np.asarray(result.x[:n] > 0.5), tuple(groups[number] for number in chosen)


def _other_tables(
    relations: sparse.csr_array,
    counts: Counts,
    small: npt.NDArray[np.int64],
    *,
    minimum: int,
    up: npt.NDArray[np.float64],
    down: npt.NDArray[np.float64],
    t: int,
) -> list[LinearConstraint]:
    """Keep every sum in each other table, and let only hidden cells differ."""
    n, k = len(counts), len(small)
    stay = sparse.eye_array(k * n)
    hide_up = sparse.vstack([sparse.diags_array(row) for row in up])
    hide_down = sparse.vstack([sparse.diags_array(row) for row in down])
    blocks = sparse.block_diag([relations] * k)
    nothing = sparse.csr_array((blocks.shape[0], n))
    reach, need = _room(relations.toarray(), counts, small, minimum=minimum)
    rows = (
        (sparse.hstack([-hide_up, stay]), -np.inf, 0.0),
        (sparse.hstack([hide_down, stay]), 0.0, np.inf),
        (sparse.hstack([nothing, blocks]), 0.0, 0.0),
        (sparse.hstack([reach, sparse.csr_array((len(need), k * n))]), need, np.inf),
    )
    return [
        LinearConstraint(
            sparse.hstack([matrix, sparse.csr_array((matrix.shape[0], t))], format="csr"), low, high
        )
        for matrix, low, high in rows
    ]


def _told(
    groups: Sequence[Group], n: int, *, short: npt.NDArray[np.float64]
) -> list[LinearConstraint]:
    """Tell a sum only of hidden cells, each in one sum at most, and keep it in other tables."""
    t, k = len(groups), len(short)
    if not t:
        return []
    members = members_of(groups, n)
    sizes = np.array([len(group) for group in groups], dtype=float)
    # Where a sum is told, it is the same in every other table; where not, it may differ this much.
    free = sparse.vstack([sparse.diags_array(sizes * rise) for rise in short])
    limit = np.concatenate([sizes * rise for rise in short])
    differ = sparse.block_diag([members] * k)
    apart = sparse.csr_array((k * t, n))
    once = sparse.hstack([-sparse.eye_array(n), sparse.csr_array((n, k * n)), members.T])
    return [
        LinearConstraint(once.tocsr(), -np.inf, 0.0),
        LinearConstraint(sparse.hstack([apart, differ, free], format="csr"), -np.inf, limit),
        LinearConstraint(sparse.hstack([apart, differ, -free], format="csr"), -limit, np.inf),
    ]


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
