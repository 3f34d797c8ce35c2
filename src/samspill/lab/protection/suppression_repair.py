"""Hide the fewest further cells of a table where an attack has found something.

See docs/methods/protecting-tables.md.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from samspill.lab.protection.cell_suppression import COST_OF_SIZE, Group, costs, upper_cells
from samspill.lab.protection.cubes import Counts, Cube, Mask, members_of

ReportStep = Callable[[str, int, int], None]

# Choices proved within this much of the best are good enough; seconds for each choice.
GAP_OF_REPAIR = 0.2
# Above this many cells times questions, the relaxed choice is taken: more is hidden, much faster.
WORK = 150_000
PATIENCE = 5.0
# Below this a difference is the solver's inaccuracy.
NOTHING = 1e-6


def mend(
    cube: Cube,
    counts: Counts,
    hidden: Mask,
    groups_told: Sequence[Group],
    *,
    at_risk: npt.NDArray[np.int64],
    minimum: int,
    progress: ReportStep | None,
) -> tuple[Mask, list[Group]]:
    """Hide the fewest further cells that let each cell at risk reach the minimum.

    What is told of cells together is kept as long as that suffices.
    """
    hidden, groups_told = hidden.copy(), list(groups_told)
    everywhere = np.ones(cube.n_cells, dtype=bool)
    passes = ((~upper_cells(cube) | hidden, True), (everywhere, True), (everywhere, False))
    for free, is_kept in passes:
        where = _separate_parts(cube, free)
        left = []
        for done, cell in enumerate(at_risk):
            members = np.flatnonzero(where == where[cell])
            used = _open(
                cube,
                counts,
                hidden,
                cell=int(cell),
                members=members,
                kept=members_of(groups_told if is_kept else [], cube.n_cells),
                minimum=minimum,
                quickly=len(members) * len(at_risk) > WORK,
            )
            if used is None:
                left.append(cell)
            else:
                hidden[used] = True
                if not is_kept:
                    groups_told = [group for group in groups_told if not {*group} & {*used}]
            if progress is not None:
                progress("mend", done + 1, len(at_risk))
        at_risk = np.array(left, dtype=np.int64)
        if not left:
            break
    return hidden, groups_told


def _separate_parts(cube: Cube, free: Mask) -> npt.NDArray[np.int64]:
    """Return for each free cell the number of the part it shares sums with; -1 for the others."""
    links = cube.relations[:, np.flatnonzero(free)]
    _, part = connected_components(abs(links).T @ abs(links), directed=False)
    where = np.full(cube.n_cells, -1)
    where[free] = part
    return where


def _open(
    cube: Cube,
    counts: Counts,
    hidden: Mask,
    *,
    cell: int,
    members: npt.NDArray[np.int64],
    kept: sparse.csr_array,
    minimum: int,
    quickly: bool,
) -> npt.NDArray[np.int64] | None:
    """Find another whole table with the minimum in one cell that differs in few shown cells."""
    relations = sparse.vstack([cube.relations, kept], format="csr")[:, members]
    relations = sparse.csr_array(relations[np.diff(relations.indptr) > 0])
    now, n = counts[members].astype(float), len(members)
    cost = (costs(cube) + COST_OF_SIZE * np.log1p(counts))[members]
    shown = np.flatnonzero(~hidden[members])
    far = 2.0 * minimum
    down, up = np.minimum(now, far), np.full(n, far)
    at = int(np.flatnonzero(members == cell)[0])
    lower, upper = -down, up.copy()
    lower[at] = minimum - now[at]
    upper[at] = max(upper[at], lower[at])
    result = milp(
        np.concatenate([np.zeros(n), cost[shown]]),
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
