"""What slices let the worker do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

# So long nobody else takes over a duty whose worker was killed in the middle of it.
LONGEST_LEASE = timedelta(minutes=10)


class DutyName(Enum):
    """The duties of a slice, which names its own. The value is the name in the table of jobs."""


class Lane(Enum):
    """The worker works in lanes, none of which waits for another."""

    PROMISES = "promises"
    # What takes long, or waits for somebody else's server.
    OUTSIDE = "outside"


class DutyKind(Enum):
    """What a duty is for, which decides where it may run."""

    # Run also on a restored backup, before anybody is let in.
    KEEPS_A_PROMISE = "keeps a promise"
    # Sends something out of the house: never run on a restored backup, which would send it anew.
    REACHES_OUT = "reaches out"
    # What somebody has ordered and waits for. On a restored backup it can wait for the worker.
    DOES_WORK = "does work"

    @property
    def lane(self) -> Lane:
        return Lane.PROMISES if self is DutyKind.KEEPS_A_PROMISE else Lane.OUTSIDE


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What the worker does again and again.

    `work` is safe to do twice. It runs outside any transaction; where it waits for others, it
    waits outside any transaction of its own, since SQLite has one writer.
    """

    name: DutyName
    kind: DutyKind
    work: Callable[[], object]
    every: timedelta
    lease: timedelta = LONGEST_LEASE
