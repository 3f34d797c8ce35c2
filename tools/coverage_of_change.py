"""Count how often the intervals of change hold, and those of the methods that lost.

    python tools/coverage_of_change.py [--seed 1] [--only difference]

Draws groups of 5 to 50 people from eight kinds of populations on five points, and compares the
interval with the population. Prints the tables of docs/methods/change.md, effects.md and
several-groups.md.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product

import numpy as np
from coverage_rivals import ONE_GROUP, PAIRS, TWO_GROUPS

from samspill.lab.statistics.change import (
    Estimate,
    mean_difference,
    mean_interval,
    paired_difference,
)
from samspill.lab.statistics.effects import effect_size, probability_of_superiority
from samspill.lab.statistics.multiple_comparisons import compare_every_pair
from samspill.lab.statistics.tallies import Tally, tally_counts
from samspill.science.scales import ResponseScale

SCALE = ResponseScale(1, 5)
POINTS = np.arange(1, 6)
MOVES = np.arange(-4, 5)
POPULATIONS = {
    name: np.array(shares) / 100
    for name, shares in {
        "symmetric": (10, 20, 40, 20, 10),
        "even": (20, 20, 20, 20, 20),
        "camps": (35, 13, 4, 13, 35),
        "uneven camps": (30, 20, 4, 16, 30),
        "skewed": (4, 8, 13, 25, 50),
        "agreeing": (2, 8, 20, 50, 20),
        "end": (2, 3, 5, 20, 70),
        "far end": (0, 1, 4, 10, 85),
    }.items()
}
STAY = (0.0, 0.5, 0.8)
ALONE = (5, 6, 8, 12, 20, 50)
SIZES = (
    (5, 5),
    (8, 8),
    (12, 12),
    (20, 20),
    (50, 50),
    (5, 12),
    (5, 50),
    (8, 20),
    (12, 50),
    (20, 50),
)
FEWER_SIZES = ((8, 8), (12, 12), (20, 20), (50, 50), (8, 20), (12, 50))
SEVERAL = ((8, 8, 8), (12, 12, 12), (20, 20, 20), (8, 12, 20), (12,) * 5, (20,) * 5)
TRIES = 2000
TRIES_OF = {"mean": 8000, "paired": 4000}
# Of 192 ways to move every fifth is drawn, and of 64 pairs where a method that lost is counted.
EVERY = 5
RIVAL_TRIES = 500
# A population that is shown more seldom than this says little of what a reader will meet.
USUALLY = 0.5
HELD = (0.93, 0.97)

Case = tuple[str, tuple[np.ndarray, ...], float]


def row(kind: str, sizes: tuple[int, ...], *, seed: int = 1) -> str:
    """Return one line of a table: how often it is shown, and how often it then holds."""
    tries = TRIES_OF.get(kind, TRIES)
    rng = np.random.default_rng([seed, *sizes, len(kind)])
    shown, held = [], []
    for _name, drawn, truth in cases(kind, sizes, rng, tries):
        found = [KINDS[kind](*counts) for counts in zip(*map(as_tuples, drawn), strict=True)]
        told = [one for one in found if not one.is_too_few]
        shown.append(len(told) / len(found))
        if shown[-1] >= USUALLY:
            held.append(sum(one.low - 1e-9 <= truth <= one.high + 1e-9 for one in told) / len(told))
    return line(sizes, shown, held)


def line(sizes: tuple[int, ...], shown: list[float], held: list[float]) -> str:
    label = ", ".join(map(str, sizes))
    if not held:
        return f"| {label} | {np.mean(shown):.0%} | – | – | too few to tell |"
    inside = np.mean([HELD[0] <= one <= HELD[1] for one in held])
    return (
        f"| {label} | {np.mean(shown):.0%} | {min(held):.1%} | {max(held):.1%} "
        f"| {inside:.0%} of {len(held)} |"
    )


def cases(
    kind: str, sizes: tuple[int, ...], rng: np.random.Generator, tries: int
) -> Iterator[Case]:
    """Every kind of population, drawn `tries` times, and what the interval should hold."""
    if kind == "mean":
        for name, shares in POPULATIONS.items():
            yield name, (rng.multinomial(sizes[0], shares, tries),), float(shares @ POINTS)
    elif kind == "paired":
        for name, shares in list(moves().items())[::EVERY]:
            yield name, (rng.multinomial(sizes[0], shares, tries),), float(shares @ MOVES)
    else:
        for (one, first), (other, second) in product(POPULATIONS.items(), repeat=2):
            drawn = (
                rng.multinomial(sizes[0], first, tries),
                rng.multinomial(sizes[1], second, tries),
            )
            yield f"{one}, {other}", drawn, TRUTHS[kind](first, second, sizes)


def moves() -> dict[str, np.ndarray]:
    """How the same people move: some part keep their place in the order, the rest forget it."""
    found = {}
    for (one, first), (other, second), stay in product(
        POPULATIONS.items(), POPULATIONS.items(), STAY
    ):
        place = (np.arange(20000) + 0.5) / 20000
        kept = np.zeros((5, 5))
        order = [np.minimum(4, np.searchsorted(np.cumsum(each), place)) for each in (first, second)]
        np.add.at(kept, tuple(order), 1 / 20000)
        table = stay * kept + (1 - stay) * np.outer(first, second)
        found[f"{one}, {other}, {stay}"] = np.array([np.trace(table, move) for move in MOVES])
    return found


def true_difference(first: np.ndarray, second: np.ndarray, _sizes: tuple[int, ...]) -> float:
    return float((second - first) @ POINTS)


def true_effect(first: np.ndarray, second: np.ndarray, sizes: tuple[int, ...]) -> float:
    spread = [float(each @ POINTS**2 - (each @ POINTS) ** 2) for each in (first, second)]
    pooled = ((sizes[0] - 1) * spread[0] + (sizes[1] - 1) * spread[1]) / (sum(sizes) - 2)
    return true_difference(first, second, sizes) / math.sqrt(pooled)


def true_superiority(first: np.ndarray, second: np.ndarray, _sizes: tuple[int, ...]) -> float:
    return float(second @ (np.cumsum(first) - first / 2))


def as_tuples(drawn: np.ndarray) -> list[tuple[int, ...]]:
    return [tuple(one) for one in drawn.tolist()]


@cache
def counted(counts: tuple[int, ...]) -> Tally:
    values = POINTS if len(counts) == len(POINTS) else MOVES
    return tally_counts(dict(zip(values.tolist(), counts, strict=True)))


def cached(compute: Callable[..., Estimate]) -> Callable[..., Estimate]:
    return cache(lambda *counts: compute(*map(counted, counts)))


def paired(moves: Tally) -> Estimate:
    moved = np.repeat(moves.values, moves.counts)
    return paired_difference(np.zeros(moved.size), moved)


KINDS: dict[str, Callable[..., Estimate]] = {
    "mean": cached(lambda one: mean_interval(one, scale=SCALE)),
    "paired": cached(paired),
    "difference": cached(mean_difference),
    "effect": cached(effect_size),
    "superiority": cached(probability_of_superiority),
}
TRUTHS = {"difference": true_difference, "effect": true_effect, "superiority": true_superiority}


def several_row(sizes: tuple[int, ...], *, seed: int = 1, tries: int = TRIES // 2) -> str:
    """How often the intervals of all pairs hold at once."""
    rng = np.random.default_rng([seed, *sizes])
    names = list(POPULATIONS)
    mixes = [[name] * len(sizes) for name in names]
    mixes += [[names[(start + step) % 8] for step in range(len(sizes))] for start in range(8)]
    shown, held = [], []
    for mix in mixes:
        means = [float(POPULATIONS[name] @ POINTS) for name in mix]
        drawn = [as_tuples(rng.multinomial(n, POPULATIONS[name], tries))
                 for n, name in zip(sizes, mix, strict=True)]  # fmt: skip
        told = [all_hold(counts, means) for counts in zip(*drawn, strict=True)]
        told = [one for one in told if one is not None]
        shown.append(len(told) / tries)
        if shown[-1] >= USUALLY:
            held.append(sum(told) / len(told))
    return line(sizes, shown, held)


def all_hold(counts: tuple[tuple[int, ...], ...], means: list[float]) -> bool | None:
    found = compare_every_pair({str(place): counted(one) for place, one in enumerate(counts)})
    if any(one.difference.is_too_few for one in found):
        return None
    return all(
        one.difference.low <= means[int(one.second)] - means[int(one.first)] <= one.difference.high
        for one in found
    )


def rival_row(
    kind: str, name: str, sizes: tuple[int, ...], *, seed: int = 1
) -> tuple[float, float]:
    """Return the lowest and highest coverage of a method that lost, shown where ours is."""
    rng = np.random.default_rng([seed, *sizes, 99])
    rivals = {"mean": ONE_GROUP, "paired": PAIRS, "difference": TWO_GROUPS}[kind]
    held = []
    for place, (_name, drawn, truth) in enumerate(cases(kind, sizes, rng, RIVAL_TRIES)):
        if kind == "difference" and place % EVERY:
            continue
        told = np.array([not KINDS[kind](*one).is_too_few
                         for one in zip(*map(as_tuples, drawn), strict=True)])  # fmt: skip
        if kind == "mean":
            told[:] = True
        if told.mean() >= USUALLY:
            groups = [one[told].astype(float) for one in drawn]
            held.append(float(rivals[name](rng, *groups, truth).mean()))
    return (min(held), max(held)) if held else (math.nan, math.nan)


def rival_lines(kind: str, seed: int, pool: ProcessPoolExecutor) -> Iterator[str]:
    sizes = [(n,) for n in (5, 8, 12, 20, 50)] if kind != "difference" else [
        (5, 5), (8, 8), (12, 12), (20, 20), (50, 50), (8, 20), (12, 50)]  # fmt: skip
    rivals = {"mean": ONE_GROUP, "paired": PAIRS, "difference": TWO_GROUPS}[kind]
    yield "| method | " + " | ".join(", ".join(map(str, one)) for one in sizes) + " |"
    yield "|---|" + "---|" * len(sizes)
    jobs = {
        name: [pool.submit(rival_row, kind, name, one, seed=seed) for one in sizes]
        for name in rivals
    }
    for name, cells in jobs.items():
        found = [one.result() for one in cells]
        texts = ["–" if math.isnan(low) else f"{low:.0%}–{high:.0%}" for low, high in found]
        yield f"| {name} | " + " | ".join(texts) + " |"


def sizes_of(kind: str) -> tuple[tuple[int, ...], ...]:
    if kind in ("mean", "paired"):
        return tuple((n,) for n in ALONE)
    return SIZES if kind == "difference" else ((5, 5), *FEWER_SIZES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[*KINDS, "several"], default=None)
    options = parser.parse_args()
    started = time.monotonic()
    heading = (
        "| answers | shown | holds at least | at most | within 93–97 % |\n|---|---|---|---|---|"
    )
    with ProcessPoolExecutor(2) as pool:
        for kind in [options.only] if options.only else [*KINDS, "several"]:
            print(f"\n{kind}\n\n{heading}")
            if kind == "several":
                rows = [pool.submit(several_row, one, seed=options.seed) for one in SEVERAL]
            else:
                sizes = sizes_of(kind)
                rows = [pool.submit(row, kind, one, seed=options.seed) for one in sizes]
            for one in rows:
                print(one.result(), flush=True)
            if kind in ("mean", "paired", "difference"):
                print(f"\n{kind}: the others, lowest and highest\n")
                for text in rival_lines(kind, options.seed, pool):
                    print(text, flush=True)
    print(f"\n{time.monotonic() - started:.0f} seconds")


if __name__ == "__main__":
    main()
