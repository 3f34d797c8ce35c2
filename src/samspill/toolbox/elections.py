"""When municipal and county councils are elected in Norway.

How sure this is: that they are elected every fourth year, in September, is law. The day is set by
the Government some time before each election; it has been the second Monday for as long as
this file looks back (2011-09-12, 2015-09-14, 2019-09-09, 2023-09-11), so the days ahead are
computed and may be moved. Texts therefore name the month and never the day. The new council holds
its first meeting by the end of October (the ministry's circular H-12/15); until then the old sits.
"""

from __future__ import annotations

from datetime import date, timedelta

YEARS_BETWEEN = 4
# Any year with an election will do to count from.
COUNTED_FROM = 2023
# Before this day of an election year, no new council is taken to have met; after the other, all.
FIRST_MEETINGS = (9, 30)
LAST_MEETINGS = (10, 31)


def has_election(year: int) -> bool:
    return (year - COUNTED_FROM) % YEARS_BETWEEN == 0


def election_day(year: int) -> date:
    """Return the second Monday of September; ValueError in a year without an election."""
    if not has_election(year):
        message = f"there is no municipal election in {year}"
        raise ValueError(message)
    eighth = date(year, 9, 8)
    return eighth + timedelta(days=-eighth.weekday() % 7)


def next_election(day: date) -> date:
    """Return the first election day that is not before `day`."""
    year = day.year + (COUNTED_FROM - day.year) % YEARS_BETWEEN
    found = election_day(year)
    return found if found >= day else election_day(year + YEARS_BETWEEN)


def last_election(day: date) -> date:
    """Return the last election day that is before `day`."""
    return election_day(next_election(day).year - YEARS_BETWEEN)


def sits_until(decided_on: date) -> date:
    """Return the last day on which those who decided then can be taken to stand behind it.

    The day after the next election. In the weeks after an election the old council may still
    decide; what it decides then stands until the new one must have met.
    """
    last = last_election(decided_on)
    if decided_on <= date(last.year, *FIRST_MEETINGS):
        return have_met(last)
    return next_election(decided_on) + timedelta(days=1)


def have_met(election: date) -> date:
    """Return the day by which every council of this election has met."""
    return date(election.year, *LAST_MEETINGS)
