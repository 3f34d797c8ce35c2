import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.reading_order import ItemOrder, read_items
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)

UNANIMOUS = (0, 0, 0, 10, 16)
STRONG = (0, 0, 4, 14, 8)
LOWEST = (8, 9, 6, 3, 0)
LOW = (5, 8, 7, 6, 0)
CAMPS = (8, 5, 0, 5, 8)
WIDE = (5, 5, 6, 5, 5)
PLAIN = (0, 3, 7, 13, 3)


def read(*items: tuple[int, ...]) -> ItemOrder:
    """On one scale, from 1 to as many points as are counted."""
    distributions = [Distribution(ResponseScale(1, len(one)), one, 0) for one in items]
    return read_items([show_distribution(d) for d in distributions])


def test_a_reading_opens_with_the_strong_and_sorts_the_rest() -> None:
    reading = read(PLAIN, CAMPS, UNANIMOUS, LOW, WIDE, STRONG, LOWEST)
    assert reading == ItemOrder(strong=(2, 5), low=(6, 3), wide=(1, 4), others=(0,), talk_first=1)


def test_without_wide_items_the_lowest_comes_first() -> None:
    reading = read(STRONG, PLAIN, LOWEST)
    assert (reading.low, reading.wide, reading.talk_first) == ((2, 1), (), 2)


def test_camps_come_before_what_is_merely_wide() -> None:
    reading = read(LOWEST, LOW, WIDE, (9, 4, 0, 4, 9))
    assert reading.wide == (3, 2)
    assert reading.talk_first == 3


def test_when_everything_is_strong_nothing_is_low() -> None:
    assert read(STRONG, UNANIMOUS) == ItemOrder(strong=(0, 1))


def test_camps_come_before_what_is_wide_with_less_agreement() -> None:
    reading = read((9, 1, 4, 1, 11), (9, 7, 1, 5, 4), LOWEST, (7, 9, 7, 3, 0))
    assert (reading.wide, reading.talk_first) == ((1, 0), 1)


def test_nearly_all_on_the_low_side_is_low() -> None:
    assert read(PLAIN, LOW, (20, 6, 0, 0, 0), LOWEST).low == (2, 3)


def test_few_answers_are_sorted_by_their_word() -> None:
    reading = read((0, 0, 1, 3, 3), (4, 2, 1, 0, 0), (3, 0, 0, 0, 3), (1, 1, 2, 1, 1))
    assert reading == ItemOrder(strong=(0,), low=(1,), wide=(2,), others=(3,), talk_first=2)


def test_nothing_is_read_from_hidden_items() -> None:
    assert read((1, 1, 0, 0, 0), (0, 0, 0, 0, 4)) == ItemOrder()
    assert read() == ItemOrder()


def test_a_hidden_item_among_others_is_left_to_the_end() -> None:
    assert read(STRONG, (1, 0, 0, 0, 1)) == ItemOrder(strong=(0,), others=(1,))


def test_what_looks_alike_keeps_the_order_of_the_questionnaire() -> None:
    """An order among equals would tell which mean is the lower."""
    higher, lower = (6, 6, 6, 6, 2), (6, 6, 7, 5, 2)
    assert read(higher, lower).low == (0, 1)
    many = [tuple(10 * count for count in counts) for counts in (higher, lower)]
    assert read(*many).low == (0, 1), "2.7 and 2.7: as low as each other"


def test_four_of_five_fifths_are_strong_and_three_are_not() -> None:
    reading = read((0, 0, 3, 6, 6), (0, 0, 7, 5, 5))
    assert (reading.strong, reading.low) == ((0,), (1,))


def test_seven_of_ten_tenths_are_not_strong() -> None:
    assert read((0, 0, 6, 12, 12), (0, 0, 9, 11, 10)).strong == (0,)


def test_camps_take_part_in_what_is_lowest() -> None:
    """Nothing may be called the lowest while a statement in camps lies lower."""
    low_camps = (14, 3, 0, 3, 10)
    reading = read(PLAIN, (0, 2, 8, 12, 4), low_camps)
    assert (reading.low[0], reading.talk_first) == (2, 2)
    assert reading.wide == ()


def test_what_is_as_low_is_named_with_it_and_many_are_not_called_lowest() -> None:
    assert read(PLAIN, LOW, LOW, LOWEST).low == (3, 1, 2)
    assert read(*[LOW] * 4, PLAIN).low == (), "four alike: none of them is the lowest"


@pytest.mark.parametrize(
    ("agreed", "below", "above"),
    [
        ((16, 10, 0, 0, 0), (18, 5, 3, 0, 0), (13, 10, 3, 0, 0)),  # 1.5, between 1.4 and 1.6
        ((0, 0, 26, 0, 0), (0, 10, 10, 6, 0), (0, 8, 8, 10, 0)),  # 3
        ((16, 10, 0, 0, 0, 0, 0), (20, 3, 0, 3, 0, 0, 0), (5, 5, 10, 6, 0, 0, 0)),  # 2
        ((0, 0, 0, 26, 0, 0, 0), (0, 4, 8, 4, 6, 4, 0), (0, 4, 6, 4, 8, 4, 0)),  # 4
    ],
)
def test_nearly_all_on_one_side_count_as_its_centre(
    agreed: tuple[int, ...], below: tuple[int, ...], above: tuple[int, ...]
) -> None:
    assert read(above, agreed, below).low == (2, 1)


def test_items_on_different_scales_are_ordered_by_how_far_up_theirs_they_lie() -> None:
    """Of eleven points the middle is at 0.38 of the way, between two of five points."""
    eleven = (0, 0, 4, 6, 8, 6, 2, 0, 0, 0, 0)
    lower, higher = (8, 12, 6, 0, 0), (0, 8, 12, 6, 0)
    assert read(eleven, lower, higher).low == (1, 0)
    assert read(eleven, higher, higher).low == (0, 1, 2)
    shown = [
        show_distribution(Distribution(ResponseScale(low, low + 4), WIDE, 0)) for low in (5, 0, 1)
    ]
    assert read_items(shown).low == (0, 1, 2), "as low as each other, wherever a scale begins"


def test_the_same_shares_on_any_scale_are_strong() -> None:
    seven = (0, 0, 0, 4, 4, 10, 8)
    assert read(STRONG, seven, PLAIN).strong == (0, 1)


ITEMS = st.lists(st.tuples(*[st.integers(0, 12)] * 5), max_size=10)


@given(ITEMS)
def test_each_item_is_in_exactly_one_list(items: list[tuple[int, ...]]) -> None:
    reading = read(*items)
    sorted_items = sorted((*reading.strong, *reading.low, *reading.wide, *reading.others))
    assert sorted_items in ([], list(range(len(items))))
    said = (*reading.low, *reading.wide, *reading.others)
    assert reading.talk_first is None or reading.talk_first in said
