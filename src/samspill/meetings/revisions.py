"""What phones ask for each second: a number that changes when something has been pressed.

One answer for everybody in the same meeting, kept in memory, so that two hundred phones cost the
database nothing. It is read anew after each change made here, and at most each third of a second
for changes that another process makes.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping

from django.db import DatabaseError

from samspill.meetings.results import revision_by_address

READ_AGAIN_AFTER = 0.3


class Revisions:
    """The revision of every meeting that phones may follow, by its address."""

    def __init__(self, read: Callable[[], Mapping[str, str]]) -> None:
        self._read = read
        self._by_address: Mapping[str, str] = {}
        self._read_at = float("-inf")

    def of(self, address: str) -> str | None:
        """Return the revision of the meeting at this address; None where none is led."""
        if time.monotonic() - self._read_at > READ_AGAIN_AFTER:
            self._read_at = time.monotonic()
            with contextlib.suppress(DatabaseError):  # what is known stays; phones ask again
                self._by_address = self._read()
        return self._by_address.get(address)

    def read_again(self) -> None:
        """Let the next phone that asks be told what the database has."""
        self._read_at = float("-inf")


REVISIONS = Revisions(revision_by_address)
