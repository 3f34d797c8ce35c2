"""How often what is shown fits one table of counts alone: `python tools/singled_out.py 20 40`.

Tries every table of counts on five points, and what a reader sees of it who knows how many
answered. Prints, of all tables: how many are singled out, and in how many the reader can be sure
that exactly one person gave some answer. The figures stand in docs/methods/what-is-shown.md.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator

from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale

SCALE = ResponseScale(1, 5)


def tables(n: int, points: int) -> Iterator[tuple[int, ...]]:
    if points == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in tables(n - first, points - 1):
            yield (first, *rest)


def main(sizes: list[int]) -> None:
    for n in sizes:
        fitting: dict[ShownDistribution, list[tuple[int, ...]]] = defaultdict(list)
        for counts in tables(n, SCALE.points):
            fitting[show_distribution(Distribution(SCALE, counts, missing=0))].append(counts)
        total = sum(map(len, fitting.values()))
        alone = sum(len(fits) == 1 for fits in fitting.values())
        lone = sum(
            len(fits)
            for fits in fitting.values()
            if any(all(counts[point] == 1 for counts in fits) for point in range(SCALE.points))
        )
        print(
            f"n = {n}: {alone / total:.1%} of {total} tables singled out, lone {lone / total:.1%}"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [20, 26, 30, 40])
