"""How long it takes to decide what may be shown of a reading (`make bench-readings`).

Draws rooms of several sizes, and the same rooms asked again with one answer in twenty changed, and
times `show_room`: every statement tried against the attacker before it is shown. This is all but a
few hundredths of a second of what happens when a facilitator presses *Show the result*.
"""

from __future__ import annotations

import argparse
import time
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.science.distributions import Distribution
from samspill.science.groups import UNSAID
from samspill.science.reading_disclosure import AuditedRoom, EarlierDrawing, show_room
from samspill.science.scales import ResponseScale

Whole: TypeAlias = npt.NDArray[np.int64]

# People, groups (0: none are asked for), statements, points.
ROOMS = (
    (24, 0, 10, 5), (24, 3, 10, 5), (60, 5, 10, 5), (60, 13, 10, 5), (60, 5, 10, 7),
    (26, 0, 40, 5), (100, 8, 40, 7), (60, 5, 40, 11), (600, 6, 40, 5), (600, 30, 40, 5),
)  # fmt: skip
CHANGED = 0.05


def tables(
    answers: Whole, group: Whole, names: list[str], points: int
) -> list[dict[str, Distribution]]:
    """Count every statement in every group."""
    scale = ResponseScale(1, points)
    return [
        {
            name: Distribution(
                scale, tuple(np.bincount(item[group == place], minlength=points).tolist()), 0
            )
            for place, name in enumerate(names)
        }
        for item in answers.T
    ]


def shown_before(room: AuditedRoom) -> list[tuple[EarlierDrawing, ...]]:
    units = room.division.units if room.division else ()
    return [
        (
            EarlierDrawing(
                one.shown.room, dict(zip(units, one.shown.units, strict=False)), one.repeats
            ),
        )
        for one in room.items
    ]


def time_room(
    people: int, groups: int, statements: int, points: int, seed: int
) -> tuple[float, ...]:
    """Return seconds for the first reading and for the next."""
    rng = np.random.default_rng(seed)
    names = [f"group {place}" for place in range(groups)] or [UNSAID]
    group = np.arange(people) % len(names)
    sizes = {name: int((group == place).sum()) for place, name in enumerate(names)}
    shares = rng.dirichlet(np.full(points, 3.0))
    answers = rng.choice(points, size=(people, statements), p=shares)
    taken = []
    earlier: list[tuple[EarlierDrawing, ...]] | None = None
    for _reading in range(2):
        counted = tables(answers, group, names, points)
        began = time.perf_counter()
        room = show_room(sizes, counted, earlier=earlier, rng=np.random.default_rng(1))
        taken.append(time.perf_counter() - began)
        earlier = shown_before(room)
        changed = rng.random(answers.shape) < CHANGED
        answers = np.where(changed, rng.choice(points, size=answers.shape, p=shares), answers)
    return tuple(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rooms", type=int, default=5, help="how many are drawn of each size")
    chosen = parser.parse_args()
    print("people groups statements points   first (median, slowest)   next (median, slowest)")
    for room in ROOMS:
        taken = np.array([time_room(*room, seed) for seed in range(chosen.rooms)])
        first, later = (f"{np.median(one):8.2f} {one.max():8.2f}" for one in taken.T)
        print("{:6} {:6} {:10} {:6}".format(*room), f"  {first}         {later}", flush=True)


if __name__ == "__main__":
    main()
