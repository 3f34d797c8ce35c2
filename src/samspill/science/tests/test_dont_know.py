"""That somebody does not know is an answer: a word is said of how many, and no number."""

from __future__ import annotations

from itertools import product

import pytest

from samspill.science.dont_know import (
    SaidDontKnow,
    Share,
    round_number,
    say_dont_know,
    share_of_dont_know,
)


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
