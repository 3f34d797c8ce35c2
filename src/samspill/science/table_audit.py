"""Attack a published table: what can be worked out about its small cells.

Knows nothing of how the table was protected: only what is published, and the sums. See
docs/methods/protecting-tables.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse.csgraph import connected_components

from samspill.science.tables import Counts, Mask, PublishedTable

Progress = Callable[[int, int], None]

# How long the search for one whole table may take before the next question is asked, in seconds.
PATIENCE = 10.0
# How far a solver may be off a whole number; counts are whole, and far fewer than 1e6 in a cell.
TOLERANCE = 1e-6
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


@dataclass(frozen=True)
class _System:
    """All tables that fit what is published: matrix @ x = right, x >= 0, rises @ x >= 0."""

    matrix: sparse.csr_array
    right: npt.NDArray[np.float64]
    rises: sparse.csr_array
    variable: npt.NDArray[np.int64]
    truth: npt.NDArray[np.float64]


def audit_tables(
    published: Sequence[PublishedTable],
    truths: Sequence[Counts],
    *,
    minimum: int,
    same: Sequence[Mask] = (),
    only_joined: bool = False,
    progress: Progress | None = None,
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
    targets = np.flatnonzero((every > 0) & (every < minimum))
    system = _system(published, truths, same=same, only_joined=only_joined)
    fits = fits and bool((system.matrix @ system.truth == system.right).all())
    asked = system.variable[targets]
    low, high, undecided = _attack(system, asked, minimum=minimum, progress=progress)
    low, high = (np.where(asked < 0, every[targets], end) for end in (low, high))
    return TableAudit(
        targets=targets % n,
        rounds=targets // n,
        lowest=low,
        highest=high,
        exact=(low == high) & ~undecided,
        surely_small=(high < minimum) & ~undecided,
        undecided=undecided,
        truth_fits=fits,
    )


def _system(
    published: Sequence[PublishedTable],
    truths: Sequence[Counts],
    *,
    same: Sequence[Mask],
    only_joined: bool,
) -> _System:
    """Put the rounds together: cells known to be the same are one unknown."""
    cube = published[0].cube
    n, relations = cube.n_cells, cube.relations
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
    place = sparse.coo_array(
        (np.ones(len(everywhere)), (np.arange(len(everywhere)), everywhere)),
        shape=(len(everywhere), len(everywhere)),
    ).tocsr()
    whole = sparse.block_diag([relations] * len(published), format="csr") @ place
    right = -(whole @ np.where(known >= 0, known, 0).astype(float))
    matrix = sparse.csr_array(whole[:, unknown])
    busy = np.diff(matrix.indptr) > 0
    rises = _rises(variable[everywhere].reshape(len(published), n), only_joined=only_joined)
    truth = np.concatenate(truths)[unknown].astype(float)
    return _System(sparse.csr_array(matrix[busy]), right[busy], rises, variable[everywhere], truth)


def _rises(variable: npt.NDArray[np.int64], *, only_joined: bool) -> sparse.csr_array:
    """Say that no unknown is lower than the round before, where the attacker knows that."""
    before, after = variable[:-1].ravel(), variable[1:].ravel()
    pairs = np.flatnonzero(only_joined & (before >= 0) & (after >= 0) & (before != after))
    rows = np.tile(np.arange(len(pairs)), 2)
    columns = np.concatenate([after[pairs], before[pairs]])
    signs = np.repeat([1.0, -1.0], len(pairs))
    shape = (len(pairs), int(variable.max(initial=-1)) + 1)
    return sparse.coo_array((signs, (rows, columns)), shape=shape).tocsr()


def _attack(
    system: _System, asked: npt.NDArray[np.int64], *, minimum: int, progress: Progress | None
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
        piece = _piece(system, members)
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


def _piece(system: _System, members: npt.NDArray[np.int64]) -> _System:
    """Cut out one part that shares no sum with the others."""
    matrix, rises = system.matrix[:, members], system.rises[:, members]
    rows, pairs = np.diff(matrix.indptr) > 0, np.diff(rises.indptr) > 0
    nobody = np.empty(0, dtype=np.int64)
    return _System(
        sparse.csr_array(matrix[rows]),
        system.right[rows],
        sparse.csr_array(rises[pairs]),
        nobody,
        system.truth[members],
    )


def _attack_piece(
    system: _System, wanted: Mask, *, minimum: int
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
        found = _raise_many(system, left, weights=weights, minimum=minimum)
        if found is not None:
            low, high = np.minimum(low, found), np.maximum(high, found)
        idle = idle + 1 if (high[left] < minimum).all() else 0
    undecided = np.zeros(len(wanted), dtype=bool)
    for cell in np.flatnonzero(wanted & (high < minimum)):
        if high[cell] >= minimum:
            continue
        top, table = _reach(system, int(cell), sign=1.0)
        if table is not None:
            low, high = np.minimum(low, table), np.maximum(high, table)
        undecided[cell] = high[cell] < minimum <= top
        if top < minimum and low[cell] == high[cell]:
            bottom, other = _reach(system, int(cell), sign=-1.0)
            if other is not None:
                low, high = np.minimum(low, other), np.maximum(high, other)
            # Where no other value was reached and none is ruled out, say nothing.
            undecided[cell] = low[cell] == high[cell] and bottom < top
    return low, high, undecided


def _raise_many(
    system: _System,
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


def _whole(system: _System, result: OptimizeResult) -> npt.NDArray[np.float64] | None:
    """Believe a table only when it is whole and fits, whatever the solver says of it."""
    if result.x is None:
        return None
    table: npt.NDArray[np.float64] = np.rint(result.x[: len(system.truth)])
    fits = (system.matrix @ table == system.right).all() and (system.rises @ table >= 0).all()
    return table if fits and (table >= 0).all() else None


def _reach(
    system: _System, cell: int, *, sign: float
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
