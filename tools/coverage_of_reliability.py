"""Count how often the intervals of alpha and omega hold the truth.

    python tools/coverage_of_reliability.py [tries] [seed]

Five five-point items with one attitude behind them, cut in three ways: even, leaning (most agree),
and heaped at the end of the scale; loadings alike or different. The truth is that of the whole
population, computed from two million invented people.
"""

from __future__ import annotations

import math
import sys

import numpy as np
import numpy.typing as npt

from samspill.science.reliability import cronbach_alpha, mcdonald_omega

CUTS = {
    "even": (-1.5, -0.5, 0.5, 1.5),
    "leaning": (-2.2, -1.4, -0.6, 0.8),
    "at the end": (-2.6, -2.0, -1.4, -0.5),
}
LOADINGS = {"alike": (0.8,) * 5, "different": (0.4, 0.6, 0.8, 1.0, 1.2)}
SIZES = (30, 50, 100, 500)
PEOPLE = 2_000_000


def answers(
    rng: np.random.Generator, n: int, cuts: tuple[float, ...], loadings: tuple[float, ...]
) -> npt.NDArray[np.int8]:
    attitude = rng.normal(size=(n, 1))
    noise = rng.normal(size=(n, len(loadings)))
    wanted = attitude * np.array(loadings) + noise
    spread = np.sqrt(np.array(loadings) ** 2 + 1)
    return (1 + np.searchsorted(cuts, wanted / spread)).astype(np.int8)


def main(tries: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    print(f"{tries} tries, seed {seed}; share of 95 % intervals that hold the truth\n")
    print("| answers | loadings | n | alpha | omega | omega absent |\n|---|---|---|---|---|---|")
    for shape, cuts in CUTS.items():
        for kind, loadings in LOADINGS.items():
            people = answers(rng, PEOPLE, cuts, loadings)
            alpha, omega = cronbach_alpha(people).value, mcdonald_omega(people).value
            for n in SIZES:
                held = [0, 0, 0]
                for _ in range(tries):
                    some = answers(rng, n, cuts, loadings)
                    a, o = cronbach_alpha(some), mcdonald_omega(some)
                    held[0] += a.low <= alpha <= a.high
                    held[1] += o.low <= omega <= o.high
                    held[2] += math.isnan(o.low)
                shown = [
                    f"{held[0] / tries:.1%}",
                    f"{held[1] / max(tries - held[2], 1):.1%}",
                    f"{held[2] / tries:.1%}",
                ]
                print(f"| {shape} | {kind} | {n} | {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [2000, 1][len(given) :]))
