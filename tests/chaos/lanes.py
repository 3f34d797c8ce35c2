"""Run by test_lanes: a worker with duties of its own, on a database of its own.

Tells as JSON when each duty was done, in seconds since the worker began, and when it had stopped.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

# So long it works on from when the post began.
SECONDS = 5.0


class Diary:
    """When each duty was done."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.done: dict[str, list[float]] = {}

    def note(self, name: str) -> None:
        self.done.setdefault(name, []).append(time.monotonic() - self.began)


def main(what: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from samspill.foundation.declarations.public import Collected, Duty, DutyKind, use
    from samspill.foundation.jobs import worker
    from samspill.foundation.tests.duties import HouseDuty

    diary, stop = Diary(), threading.Event()

    def wash() -> None:
        write()
        diary.note("wash")

    def duty(name: HouseDuty, kind: DutyKind, work: Callable[[], None], seconds: float) -> Duty:
        return Duty(name=name, kind=kind, work=work, every=timedelta(seconds=seconds))

    def post() -> None:
        diary.note("post")
        threading.Timer(SECONDS, stop.set).start()
        if what == "break off":
            raise SystemExit  # ends the thread it runs in
        time.sleep(60)  # a server that takes a message and answers nothing

    duties = (
        duty(HouseDuty.POST, DutyKind.REACHES_OUT, post, 3600),
        duty(HouseDuty.READ, DutyKind.DOES_WORK, lambda: diary.note("read"), 0),
        duty(HouseDuty.WASH, DutyKind.KEEPS_A_PROMISE, wash, 0),
    )
    use(Collected(duties={each.name.value: each for each in duties}))
    worker.STOP_SECONDS = 1.0
    worker.run_until(stop, rest_seconds=0.1)
    diary.note("stopped")
    print(json.dumps(diary.done))


def write() -> None:
    """Change something, as deleting does: SQLite lets one write at a time."""
    from samspill.foundation.organisations.models import Organisation

    Organisation.objects.create(name="Nesdal").delete()


if __name__ == "__main__":
    main(sys.argv[1])
