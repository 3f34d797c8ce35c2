"""All tables that fit what is published, as equations, and the programs that search among them.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from samspill.lab.protection.cubes import Counts, Mask, PublishedTable

# How long the search for one whole table may take before the next question is asked, in seconds.
PATIENCE = 10.0
# How far a solver may be off a whole number; counts are whole, and far fewer than 1e6 in a cell.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class System:
    """All tables that fit what is published: matrix @ x = right, x >= 0, rises @ x >= 0.

    For each cell of each round, `variable` is its place in x, -1 where `known` has its value.
    """

    matrix: sparse.csr_array
    right: npt.NDArray[np.float64]
    rises: sparse.csr_array
    variable: npt.NDArray[np.int64]
    known: npt.NDArray[np.int64]
    truth: npt.NDArray[np.float64]


def system_of(
    published: Sequence[PublishedTable],
    truths: Sequence[Counts],
    *,
    same: Sequence[Mask],
    only_joined: bool,
) -> System:
    """Put the rounds together: cells known to be the same are one unknown."""
    cube = published[0].cube
    n = cube.n_cells
    owner = np.arange(n)
    owners = [owner]
    for number, equal in enumerate(same, start=1):
        owner = np.where(equal, owner, np.arange(n) + number * n)
        owners.append(owner)
    everywhere = np.concatenate(owners)
    shown = np.concatenate([table.values for table in published])
    known = np.full(n * len(published), -1, dtype=np.int64)
    known[everywhere[shown >= 0]] = shown[shown >= 0]
    unknown = np.unique(everywhere[known[everywhere] < 0])
    variable = np.full(n * len(published), -1, dtype=np.int64)
    variable[unknown] = np.arange(len(unknown))
    whole, right = _equations(published, everywhere)
    right -= whole @ np.where(known >= 0, known, 0).astype(float)
    matrix = sparse.csr_array(whole[:, unknown])
    busy = np.diff(matrix.indptr) > 0
    rises = _rises(variable[everywhere].reshape(len(published), n), only_joined=only_joined)
    truth = np.concatenate(truths)[unknown].astype(float)
    return System(
        sparse.csr_array(matrix[busy]),
        right[busy],
        rises,
        variable[everywhere],
        known[everywhere],
        truth,
    )


def _equations(
    published: Sequence[PublishedTable], everywhere: npt.NDArray[np.int64]
) -> tuple[sparse.csr_array, npt.NDArray[np.float64]]:
    """Write the sums of all rounds, and what is told of cells together, as matrix @ x = right."""
    relations = published[0].cube.relations
    merge = sparse.coo_array(
        (np.ones(len(everywhere)), (np.arange(len(everywhere)), everywhere)),
        shape=(len(everywhere), len(everywhere)),
    ).tocsr()
    always = sparse.block_diag([relations] * len(published))
    sums = sparse.block_diag([table.sums for table in published])
    sums_told = [float(people) for table in published for _, people in table.told]
    right = np.concatenate([np.zeros(always.shape[0]), np.array(sums_told)])
    return sparse.vstack([always, sums], format="csr") @ merge, right


def _rises(variable: npt.NDArray[np.int64], *, only_joined: bool) -> sparse.csr_array:
    """Return rows that are 0 or more where no unknown is lower than in the round before."""
    before, after = variable[:-1].ravel(), variable[1:].ravel()
    pairs = np.flatnonzero(only_joined & (before >= 0) & (after >= 0) & (before != after))
    rows = np.tile(np.arange(len(pairs)), 2)
    columns = np.concatenate([after[pairs], before[pairs]])
    signs = np.repeat([1.0, -1.0], len(pairs))
    shape = (len(pairs), int(variable.max(initial=-1)) + 1)
    return sparse.coo_array((signs, (rows, columns)), shape=shape).tocsr()


def piece_of(system: System, members: npt.NDArray[np.int64]) -> System:
    """Cut out one part that shares no sum with the others."""
    matrix, rises = system.matrix[:, members], system.rises[:, members]
    rows, pairs = np.diff(matrix.indptr) > 0, np.diff(rises.indptr) > 0
    nobody = np.empty(0, dtype=np.int64)
    return System(
        sparse.csr_array(matrix[rows]),
        system.right[rows],
        sparse.csr_array(rises[pairs]),
        nobody,
        nobody,
        system.truth[members],
    )


def raise_many(
    system: System,
    left: npt.NDArray[np.int64],
    *,
    weights: npt.NDArray[np.float64],
    minimum: int,
) -> npt.NDArray[np.float64] | None:
    """Find a whole table that has many of the cells at the minimum or above."""
    n, k = len(system.truth), len(left)
    rows = np.arange(k)
    ends = sparse.coo_array((np.ones(k), (rows, left)), shape=(k, n))
    constraints = [
        LinearConstraint(_widened(system.matrix, k), system.right, system.right),
        LinearConstraint(sparse.hstack([ends, -sparse.eye_array(k)], format="csr"), 0.0, np.inf),
    ]
    if system.rises.shape[0]:
        constraints.append(LinearConstraint(_widened(system.rises, k), 0.0, np.inf))
    result = milp(
        np.concatenate([np.zeros(n), -weights]),
        integrality=np.concatenate([np.ones(n), np.zeros(k)]),
        bounds=Bounds(0.0, np.concatenate([np.full(n, np.inf), np.full(k, float(minimum))])),
        constraints=constraints,
        options={"time_limit": PATIENCE, "mip_rel_gap": 0.01},
    )
    return _whole(system, result)


def _widened(matrix: sparse.csr_array, k: int) -> sparse.csr_array:
    return sparse.hstack([matrix, sparse.csr_array((matrix.shape[0], k))], format="csr")


def _whole(system: System, result: OptimizeResult) -> npt.NDArray[np.float64] | None:
    """Believe a table only when it is whole and fits, whatever the solver says of it."""
    if result.x is None:
        return None
    table: npt.NDArray[np.float64] = np.rint(result.x[: len(system.truth)])
    fits = (system.matrix @ table == system.right).all() and (system.rises @ table >= 0).all()
    return table if fits and (table >= 0).all() else None


def reach(
    system: System, cell: int, *, sign: float
) -> tuple[float, npt.NDArray[np.float64] | None]:
    """Find how high (sign 1) or low (-1) one cell can be, and a whole table where it is that.

    Returns
    -------
    (end, table) : float, array or None
        The end is proved: by the linear program alone where that is enough.
    """
    cost = np.zeros(len(system.truth))
    cost[cell] = -sign
    limits = {"A_eq": system.matrix, "b_eq": system.right}
    if system.rises.shape[0]:
        limits |= {"A_ub": -system.rises, "b_ub": np.zeros(system.rises.shape[0])}
    relaxed = linprog(cost, bounds=(0, None), method="highs", **limits)
    end = np.inf if relaxed.status != 0 else _rounded(-sign * relaxed.fun, sign=sign)
    table = _whole(system, relaxed)
    if table is not None and table[cell] == end:
        return end, table
    constraints = [LinearConstraint(system.matrix, system.right, system.right)]
    if system.rises.shape[0]:
        constraints.append(LinearConstraint(system.rises, 0.0, np.inf))
    result = milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=Bounds(0.0, np.inf),
        constraints=constraints,
        options={"time_limit": PATIENCE},
    )
    if result.mip_dual_bound is not None and np.isfinite(result.mip_dual_bound):
        end = _rounded(-sign * result.mip_dual_bound, sign=sign)
    return end, _whole(system, result)


def _rounded(value: float, *, sign: float) -> float:
    """Round towards the truth: a whole number cannot lie beyond the relaxed end."""
    return float(sign * np.floor(sign * value + TOLERANCE))
