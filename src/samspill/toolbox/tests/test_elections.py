"""When councils are elected: computed, and compared with the days that have been."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.toolbox import elections

# The first four have been held; the others are the second Mondays, from a calendar.
DAYS = (
    date(2011, 9, 12),
    date(2015, 9, 14),
    date(2019, 9, 9),
    date(2023, 9, 11),
    date(2027, 9, 13),
    date(2031, 9, 8),
    date(2035, 9, 10),
    date(2039, 9, 12),
    date(2043, 9, 14),
)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_day_is_the_second_monday_of_september(day: date) -> None:
    assert elections.election_day(day.year) == day
    assert day.weekday() == 0


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2028])
def test_other_years_have_no_election(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        elections.election_day(year)


@pytest.mark.parametrize("place", range(1, len(DAYS) - 1))
def test_around_an_election(place: int) -> None:
    last, day, coming = DAYS[place - 1 : place + 2]
    a_day = timedelta(days=1)
    assert elections.next_election(day - a_day) == day
    assert elections.next_election(day) == day
    assert elections.next_election(day + a_day) == coming
    assert elections.last_election(day) == last
    assert elections.last_election(day + a_day) == day


@pytest.mark.parametrize(
    ("decided", "until"),
    [
        (date(2026, 11, 21), date(2027, 9, 14)),
        # Decided on the election day itself: by the old council.
        (date(2027, 9, 13), date(2027, 9, 14)),
        # The old council sits until the new one has met.
        (date(2027, 9, 14), date(2027, 10, 31)),
        (date(2027, 9, 30), date(2027, 10, 31)),
        # From October it is taken to be the new one.
        (date(2027, 10, 1), date(2031, 9, 9)),
        (date(2027, 12, 31), date(2031, 9, 9)),
        (date(2028, 1, 1), date(2031, 9, 9)),
    ],
)
def test_how_long_a_decision_stands(decided: date, until: date) -> None:
    assert elections.sits_until(decided) == until


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_decision_stands_from_its_day_to_the_next_election_at_most(day: date) -> None:
    assert elections.last_election(day) < day <= elections.next_election(day)
    assert day <= elections.sits_until(day)
    assert elections.sits_until(day) - elections.next_election(day) <= timedelta(days=1)
