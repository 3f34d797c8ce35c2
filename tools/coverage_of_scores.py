"""Count how often the interval of the mean of scores holds the truth.

    python tools/coverage_of_scores.py [--tries 1000] [--seed 1]

Scores are means of 3 or 19 five-point items with one attitude behind them, cut in the five ways of
`coverage_of_reliability`. The truth is that of 200 000 invented people. Prints the table of
docs/methods/score-tables.md.
"""

from __future__ import annotations

import argparse

import numpy as np
from coverage_of_reliability import CUTS, answers

from samspill.lab.statistics.change import mean_interval
from samspill.science.scales import ResponseScale

SIZES = (22, 30, 50, 100, 200, 1000)
ITEMS = (3, 19)
LOADING = 0.8
PEOPLE = 200_000
FIVE = ResponseScale(1, 5)


def row(shape: str, n_items: int, *, tries: int, seed: int) -> str:
    rng = np.random.default_rng([seed, list(CUTS).index(shape), n_items])
    loadings = (LOADING,) * n_items
    truth = answers(rng, PEOPLE, shape, loadings).mean()
    cells = []
    for n in SIZES:
        found = [
            mean_interval(answers(rng, n, shape, loadings).mean(axis=1), scale=FIVE)
            for _try in range(tries)
        ]
        cells.append(f"{np.mean([one.low <= truth <= one.high for one in found]):.1%}")
    return f"| {shape} | {n_items} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"| answers | items | {' | '.join(map(str, SIZES))} |")
    print("|---|---|" + "---|" * len(SIZES))
    for shape in CUTS:
        for n_items in ITEMS:
            print(row(shape, n_items, tries=options.tries, seed=options.seed), flush=True)


if __name__ == "__main__":
    main()
