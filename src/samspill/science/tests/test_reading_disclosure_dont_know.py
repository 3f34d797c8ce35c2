"""Where "don't know" is an answer: nobody can tell who gave it, or that one person did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from samspill.science import dont_know, reading_disclosure
from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.dont_know import SaidDontKnow, share_of_dont_know
from samspill.science.groups import ShownItem
from samspill.science.inference import (
    MOST_TRIED,
    DisclosedAnswer,
    Inference,
    Show,
    Table,
    conclude,
    tables,
)
from samspill.science.reading_disclosure import (
    TRIED_AGAIN,
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
# What a facilitator can choose.
MINIMUMS = (5, 8, 10, 15, 20)


def found_in(shown: Iterable[tuple[Hashable, Table]], rule: Rule) -> int:
    """Count the tables in which something is sure, for one who knows how many answered in all."""
    alike: dict[Hashable, list[Table]] = defaultdict(list)
    for look, table in shown:
        alike[look].append(table)
    return sum(
        len(fitting)
        for fitting in alike.values()
        if conclude(np.array(fitting, dtype=np.int64), sets_attacked(rule))
    )


def rooms(n: int, points: int, minimum: int) -> Iterator[tuple[Hashable, Table]]:
    """Give what is shown of every way in which n people can answer, "don't know" last."""
    rule = Rule(ResponseScale(1, points), minimum=minimum, takes_dont_know=True)
    show = compile_rule(rule, without_history(minimum, minimum)).show
    for counts in tables(n, points + 1):
        yield show((counts,)), (counts,)


ANYBODY = Rule(FIVE)


@pytest.mark.parametrize("minimum", MINIMUMS)
def test_nobody_who_answers_dont_know_is_found_in_any_small_room(minimum: int) -> None:
    """Every room of 5 to 32 on two points, to 24 on three: the rule by itself, all of it known."""
    every = [*product(range(5, 33), [2]), *product(range(5, 25), [3])]
    assert [pair for pair in every if found_in(rooms(*pair, minimum), ANYBODY)] == []


@pytest.mark.parametrize(("n", "points"), [(13, 5), (16, 5), (14, 4), (23, 4)])
def test_nor_on_a_longer_scale(n: int, points: int) -> None:
    assert found_in(rooms(n, points, 5), ANYBODY) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        # At 13 and 23 it would be known that there are two, and each of the two finds the other.
        ("FEW", 2),
        # From an exact number one takes those with an opinion from all who answered.
        ("TENS_FROM", 0),
    ],
)
def test_with_less_than_that_somebody_would_be_found(
    name: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dont_know, name, value)
    if name == "TENS_FROM":
        monkeypatch.setattr("samspill.science.reading_disclosure.round_number", lambda n: n)
    assert found_in(rooms(23, 3, 5), ANYBODY) > 0


def test_a_statement_is_never_shown_otherwise_because_of_those_who_answer_dont_know() -> None:
    """Else what is not shown would tell of them: the trial finds nothing, whatever is answered."""
    rng = np.random.default_rng(4)
    for n, points in product((7, 12, 13, 22, 23, 31, 60), (3, 5, 11)):
        scale = ResponseScale(1, points)
        for _try in range(6):
            weights = rng.dirichlet(np.ones(points + 1))
            counts = tuple(rng.multinomial(n, weights).tolist())
            item = show_item((counts,), Rule(scale, takes_dont_know=True))
            alone = show_distribution(Distribution(scale, counts[:-1], missing=0))
            assert item.shown.room.form == alone.form
            assert item.shown.room.tiles == alone.tiles
            assert item.shown.dont_know == SaidDontKnow(
                share_of_dont_know(sum(counts[:-1]), counts[-1])
            )


def could_have_answered(n: int, points: int, step: int) -> dict[Hashable, set[int]]:
    """For all that can be seen before and after: what the one who came, or left, can have answered.

    All the others answer as before.
    """
    scale = ResponseScale(1, points)
    rule = Rule(scale, takes_dont_know=True)
    plain = without_history(5, 5)
    first = compile_rule(rule, plain).show
    before: dict[tuple[ShownItem, int], list[tuple[int, ...]]] = defaultdict(list)
    for counts in tables(n, points + 1):
        before[first((counts,))].append(counts)
    could: dict[Hashable, set[int]] = defaultdict(set)
    for look, every in before.items():
        shown, repeats = look
        known = EarlierDrawing(shown.room, {}, repeats, shown.dont_know)
        again = compile_rule(Rule(scale, earlier=(known,), takes_dont_know=True), plain).show
        for counts, answer in product(every, range(points + 1)):
            after = tuple(c + step * (at == answer) for at, c in enumerate(counts))
            if min(after) >= 0:
                could[look, again((after,))].add(answer)
    return could


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("n", [6, 11, 12, 15, 16, 22, 23])
def test_who_has_come_or_gone_is_not_found(n: int, step: int) -> None:
    could = could_have_answered(n, 2 if n > 16 else 3, step)
    assert could
    assert [seen for seen, answers in could.items() if len(answers) == 1] == []


def test_between_groups_they_are_not_found_either() -> None:
    """Two groups of twelve, in each of which the words tell that somebody did not know."""
    item = {
        "a": Distribution(FIVE, (2, 3, 2, 2, 2), 1),
        "b": Distribution(FIVE, (3, 2, 2, 2, 2), 1),
    }
    people = {"a": 12, "b": 12}
    assert show_room(people, [item]).items[0].shown.units
    audited = show_room(people, [item], dont_know=[{"a": 1, "b": 1}]).items[0]
    assert audited.shown.units == ()
    assert audited.inference.is_safe


def test_groups_are_shown_where_they_tell_nothing_of_it() -> None:
    item = {
        "a": Distribution(FIVE, (4, 4, 4, 4, 4), 5),
        "b": Distribution(FIVE, (5, 4, 4, 4, 4), 6),
    }
    people = {"a": 25, "b": 27}
    audited = show_room(people, [item], dont_know=[{"a": 5, "b": 6}]).items[0]
    assert len(audited.shown.units) == 2
    assert audited.shown.dont_know == SaidDontKnow("some")


def test_only_where_it_could_be_answered_is_anything_said() -> None:
    people = {"": 24}
    items = [{"": Distribution(FIVE, (4, 5, 5, 5, 5), 0)}] * 2
    without, with_it = show_room(people, items, dont_know=[None, {"": 0}]).items
    assert without.shown.dont_know is None
    assert with_it.shown.dont_know == SaidDontKnow("few_or_none")
    assert (without.shown.room.n, with_it.shown.room.n) == (24, 22)


def again(counts: tuple[int, ...], before: ShownDistribution, said: SaidDontKnow) -> SaidDontKnow:
    earlier = (EarlierDrawing(before, {}, 0, said),)
    shown = show_item((counts,), Rule(FIVE, earlier=earlier, takes_dont_know=True)).shown
    assert shown.dont_know is not None
    return shown.dont_know


def test_a_word_is_said_again_while_so_few_stand_between() -> None:
    """From few to some goes no single person: the first is said as last time, twice."""
    before = show_distribution(Distribution(FIVE, (4, 5, 5, 5, 4), missing=0))
    few = SaidDontKnow("few_or_none")
    assert again((4, 5, 5, 5, 4, 4), before, few) == SaidDontKnow("few_or_none", repeats=1)
    assert again((4, 5, 5, 5, 4, 5), before, few) == SaidDontKnow("some")
    once = SaidDontKnow("few_or_none", repeats=1)
    assert again((4, 5, 5, 5, 4, 5), before, once) == SaidDontKnow("few_or_none", repeats=2)
    assert again((4, 5, 5, 5, 4, 6), before, SaidDontKnow("few_or_none", 2)) == SaidDontKnow("some")
    assert again((4, 5, 5, 5, 4, 3), before, few).repeats == 1, "that it is so is not told either"
    assert again((4, 5, 5, 5, 4, 6), before, SaidDontKnow(None)) == SaidDontKnow("some")


def test_a_rounded_number_is_repeated_with_its_drawing() -> None:
    """Else thirty after twenty-nine would tell that the one who came has an opinion."""
    before = show_distribution(Distribution(FIVE, (5, 6, 6, 6, 6), missing=0))
    assert before.n == 29
    earlier = (EarlierDrawing(before, {}, 0, SaidDontKnow("few_or_none")),)
    rule = Rule(FIVE, earlier=earlier, takes_dont_know=True)
    item = show_item(((6, 6, 6, 6, 6, 0),), rule)
    assert (item.repeats, item.shown.room.n) == (1, 22)


def test_a_drawing_is_repeated_also_where_dont_know_is_a_new_answer_to_the_same() -> None:
    before = show_distribution(Distribution(FIVE, (5, 6, 6, 6, 6), missing=0))
    rule = Rule(FIVE, earlier=(EarlierDrawing(before, {}),), takes_dont_know=True)
    assert show_item(((5, 6, 6, 6, 6, 1),), rule).repeats == 1
    rule = Rule(FIVE, earlier=(EarlierDrawing(before, {}, 0, SaidDontKnow("some")),))
    assert show_item(((5, 6, 6, 6, 5),), rule).repeats == 1


# --- The rule, step by step -------------------------------------------------------------------


@pytest.mark.parametrize("is_follow_up", [False, True])
def test_it_is_tried_by_who_knows_how_many_did_not_know_and_by_who_looks_for_that(
    is_follow_up: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[dict[str, Any]] = []

    def audited(table: Table, show: Show, **how: Any) -> Inference:
        tried.append({"table": table, "shown": show(table), **how})
        return Inference()

    monkeypatch.setattr(reading_disclosure, "audit", audited)
    known = (EarlierDrawing(show_distribution(Distribution(FIVE, (9, 0, 0, 0, 9), 0)), {}),)
    earlier = known if is_follow_up else ()
    rule = Rule(FIVE, units=(("a",), ("b",)), earlier=earlier, takes_dont_know=True)
    table = ((4, 4, 4, 4, 4, 5), (5, 4, 4, 4, 4, 6))
    item = show_item(table, rule)
    assert [step["table"] for step in tried] == [((4,) * 5, (5, 4, 4, 4, 4)), table]
    assert [step["shown"] for step in tried] == [(item.shown, 0)] * 2
    for step in tried:
        assert step["sets"] == sets_attacked(rule)
        assert step["most_tried"] == (TRIED_AGAIN if is_follow_up else MOST_TRIED)
    show_unit = tried[0]["show_unit"]
    assert (show_unit is None) == is_follow_up
    if show_unit:
        group = Distribution(FIVE, (5, 4, 4, 4, 4), 0)
        assert show_unit(1, group.counts) == show_distribution(group, is_group=True)
    assert tried[1].get("show_unit") is None, "what is shown of one depends on all the others"


@pytest.mark.parametrize("unsafe", [1, 2])
def test_what_either_of_them_finds_is_not_shown(
    unsafe: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Table] = []

    def audited(table: Table, _show: Show, **_how: Any) -> Inference:
        tried.append(table)
        finding = DisclosedAnswer("room", 0, is_single=True, own=None)
        return Inference((finding,) if len(tried) == unsafe else ())

    monkeypatch.setattr(reading_disclosure, "audit", audited)
    item = show_item(((4, 5, 5, 5, 5, 2),), Rule(FIVE, takes_dont_know=True))
    assert item.inference.is_safe
    assert item.shown.room.form == "words"
    assert len(tried) == unsafe + 2


def test_how_many_did_not_know_is_counted_over_the_groups() -> None:
    item = {
        "a": Distribution(FIVE, (4, 4, 4, 4, 4), 5),
        "b": Distribution(FIVE, (5, 4, 4, 4, 4), 16),
        "c": Distribution(FIVE, (5, 5, 4, 4, 4), 12),
    }
    people = {"a": 25, "b": 37, "c": 34}
    audited = show_room(people, [item], dont_know=[{"a": 5, "b": 16, "c": 11}]).items[0]
    assert audited.shown.dont_know == SaidDontKnow("many"), "32 of 95"


def test_a_number_is_said_as_this_round_says_numbers() -> None:
    exact = show_distribution(Distribution(FIVE, (5, 7, 6, 6, 6), missing=0))
    rounded = replace(exact, n=30)
    number = reading_disclosure._with_its_number
    takes, does_not = Rule(FIVE, takes_dont_know=True), Rule(FIVE)
    few = SaidDontKnow("few_or_none")
    thirty_three = replace(exact, n=33)
    assert number(EarlierDrawing(thirty_three, {}), takes) == rounded
    assert number(EarlierDrawing(rounded, {}, 0, few), takes) == rounded
    assert number(EarlierDrawing(thirty_three, {}), does_not) == thirty_three
    assert number(EarlierDrawing(rounded, {}, 0, few), does_not) == replace(exact, n=None)
    hidden = replace(exact, n=None)
    assert number(EarlierDrawing(hidden, {}), takes) == hidden
    assert number(EarlierDrawing(hidden, {}, 0, few), takes) == hidden


def test_a_rounded_number_stands_for_those_near_of_any_number() -> None:
    before = show_distribution(Distribution(FIVE, (5, 6, 6, 6, 6), missing=0))
    known = [(replace(before, n=22), 0)]

    def again(counts: tuple[int, ...]) -> tuple[ShownDistribution, int]:
        return reading_disclosure._repeat_or_show(
            counts, lambda near: show_distribution(Distribution(FIVE, near, 0)), known,
            is_rounded=True,
        )  # fmt: skip

    assert again((6, 6, 6, 6, 6)) == (replace(before, n=22), 1)
    assert again((5, 6, 6, 6, 5)) == (replace(before, n=22), 1)
