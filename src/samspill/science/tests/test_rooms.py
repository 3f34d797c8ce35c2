"""Whole rooms, attacked: nothing is found, and there is still a page worth reading."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from tools import attack_rooms

from samspill.science import rooms
from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.groups import UNSAID, divide_levels
from samspill.science.inference import tables
from samspill.science.readings import read_items
from samspill.science.rooms import AuditedRoom, Earlier, Rule, follow, plainly, show_item, show_room
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)


def heap(*counts: int) -> Distribution:
    return Distribution(FIVE, counts, missing=0)


def test_no_room_of_twelve_or_fewer_gives_an_answer_away() -> None:
    """Every table on two to five points, by somebody who knows the number and their own answer."""
    count = attack_rooms.rooms_alone(12)
    assert (count["found"], count["tables"]) == (0, 8308)


@pytest.mark.parametrize("n", [13, 19, 21, 22])
def test_nor_does_a_larger_one(n: int) -> None:
    rule = Rule(FIVE)
    show = follow(rule, plainly(5, 5)).show
    every = (((show((one,))), (one,)) for one in tables(n, 5))
    count = attack_rooms.found_among(every, rule)
    assert (count["found"], count["alone"]) == (0, 0)


def test_two_groups_of_twelve_or_fewer_give_no_answer_away() -> None:
    count = attack_rooms.two_groups(2, 14)
    assert count["found"] == 0
    count = attack_rooms.two_groups(3, 10)
    assert count["found"] == 0
    assert count["with groups"] / count["in all"] > 0.5


def test_who_has_come_or_gone_is_not_found() -> None:
    count = attack_rooms.newcomers(9)
    assert (count["found"], count["cases"] > 20) == (0, True)


def test_which_group_was_too_small_is_not_found() -> None:
    assert attack_rooms.who_was_asked(7)["surely small"] == 0


def test_drawn_rooms_over_three_rounds() -> None:
    count = attack_rooms.drawn_rooms(2, seed=5)
    assert (count["found"], count["surely small"]) == (0, 0)
    assert count["drawn"] == count["statements"] == 60


def test_no_small_hierarchy_shows_two_levels() -> None:
    """With twelve people, three kinds and four partners there is one level to show at most."""
    parents = {"a": "x", "b": "x", "c": "y", "d": "z"}
    for sizes in product(range(9), repeat=4):
        if sum(sizes) <= 12:
            top, inside = divide_levels(dict(zip(parents, sizes, strict=True)), parents)
            assert not (top and inside)


def test_a_newcomer_leaves_the_drawing_as_it_was() -> None:
    """Whatever the one who came has answered, the same is seen."""
    before = heap(4, 5, 5, 5, 4)
    earlier = (Earlier(show_distribution(before), {}),)
    seen = set()
    for point in range(5):
        counts = tuple(c + (point == at) for at, c in enumerate(before.counts))
        item = show_item((counts,), Rule(FIVE, earlier=earlier))
        assert item.repeats == 1
        assert item.shown.room.n == 24
        seen.add(item.shown)
    assert len(seen) == 1


def test_what_many_have_changed_is_drawn_anew() -> None:
    earlier = (Earlier(show_distribution(heap(4, 5, 5, 5, 4)), {}),)
    item = show_item(((1, 2, 5, 8, 7),), Rule(FIVE, earlier=earlier))
    assert (item.repeats, item.shown.room) == (0, show_distribution(heap(1, 2, 5, 8, 7)))


def test_a_group_that_surely_is_small_leaves_the_room_undivided() -> None:
    sizes = {"a": 3, "b": 25, "c": 26}
    item = {"a": heap(1, 1, 1, 0, 0), "b": heap(5, 5, 5, 5, 5), "c": heap(6, 5, 5, 5, 5)}
    assert show_room(sizes, [item], asked={"a": 9, "b": 25, "c": 26}).division is None
    assert show_room(sizes, [item]).division is not None


def test_lots_are_drawn_so_that_absence_tells_nothing() -> None:
    sizes = {"a": 15, "b": 18}
    items = [{"a": heap(3, 3, 3, 3, 3), "b": heap(2, 4, 5, 4, 3)}] * 60
    assert all(one.shown.units for one in show_room(sizes, items[:1]).items)
    drawn = show_room(sizes, items, rng=np.random.default_rng(2)).items
    left_out = sum(not one.shown.units for one in drawn)
    assert 1 <= left_out <= 15


def thirty_from_thirteen(
    rng: np.random.Generator,
) -> tuple[dict[str, int], list[dict[str, Distribution]]]:
    partner = np.arange(30) % 13
    items = []
    for tilt in ("high", "high", "camps", "low", "even", "high", "bell", "bell", "wide", "low"):
        shares = {
            "high": (2, 4, 10, 50, 34), "camps": (35, 14, 2, 14, 35), "low": (30, 40, 20, 8, 2),
            "even": (20, 20, 20, 20, 20), "bell": (5, 20, 45, 25, 5), "wide": (22, 18, 20, 18, 22),
        }[tilt]  # fmt: skip
        answers = rng.choice(5, size=30, p=np.array(shares) / 100)
        items.append(
            {
                str(one): heap(*np.bincount(answers[partner == one], minlength=5).tolist())
                for one in range(13)
            }
        )
    return {str(one): int((partner == one).sum()) for one in range(13)}, items


def test_thirty_from_thirteen_municipalities_have_a_page_worth_reading() -> None:
    rng = np.random.default_rng(13)
    shown: list[AuditedRoom] = []
    for _try in range(20):
        people, items = thirty_from_thirteen(rng)
        shown.append(show_room(people, items))
    every = [one for room in shown for one in room.items]
    drawn = sum(one.shown.room.form in {"tenths", "near_unanimous"} for one in every)
    assert drawn / len(every) > 0.95
    readings = [read_items([one.shown.room for one in room.items]) for room in shown]
    assert all(reading.low and reading.wide for reading in readings)
    assert sum(bool(reading.strong) for reading in readings) >= 15


def test_a_room_without_groups_is_one_unit() -> None:
    audited = show_room({UNSAID: 24}, [{UNSAID: heap(4, 5, 5, 5, 5)}])
    assert audited.division is None
    assert audited.is_safe
    assert audited.items[0].shown.room.form == "tenths"


def some_counts(n: int, rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(one) for one in rng.multinomial(n, rng.dirichlet(np.full(5, 0.8))))


@pytest.mark.parametrize("n", [12, 13, 20, 22, 23, 40])
def test_one_person_moves_no_more_tiles_than_the_rule_takes_for_granted(n: int) -> None:
    """Else a drawing that one person stands behind would not be found, and be drawn anew."""
    rng = np.random.default_rng(n)
    most = 0
    for _try in range(150):
        counts = some_counts(n, rng)
        drawn = show_distribution(Distribution(FIVE, counts, missing=0))
        for near in rooms._near(counts, 1):
            other = show_distribution(Distribution(FIVE, near, missing=0))
            if drawn.form == other.form:
                both = zip(drawn.tiles, other.tiles, strict=True)
                most = max(most, sum(abs(one - another) for one, another in both))
    assert 0 < most <= rooms.TILES_MOVED_BY_ONE
