"""Whole readings, attacked: nothing is found, and there is still a page worth reading."""

from __future__ import annotations

import numpy as np
import pytest
from tools import attack_rooms

from samspill.science import reading_disclosure
from samspill.science.disclosure import show_distribution, withhold
from samspill.science.distributions import Distribution
from samspill.science.groups import UNSAID
from samspill.science.inference import MOST_TRIED, DisclosedAnswer, Inference, tables
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
from samspill.science.reading_order import read_items
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
    show = compile_rule(rule, without_history(5, 5)).show
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
    assert count["found"] == 0
    assert count["drawn"] == count["statements"] == 60


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


# --- The rule, step by step -------------------------------------------------------------------

WIDE = (4, 5, 6, 5, 5)


class Lots:
    """Draws the same lot every time."""

    def __init__(self, lot: float) -> None:
        self.lot = lot

    def random(self) -> float:
        return self.lot


@pytest.mark.parametrize(("lot", "has_groups"), [(0.0999, False), (0.1, True), (0.5, True)])
def test_one_in_ten_is_left_without_its_groups(lot: float, has_groups: bool) -> None:
    sizes = {"a": 15, "b": 18}
    item = {"a": heap(3, 3, 3, 3, 3), "b": heap(2, 4, 5, 4, 3)}
    audited = show_room(sizes, [item], rng=Lots(lot))  # type: ignore[arg-type]
    assert bool(audited.items[0].shown.units) == has_groups


def test_raised_minimums_hold_for_the_room_and_its_groups() -> None:
    room = {UNSAID: heap(*WIDE)}
    assert show_room({UNSAID: 25}, [room]).items[0].shown.room.form == "tenths"
    assert show_room({UNSAID: 25}, [room], minimum=26).items[0].shown.room.form == "hidden"
    item = {"a": heap(1, 2, 2, 1, 1), "b": heap(3, 3, 4, 4, 4)}
    sizes = {"a": 7, "b": 18}
    divided, undivided = show_room(sizes, [item]), show_room(sizes, [item], group_minimum=8)
    assert divided.division is not None
    assert undivided.division is None
    # Of those asked one group cannot have been eight or more.
    three = item | {"c": heap(5, 5, 5, 5, 6)}
    asked = {"a": 7, "b": 18, "c": 26}
    assert show_room(asked, [three], asked=asked).division is not None
    assert show_room(asked, [three], asked=asked, group_minimum=8).division is None
    # Fewer have answered this item than are in the group.
    few = {"a": heap(1, 2, 2, 1, 1), "b": heap(3, 3, 4, 4, 4)}
    nine = {"a": 9, "b": 18}
    assert show_room(nine, [few], group_minimum=7).items[0].shown.units
    assert not show_room(nine, [few], group_minimum=8).items[0].shown.units


def test_each_item_is_tried_against_what_was_shown_of_it() -> None:
    shown = EarlierDrawing(show_distribution(heap(*WIDE)), {})
    room = {UNSAID: heap(4, 5, 6, 5, 6)}
    audited = show_room({UNSAID: 26}, [room, room], earlier=[(shown,), ()])
    assert [one.repeats for one in audited.items] == [1, 0]
    assert audited.items[0].shown.room.tiles == shown.room.tiles


@pytest.mark.parametrize(("unsafe", "forms"), [(0, 2), (1, 0), (2, 0), (3, 0)])
def test_what_is_not_safe_is_shown_without_groups_then_in_words_then_not_at_all(
    unsafe: int, forms: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[dict[str, object]] = []

    def audited(rows: object, _show: object, **how: object) -> Inference:
        tried.append({"rows": rows, **how})
        finding = DisclosedAnswer("room", 0, is_single=True, own=None)
        return Inference((finding,) if len(tried) <= unsafe else ())

    monkeypatch.setattr(reading_disclosure, "audit", audited)
    rule = Rule(FIVE, units=(("a",), ("b",)), minimum=7, group_minimum=6)
    rows = ((3, 3, 3, 3, 3), (2, 4, 5, 4, 3))
    item = show_item(rows, rule)
    together = Distribution(FIVE, (5, 7, 8, 7, 6), missing=0)
    assert item.inference.is_safe
    assert item.repeats == 0
    assert len(item.shown.units) == forms
    assert (
        item.shown.room
        == [
            show_distribution(together, minimum=7),
            show_distribution(together, minimum=7),
            show_distribution(together, minimum=7, words_only=True),
            withhold(FIVE, minimum=7),
        ][unsafe]
    )
    assert [one["rows"] for one in tried][:2] == [rows, (together.counts,)][: len(tried)]
    assert all(one["show_unit"] is not None for one in tried)
    assert {one["most_tried"] for one in tried} == {MOST_TRIED}


def test_a_follow_up_is_tried_against_fewer_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[dict[str, object]] = []

    def audited(_rows: object, _show: object, **how: object) -> Inference:
        tried.append(how)
        return Inference()

    monkeypatch.setattr(reading_disclosure, "audit", audited)
    earlier = (EarlierDrawing(show_distribution(heap(*WIDE)), {}),)
    show_item((WIDE,), Rule(FIVE, earlier=earlier))
    assert tried == [
        {"sets": {"room": (0,)}, "show_unit": None, "most_tried": reading_disclosure.TRIED_AGAIN}
    ]


def test_answers_are_looked_for_in_the_room_and_in_each_unit() -> None:
    assert sets_attacked(Rule(FIVE)) == {"room": (0,)}
    units = (("a",), ("b", "c"), (UNSAID,))
    assert sets_attacked(Rule(FIVE, units=units)) == {
        "room": (0, 1, 2), "a": (0,), "b + c": (1,), "unsaid": (2,),
    }  # fmt: skip


def test_a_rule_is_two_functions() -> None:
    plain = without_history(5, 6)
    words = compile_rule(Rule(FIVE, words_only=True), plain)
    d = Distribution(FIVE, WIDE, missing=0)
    assert words.show((WIDE,))[0].room == show_distribution(d, words_only=True)
    assert words.show_unit(0, WIDE) == show_distribution(d, words_only=True)
    grouped = compile_rule(Rule(FIVE, units=(("a",), ("b",))), plain)
    assert grouped.show_unit(1, WIDE) == show_distribution(d, minimum=6, is_group=True)
    assert compile_rule(Rule(FIVE), plain).show_unit(0, WIDE) == show_distribution(d)
    few = (1, 1, 1, 1, 1)
    assert grouped.show_unit(0, few).form == "hidden"
    assert compile_rule(Rule(FIVE), plain).show_unit(0, few).form != "hidden"


def test_a_wrong_minimum_is_named_without_groups_too() -> None:
    room = {UNSAID: heap(*WIDE)}
    with pytest.raises(ValueError, match="got 4"):
        show_room({UNSAID: 25}, [room], minimum=4)
    with pytest.raises(ValueError, match="got 3"):
        show_room({UNSAID: 25}, [room], group_minimum=3)
