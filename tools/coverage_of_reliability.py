"""Count how often the intervals of alpha and omega hold the truth.

    python tools/coverage_of_reliability.py [--tries 500] [--seed 1]

Five five-point items with one attitude behind them, cut in five ways: even, leaning (most agree),
in two camps, and heaped at the end of the scale; loadings alike, different, or strong. The truth
is that of the whole population, computed from a million invented people. Prints the tables of
docs/methods/reliability.md. In brackets: given with a doubt.
"""

from __future__ import annotations

import argparse
import math
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import numpy.typing as npt

from samspill.lab.statistics.reliability import Reliability, cronbach_alpha, mcdonald_omega

CUTS = {
    "even": (-1.5, -0.5, 0.5, 1.5),
    "leaning": (-2.2, -1.4, -0.6, 0.8),
    "camps": (-1.2, -0.2, 0.2, 1.2),
    "end": (-2.6, -2.0, -1.4, -0.5),
    "far end": (-2.9, -2.5, -2.0, -1.0),
}
LOADINGS = {"alike": (0.8,) * 5, "different": (0.4, 0.6, 0.8, 1.0, 1.2), "strong": (1.5,) * 5}
SIZES = (5, 8, 12, 20, 50, 200, 1000)
PEOPLE = 1_000_000
METHODS = {
    "alpha, Feldt": cronbach_alpha,
    "alpha, jackknife": lambda some: cronbach_alpha(some, interval="jackknife"),
    "omega": mcdonald_omega,
}
# Omega is fitted by steps, which takes its time: to every second of the draws.
EVERY = {"omega": 2}
# A cell is left out where an interval is shown more seldom than this.
USUALLY = 0.5


def answers(
    rng: np.random.Generator, n: int, shape: str, loadings: tuple[float, ...]
) -> npt.NDArray[np.int8]:
    attitude = rng.normal(size=(n, 1))
    if shape == "camps":
        attitude = 0.4 * attitude + rng.choice([-1.0, 1.0], size=(n, 1))
    wanted = attitude * np.array(loadings) + rng.normal(size=(n, len(loadings)))
    spread = np.sqrt(np.array(loadings) ** 2 + 1)
    return (1 + np.searchsorted(CUTS[shape], wanted / spread)).astype(np.int8)


def rows(shape: str, kind: str, tries: int, seed: int) -> dict[str, str]:
    """Return one row for each method: how often it holds for each size."""
    place = [list(CUTS).index(shape), list(LOADINGS).index(kind)]
    rng = np.random.default_rng([seed, *place])
    people = answers(rng, PEOPLE, shape, LOADINGS[kind])
    truths = {name: compute(people).value for name, compute in METHODS.items()}
    cells: dict[str, list[str]] = {name: [] for name in METHODS}
    for n in SIZES:
        draws = [answers(rng, n, shape, LOADINGS[kind]) for _ in range(tries)]
        for name, compute in METHODS.items():
            found = [compute(some) for some in draws[:: EVERY.get(name, 1)]]
            cells[name].append(cell(found, truths[name]))
    return {name: f"| {shape} | {kind} | {' | '.join(own)} |" for name, own in cells.items()}


def cell(found: list[Reliability], truth: float) -> str:
    told = [one for one in found if not math.isnan(one.low)]
    if len(told) < USUALLY * len(found):
        return "–"
    share = f"{sum(one.low <= truth <= one.high for one in told) / len(told):.1%}"
    doubted = sum(one.doubt is not None for one in told) > USUALLY * len(told)
    return f"({share})" if doubted else share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        jobs = [
            pool.submit(rows, shape, kind, options.tries, options.seed)
            for shape in CUTS
            for kind in LOADINGS
        ]
        found = [job.result() for job in jobs]
    for name in METHODS:
        print(f"\n{name}: {options.tries // EVERY.get(name, 1)} tries\n")
        print(f"| answers | loadings | {' | '.join(map(str, SIZES))} |")
        print("|---|---|" + "---|" * len(SIZES))
        print("\n".join(row[name] for row in found))
    print(f"\n{time.monotonic() - started:.0f} seconds")


if __name__ == "__main__":
    main()
