"""How many seconds the tests of each folder take, told at the end of every run.

Where SAMSPILL_SECONDS names a file, they are also added to it under the name in SAMSPILL_PART, so
that `.ci/run` can tell of all its parts together.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

SECONDS = pytest.StashKey["Seconds"]()


class Seconds:
    """What each folder took, of the tests that this process was told of."""

    def __init__(self) -> None:
        self.folders: Counter[str] = Counter()
        self.tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count setting up and clearing away too: a fixture is as slow as a test."""
        folder = folder_of(report.nodeid)
        self.folders[folder] += report.duration  # type: ignore[assignment]
        self.tests[folder] += report.when == "call"


def folder_of(nodeid: str) -> str:
    """Return the slice that a test belongs to, or the folder below `tests`."""
    parts = PurePosixPath(nodeid.split("::", maxsplit=1)[0]).parts
    return "/".join(parts[:2]) if parts[0] == "tests" else parts[min(2, len(parts) - 1)]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[SECONDS] = Seconds()
        config.pluginmanager.register(config.stash[SECONDS], "seconds")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    seconds = terminalreporter.config.stash.get(SECONDS, None)
    if seconds is None or len(seconds.folders) < 2:
        return
    terminalreporter.section("seconds of each folder")
    for folder, spent in seconds.folders.most_common():
        terminalreporter.write_line(f"{spent:8.1f} s {seconds.tests[folder]:6} tests  {folder}")
    file = os.environ.get("SAMSPILL_SECONDS")
    if file:
        told = {folder: round(spent, 1) for folder, spent in seconds.folders.items()}
        part = os.environ.get("SAMSPILL_PART", "tests")
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"part": part, "seconds": told}) + "\n")
