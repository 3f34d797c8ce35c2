from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from samspill.foundation.declarations.public import Declarations, Duty, DutyKind, DutyName


class PostDuty(DutyName):
    """What the worker does for the post."""

    SEND = "send letters"
    FORGET = "forget letters"
    SORT = "sort letters"


def _write(what: str) -> None:
    with Path(os.environ["SAMSPILL_TEST_POST"]).open("a") as file:
        file.write(f"{what}\n")


def _duty(name: PostDuty, kind: DutyKind) -> Duty:
    return Duty(name=name, kind=kind, work=lambda: _write(name.value), every=timedelta(seconds=1))


DECLARED = Declarations(
    duties=(
        _duty(PostDuty.SEND, DutyKind.REACHES_OUT),
        _duty(PostDuty.FORGET, DutyKind.KEEPS_A_PROMISE),
        _duty(PostDuty.SORT, DutyKind.DOES_WORK),
    )
)
