"""Count how often the intervals hold, and how often chance alone is called a change.

    python tools/coverage_of_intervals.py [--tries 4000] [--seed 1]

Draws rooms of 22 to 100 people from eight kinds of populations on five points, and from the same
pulled out or together to other scales, shows them as the product does, and compares with the
population. Prints the worst kind for each size; the figures in docs/methods/uncertainty.md are
from 4000 tries and seed 1.
"""

from __future__ import annotations

import argparse

import numpy as np

from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import compare_groups, compare_rounds, interval_of_middle

POPULATIONS = {
    "bell": (5, 20, 40, 25, 10), "agree": (2, 8, 20, 50, 20), "high": (1, 3, 10, 46, 40),
    "camps": (30, 20, 4, 20, 26), "even": (20, 20, 20, 20, 20), "low": (30, 40, 20, 8, 2),
    "middle": (2, 10, 76, 10, 2), "end": (4, 6, 10, 30, 50),
}  # fmt: skip
ITEMS = 10


def pulled(shares: np.ndarray, points: int) -> np.ndarray:
    """Spread a population evenly within its points, and cut it into others."""
    edges = np.linspace(0, 1, shares.size + 1)
    below = np.concatenate([[0], np.cumsum(shares)])
    return np.diff(np.interp(np.linspace(0, 1, points + 1), edges, below))


def mean(shares: np.ndarray) -> float:
    return float(shares @ np.arange(1, shares.size + 1))


def rooms(
    rng: np.random.Generator, shares: np.ndarray, n: int, tries: int, *, is_group: bool = False
) -> list[ShownDistribution]:
    drawn = rng.multinomial(n, shares, size=tries)
    scale = ResponseScale(1, shares.size)
    return [
        show_distribution(
            Distribution(scale, tuple(int(one) for one in counts), missing=0), is_group=is_group
        )
        for counts in drawn
    ]


def coverage(rng: np.random.Generator, shares: np.ndarray, n: int, tries: int) -> float:
    middle = mean(shares)
    found = [interval_of_middle(one) for one in rooms(rng, shares, n, tries)]
    shown = [one for one in found if one is not None]
    return sum(one.low <= middle <= one.high for one in shown) / max(len(shown), 1)


def false_changes(rng: np.random.Generator, shares: np.ndarray, n: int, tries: int) -> float:
    """How often one of ten items that have not changed is called changed, at least."""
    before = [rooms(rng, shares, n, tries) for _ in range(ITEMS)]
    after = [rooms(rng, shares, n, tries) for _ in range(ITEMS)]
    called = 0
    for room in range(tries):
        changes = [
            compare_rounds(before[item][room], after[item][room], comparisons=ITEMS)
            for item in range(ITEMS)
        ]
        called += any(change in ("higher", "lower") for change in changes)
    return called / tries


def found_changes(rng: np.random.Generator, shares: np.ndarray, n: int, tries: int) -> float:
    """How often it is seen that everybody has moved one point towards the other end."""
    step = 1 if mean(shares) < 3.2 else -1
    moved = np.zeros(5)
    for place, share in enumerate(shares):
        moved[min(4, max(0, place + step))] += share
    before, after = rooms(rng, shares, n, tries), rooms(rng, moved, n, tries)
    seen = [
        compare_rounds(one, other, comparisons=ITEMS)
        for one, other in zip(before, after, strict=True)
    ]
    return sum(one in ("higher", "lower") for one in seen) / tries


def false_differences(rng: np.random.Generator, shares: np.ndarray, n: int, tries: int) -> float:
    """How often three groups that think alike are said to differ on one of ten items."""
    rate = 0
    for _ in range(tries // ITEMS):
        called = False
        for _item in range(ITEMS):
            a, b, c = rooms(rng, shares, n, 3, is_group=True)
            called |= compare_groups({"a": a, "b": b, "c": c}, comparisons=ITEMS) is not None
        rate += called
    return rate / (tries // ITEMS)


def from_the_mean(
    rng: np.random.Generator, shares: np.ndarray, sizes: range, tries: int
) -> np.ndarray:
    """How far the mean of the tiles lies from the mean of the answers they were made from."""
    found = []
    scale = ResponseScale(1, shares.size)
    for n in rng.choice(sizes, size=tries):
        counts = rng.multinomial(n, shares)
        tiles = np.array(
            show_distribution(Distribution(scale, tuple(map(int, counts)), missing=0)).tiles
        )
        if tiles.size:
            found.append(mean(tiles) / tiles.sum() - mean(counts) / n)
    return np.array(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    shares = {name: np.array(one) / sum(one) for name, one in POPULATIONS.items()}
    print("  n  holds at least   false change at most   one point seen (worst, median)")
    for n in (22, 26, 40, 60, 100):
        held = [coverage(rng, one, n, options.tries) for one in shares.values()]
        false = [false_changes(rng, one, n, options.tries // 4) for one in shares.values()]
        seen = [found_changes(rng, one, n, options.tries // 4) for one in shares.values()]
        power = f"{min(seen):6.0%} {np.median(seen):6.0%}"
        print(f"{n:3}  {min(held):14.1%}   {max(false):20.1%}   {power}")
    print("the mean of the tiles, from that of the answers: average, 99 of 100, spread (worst)")
    for sizes, what in ((range(22, 61), "tenths"), (range(12, 22), "fifths")):
        away = [from_the_mean(rng, one, sizes, options.tries) for one in shares.values()]
        every = np.abs(np.concatenate(away))
        worst = max(float(np.sqrt(np.mean(one**2))) for one in away)
        print(f"{what}  {every.mean():.2f}  {np.quantile(every, 0.99):.2f}  {worst:.2f}")
    print(
        "other scales: points, holds at least with 22, 40, 100; with 22 any false change at most;"
    )
    print("three groups of 16 alike, a difference said at most")
    for points in (2, 3, 4, 6, 7, 10, 11):
        on_scale = [pulled(one, points) for one in shares.values()]
        held = [
            min(coverage(rng, one, n, options.tries) for one in on_scale) for n in (22, 40, 100)
        ]
        false = max(false_changes(rng, one, 22, options.tries // 4) for one in on_scale)
        apart = max(false_differences(rng, one, 16, options.tries) for one in on_scale)
        held_in = " ".join(f"{one:6.1%}" for one in held)
        print(f"{points:3}  {held_in}   {false:6.1%}   {apart:6.1%}", flush=True)
    print("three groups alike, a difference said at most")
    for n in (12, 16, 22, 40):
        false = [false_differences(rng, one, n, options.tries) for one in shares.values()]
        print(f"{n:3}  {max(false):6.1%}")


if __name__ == "__main__":
    main()
