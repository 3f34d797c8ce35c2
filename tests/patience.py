"""What has to be tried again, since somebody else is reading just then."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from samspill.foundation.privacy.public import TracesInUseError

Made = TypeVar("Made")

# On PostgreSQL a test beside this one, in a database of its own, holds old rows for as long as it
# writes: the longest test of the suite, on a machine that has other things to do.
PATIENCE = 180


def until_nobody_reads(work: Callable[[], Made]) -> Made:
    """Do what destroys traces, again and again as the worker does, until nobody is reading."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except TracesInUseError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
