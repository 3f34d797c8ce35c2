"""How often a room that answers by chance is told from chance, by what is shown of it.

Every table of answers that a room can give is counted, weighted by how likely chance makes it. So
nothing is drawn and nothing varies: `python tools/agreement_by_chance.py` prints the table in
docs/methods/uncertainty.md. `--points 5 --answers 10 20` chooses other rooms.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from itertools import combinations

from samspill.science.chance_agreement import answers_by_chance
from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import SHAPES, BesideChance, agreement_beside_chance

CALLED: tuple[BesideChance, ...] = ("beyond_chance", "like_habit", "further_than_chance")


def tables(answers: int, points: int) -> Iterator[tuple[int, ...]]:
    """Yield every way in which so many answers can fall on so many points."""
    for bars in combinations(range(answers + points - 1), points - 1):
        ends = (-1, *bars, answers + points - 1)
        yield tuple(ends[place + 1] - ends[place] - 1 for place in range(points))


def called(answers: int, points: int) -> dict[tuple[str, str], float]:
    """Return how likely a room is called something else than like chance, by its shape."""
    scale = ResponseScale(1, points)
    weights = {shape: answers_by_chance(points, shape=shape) for shape in SHAPES}
    found = {(shape, word): 0.0 for shape in SHAPES for word in CALLED}
    known: dict[tuple[int, ...], BesideChance | None] = {}
    for counts in tables(answers, points):
        shown = show_distribution(Distribution(scale, counts, missing=0))
        if shown.tiles not in known:
            known[shown.tiles] = agreement_beside_chance(shown)
        word = known[shown.tiles]
        if word not in CALLED:
            continue
        ways = math.lgamma(answers + 1) - sum(math.lgamma(count + 1) for count in counts)
        for shape in SHAPES:
            pairs = zip(counts, weights[shape], strict=True)
            found[shape, word] += math.exp(ways + sum(c * math.log(w) for c, w in pairs))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, nargs="+", default=[4, 5, 6, 7])
    parser.add_argument("--answers", type=int, nargs="+", default=[10, 14, 20, 21, 23])
    asked = parser.parse_args()
    print(
        "| points | answers | closer, by even chance | by skewed | further, by even | by skewed |"
    )
    print("|---|---|---|---|---|---|")
    for points in asked.points:
        for answers in asked.answers:
            found = called(answers, points)
            # A room that answers evenly by chance is wrongly called either; one that is skewed
            # is rightly said to be like habit.
            wrong = (
                found["even", "beyond_chance"] + found["even", "like_habit"],
                found["skewed", "beyond_chance"],
                found["even", "further_than_chance"],
                found["skewed", "further_than_chance"],
            )
            shares = " | ".join(f"{100 * one:.1f} %" for one in wrong)
            print(f"| {points} | {answers} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
