"""How many seconds the tests of each folder take, told at the end of every run.

Where SAMSPILL_SECONDS names a file, they are also added to it under the name in SAMSPILL_PART;
`python -m tests.seconds FILE` tells of all parts together, as .ci/run does at its end.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

SECONDS = pytest.StashKey["Seconds"]()
# What .ci/run should take on two idle cores, and what it may not.
AIM, LIMIT = 18 * 60, 25 * 60


class Seconds:
    """What each folder took, of the tests that this process was told of."""

    def __init__(self) -> None:
        self.folders: Counter[str] = Counter()
        self.tests: Counter[str] = Counter()
        self.began = time.monotonic()

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
        told = {
            "part": os.environ.get("SAMSPILL_PART", "tests"),
            "seconds": round(time.monotonic() - seconds.began),
            "folders": dict(seconds.folders),
        }
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(told) + "\n")


def tell_of_all_parts(file: Path) -> None:
    """Print what each part took, and the tests of each folder in each part."""
    parts = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    print("\nSECONDS of each part")
    for part in parts:
        print(f"{part['seconds']:7.0f}  {part['part']}")
    whole = sum(part["seconds"] for part in parts)
    print(f"{whole:7.0f}  altogether; at most {AIM} is the aim on two idle cores")
    with_tests = [part for part in parts if "folders" in part]
    print("\nSECONDS of the tests of each folder:")
    print(*(part["part"] for part in with_tests), sep=", ")
    folders = Counter[str]()
    for part in with_tests:
        folders.update(part["folders"])
    for folder, _spent in folders.most_common():
        spent = (part["folders"].get(folder, 0) for part in with_tests)
        print(*(f"{each:9.1f}" for each in spent), folder, sep="  ")
    if whole > LIMIT:
        print(f"\n{'!' * 80}\nMORE THAN {LIMIT} SECONDS: something moves to `make nightly` now.")


if __name__ == "__main__":
    tell_of_all_parts(Path(sys.argv[1]))
