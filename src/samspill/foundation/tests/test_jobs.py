"""The worker: does what is due, tries again what failed, takes over from one that was killed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from samspill.foundation.declarations.public import LONGEST_LEASE, Lane, declared
from samspill.foundation.jobs import worker
from samspill.foundation.jobs.models import Job
from samspill.foundation.privacy.public import TracesInUseError
from samspill.foundation.tests.duties import HouseDuty, a_duty, only_duties

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Only a duty of our own; the list tells how often it was done."""
    done: list[str] = []
    only_duties(monkeypatch, a_duty(HouseDuty.WASH, lambda: done.append("wash")))
    worker.schedule_missing(timezone.now())
    return done


def do_one(now: datetime) -> bool:
    return worker.do_one(now, Lane.PROMISES)


def claim(now: datetime) -> str | None:
    return worker.claim(now, Lane.PROMISES)


def test_a_due_job_is_done_once_and_then_rests(done: list[str]) -> None:
    now = timezone.now()
    assert do_one(now)
    assert not do_one(now)
    assert done == ["wash"]
    assert do_one(now + timedelta(hours=1))
    assert done == ["wash", "wash"]


def test_a_job_that_fails_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("the disk is full")

    only_duties(monkeypatch, a_duty(HouseDuty.BREAK, broken))
    now = timezone.now()
    worker.schedule_missing(now)
    while do_one(now):
        pass
    job = Job.objects.get(pk="break")
    assert job.failures == 1
    assert "the disk is full" in job.last_error
    assert now < job.due_at <= now + timedelta(hours=1)
    while do_one(job.due_at):
        pass
    assert Job.objects.get(pk="break").due_at > job.due_at + timedelta(seconds=20)


def test_another_worker_takes_over_when_the_lease_has_run_out(done: list[str]) -> None:
    now = timezone.now()
    assert claim(now) == "wash"
    assert claim(now) is None
    assert claim(now + LONGEST_LEASE + timedelta(seconds=1)) == "wash"


def test_duties_that_are_no_more_are_forgotten(done: list[str]) -> None:
    Job.objects.create(name="an old duty", due_at=timezone.now())
    worker.schedule_missing(timezone.now())
    assert set(Job.objects.values_list("name", flat=True)) == {"wash"}


def test_a_promise_waits_for_whoever_is_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anybody is let in there is no later try, and a server soon ends its looking."""
    tries: list[str] = []

    def wash() -> None:
        tries.append("wash")
        if len(tries) < 3:
            raise TracesInUseError

    monkeypatch.setattr(worker, "SECONDS_BETWEEN", 0)
    only_duties(monkeypatch, a_duty(HouseDuty.WASH, wash))
    worker.keep_promises()
    assert len(tries) == 3


def test_a_promise_that_cannot_be_kept_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def wash() -> None:
        raise TracesInUseError

    monkeypatch.setattr(worker, "SECONDS_BETWEEN", 0)
    only_duties(monkeypatch, a_duty(HouseDuty.WASH, wash))
    with pytest.raises(TracesInUseError):
        worker.keep_promises()


def test_the_product_has_its_duties() -> None:
    promises = {
        "delete answers",
        "destroy traces",
        "forget removed",
        "forget answer files",
        "forget old log-ins",
        "forget used links",
        "forget names in the log",
        "forget mail that could not be sent",
        "forget names of meetings",
        "close rounds",
        "draw pictures",
        "look at open rounds",
    }
    assert set(worker.duties_of(Lane.PROMISES)) == promises
    assert set(worker.duties_of(Lane.OUTSIDE)) == {
        "read answer files",
        "make exports",
        "send mail",
    }
    names = list(declared().duties)
    assert names.index("delete answers") < names.index("destroy traces"), "deleting leaves traces"


def test_a_duty_that_was_woken_while_it_was_done_is_done_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    now = timezone.now()

    def wash() -> None:
        done.append("wash")
        if len(done) == 1:
            worker.wake(HouseDuty.WASH)

    only_duties(monkeypatch, a_duty(HouseDuty.WASH, wash))
    worker.schedule_missing(now)
    assert do_one(now)
    assert do_one(timezone.now())
    assert not do_one(timezone.now())
    worker.wake(HouseDuty.WASH)
    assert do_one(timezone.now())
    assert len(done) == 3


def test_a_duty_can_have_a_shorter_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a file waits ten minutes for a worker that was killed while it read it."""
    now = timezone.now()
    only_duties(monkeypatch, a_duty(HouseDuty.WASH, lambda: None, lease=timedelta(minutes=4)))
    worker.schedule_missing(now)
    assert claim(now) == "wash"
    assert claim(now + timedelta(minutes=3)) is None
    assert claim(now + timedelta(minutes=5)) == "wash"


# --- The clock of the server is set back ---------------------------------------------------------


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=1), timedelta(days=900)])
def test_a_clock_that_was_set_back_keeps_no_job_waiting(done: list[str], back: timedelta) -> None:
    """It was done at a moment that has not come yet; it is done again, and rests as it should."""
    now = timezone.now()
    assert do_one(now)
    earlier = now - back
    assert do_one(earlier)
    assert not do_one(earlier)
    assert not do_one(earlier + timedelta(minutes=59))
    assert do_one(earlier + timedelta(hours=1))
    assert done == ["wash"] * 3


def test_a_lease_from_before_the_clock_was_set_back_ends(done: list[str]) -> None:
    now = timezone.now()
    assert claim(now) == "wash"
    assert claim(now - timedelta(days=1)) == "wash"


def test_a_failed_job_is_not_kept_waiting_by_the_clock_either(done: list[str]) -> None:
    now = timezone.now()
    Job.objects.update(failures=3, due_at=now + timedelta(days=1))
    assert do_one(now)
    Job.objects.update(failures=3, due_at=now + timedelta(minutes=50))
    assert not do_one(now), "it rests longer than a job that went well"


def test_clocks_of_two_machines_may_differ_a_little(done: list[str]) -> None:
    now, behind = timezone.now(), timezone.now() - timedelta(seconds=40)
    assert claim(now) == "wash"
    assert claim(behind) is None
    Job.objects.update(leased_until=None, due_at=now + timedelta(hours=1))
    assert claim(behind) is None
