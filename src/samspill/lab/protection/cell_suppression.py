"""Choose within one table which cells lose their number, and which neighbours are told together.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

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
    """Return what it costs to hide each cell, shape (n_cells,)."""
    cost = np.ones(cube.shape)
    for number, axis in enumerate(cube.axes):
        np.moveaxis(cost, number, 0)[len(axis.leaves) :] *= COST_OF_A_TOTAL
    return cost.ravel()


def total_cell(cube: Cube) -> Mask:
    """Return a mask of the last cell, which counts everybody."""
    return np.asarray(np.arange(cube.n_cells) == cube.n_cells - 1)


def upper_cells(cube: Cube) -> Mask:
    """Return a mask of the first axis' sums where it has several levels, else of the total."""
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
    groups: list[Group] = []
    for number, axis in enumerate(cube.axes):
        along = np.moveaxis(places, number, 0).reshape(len(axis.nodes), -1)
        families = _families(axis)
        wholes = list(families.values())
        for run in _runs(families, is_ordered=axis.name in ordered):
            for length in range(2, min(MOST_NEIGHBOURS, len(run)) + 1):
                for first in range(len(run) - length + 1):
                    members = run[first : first + length]
                    if members not in wholes:
                        groups += [tuple(sorted(map(int, cells))) for cells in along[members].T]
    return tuple(groups)


def _families(axis: Axis) -> dict[str, list[int]]:
    """Return for each sum of leaves alone which leaves it has, by their places."""
    where = {leaf: index for index, leaf in enumerate(axis.leaves)}
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
        [int(index) for index in run]
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
    unknowns = _Unknowns(len(counts), len(small), len(groups))
    short = (minimum - counts[small]).astype(float)
    fall = np.minimum(short[:, None], counts[None, :])
    rise = np.broadcast_to(short[:, None], fall.shape)
    lowest, highest = -fall, rise.copy()
    # In its own table each small cell reaches the minimum.
    own = np.arange(len(small)), small
    lowest[own] = highest[own] = short
    must_hide, may_hide = np.zeros(len(counts)), np.ones(len(counts))
    must_hide[small], may_hide[stays] = 1, 0
    room, need = room_for_rises(cube.relations, counts, small, minimum=minimum)
    result = milp(
        unknowns.vector(costs(cube) + COST_OF_SIZE * np.log1p(counts), told=-WORTH_OF_A_SUM),
        integrality=unknowns.vector(1.0, told=1.0),
        bounds=Bounds(
            unknowns.vector(must_hide, differences=lowest),
            unknowns.vector(may_hide, differences=highest, told=1.0),
        ),
        constraints=[
            *_differ_only_where_hidden(unknowns, fall=fall, rise=rise),
            _keep_sums(unknowns, cube.relations),
            unknowns.constraint(need, np.inf, hidden=sparse.csr_array(room)),
            *_keep_told_sums(unknowns, groups, short=short),
        ],
        options={"time_limit": PATIENCE, "mip_rel_gap": GAP},
    )
    if result.x is None:
        return None
    is_hidden, is_told = unknowns.split(result.x)
    return is_hidden, tuple(groups[number] for number in np.flatnonzero(is_told))


Values = float | npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Unknowns:
    """The unknowns of the program, one block after another.

    First whether each cell is hidden; then, for each small cell, how every cell differs in the
    table where that one reaches the minimum; last whether the sum of each group is told.
    """

    n_cells: int
    n_small: int
    n_groups: int

    @property
    def widths(self) -> tuple[int, int, int]:
        return self.n_cells, self.n_small * self.n_cells, self.n_groups

    def vector(
        self, hidden: Values, *, differences: Values = 0.0, told: Values = 0.0
    ) -> npt.NDArray[np.float64]:
        """Return a number for each unknown."""
        blocks = zip((hidden, np.ravel(differences), told), self.widths, strict=True)
        return np.concatenate([np.broadcast_to(values, width) for values, width in blocks])

    def constraint(
        self,
        low: Values,
        high: Values,
        *,
        hidden: sparse.sparray | None = None,
        differences: sparse.sparray | None = None,
        told: sparse.sparray | None = None,
    ) -> LinearConstraint:
        """Return low <= matrix @ unknowns <= high, from the blocks of the matrix that are not 0."""
        blocks = (hidden, differences, told)
        height = next(block.shape[0] for block in blocks if block is not None)
        matrix = [
            sparse.csr_array((height, width)) if block is None else block
            for block, width in zip(blocks, self.widths, strict=True)
        ]
        return LinearConstraint(sparse.hstack(matrix, format="csr"), low, high)

    def split(self, solution: npt.NDArray[np.float64]) -> tuple[Mask, Mask]:
        """Return which cells are hidden, and which groups are told."""
        hidden, _differences, told = np.split(solution > 0.5, np.cumsum(self.widths)[:-1])
        return hidden, told


def _differ_only_where_hidden(
    unknowns: _Unknowns, *, fall: npt.NDArray[np.float64], rise: npt.NDArray[np.float64]
) -> list[LinearConstraint]:
    """Let only hidden cells differ in the other tables: down to 0, or up by what is short."""
    differ = sparse.eye_array(unknowns.widths[1])
    rises = sparse.vstack([sparse.diags_array(row) for row in rise])
    falls = sparse.vstack([sparse.diags_array(row) for row in fall])
    return [
        unknowns.constraint(-np.inf, 0.0, hidden=-rises, differences=differ),
        unknowns.constraint(0.0, np.inf, hidden=falls, differences=differ),
    ]


def _keep_sums(unknowns: _Unknowns, relations: sparse.csr_array) -> LinearConstraint:
    """Keep every total in each of the other tables."""
    of_every_table = sparse.block_diag([relations] * unknowns.n_small)
    return unknowns.constraint(0.0, 0.0, differences=of_every_table)


def _keep_told_sums(
    unknowns: _Unknowns, groups: Sequence[Group], *, short: npt.NDArray[np.float64]
) -> list[LinearConstraint]:
    """Tell sums of hidden cells alone, each cell in one at most, and keep them in other tables."""
    if not groups:
        return []
    members = members_of(groups, unknowns.n_cells)
    sizes = np.array([len(group) for group in groups])
    # Where a sum is told, it is the same in every other table; where not, it may differ this much.
    free = sparse.vstack([sparse.diags_array(sizes * rise) for rise in short])
    limit = np.concatenate([sizes * rise for rise in short])
    differ = sparse.block_diag([members] * unknowns.n_small)
    return [
        unknowns.constraint(
            -np.inf, 0.0, hidden=-sparse.eye_array(unknowns.n_cells), told=members.T
        ),
        unknowns.constraint(-np.inf, limit, differences=differ, told=free),
        unknowns.constraint(-limit, np.inf, differences=differ, told=-free),
    ]


def room_for_rises(
    relations: sparse.csr_array, counts: Counts, small: npt.NDArray[np.int64], *, minimum: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return what each cell gives, when hidden, to each small cell's rise in every sum it is in.

    And how much is needed. Follows from the rest for whole choices; told to the solver, it halves
    its work.
    """
    sums, rows, need = relations.toarray(), [], []
    for cell in small:
        short = minimum - int(counts[cell])
        for relation in sums[sums[:, cell] != 0]:
            # On the other side of the sum, and so with the other sign: it rises as well.
            gives = np.where(relation == -relation[cell], short, np.minimum(short, counts))
            row = np.where(relation != 0, gives, 0.0)
            row[cell] = 0.0
            rows.append(row)
            need.append(float(short))
    return np.array(rows), np.array(need)
