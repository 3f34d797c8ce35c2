"""Pages that are kept for a moment: two hundred phones ask for the same one when a step begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Page = TypeVar("Page")

# What stands on a phone changes with what is pressed, and else at most with the minute.
KEPT_SECONDS = 3.0
MOST_KEPT = 500


class KeptPages(Generic[Page]):
    """Pages by what they were made of, each for some seconds."""

    def __init__(self, seconds: float = KEPT_SECONDS) -> None:
        self._seconds = seconds
        self._pages: dict[Hashable, tuple[float, Page]] = {}

    def get(self, key: Hashable, make: Callable[[], Page]) -> Page:
        """Return the page that was made of this a moment ago, or make it."""
        kept = self._pages.get(key)
        now = time.monotonic()
        if kept is not None and now - kept[0] < self._seconds:
            return kept[1]
        page = make()
        if len(self._pages) >= MOST_KEPT:
            self._pages.clear()
        self._pages[key] = (now, page)
        return page
