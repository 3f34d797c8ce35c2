"""How long each kind of request took, what went wrong, and on what machine."""

from __future__ import annotations

import math
import os
import platform
import resource
import time
from collections import Counter, defaultdict
from pathlib import Path


class Timings:
    """Seconds by kind of request, and everything that no phone should ever be answered."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.errors: Counter[str] = Counter()

    def add(self, kind: str, seconds: float, status: int) -> None:
        self.seconds[kind].append(seconds)
        if status == 429 or status >= 400:
            self.errors[f"{kind}: status {status}"] += 1

    def fail(self, kind: str, problem: str) -> None:
        self.errors[f"{kind}: {problem}"] += 1

    @property
    def everything(self) -> list[float]:
        return [one for kind in self.seconds.values() for one in kind]

    def table(self) -> str:
        """Return a row for each kind of request: how many, and milliseconds."""
        lines = [f"{'':<26}{'n':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}  ms"]
        lines += [_row(kind, seconds) for kind, seconds in self.seconds.items()]
        if len(self.seconds) > 1:
            lines.append(_row("all", self.everything))
        return "\n".join(lines)


def percentile(seconds: list[float], share: float) -> float:
    """Return the smallest value that `share` of all are at most (nearest rank)."""
    return sorted(seconds)[max(1, math.ceil(share * len(seconds))) - 1]


def _row(kind: str, seconds: list[float]) -> str:
    shares = [percentile(seconds, share) * 1000 for share in (0.5, 0.95, 0.99, 1)]
    return f"{kind:<26}{len(seconds):>7}" + "".join(f"{value:>8.0f}" for value in shares)


class OwnShare:
    """How much of one core the client itself takes: it runs beside the server it measures."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._cpu = _cpu_seconds()

    def __str__(self) -> str:
        spent = _cpu_seconds() - self._cpu
        return f"{100 * spent / (time.perf_counter() - self._began):.0f} % of one core"


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def load() -> str:
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def machine() -> str:
    """Return what the figures depend on, as far as the system tells."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = named[0].split(":", 1)[1].strip() if named else model
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}"
