"""Groups: joined before anybody is asked, and hidden so that none can be subtracted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.groups import (
    UNSAID,
    ShownItem,
    differ_by_few,
    divide,
    find_small,
    merge_small_groups,
    minimum_for,
    pool,
    show_units,
)
from samspill.science.scales import ResponseScale

SCALE = ResponseScale(1, 5)
LINE = ("political_leadership", "administration")


def heap(*counts: int) -> Distribution:
    return Distribution(SCALE, counts, missing=0)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"a": 6, "b": 7}, (("a",), ("b",))),
        ({"a": 6, "b": 7, "c": 3, "d": 2}, (("a",), ("b",), ("c", "d"))),
        ({"a": 6, "b": 7, "c": 2, "d": 2}, (("b",), ("a", "c", "d"))),
        ({"a": 6, "b": 7, "c": 1}, (("b",), ("a", "c"))),
        ({"a": 6, "b": 7, "c": 0}, (("a",), ("b",))),
        ({"a": 6, "b": 4}, ()),
        ({"a": 2, "b": 2}, ()),
        ({"a": 40}, ()),
        ({}, ()),
    ],
)
def test_small_groups_are_joined_before_anybody_is_asked(
    sizes: dict[str, int], groups: tuple[tuple[str, ...], ...]
) -> None:
    assert merge_small_groups(sizes) == groups


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 12), max_size=9))
def test_everybody_who_is_asked_has_a_group_that_is_large_enough(sizes: dict[str, int]) -> None:
    groups = merge_small_groups(sizes, minimum=5)
    assert all(sum(sizes[one] for one in group) >= 5 for group in groups)
    chosen = [one for group in groups for one in group]
    assert len(chosen) == len(set(chosen))
    if groups:
        assert set(chosen) == {group for group, size in sizes.items() if size}
        assert len(groups) >= 2


def units_of(sizes: dict[str, int], minimum: int = 5) -> list[str] | None:
    result = divide(sizes, minimum=minimum)
    return ["+".join(unit) for unit in result.units] if result else None


@pytest.mark.parametrize(
    ("sizes", "units"),
    [
        ({"a": 5, "b": 9}, ["a", "b"]),
        ({"a": 14, "b": 3, "c": 9}, ["a", "b+c"]),  # the smallest of the rest goes with it
        ({"a": 14, "b": 3, "c": 4}, ["a", "b+c"]),
        ({"a": 14, "b": 1, "c": 2}, None),  # three people are no group
        ({"a": 14, "b": 1, "c": 2, "d": 6}, ["a", "b+c+d"]),
        ({"a": 30, "b": 3}, None),
        ({"a": 30, "b": 0}, None),
        ({"a": 30, "b": 0, "c": 6}, ["a", "c"]),  # nobody in it: nobody to protect
        ({"a": 14, "b": 3, "c": 9, "d": 0}, ["a", "b+c+d"]),  # ... or to tell of
        ({"a": 12, "b": 11, UNSAID: 1}, ["a", "b+"]),
        ({"a": 12, "b": 11, UNSAID: 6}, ["a", "b", ""]),
        ({"a": 12}, None),
        ({}, None),
    ],
)
def test_small_groups_are_joined_before_they_are_shown(
    sizes: dict[str, int], units: list[str] | None
) -> None:
    assert units_of(sizes) == units


@given(
    st.dictionaries(st.sampled_from([UNSAID, *"abcdefgh"]), st.integers(0, 20), min_size=1),
    st.integers(5, 9),
)
def test_every_unit_is_a_crowd_and_nobody_is_left_over(sizes: dict[str, int], minimum: int) -> None:
    result = divide(sizes, minimum=minimum)
    if result is None:
        return
    assert len(result.units) >= 2
    assert all(sum(sizes[one] for one in unit) >= minimum for unit in result.units)
    everybody = [group for unit in result.units for group in unit]
    assert len(everybody) == len(set(everybody))
    assert sum(sizes[group] for group in everybody) == sum(sizes.values())


def test_nearly_all_alike_is_not_split() -> None:
    room = show_distribution(heap(0, 0, 1, 10, 12))
    assert show_units(room, [show_distribution(heap(0, 0, 1, 5, 6), is_group=True)]) == ShownItem(
        room
    )


def test_a_group_with_too_few_answers_to_one_item_hides_all_for_that_item() -> None:
    room = show_distribution(heap(5, 5, 5, 5, 5))
    full = show_distribution(heap(3, 3, 3, 3, 3), is_group=True)
    few = show_distribution(heap(1, 0, 2, 0, 1), is_group=True)
    assert show_units(room, [full, few]) == ShownItem(room)
    assert show_units(room, [full, full]).units == (full, full)


def test_who_was_asked_can_tell_which_group_is_small() -> None:
    """Of nine and twenty-five, 28 have answered together: then the nine cannot be five or more."""
    sizes = {"a": 3, "b": 25, "c": 26}
    assert units_of(sizes) == ["c", "a+b"]
    assert find_small(sizes, {"a": 9, "b": 25, "c": 26}) == ("a",)
    assert find_small(sizes, {}) == (), "nobody knows how many were asked"
    assert find_small({**sizes, "b": 9}, {"a": 9, "b": 9, "c": 26}) == ()
    assert find_small({"a": 3}, {}) == ()


def test_another_grouping_of_the_same_partners_must_not_differ_by_few() -> None:
    before = [{"a": 9, "b": 3}, {"c": 8}]
    assert not differ_by_few(before, before)
    assert differ_by_few([{"a": 9}, {"b": 3, "c": 8}], before)
    assert not differ_by_few([{"a": 9}, {"b": 6, "c": 8}], [{"a": 9, "b": 6}, {"c": 8}])
    assert differ_by_few([{"a": 9}, {"b": 6, "c": 8}], [{"a": 9, "b": 6}, {"c": 8}], minimum=8)
    assert not differ_by_few([{"a": 9}], [{"d": 3}])


def test_across_the_line_eight_are_needed() -> None:
    assert minimum_for(["administration", "union"], minimum=5, across=LINE) == 5
    assert minimum_for(["administration", "political_leadership"], minimum=5, across=LINE) == 8
    assert minimum_for(["administration", "political_leadership"], minimum=9, across=LINE) == 9


def test_those_together_are_shown_from_the_minimum_on() -> None:
    assert units_of({"a": 14, "b": 2, "c": 3, "d": 9}) == ["a", "d", "b+c"]
    assert units_of({"a": 14, "b": 2, "c": 2}) is None
    assert units_of({"a": 14, "b": 1}) is None


def test_a_raised_minimum_holds_everywhere() -> None:
    assert merge_small_groups({"a": 9, "b": 9, "c": 6}, minimum=8) == (("b",), ("a", "c"))
    # Seven of nine are few when eight is the least; and under the usual least they stand alone.
    sizes = {"a": 7, "b": 25, "c": 26}
    assert find_small(sizes, {"a": 7, "b": 25, "c": 26}, minimum=8) == ("a",)
    assert find_small(sizes, {"a": 7, "b": 25, "c": 26}) == ()
    assert find_small(sizes, {"a": 30, "b": 30, "c": 26}, minimum=8) == ()


def test_a_group_nobody_answered_from_is_not_small() -> None:
    sizes = {"a": 3, "b": 25, "c": 26, "d": 0}
    assert units_of(sizes) == ["c", "a+b+d"]
    assert "d" not in find_small(sizes, {"a": 9, "b": 25, "c": 26, "d": 9})


def test_the_other_may_be_as_many_as_were_asked() -> None:
    """Twenty-eight together: eight and twenty are as likely as three and twenty-five."""
    sizes = {"a": 3, "b": 25, "c": 26}
    assert find_small(sizes, {"a": 5, "b": 25, "c": 26}) == ("a",)
    assert find_small({"a": 20, "b": 4, "c": 26}, {"a": 20, "b": 24, "c": 26}) == ()


def test_groups_add_up_with_those_who_left_it_out() -> None:
    scale = ResponseScale(0, 2)
    parts = [Distribution(scale, (1, 2, 3), missing=4), Distribution(scale, (5, 0, 1), missing=2)]
    assert pool(iter(parts)) == Distribution(scale, (6, 2, 4), missing=6)
    assert pool(parts[:1]) == parts[0]


def test_a_lone_one_without_a_group_is_too_few_to_stand_together_with() -> None:
    assert divide({"a": 14, "b": 13, "c": 0}) is not None
    assert find_small({"a": 1, "b": 25, "c": 26}, {"a": 4, "b": 25, "c": 26}) == ("a",)
    # Of four asked none may have answered, if the other has room for all of them.
    assert find_small({"a": 3, "b": 25, "c": 26}, {"a": 4, "b": 28, "c": 26}) == ("a",)
    assert find_small({"a": 3, "b": 22, "c": 26}, {"a": 25, "b": 25, "c": 26}) == ()
