"""Groups: joined before anybody is asked, and hidden so that none can be subtracted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.science.distributions import Distribution
from samspill.science.groups import (
    UNSAID,
    merge_small_groups,
    minimum_for,
    show_groups,
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


def test_a_group_is_shown_coarser_than_a_room() -> None:
    shown = show_groups({"a": heap(10, 40, 30, 30, 10), "b": heap(3, 3, 3, 3, 3)})
    assert {one.form for one in shown.values()} == {"fifths"}
    assert shown["a"].band == "20 or more"
    for one in shown.values():
        assert (one.n, one.middle, one.percent) == (None, None, None)
        assert sum(one.tiles) == 5


def test_a_small_group_takes_the_smallest_other_with_it() -> None:
    shown = show_groups(
        {"a": heap(2, 2, 2, 2, 2), "b": heap(1, 0, 1, 0, 1), "c": heap(3, 3, 3, 3, 3),
         "d": heap(4, 4, 4, 4, 4)}
    )  # fmt: skip
    assert {group for group, one in shown.items() if one.form == "hidden"} == {"a", "b"}
    assert shown["a"].band is None, "hidden to protect another: its size is not told"


def test_those_who_did_not_say_can_not_be_subtracted() -> None:
    """Two who did not say are what is left when the groups are taken from the total."""
    shown = show_groups(
        {UNSAID: heap(1, 0, 0, 0, 1), "a": heap(2, 2, 2, 2, 2), "b": heap(3, 3, 3, 3, 3),
         "c": heap(4, 4, 4, 4, 4)}
    )  # fmt: skip
    assert UNSAID not in shown
    assert shown["a"].form == "hidden"
    assert shown["b"].form == shown["c"].form == "fifths"


def test_one_group_alone_is_not_shown() -> None:
    shown = show_groups(
        {"a": heap(1, 1, 1, 1, 1), "b": heap(1, 0, 1, 0, 1), "c": heap(9, 9, 9, 0, 0)}
    )
    assert {one.form for one in shown.values()} == {"hidden"}


@given(
    st.dictionaries(
        st.sampled_from([UNSAID, "a", "b", "c", "d", "e"]),
        st.tuples(*[st.integers(0, 6)] * 5),
        min_size=2,
    ),
    st.integers(5, 9),
)
def test_what_is_left_over_is_nobody_or_a_crowd(
    counts: dict[str, tuple[int, ...]], minimum: int
) -> None:
    """Take every shown group from the total: what remains is as large as a group must be."""
    groups = {group: heap(*one) for group, one in counts.items()}
    shown = show_groups(groups, minimum=minimum)
    visible = [group for group, one in shown.items() if one.form != "hidden"]
    assert len(visible) != 1
    assert all(groups[group].n >= minimum for group in visible)
    rest = sum(d.n for group, d in groups.items() if group not in visible)
    if visible:
        assert rest == 0 or rest >= minimum


def test_across_the_line_eight_are_needed() -> None:
    assert minimum_for(["administration", "union"], minimum=5, across=LINE) == 5
    assert minimum_for(["administration", "political_leadership"], minimum=5, across=LINE) == 8
    assert minimum_for(["administration", "political_leadership"], minimum=9, across=LINE) == 9
