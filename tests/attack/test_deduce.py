"""The attacker finds what older rules leaked: otherwise it proves nothing that it finds nothing."""

from __future__ import annotations

from itertools import product
from math import comb

import pytest

from tests.attack.attack import counts, the_rule
from tests.attack.deduce import (
    TOGETHER,
    NotTheRuleError,
    Table,
    from_groups,
    from_one_room,
    from_two_rounds,
    possible,
    shown_by,
    tables_of,
)


def a_mean_and_a_number(table: Table) -> tuple[int, float]:
    """Show what a live survey tool does: how many, and the mean with one decimal."""
    total = sum(table)
    return total, round(sum(p * n for p, n in enumerate(table, start=1)) / total, 1)


def percentages(table: Table) -> tuple[int, ...]:
    return tuple(round(100 * n / sum(table)) for n in table)


def everything(table: Table) -> Table:
    return table


def behind(rule: object, ratings: list[int]) -> tuple[Table, ...]:
    return possible(rule, rule(counts(ratings)), [len(ratings)])  # type: ignore[operator,arg-type]


@pytest.mark.parametrize("n", [1, 5, 12])
def test_all_tables_are_tried(n: int) -> None:
    found = list(tables_of(n))
    assert len(found) == len(set(found)) == comb(n + 4, 4)
    assert {sum(one) for one in found} == {n}
    if n == 5:
        assert set(found) == {one for one in product(range(6), repeat=5) if sum(one) == 5}


def test_a_unanimous_room_is_found_by_anybody() -> None:
    found = from_one_room(behind(a_mean_and_a_number, [5] * 8), [5] * 8, "q")
    assert found.people == 8
    assert found.ways == {"a colleague", "an insider"}


def test_percentages_of_a_small_room_give_single_answers_away() -> None:
    ratings = [1, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5]
    found = from_one_room(behind(percentages, ratings), ratings, "q")
    assert ("a colleague", 0, "q") in found.answers


def test_an_insider_takes_away_the_own_answer() -> None:
    """The one who said 2 knows that all others said 5; from outside nothing is unanimous."""
    ratings = [2, 5, 5, 5, 5, 5]
    found = from_one_room(behind(everything, ratings), ratings, "q")
    assert {("an insider", person, "q") for person in range(1, 6)} <= found.answers
    assert not {one for one in found.answers if one[0] == "a colleague" and one[1] > 0}


def test_a_newcomer_is_found_between_two_rounds() -> None:
    before, after = [3] * 4 + [4] * 6, [3] * 4 + [4] * 6 + [1]
    found = from_two_rounds(
        behind(a_mean_and_a_number, before), behind(a_mean_and_a_number, after), (10, 1), "q"
    )
    assert found.answers == {("two rounds", 10, "q")}


def test_a_group_that_alone_is_held_back_is_found_by_subtraction() -> None:
    total, large = (3, 4, 5, 6, 7), (3, 4, 5, 6, 3)
    exact, small = from_groups([total], {"large": [large]}, {"small": (0, 25)}, minimum=5)
    assert exact == {("small", 5)}
    assert small == {"small"}


def test_two_groups_that_are_held_back_hide_each_other() -> None:
    total, large = (3, 4, 5, 6, 9), (1, 2, 4, 4, 3)
    exact, small = from_groups([total], {"large": [large]}, {"a": (0, 12), "b": (0, 12)}, minimum=5)
    assert (exact, small) == ({("large", 1)}, set())


def test_the_number_of_those_who_were_asked_narrows_the_bounds() -> None:
    """Thirteen are held back; of one group nine were asked, so that the other has four or more."""
    total, large = (3, 4, 5, 6, 9), (1, 2, 4, 4, 3)
    _exact, small = from_groups([total], {"large": [large]}, {"a": (0, 9), "b": (0, 4)}, minimum=5)
    assert small == {"b"}


def test_what_does_not_fit_is_no_finding_but_an_error() -> None:
    with pytest.raises(NotTheRuleError, match="nothing fits"):
        from_groups([(1, 1, 1, 1, 1)], {"large": [(2, 2, 2, 2, 2)]}, {"small": (0, 3)}, minimum=5)


def test_the_rule_gives_nobody_away_to_a_colleague_or_an_insider() -> None:
    """As docs/methods/what-can-be-found.md says, by another way of counting."""
    for n in range(5, 16):
        for tables in shown_by(the_rule, n).values():
            if the_rule(tables[0]).form != "hidden":
                ratings = [point for point, count in enumerate(tables[0], 1) for _ in range(count)]
                assert not from_one_room(tables, ratings, "q"), tables[0]


def test_groups_that_are_shown_as_one_hide_each_other() -> None:
    """Four and three are shown as seven: which answer came from which group is not known."""
    total, alone, together = (3, 4, 5, 6, 1), (1, 2, 4, 4, 1), (2, 2, 1, 2, 0)
    shown = {"alone": [alone, (1, 2, 3, 5, 1)], TOGETHER: [together, (2, 2, 2, 1, 0)]}
    hidden = {"a": (0, 6), "b": (0, 5)}
    exact, small = from_groups([total], shown, hidden, minimum=5)
    assert exact == {("alone", 1), ("alone", 5)}
    assert small == set()
    _exact, small = from_groups([total], shown, {"a": (0, 6), "b": (0, 3)}, minimum=5)
    assert small == {"b"}
