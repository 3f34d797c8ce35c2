"""What a check of `samspill doctor` tells, in one line."""

from __future__ import annotations

from dataclasses import dataclass

OK, LOOK, WRONG = "ok", "look", "wrong"


@dataclass(frozen=True)
class CheckResult:
    """`check` is the name in JSON, `title` the one people read; `do` is empty when all is well."""

    check: str
    state: str
    title: str
    message: str
    do: str = ""
