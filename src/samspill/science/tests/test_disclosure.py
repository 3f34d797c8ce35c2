from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samspill.science.disclosure import (
    MINIMUM_GROUP_SIZE,
    ShownDistribution,
    as_drawn,
    hidden_groups,
    show_distribution,
    withhold,
)
from samspill.science.distributions import Distribution, mean, spread_of
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)


def show(*counts: int, minimum: int = MINIMUM_GROUP_SIZE) -> ShownDistribution:
    return show_distribution(
        Distribution(ResponseScale(1, len(counts)), counts, 0), minimum=minimum
    )


def count_vectors(n: int, points: int) -> Iterator[tuple[int, ...]]:
    if points == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in count_vectors(n - first, points - 1):
            yield (first, *rest)


# --- How much is shown -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "form", "band", "shown_n"),
    [
        (0, "hidden", "under_minimum", None),
        (4, "hidden", "under_minimum", None),
        (5, "words", "5-11", None),
        (11, "words", "5-11", None),
        (12, "fifths", "12-21", None),
        (21, "fifths", "12-21", None),
        (22, "tenths", None, 22),
        (100, "tenths", None, 100),
        (250, "tenths", None, 250),
    ],
)
def test_more_is_shown_of_more_answers(
    n: int, form: str, band: str | None, shown_n: int | None
) -> None:
    shown = show(n // 2, 0, 0, 0, n - n // 2)
    assert (shown.form, shown.band, shown.n) == (form, band, shown_n)
    assert (shown.middle is not None) == (n >= 22)
    assert (shown.percent is not None) == (n >= 250)
    assert (shown.nearest_point is not None) == (n >= 12)
    assert (shown.spread is not None) == (n >= 12)


@pytest.mark.parametrize(
    ("n", "band"), [(5, "5-11"), (12, "12-21"), (22, "22 or more"), (300, "22 or more")]
)
def test_words_can_be_asked_for_of_any_number(n: int, band: str) -> None:
    d = Distribution(FIVE, (n, 0, 0, 0, 0), 0)
    shown = show_distribution(d, words_only=True)
    assert shown == ShownDistribution(FIVE, 5, "words", band=shown.band, word="most_low")
    assert shown.band == band


def test_yes_and_no_need_seven() -> None:
    assert show(3, 3) == ShownDistribution(ResponseScale(1, 2), 7, "hidden", band="under_minimum")
    assert show(3, 4).word == "split"
    assert show(4, 4, minimum=9).minimum == 9


def test_a_raised_minimum_hides_below_it() -> None:
    assert show(3, 4, minimum=8).form == "hidden"
    assert show(4, 4, minimum=8).form == "words"
    assert show(10, 14, minimum=25).band == "under_minimum"


@pytest.mark.parametrize("minimum", [4, 0, -1])
def test_the_minimum_is_never_lowered(minimum: int) -> None:
    d = Distribution(FIVE, (1, 1, 1, 1, 1), 0)
    with pytest.raises(ValueError, match=str(minimum)):
        show_distribution(d, minimum=minimum)
    with pytest.raises(ValueError, match=str(minimum)):
        withhold(d.scale, minimum=minimum)
    with pytest.raises(ValueError, match=str(minimum)):
        hidden_groups({"a": 7}, minimum=minimum)


def test_a_withheld_group_says_nothing_of_its_size() -> None:
    assert withhold(FIVE, minimum=8) == ShownDistribution(FIVE, 8, "hidden")


# --- Words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ((0, 0, 0, 5, 1), "most_high"),
        ((0, 1, 1, 2, 2), "most_high"),
        ((5, 1, 0, 0, 0), "most_low"),
        ((0, 1, 5, 0, 0), "most_middle"),
        ((3, 0, 0, 0, 3), "split"),
        ((2, 0, 1, 0, 2), "mixed"),  # one of five in the middle is more than a sixth
        ((2, 0, 0, 0, 3), "split"),
        ((0, 0, 2, 1, 2), "most_high"),  # all but two
        ((3, 0, 1, 0, 2), "split"),
        ((1, 1, 2, 1, 1), "mixed"),
        ((0, 0, 3, 3, 0, 0), "mixed"),  # close together, on each side of the centre
        ((3, 0, 0, 0, 0, 3), "split"),
        ((2, 5), "most_high"),
    ],
)
def test_few_answers_are_a_word(counts: tuple[int, ...], word: str) -> None:
    shown = show(*counts)
    minimum = 7 if len(counts) == 2 else 5
    assert shown == ShownDistribution(shown.scale, minimum, "words", band="5-11", word=shown.word)
    assert shown.word == word


# --- Tiles -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "tiles"),
    [
        ((8, 8, 5, 5, 0), (3, 3, 2, 2, 0)),  # mock-up 03, six of ten disagree
        ((1, 4, 6, 8, 7), (0, 2, 2, 3, 3)),  # the lone answer joins its neighbour
        ((1, 0, 7, 9, 9), (0, 0, 3, 4, 3)),  # ... and goes on until it has company
        ((5, 7, 1, 11, 0), (2, 3, 0, 5, 0)),  # alone on the middle: left out
        ((6, 0, 0, 0, 6), (3, 0, 0, 0, 2)),  # equal sides: agreement is not overstated
        ((3, 3, 3, 3, 3), (1, 1, 1, 1, 1)),
        ((4, 0, 1, 1, 0, 6), (2, 0, 0, 0, 0, 3)),  # innermost points of an even scale
    ],
)
def test_answers_become_tiles(counts: tuple[int, ...], tiles: tuple[int, ...]) -> None:
    assert show(*counts).tiles == tiles


def test_a_tie_goes_towards_the_middle() -> None:
    assert show(10, 0, 10, 0, 20).sides == (2, 3, 5)
    assert show(14, 14, 0, 0, 12).tiles == (3, 4, 0, 0, 3)


def test_percentages_come_after_lone_answers_have_moved() -> None:
    shown = show(1, 54, 75, 100, 20)
    assert shown.percent == (0, 22, 30, 40, 8)
    assert shown.n == 250


def test_the_middle_is_the_mean_of_the_tiles() -> None:
    assert show(1, 4, 6, 8, 7).tiles == (0, 2, 2, 3, 3)
    assert show(1, 4, 6, 8, 7).middle == 3.7  # the answers' own is 94 / 26 = 3.615
    assert show(11, 0, 0, 0, 11).middle == 3.0
    assert show(0, 6, 6, 6, 6).middle == 3.5  # tiles 0, 2, 3, 3, 2
    assert show(0, 100, 101, 0, 49).middle == 3.0  # of the percentages: 0, 40, 40, 0, 20


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_nothing_is_said_that_the_tiles_do_not_say(counts: list[int]) -> None:
    shown = show(*counts)
    if shown.tiles:
        drawn = as_drawn(shown)
        assert shown.middle is None or shown.middle == pytest.approx(mean(drawn), abs=0.05001)
        assert shown.spread == spread_of(drawn)


def test_the_nearest_point_is_that_of_the_middle_shown() -> None:
    assert show(0, 6, 6, 6, 6).nearest_point == 3
    assert show(8, 8, 5, 5, 0).nearest_point == 2
    assert show(0, 3, 3, 7, 0).nearest_point == 3


@pytest.mark.parametrize(
    ("counts", "spread"),
    [
        ((0, 0, 3, 14, 9), "gathered"),
        ((5, 5, 6, 5, 5), "wide"),
        ((13, 0, 0, 0, 13), "camps"),
        ((6, 0, 0, 0, 6), "camps"),
        ((6, 0, 0, 0, 20), "wide"),  # few, far away: not two camps
        ((3, 3, 3, 3, 3), "wide"),  # an even spread has no valley
        ((9, 2, 5, 2, 8), "wide"),
        ((9, 1, 1, 7, 8), "camps"),
        ((9, 2, 1, 1, 2, 11), "camps"),
        ((5, 4, 4, 4, 4, 5), "wide"),
        ((15, 11), "camps"),
    ],
)
def test_spread_is_said_in_one_of_three_words(counts: tuple[int, ...], spread: str) -> None:
    assert show(*counts).spread == spread


def test_what_is_drawn_are_percentages_where_there_are_any_else_tiles() -> None:
    assert as_drawn(show(5, 10, 0, 20, 20)) == Distribution(FIVE, (1, 2, 0, 4, 3), missing=0)
    assert as_drawn(show(25, 50, 0, 100, 100)) == Distribution(FIVE, (9, 18, 0, 37, 36), missing=0)


def test_from_250_answers_the_spread_is_that_of_the_percentages() -> None:
    many = show(25, 50, 0, 100, 100)
    few = show(5, 10, 0, 20, 20)
    assert many.tiles == few.tiles == (1, 2, 0, 4, 3)
    assert (many.spread, few.spread) == ("wide", "camps")


# --- Near-unanimous ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "side"),
    [
        ((0, 0, 0, 0, 26), "high"),
        ((1, 0, 1, 4, 20), "high"),
        ((10, 2, 0, 0, 0), "low"),
        ((1, 0, 10, 0, 1), "middle"),
        ((12, 0), "low"),
        ((0, 0, 2, 4, 4, 4), "high"),
        ((2, 0, 1, 0, 42), "high"),  # the one in the middle is left out, and ten tiles are high
    ],
)
def test_few_outside_one_side_are_not_drawn(counts: tuple[int, ...], side: str) -> None:
    shown = show(*counts)
    n = sum(counts)
    assert shown == ShownDistribution(
        shown.scale,
        7 if len(counts) == 2 else 5,
        "near_unanimous",
        band=None if n >= 22 else "12-21",
        n=n if n >= 22 else None,
        agreed_side=shown.agreed_side,
    )
    assert shown.agreed_side == side


def test_three_outside_are_drawn() -> None:
    assert show(3, 0, 0, 0, 23).form == "tenths"
    assert show(3, 0, 0, 0, 9).form == "fifths"


# --- Properties --------------------------------------------------------------------------

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=11)


@given(COUNTS)
def test_tiles_add_up(counts: list[int]) -> None:
    shown = show(*counts)
    if not shown.tiles:
        assert shown.sides == (0, 0, 0)
        return
    half = len(counts) // 2
    assert sum(shown.tiles) == (5 if shown.form == "fifths" else 10)
    assert shown.sides[0] == sum(shown.tiles[:half])
    assert shown.sides[2] == sum(shown.tiles[-half:])
    assert sum(shown.sides) == sum(shown.tiles)
    assert shown.percent is None or sum(shown.percent) == 100


@given(COUNTS)
def test_what_is_shown_stays_on_the_scale(counts: list[int]) -> None:
    shown = show(*counts)
    for value in (shown.middle, shown.nearest_point):
        assert value is None or 1 <= value <= len(counts)
    assert all(tile >= 0 for tile in shown.tiles)


@given(st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 8]), min_size=2, max_size=11))
def test_no_tile_stands_for_one_person(counts: list[int]) -> None:
    """At least two answered at the point that is drawn, or further out on its side."""
    shown = show(*counts)
    assume(shown.tiles)
    half = len(counts) // 2
    for point, tile in enumerate(shown.tiles):
        if point < half:
            assert not tile or sum(counts[: point + 1]) > 1
        elif point >= len(counts) - half:
            assert not tile or sum(counts[point:]) > 1


@given(COUNTS, st.integers(5, 40))
def test_a_higher_minimum_never_shows_more(counts: list[int], minimum: int) -> None:
    raised = show(*counts, minimum=minimum)
    if raised.form != "hidden":
        plain = show(*counts)
        assert (raised.tiles, raised.middle, raised.word) == (plain.tiles, plain.middle, plain.word)


@given(COUNTS)
def test_turning_the_scale_turns_the_sides(counts: list[int]) -> None:
    """Except where both outer sides weigh the same: one of them must have the odd tile."""
    half = len(counts) // 2
    assume(sum(counts[:half]) != sum(counts[-half:]))
    shown, turned = show(*counts), show(*counts[::-1])
    assert shown.form == turned.form
    if shown.tiles:
        assert all(abs(a - b) <= 1 for a, b in zip(shown.sides, turned.sides[::-1], strict=True))


# --- Brute force -------------------------------------------------------------------------


def test_without_knowing_n_every_output_fits_more_than_one_table() -> None:
    fitting: dict[ShownDistribution, int] = defaultdict(int)
    for n in range(22):
        for counts in count_vectors(n, 5):
            fitting[show(*counts)] += 1
    assert min(fitting.values()) > 1


def test_five_tiles_are_never_on_one_side() -> None:
    """So "at least four of five" is said only where it is true: near-unanimous answers."""
    for n in range(12, 22):
        for counts in count_vectors(n, 5):
            assert max(show(*counts).sides) < 5


def test_ten_tiles_on_one_side_are_at_least_nine_of_ten() -> None:
    for n in (*range(22, 29), 60):
        for outside in range(3, n // 5):
            for low in range(outside + 1):
                counts = (low, 0, outside - low, 0, n - outside)
                shown = show(*counts)
                assert shown.sides[2] < 10 or (n - outside) * 10 >= 9 * n, counts


# --- Groups ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({}, set()),
        ({"a": 5, "b": 9}, set()),
        ({"a": 14, "b": 3, "c": 9}, {"b", "c"}),  # a lone hidden group could be subtracted
        ({"a": 14, "b": 3, "c": 4}, {"b", "c"}),  # two that hide each other
        ({"a": 14, "b": 1, "c": 2}, {"a", "b", "c"}),  # three people are too few to hide among
        ({"a": 14, "b": 1, "c": 2, "d": 6}, {"b", "c", "d"}),
        ({"a": 3}, {"a"}),
        ({"a": 30, "b": 3}, {"a", "b"}),
        ({"a": 30, "b": 6, "c": 6, "d": 2}, {"b", "d"}),
        ({"a": 30, "b": 0}, {"b"}),  # nobody in it: nothing to work out
        ({"a": 30, "b": 0, "c": 4}, {"a", "b", "c"}),
    ],
)
def test_groups_are_hidden_so_that_none_can_be_subtracted(
    sizes: dict[str, int], hidden: set[str]
) -> None:
    assert hidden_groups(sizes) == hidden


def test_a_negative_size_is_named() -> None:
    with pytest.raises(ValueError, match="'b' has -3"):
        hidden_groups({"a": 7, "b": -3})


SIZES = st.dictionaries(st.text(max_size=3), st.integers(0, 30), max_size=8)


@given(SIZES, st.integers(5, 12))
def test_hidden_groups_protect_each_other(sizes: dict[str, int], minimum: int) -> None:
    before = dict(sizes)
    hidden = hidden_groups(sizes, minimum=minimum)
    assert sizes == before
    assert {group for group, size in sizes.items() if size < minimum} <= hidden
    people = [sizes[group] for group in hidden if sizes[group]]
    everybody = hidden == set(sizes)
    assert not people or everybody or (len(people) >= 2 and sum(people) >= minimum)


@given(SIZES)
def test_the_names_of_groups_do_not_matter(sizes: dict[str, int]) -> None:
    renamed = {f"{index:02}": size for index, size in enumerate(reversed(sizes.values()))}
    first = sorted(sizes[group] for group in hidden_groups(sizes))
    assert first == sorted(renamed[group] for group in hidden_groups(renamed))
