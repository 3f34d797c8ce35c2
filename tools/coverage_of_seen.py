"""Count how often the intervals that `samspill analyse` prints hold.

    python tools/coverage_of_seen.py [--tries 1000] [--seed 1]

Draws groups from the eight kinds of populations of coverage_of_intervals.py, shows them as the
product does, and compares with the population: the mean of one group, and every pair of three
groups that are of three different kinds. Prints the worst kind, or the worst three. The figures in
docs/methods/uncertainty.md are from 1000 tries and seed 1.
"""

from __future__ import annotations

import argparse
from itertools import combinations

import numpy as np
from coverage_of_intervals import POPULATIONS, mean, pulled, rooms

from samspill.lab.statistics.released_figures import seen_differences, seen_mean

Shares = np.ndarray


def mean_holds(rng: np.random.Generator, shares: Shares, n: int, tries: int) -> float:
    """How often the interval of a mean that is shown holds that of the population."""
    middle = mean(shares)
    found = [one for room in rooms(rng, shares, n, tries) if (one := seen_mean(room))]
    return sum(one.low <= middle <= one.high for one in found) / max(len(found), 1)


def pairs_hold(rng: np.random.Generator, kinds: tuple[Shares, ...], n: int, tries: int) -> float:
    """How often the intervals of all pairs hold at once."""
    means = {str(place): mean(shares) for place, shares in enumerate(kinds)}
    drawn = [rooms(rng, shares, n, tries) for shares in kinds]
    held = 0
    for groups in zip(*drawn, strict=True):
        found = seen_differences({str(place): one for place, one in enumerate(groups)})
        held += all(
            one.difference.is_too_few
            or one.difference.low <= means[one.second] - means[one.first] <= one.difference.high
            for one in found
        )
    return held / tries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    shares = [np.array(one) / sum(one) for one in POPULATIONS.values()]
    print(
        "| points | answers in each | a mean holds at least | all three pairs hold at least |\n"
        "|---|---|---|---|"
    )
    for points, sizes in ((5, (22, 26, 40, 100, 200, 500)), (7, (22, 100)), (11, (22, 100, 500))):
        on_scale = [pulled(one, points) for one in shares]
        threes = list(combinations(on_scale, 3))[:: len(shares)]
        for n in sizes:
            means = min(mean_holds(rng, one, n, options.tries) for one in on_scale)
            pairs = min(pairs_hold(rng, three, n, options.tries) for three in threes)
            print(f"| {points} | {n} | {means:.1%} | {pairs:.1%} |", flush=True)


if __name__ == "__main__":
    main()
