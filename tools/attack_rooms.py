"""Attack what is shown of rooms, as somebody would who knows every line of the rule.

    python tools/attack_rooms.py [--largest 12] [--rooms 20] [--seed 1] [--points 3]

First every room of 5 to `--largest` answers on two to five points, every table of counts; then
every room of two groups with at most twelve people, on `--points` points; then every newcomer;
then who was asked; then `--rooms` drawn rooms of up to 60 people, 13 partners and three rounds.
Prints how many answers are found exactly, how many groups are surely small, and how much is shown.
Stops with 1 where anything is found. The figures stand in docs/methods/what-can-be-found.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import product

import numpy as np

from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.groups import divide, find_small
from samspill.science.inference import Table, conclude, tables
from samspill.science.reading_disclosure import (
    AuditedRoom,
    EarlierDrawing,
    Rule,
    compile_rule,
    sets_attacked,
    show_item,
    show_room,
    without_history,
)
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)
ITEMS = 10
PARTNERS = 13


def found_among(shown_tables: Iterable[tuple[Hashable, Table]], rule: Rule) -> Counter[str]:
    """Group tables by what is shown of them, and count those in which something is sure."""
    alike: dict[Hashable, list[Table]] = defaultdict(list)
    for shown, table in shown_tables:
        alike[shown].append(table)
    count: Counter[str] = Counter()
    for fitting in alike.values():
        count["tables"] += len(fitting)
        count["alone"] += len(fitting) == 1
        sets = sets_attacked(rule)
        if conclude(np.array(fitting, dtype=np.int64), sets):
            count["found"] += len(fitting)
    return count


def rooms_alone(largest: int, points: Iterable[int] = (2, 3, 4, 5)) -> Counter[str]:
    """Every table of every room: the rule by itself, and the number known."""
    count: Counter[str] = Counter()
    for size, n in product(points, range(5, largest + 1)):
        scale = ResponseScale(1, size)
        rule = Rule(scale)
        show = compile_rule(rule, without_history(5, 5)).show
        count += found_among((((show((one,))), (one,)) for one in tables(n, size)), rule)
    return count


def two_groups(points: int, largest: int = 12) -> Counter[str]:
    """Every table of two groups: what is shown after it was tried, which the attacker knows too.

    Where the groups are left out, it may be by lot: any table with that room is possible.
    """
    count: Counter[str] = Counter()
    for first, second in product(range(5, largest), repeat=2):
        if first <= second and first + second <= largest:
            rule = Rule(ResponseScale(1, points), (("a",), ("b",)))
            every = list(product(tables(first, points), tables(second, points)))
            plain = without_history(5, 5)
            shown = [show_item(table, rule, show_counts=plain).shown for table in every]
            divided = [pair for pair in zip(shown, every, strict=True) if pair[0].units]
            count += found_among(divided, rule)
            count["with groups"] += len(divided)
            count["in all"] += len(every)
            by_room = [(one.room, table) for one, table in zip(shown, every, strict=True)]
            count["found"] += found_among(by_room, rule)["found"]
    return count


def newcomers(largest: int) -> Counter[str]:
    """Everybody answers as before, and one has come or gone: count where that answer is found."""
    count: Counter[str] = Counter()
    plain = without_history(5, 5)
    for n in range(5, largest + 1):
        before = {one: show_distribution(Distribution(FIVE, one, 0)) for one in tables(n, 5)}
        for room in set(before.values()):
            show = compile_rule(Rule(FIVE, earlier=(EarlierDrawing(room, {}),)), plain).show
            could: dict[tuple[Hashable, bool], set[int]] = defaultdict(set)
            for one in (table for table, shown in before.items() if shown == room):
                for point, step in product(range(5), (1, -1)):
                    after = tuple(c + step * (at == point) for at, c in enumerate(one))
                    if min(after) >= 0:
                        could[show((after,)), step > 0].add(point)
            count["cases"] += len(could)
            count["found"] += sum(len(points) == 1 for points in could.values())
    return count


def who_was_asked(largest: int = 9) -> Counter[str]:
    """Every room of three groups of five to nine asked: count groups that are surely small."""
    count: Counter[str] = Counter()
    for asked in product(range(5, largest + 1), repeat=3):
        alike: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
        limits = dict(zip("abc", asked, strict=True))
        for sizes in product(*(range(one + 1) for one in asked)):
            named = dict(zip("abc", sizes, strict=True))
            division = divide(named)
            if division and not find_small(named, limits):
                bands = tuple(_band(sum(named[one] for one in unit)) for unit in division.units)
                total = sum(sizes)
                alike[division, bands, total if total >= 22 else _band(total)].append(sizes)
        for fitting in alike.values():
            low, high = np.min(fitting, axis=0), np.max(fitting, axis=0)
            count["cases"] += 1
            count["surely small"] += int(((low >= 1) & (high < 5)).sum())
    return count


def _band(n: int) -> str | None:
    return show_distribution(Distribution(FIVE, (n, 0, 0, 0, 0), 0), is_group=True).band


def drawn_rooms(rooms: int, seed: int) -> Counter[str]:
    """Rooms of up to 60 people, and three rounds: a few change their mind, one comes, one goes."""
    rng = np.random.default_rng(seed)
    count: Counter[str] = Counter()
    for _room in range(rooms):
        people = int(rng.integers(12, 61))
        partner = rng.choice(PARTNERS, size=people, p=rng.dirichlet(np.ones(PARTNERS) * 2))
        shares = rng.dirichlet(np.ones(5) * rng.choice([0.3, 1.0, 3.0]), size=ITEMS)
        answers = np.array([rng.choice(5, size=people, p=one) for one in shares]).T
        known: list[tuple[EarlierDrawing, ...]] = [() for _ in range(ITEMS)]
        for _round in range(3):
            began = time.process_time()
            shown = _show(partner, answers, known)
            count["most milliseconds of one processor"] = max(
                count["most milliseconds of one processor"],
                round(1000 * (time.process_time() - began)),
            )
            _count(count, shown)
            known = [(_as_earlier(shown, place), *known[place]) for place in range(ITEMS)]
            partner, answers = _next_round(rng, partner, answers)
    return count


def _show(
    partner: np.ndarray, answers: np.ndarray, known: list[tuple[EarlierDrawing, ...]]
) -> AuditedRoom:
    groups = [str(one) for one in range(PARTNERS)]
    items = [
        {
            name: Distribution(FIVE, _counts(answers[partner == place, item]), missing=0)
            for place, name in enumerate(groups)
        }
        for item in range(ITEMS)
    ]
    sizes = {name: int((partner == place).sum()) for place, name in enumerate(groups)}
    return show_room(sizes, items, earlier=known)


def _counts(answers: np.ndarray) -> tuple[int, ...]:
    return tuple(int(one) for one in np.bincount(answers, minlength=5))


def _as_earlier(shown: AuditedRoom, place: int) -> EarlierDrawing:
    item = shown.items[place]
    units = shown.division.units if shown.division and item.shown.units else ()
    return EarlierDrawing(
        item.shown.room, dict(zip(units, item.shown.units, strict=True)), item.repeats
    )


def _next_round(
    rng: np.random.Generator, partner: np.ndarray, answers: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One has gone and one has come, or either; and now and then somebody answers otherwise."""
    kept = np.arange(len(partner)) != (rng.integers(len(partner)) if rng.random() < 0.6 else -1)
    partner, answers = partner[kept], answers[kept]
    if rng.random() < 0.6:
        partner = np.append(partner, rng.integers(PARTNERS))
        answers = np.vstack([answers, rng.integers(5, size=(1, ITEMS))])
    change = rng.random(answers.shape) < rng.choice([0.0, 0.02, 0.3])
    return partner, np.where(change, rng.integers(5, size=answers.shape), answers)


def _count(count: Counter[str], shown: AuditedRoom) -> None:
    count["rounds"] += 1
    count["found"] += sum(len(one.inference.disclosed) for one in shown.items)
    count["statements"] += ITEMS
    count["drawn"] += sum(
        one.shown.room.form in {"fifths", "tenths", "near_unanimous"} for one in shown.items
    )
    count["as last time"] += sum(one.repeats > 0 for one in shown.items)
    if shown.division:
        split = [one for one in shown.items if one.shown.room.form != "near_unanimous"]
        count["could have groups"] += len(split)
        count["with groups"] += sum(bool(one.shown.units) for one in split)
        count["groups shown"] += sum(len(one.shown.units) for one in split)


def report(options: argparse.Namespace) -> Iterator[tuple[str, Counter[str]]]:
    yield f"every room of 5 to {options.largest}, on 2 to 5 points", rooms_alone(options.largest)
    yield f"two groups of 12 at most, on {options.points} points", two_groups(options.points)
    yield (
        f"one came or went, of 5 to {min(options.largest, 14)}",
        newcomers(min(options.largest, 14)),
    )
    yield "three groups, 5 to 9 asked in each", who_was_asked()
    yield (
        f"{options.rooms} drawn rooms, seed {options.seed}",
        drawn_rooms(options.rooms, options.seed),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--largest", type=int, default=12)
    parser.add_argument("--points", type=int, default=3)
    parser.add_argument("--rooms", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    bad = 0
    for name, count in report(parser.parse_args()):
        bad += count["found"] + count["surely small"]
        print(f"{name}: found {count.pop('found', 0)}, surely small {count.pop('surely small', 0)}")
        print("   ", ", ".join(f"{what} {number}" for what, number in count.items()), flush=True)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
