"""That somebody does not know is an answer: nobody can tell who gave it, or that one person did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import product

import numpy as np
import pytest

from samspill.science import dont_know
from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.dont_know import (
    SaidDontKnow,
    Share,
    round_number,
    say_dont_know,
    share_of_dont_know,
)
from samspill.science.groups import ShownItem
from samspill.science.inference import Table, conclude, tables
from samspill.science.reading_disclosure import (
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


@pytest.mark.parametrize(
    ("with_opinion", "unsure", "share"),
    [
        (11, 0, None), (5, 6, None), (12, 0, "few_or_none"), (9, 3, "few_or_none"),
        (8, 4, "many"), (9, 4, "some"), (26, 4, "some"), (36, 4, "few_or_none"), (35, 4, "some"),
        (90, 10, "few_or_none"), (89, 11, "some"), (0, 12, "many"), (20, 10, "many"),
        (21, 10, "some"),
    ],
)  # fmt: skip
def test_three_words(with_opinion: int, unsure: int, share: str | None) -> None:
    assert share_of_dont_know(with_opinion, unsure) == share


def test_the_number_with_an_opinion_is_rounded_down() -> None:
    assert [round_number(n) for n in (22, 29, 30, 39, 40, 249, 250)] == [
        *(22, 22, 30, 30, 40, 240, 250)
    ]


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


def people_between(room: tuple[int, int], word: str) -> int:
    """Return how few people can stand between a room and one of this word; 4 for more than 3."""
    moves = product(range(-3, 4), repeat=2)
    near = [
        max(abs(opinions), abs(unsure), abs(opinions + unsure))
        for opinions, unsure in moves
        if min(room[0] + opinions, room[1] + unsure) >= 0
        and share_of_dont_know(room[0] + opinions, room[1] + unsure) == word
    ]
    return min(near, default=4)


@pytest.mark.parametrize(("repeats", "people"), [(0, 1), (1, 2), (2, 2), (5, 2)])
def test_a_word_is_said_again_exactly_where_so_few_can_have_made_it_so(
    repeats: int, people: int
) -> None:
    """Every room to forty: neither where more people stand between, nor not where so few do."""
    words: tuple[Share, ...] = ("few_or_none", "some", "many")
    for room, word in product(product(range(22), range(20)), words):
        said = say_dont_know(*room, earlier=[SaidDontKnow(word, repeats)])
        if people_between(room, word) <= people:
            assert said == SaidDontKnow(word, repeats + 1), room
        else:
            assert said == SaidDontKnow(share_of_dont_know(*room)), room


def test_of_several_earlier_words_the_latest_that_can_stand_is_said_again() -> None:
    some, few, many = SaidDontKnow("some"), SaidDontKnow("few_or_none"), SaidDontKnow("many", 1)
    assert say_dont_know(20, 4, earlier=[few, some]) == SaidDontKnow("few_or_none", 1)
    assert say_dont_know(20, 4, earlier=[many, some, few]) == SaidDontKnow("some", 1)
    assert say_dont_know(20, 4, earlier=[SaidDontKnow(None), few]) == SaidDontKnow("few_or_none", 1)
    assert say_dont_know(20, 4) == SaidDontKnow("some", 0)


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
