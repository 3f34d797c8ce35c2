"""One room in the ordinary tests; many with `make attack` (ATTACK_SEED, ATTACK_ROOMS)."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.attack import attack
from tests.attack.deduce import Findings
from tests.attack.play import NAMES, Facilitator, Person, Room, answer, read_aloud, some_people
from tests.chaos.people import Browser, log_in
from tests.chaos.product import Product


@contextmanager
def facilitator_in(folder: Path) -> Iterator[Facilitator]:
    product = Product(folder / "product")
    try:
        link, browser = product.start(), Browser(product.port)
        log_in(browser, link)
        yield Facilitator(product, browser)
    finally:
        if product.starts:
            product.kill_everything()


def play(facilitator: Facilitator, dice: Random, *, people: int) -> tuple[Room, Room, Room]:
    """Play a room of thirteen municipalities, the same again with one newcomer, and open tables.

    Of one large municipality some stay away, so that a group turns out smaller than planned.
    """
    large = max(5, people // 4)
    sizes = {NAMES[0]: large + 1, NAMES[1]: large, NAMES[2]: large}
    rest = max(10, people - sum(sizes.values()))
    sizes |= dict.fromkeys(NAMES[3:], 1)
    for name in NAMES[3 : 3 + rest - 10]:
        sizes[name] += 1
    everybody = some_people(dice, sizes)
    there = _without(everybody, NAMES[1], dice.randrange(large - 3, large))
    collaboration = facilitator.collaboration(tuple(sizes))
    first = facilitator.open(collaboration, sizes)
    answer(facilitator.product, first, there)
    facilitator.show(first)
    newcomer = some_people(dice, {NAMES[2]: 1})
    after = facilitator.open(collaboration, {})
    after.earlier = (first,)
    answer(facilitator.product, after, [_again(one) for one in there] + newcomer)
    facilitator.show(after)
    table = facilitator.open(collaboration, {}, mode="open_table")
    table.earlier = (after, first)
    read_aloud(facilitator.product, table, [_again(one) for one in there[:12]])
    facilitator.show(table)
    return first, after, table


def _again(person: Person) -> Person:
    return replace(person, ratings=list(person.ratings), admission="")


def _without(people: list[Person], partner: str, stay: int) -> list[Person]:
    """Let only so many come from one municipality."""
    left = Counter({partner: stay})
    found = []
    for one in people:
        if one.partner == partner:
            left[partner] -= 1
            if left[partner] < 0:
                continue
        found.append(one)
    return found


def everything_found(facilitator: Facilitator, rooms: tuple[Room, Room, Room]) -> Findings:
    first, after, table = rooms
    found = Findings()
    for room in rooms:
        found.add(attack.from_pages(room))
    for room in (first, after):
        found.add(attack.from_the_file(facilitator.rows(room), room))
    assert not facilitator.rows(table)
    assert not facilitator.sheets()
    found.add(attack.from_breakdown(first))
    found.add(attack.from_rounds(first, after, len(after.people) - 1))
    return found


def told(rooms: tuple[Room, Room, Room], found: Findings, seed: int, began: float) -> str:
    ways = Counter(how for how, _person, _what in found.answers)
    statements, groups = map(sum, zip(*map(attack.how_much, rooms), strict=True))
    return (
        f"{len(rooms[0].people)} people, seed {seed}: {len(found.answers)} answers of "
        f"{found.people} people found exactly ({dict(ways)}), "
        f"{len(found.small)} bounds too narrow; "
        f"{statements} of 30 statements and {groups} groups shown; "
        f"{time.monotonic() - began:.0f} seconds"
    )


@pytest.mark.journey
def test_one_room(tmp_path: Path) -> None:
    """The attack works from end to end, and finds nothing."""
    seed, began = 1, time.monotonic()
    with facilitator_in(tmp_path) as facilitator:
        rooms = play(facilitator, Random(seed), people=24)
        found = everything_found(facilitator, rooms)
    print(told(rooms, found, seed, began))
    assert not found
    statements, groups = attack.how_much(rooms[0])
    assert statements == 10
    assert groups


@pytest.mark.slow
def test_nobody_is_found_in_many_rooms(tmp_path: Path) -> None:
    """`make attack`: rooms of 20 to 40 people; fails when anything at all is found."""
    seed = int(os.environ.get("ATTACK_SEED", "1"))
    everything = Findings()
    with facilitator_in(tmp_path) as facilitator:
        for number in range(int(os.environ.get("ATTACK_ROOMS", "12"))):
            began, dice = time.monotonic(), Random(seed + number)
            rooms = play(facilitator, dice, people=dice.randrange(20, 41))
            found = everything_found(facilitator, rooms)
            print(told(rooms, found, seed + number, began), flush=True)
            everything.add(found)
    assert not everything, everything.ways
