"""Duties that only tests know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from samspill.foundation.declarations import collected
from samspill.foundation.declarations.public import (
    LONGEST_LEASE,
    Collected,
    Duty,
    DutyKind,
    DutyName,
)


class HouseDuty(DutyName):
    """What is to be done in a house."""

    WASH = "wash"
    BREAK = "break"
    POST = "post letters"
    READ = "read letters"


def a_duty(
    name: HouseDuty,
    work: Callable[[], object],
    *,
    kind: DutyKind = DutyKind.KEEPS_A_PROMISE,
    every: timedelta = timedelta(hours=1),
    lease: timedelta = LONGEST_LEASE,
) -> Duty:
    return Duty(name=name, kind=kind, work=work, every=every, lease=lease)


def only_duties(monkeypatch: pytest.MonkeyPatch, *duties: Duty) -> None:
    """Let these be all that is declared."""
    declared = Collected(duties={duty.name.value: duty for duty in duties})
    monkeypatch.setattr(collected, "_collected", declared)
