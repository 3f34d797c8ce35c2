"""The worker goes on when the database is locked or gone for a while."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import InterfaceError, OperationalError

from samspill.foundation.declarations.public import Lane
from samspill.foundation.jobs import worker
from samspill.foundation.tests.duties import HouseDuty, a_duty, only_duties

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
@pytest.mark.parametrize("step", ["schedule_missing", "do_one"])
def test_a_database_that_does_not_answer_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
    problem: type[Exception],
) -> None:
    stop = Event()
    only_duties(monkeypatch, a_duty(HouseDuty.WASH, stop.set))
    whole = getattr(worker, step)
    left = [problem("database is locked")] * 3

    def broken_at_first(*args: object) -> object:
        if left:
            raise left.pop()
        return whole(*args)

    monkeypatch.setattr(worker, step, broken_at_first)
    worker.work_in(Lane.PROMISES, stop, rest_seconds=0)
    assert stop.is_set()
    assert not left


def test_it_is_said_once_and_not_every_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Event()
    said: list[str] = []
    tries = iter(range(5))

    def gone(*_asked: object) -> bool:
        if next(tries) == 4:
            stop.set()
        raise OperationalError("the server closed the connection unexpectedly")

    monkeypatch.setattr(worker, "do_one", gone)
    monkeypatch.setattr(worker.logger, "exception", said.append)
    worker.work_in(Lane.PROMISES, stop, rest_seconds=0)
    assert len(said) == 1
