import re
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samspill.readings.wording import (
    ItemWords,
    ScaleSentences,
    describe_count,
    describe_item,
    describe_sides,
    share_figures,
    share_words,
)
from samspill.science.disclosure import ShownDistribution, show_distribution, withhold
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale

AGREEMENT = ScaleSentences(
    points=("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"),
    low="{share} disagree or strongly disagree.",
    middle="{share} answer in the middle.",
    high="{share} agree or strongly agree.",
    low_short="{share} disagree",
    high_short="{share} agree",
)
NUMBERS = ScaleSentences(
    points=("1", "2", "3", "4"),
    low="{share} answer low.",
    middle="{share} answer in the middle.",
    high="{share} answer high.",
    low_short="{share} low",
    high_short="{share} high",
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def show(*counts: int, minimum: int = 5) -> ShownDistribution:
    d = Distribution(ResponseScale(1, len(counts)), counts, 0)
    return show_distribution(d, minimum=minimum)


def describe(*counts: int) -> ItemWords:
    return describe_item(show(*counts), AGREEMENT if len(counts) == 5 else NUMBERS)


def test_the_finding_opens_with_the_side_that_has_most() -> None:
    words = describe(8, 8, 5, 5, 0)
    assert words.finding == "Six of ten disagree or strongly disagree."
    assert words.detail == "Two of ten agree or strongly agree. Two of ten answer in the middle."
    assert words.middle == "The middle is about 2.3, closest to “Disagree”."
    assert words.distribution == (
        "Rounded to tenths. Strongly disagree: 3 of 10. Disagree: 3 of 10. "
        "Neither: 2 of 10. Agree: 2 of 10. Strongly agree: few or none."
    )


def test_a_finding_about_the_high_side() -> None:
    words = describe(0, 0, 4, 14, 8)
    assert words.finding == "Eight of ten agree or strongly agree."
    assert words.detail == (
        "Few or none disagree or strongly disagree. Two of ten answer in the middle."
    )


def test_a_finding_about_the_middle() -> None:
    words = describe(0, 3, 20, 3, 0)
    assert words.finding == "Eight of ten answer in the middle."
    assert words.spread == "The answers lie close together."


def test_camps_are_both_said_first() -> None:
    words = describe(8, 5, 0, 5, 8)
    assert words.finding == "Half disagree or strongly disagree. Half agree or strongly agree."
    assert words.detail == "Few or none answer in the middle."
    assert words.middle == (
        "The middle is about 3.0, closest to “Neither”. Few or none have answered just that."
    )
    assert words.spread == "The answers form two camps."


def test_two_equal_camps_of_few_are_about_half_each() -> None:
    words = describe(6, 0, 0, 0, 6)
    assert words.finding == (
        "About half disagree or strongly disagree. About half agree or strongly agree."
    )


def test_without_a_majority_both_sides_are_said() -> None:
    words = describe(5, 5, 6, 5, 5)
    assert words.finding == (
        "Four of ten disagree or strongly disagree. Four of ten agree or strongly agree."
    )
    assert words.detail == "Two of ten answer in the middle."
    assert words.spread == "The answers are spread."


def test_near_unanimous_answers_are_top_coded() -> None:
    many, few = describe(0, 0, 0, 6, 20), describe(0, 0, 0, 9, 3)
    assert many.finding == "At least nine of ten agree or strongly agree."
    assert few.finding == "At least four of five agree or strongly agree."
    assert (many.middle, many.spread) == ("", "")
    assert many.distribution == "At least 9 of 10 agree. The rest is not shown."


@pytest.mark.parametrize(
    ("counts", "finding"),
    [
        ((4, 2, 1, 0, 0), "Most disagree or strongly disagree."),
        ((0, 1, 5, 1, 0), "Most answer in the middle."),
        ((0, 0, 1, 3, 3), "Most agree or strongly agree."),
        ((3, 0, 0, 0, 3), "The answers point in opposite directions."),
        ((1, 1, 2, 1, 1), "The answers vary. No view has most of them."),
    ],
)
def test_few_answers_are_said_in_words_only(counts: tuple[int, ...], finding: str) -> None:
    words = describe(*counts)
    assert (words.finding, words.distribution) == (finding, finding)
    assert (words.middle, words.spread) == ("", "")


def test_hidden_answers_say_why() -> None:
    words = describe(1, 1, 1, 1, 0)
    assert words.finding == "Too few have answered for this to be shown."
    protecting = withhold(ResponseScale(1, 5))
    assert describe_item(protecting, AGREEMENT).finding == "This is not shown by itself."


def test_ten_to_nineteen_answers_have_no_number_for_the_middle() -> None:
    words = describe(4, 4, 2, 2, 0)
    assert words.middle == "The middle is closest to “Disagree”."
    assert words.finding == "Three of five disagree or strongly disagree."


def test_labels_that_are_numbers_are_not_quoted() -> None:
    assert describe(0, 10, 16, 4).middle == "The middle is about 2.8."
    assert describe(0, 5, 7, 2).middle == "The middle is closest to 3."


def test_a_scale_without_a_midpoint_has_no_middle_sentence() -> None:
    assert "middle" not in describe(0, 10, 12, 4).detail


def test_percentages_come_from_250_answers() -> None:
    assert "Agree: 40 %." in describe(1, 54, 75, 100, 20).distribution
    assert "%" not in str(describe(1, 54, 75, 100, 19))


@pytest.mark.parametrize(
    ("n", "minimum", "said"),
    [
        (0, 5, "fewer than five answers"),
        (7, 8, "fewer than eight answers"),
        (11, 12, "fewer than 12 answers"),
        (7, 5, "5 to 11 answers"),
        (12, 5, "12 to 21 answers"),
        (26, 5, "26 answers"),
        (2800, 5, "2800 answers"),
    ],
)
def test_the_number_of_answers_is_as_exact_as_may_be(n: int, minimum: int, said: str) -> None:
    assert describe_count(show(n, 0, 0, 0, 0, minimum=minimum)) == said


def test_the_size_of_a_withheld_group_is_not_said() -> None:
    shown = withhold(ResponseScale(1, 5))
    assert describe_count(shown) == "number of answers not shown"


@pytest.mark.parametrize(
    ("tiles", "of", "words", "figures"),
    [
        (0, 10, "Few or none", "few or none"),
        (1, 10, "One of ten", "1 of 10"),
        (5, 10, "Half", "5 of 10"),
        (6, 10, "Six of ten", "6 of 10"),
        (9, 10, "Nine of ten", "9 of 10"),
        (10, 10, "At least nine of ten", "at least 9 of 10"),
        (4, 5, "Four of five", "4 of 5"),
        (5, 5, "At least four of five", "at least 4 of 5"),
    ],
)
def test_a_share_is_said_in_words_and_figures(
    tiles: int, of: int, words: str, figures: str
) -> None:
    assert share_words(tiles, of) == words
    assert share_figures(tiles, of) == figures


def test_the_sides_are_labelled_above_the_wells() -> None:
    assert describe_sides(show(8, 8, 5, 5, 0), AGREEMENT) == ("6 of 10 disagree", "2 of 10 agree")
    assert describe_sides(show(0, 0, 0, 6, 20), AGREEMENT) == ("", "")


def test_other_braces_in_the_scale_are_left_alone() -> None:
    odd = ScaleSentences(("{a}", "{0}", "{", "}", "{share}"), "{share} {a}.", "", "", "", "")
    assert describe_item(show(8, 8, 5, 5, 0), odd).finding == "Six of ten {a}."


def test_norwegian_numbers_have_a_decimal_comma() -> None:
    with translation.override("nb"):
        assert "2,3" in describe_item(show(8, 8, 5, 5, 0), AGREEMENT).middle


@given(st.lists(st.integers(0, 50), min_size=5, max_size=5))
def test_no_sentence_is_about_everybody_or_nobody(counts: list[int]) -> None:
    with translation.override("en"):
        words = describe(*counts)
    text = " ".join((words.finding, words.detail, words.middle, words.spread, words.distribution))
    assert not re.search(r"\ball\b|everybody|everyone|nobody|(?<!or )\bnone\b|!", text.lower())
    assert sum(counts) >= 250 or "%" not in text
    assert words.finding.endswith(".")
    assert "{" not in text
