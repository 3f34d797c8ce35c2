import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.reading_order import ReadingOrder, read_items
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)

UNANIMOUS = (0, 0, 0, 10, 16)
STRONG = (0, 0, 4, 14, 8)
LOWEST = (8, 9, 6, 3, 0)
LOW = (5, 8, 7, 6, 0)
CAMPS = (8, 5, 0, 5, 8)
WIDE = (5, 5, 6, 5, 5)
PLAIN = (0, 3, 7, 13, 3)


def read(*items: tuple[int, ...]) -> ReadingOrder:
    """On one scale, from 1 to as many points as are counted."""
    distributions = [Distribution(ResponseScale(1, len(one)), one, 0) for one in items]
    return read_items([show_distribution(d) for d in distributions])


def test_a_reading_opens_with_the_strong_and_sorts_the_rest() -> None:
    reading = read(PLAIN, CAMPS, UNANIMOUS, LOW, WIDE, STRONG, LOWEST)
    assert reading == ReadingOrder(
        strong=(2, 5), low=(6, 3), wide=(1, 4), others=(0,), talk_first=1
    )


def test_without_wide_items_the_lowest_comes_first() -> None:
    reading = read(STRONG, PLAIN, LOWEST)
    assert (reading.low, reading.wide, reading.talk_first) == ((2, 1), (), 2)


def test_camps_come_before_what_is_merely_wide() -> None:
    reading = read(LOWEST, LOW, WIDE, (9, 4, 0, 4, 9))
    assert reading.wide == (3, 2)
    assert reading.talk_first == 3


def test_when_everything_is_strong_nothing_is_low() -> None:
    assert read(STRONG, UNANIMOUS) == ReadingOrder(strong=(0, 1))


def test_camps_come_before_what_is_wide_with_less_agreement() -> None:
    reading = read((9, 1, 4, 1, 11), (8, 9, 1, 4, 4), LOWEST, LOW)
    assert (reading.wide, reading.talk_first) == ((1, 0), 1)


def test_nearly_all_on_the_low_side_is_low() -> None:
    assert read(PLAIN, LOW, (20, 6, 0, 0, 0), LOWEST).low == (2, 3)


def test_few_answers_are_sorted_by_their_word() -> None:
    reading = read((0, 0, 1, 3, 3), (4, 2, 1, 0, 0), (3, 0, 0, 0, 3), (1, 1, 2, 1, 1))
    assert reading == ReadingOrder(strong=(0,), low=(1,), wide=(2,), others=(3,), talk_first=2)


def test_nothing_is_read_from_hidden_items() -> None:
    assert read((1, 1, 0, 0, 0), (0, 0, 0, 0, 4)) == ReadingOrder()
    assert read() == ReadingOrder()


def test_a_hidden_item_among_others_is_left_to_the_end() -> None:
    assert read(STRONG, (1, 0, 0, 0, 1)) == ReadingOrder(strong=(0,), others=(1,))


def test_what_looks_alike_keeps_the_order_of_the_questionnaire() -> None:
    """An order among equals would tell which mean is the lower."""
    higher, lower = (6, 6, 6, 6, 2), (6, 6, 7, 5, 2)
    assert read(higher, lower).low == (0, 1)
    many = [tuple(10 * count for count in counts) for counts in (higher, lower)]
    assert read(*many).low == (1, 0), "by their percentages"


def test_four_of_five_fifths_are_strong_and_three_are_not() -> None:
    reading = read((0, 0, 3, 6, 6), (0, 0, 7, 5, 5))
    assert (reading.strong, reading.low) == ((0,), (1,))


def test_seven_of_ten_tenths_are_not_strong() -> None:
    assert read((0, 0, 6, 12, 12), (0, 0, 9, 11, 10)).strong == (0,)


def test_camps_are_wide_before_they_are_low() -> None:
    """A middle where few stand says little."""
    low_camps = (14, 3, 0, 3, 10)
    reading = read(PLAIN, (0, 2, 8, 12, 4), low_camps)
    assert (reading.low, reading.wide, reading.talk_first) == ((0, 1), (2,), 2)


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


def test_items_share_one_scale() -> None:
    d, other = Distribution(FIVE, WIDE, 0), Distribution(ResponseScale(0, 4), WIDE, 0)
    with pytest.raises(ValueError, match="low=0, high=4"):
        read_items([show_distribution(d), show_distribution(other)])


ITEMS = st.lists(st.tuples(*[st.integers(0, 12)] * 5), max_size=10)


@given(ITEMS)
def test_each_item_is_in_exactly_one_list(items: list[tuple[int, ...]]) -> None:
    reading = read(*items)
    sorted_items = sorted((*reading.strong, *reading.low, *reading.wide, *reading.others))
    assert sorted_items in ([], list(range(len(items))))
    assert reading.talk_first is None or reading.talk_first in (*reading.low, *reading.wide)
