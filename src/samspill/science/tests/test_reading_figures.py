"""A whole reading in one call: what it gives is what each part gives by itself."""

from __future__ import annotations

import numpy as np
import pytest

from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.groups import UNSAID
from samspill.science.reading_disclosure import EarlierDrawing, show_room
from samspill.science.reading_figures import (
    ItemAnswers,
    ReadingFigures,
    read_answers,
    show_number,
)
from samspill.science.reading_order import read_items
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import (
    agreement_beside_chance,
    compare_rounds,
    interval_of_middle,
)

FIVE, SEVEN, TWO = ResponseScale(1, 5), ResponseScale(1, 7), ResponseScale(0, 1)
LOW, HIGH, EVEN = (10, 9, 6, 3, 2), (2, 3, 6, 9, 10), (6, 6, 6, 6, 6)


def heap(*counts: int, missing: int = 0) -> Distribution:
    return Distribution(ResponseScale(1, len(counts)), counts, missing)


def of_room(*items: Distribution, **more: object) -> list[ItemAnswers]:
    return [ItemAnswers({UNSAID: item}, **more) for item in items]  # type: ignore[arg-type]


def shown(*counts: int) -> ShownDistribution:
    return show_distribution(heap(*counts))


def read(items: list[ItemAnswers], **more: object) -> ReadingFigures:
    return read_answers({UNSAID: 30}, items, **more)  # type: ignore[arg-type]


def test_a_room_without_groups() -> None:
    figures = read(of_room(heap(*LOW), heap(*EVEN)))
    rooms = [shown(*LOW), shown(*EVEN)]
    assert [item.room for item in figures.items] == rooms
    assert [item.interval for item in figures.items] == [interval_of_middle(one) for one in rooms]
    assert [item.beside_chance for item in figures.items] == [
        agreement_beside_chance(one) for one in rooms
    ]
    assert figures.order == read_items(rooms)
    assert (figures.division, figures.is_safe, figures.is_comparable) == (None, True, False)
    assert {item.change for item in figures.items} == {None}
    assert {item.differing for item in figures.items} == {None}
    assert [dict(item.units) for item in figures.items] == [{}, {}]
    assert figures.room.n == 30


def test_what_is_not_safe_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samspill.science.reading_disclosure.AuditedRoom.is_safe", False)
    assert not read(of_room(heap(*LOW))).is_safe


def test_each_item_has_its_own_scale() -> None:
    figures = read(of_room(heap(*LOW), heap(2, 2, 4, 6, 6, 6, 4)))
    assert [item.room.scale for item in figures.items] == [FIVE, SEVEN]


def test_how_many_answered_is_said_as_on_the_longest_scale() -> None:
    """Two points alone need seven; beside a longer scale the items see to themselves."""
    assert show_number(6, [TWO]).form == "hidden"
    assert show_number(6, [TWO, FIVE]).band == "5-11"
    assert show_number(8, [FIVE, TWO], minimum=10).form == "hidden"
    assert show_number(24, [FIVE]).n == 24


def test_the_more_items_are_compared_with_last_time_the_more_is_asked_of_each() -> None:
    """Those that have no middle, now or then, are not among them."""
    now, then = (5, 5, 5, 7, 8), (7, 7, 6, 6, 4)
    pair = shown(*then), shown(*now)
    assert compare_rounds(*pair, comparisons=1) == "too_little"
    now, then = (3, 4, 5, 9, 9), (7, 7, 6, 6, 4)
    pair = shown(*then), shown(*now)
    assert compare_rounds(*pair, comparisons=1) == "higher"
    assert compare_rounds(*pair, comparisons=2) == "too_little"
    item = ItemAnswers({UNSAID: heap(*now)}, last_time=pair[0])
    others = [
        ItemAnswers({UNSAID: heap(*EVEN)}),
        ItemAnswers({UNSAID: heap(*EVEN)}, last_time=shown(2, 2, 2, 2, 2)),
        ItemAnswers({UNSAID: heap(2, 2, 2, 2, 2, missing=20)}, last_time=shown(*EVEN)),
    ]
    alone = read([item, *others])
    assert [one.change for one in alone.items] == ["higher", None, None, None]
    assert alone.is_comparable
    both = read([item, ItemAnswers({UNSAID: heap(*EVEN)}, last_time=shown(*EVEN))])
    assert [one.change for one in both.items] == ["too_little", "too_little"]
    assert not read(others).is_comparable


def test_groups_that_differ_are_named() -> None:
    people = {"0": 30, "1": 30, "2": 6, "3": 25, UNSAID: 4}
    item = {
        "0": heap(16, 8, 4, 1, 1),
        "1": heap(1, 1, 4, 8, 16),
        "2": heap(2, 1, 1, 1, 1),
        "3": heap(5, 5, 5, 5, 5),
        UNSAID: heap(1, 1, 1, 1, 0),
    }
    figures = read_answers(people, [ItemAnswers(item)])
    (one,) = figures.items
    assert figures.division is not None
    assert list(one.units) == list(figures.division.units)
    assert ("2", UNSAID) in one.units
    assert one.differing == (("0",), ("1",))
    many = read_answers(people, [ItemAnswers(item)] * 40)
    assert [one.differing for one in many.items] == [(("0",), ("1",))] * 40


def test_one_group_and_those_who_did_not_say_are_no_two_groups() -> None:
    people = {"0": 30, UNSAID: 30}
    item = {"0": heap(16, 8, 4, 1, 1), UNSAID: heap(1, 1, 4, 8, 16)}
    (one,) = read_answers(people, [ItemAnswers(item)]).items
    assert set(one.units) == {("0",), (UNSAID,)}
    assert one.differing is None


def test_the_same_lots_are_drawn_as_for_the_room() -> None:
    people = {"0": 15, "1": 18}
    item = {"0": heap(3, 3, 3, 3, 3), "1": heap(2, 4, 5, 4, 3)}
    figures = read_answers(people, [ItemAnswers(item)] * 30, rng=np.random.default_rng(2))
    room = show_room(people, [item] * 30, rng=np.random.default_rng(2))
    assert [bool(one.units) for one in figures.items] == [
        bool(one.shown.units) for one in room.items
    ]
    assert not all(one.units for one in figures.items)


def test_minimums_and_what_everybody_knows_are_passed_on() -> None:
    people = {"0": 12, "1": 14}
    item = ItemAnswers({"0": heap(3, 3, 2, 2, 2), "1": heap(3, 3, 3, 3, 2)})
    assert read_answers(people, [item]).division
    assert read_answers(people, [item], group_minimum=13).division is None
    assert read_answers(people, [item], minimum=30).items[0].room.form == "hidden"
    sizes = {"a": 3, "b": 25, "c": 26}
    small = ItemAnswers({"a": heap(1, 1, 1, 0, 0), "b": heap(*[5] * 5), "c": heap(6, 5, 5, 5, 5)})
    assert read_answers(sizes, [small]).division
    assert read_answers(sizes, [small], asked={"a": 9, "b": 25, "c": 26}).division is None


def test_a_drawing_is_repeated_and_dont_know_is_said() -> None:
    before = EarlierDrawing(shown(4, 5, 5, 5, 4), {})
    items = of_room(heap(5, 5, 5, 5, 4), earlier=(before,), dont_know={UNSAID: 4})
    (one,) = read(items).items
    assert one.repeats == 1
    assert one.dont_know is not None
    assert one.dont_know.share == "some"
    assert read(of_room(heap(*EVEN))).items[0].dont_know is None
