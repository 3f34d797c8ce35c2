"""A bar that fills while something is read, for whoever sits at a terminal."""

from __future__ import annotations

from types import TracebackType
from typing import Self, TextIO

WIDTH = 40


class ProgressBar:
    """Draws on one line and wipes it at the end; silent where nobody is looking."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_seen = stream.isatty()
        self._drawn = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._drawn:
            self.stream.write("\r" + " " * len(self._drawn) + "\r")
            self.stream.flush()

    def show(self, share: float) -> None:
        """Draw how much is done, from 0 to 1."""
        filled = round(WIDTH * share)
        line = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}"
        if self.is_seen and line != self._drawn:
            self.stream.write("\r" + line)
            self.stream.flush()
            self._drawn = line
