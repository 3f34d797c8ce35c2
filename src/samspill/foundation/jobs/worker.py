"""The worker: claims one due job at a time, does it, and says when it is due again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from django.db import Error as DatabaseProblem
from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone

from samspill.foundation.jobs.models import Job

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=1)
# How far the clocks of several machines may lie apart without anybody minding.
SKEW = timedelta(minutes=1)


@dataclass(frozen=True)
class Duty:
    """What a job does: a function that is safe to do twice, and how often it is done."""

    work: Callable[[], object]
    every: timedelta
    # So long nobody else takes over when the worker was killed in the middle of it.
    lease: timedelta = LEASE


@dataclass(frozen=True)
class JobState:
    """How one duty stands: `late` is how long it has been due and left, zero when it is not.

    `last_error` is the kind of the error alone: what an error says can quote a row.
    """

    name: str
    late: timedelta
    failures: int
    last_error: str


_duties: dict[str, Duty] = {}


def register(
    name: str, work: Callable[[], object], *, every: timedelta, lease: timedelta = LEASE
) -> None:
    """Make `work` a duty of the worker. The function must be safe to do twice."""
    if name in _duties:
        message = f"the job {name!r} is registered twice"
        raise ValueError(message)
    _duties[name] = Duty(work=work, every=every, lease=lease)


def registered_jobs() -> dict[str, Duty]:
    return dict(_duties)


def wake(name: str) -> None:
    """Let a duty be done as soon as a worker is free: there is something to do now."""
    Job.objects.filter(name=name).update(due_at=timezone.now())


def schedule_missing(now: datetime) -> None:
    """Give every duty a row, due at once, and forget rows of duties that are no more."""
    for name in _duties:
        Job.objects.get_or_create(name=name, defaults={"due_at": now})
    Job.objects.exclude(name__in=_duties).delete()


def claim(now: datetime) -> str | None:
    """Lease the job that has been due the longest, and return its name."""
    with transaction.atomic():
        due = Job.objects.filter(_is_free(now), _is_due(now), name__in=_duties).order_by("due_at")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(leased_until=now + _duties[job.name].lease)
        return job.name


def _is_free(now: datetime) -> Q:
    # A lease longer than any that is given: the clock has been set back since.
    too_long = Q(leased_until__gt=now + LEASE + SKEW)
    return Q(leased_until__isnull=True) | Q(leased_until__lt=now) | too_long


def _is_due(now: datetime) -> Q:
    """Also when it is due later than it ever rests: the clock was set back since it was done.

    Traces that wait for a clock to catch up would break what was promised.
    """
    due = Q(due_at__lte=now)
    for name, duty in _duties.items():
        due |= Q(name=name, failures=0, due_at__gt=now + duty.every + SKEW)
    return due | Q(failures__gt=0, due_at__gt=now + LONGEST_WAIT + SKEW)


def do_one(now: datetime) -> bool:
    """Do one due job, if there is any; a job that fails is tried again, later each time."""
    name = claim(now)
    if name is None:
        return False
    duty = _duties[name]
    was_due = Job.objects.get(pk=name).due_at
    try:
        duty.work()
    except Exception as error:
        logger.exception("The job %s failed and will be tried again.", name)
        failures = Job.objects.get(pk=name).failures + 1
        wait = min(timedelta(seconds=10 * 2**failures), LONGEST_WAIT)
        told = f"{type(error).__name__}: {error}"[:500]
    else:
        failures, wait, told = 0, duty.every, ""
    # Where somebody has woken the duty meanwhile, it is due again at once.
    Job.objects.filter(pk=name, due_at=was_due).update(due_at=now + wait)
    Job.objects.filter(pk=name).update(leased_until=None, failures=failures, last_error=told)
    return True


def do_all() -> None:
    """Do every duty now, due or not: before anybody is let in to data that have lain a while."""
    for duty in _duties.values():
        duty.work()


def job_states(now: datetime) -> list[JobState]:
    """Return how every duty stands that has been given a row, the worker's or a former one's."""
    free = set(Job.objects.filter(_is_free(now), _is_due(now)).values_list("name", flat=True))
    return [
        JobState(
            name=job.name,
            late=max(now - job.due_at, timedelta()) if job.name in free else timedelta(),
            failures=job.failures,
            last_error=job.last_error.split(":")[0],
        )
        for job in Job.objects.order_by("name")
    ]


def run_until(stop: Event, *, rest_seconds: float = 2.0) -> None:
    """Work until `stop` is set, looking for due jobs every `rest_seconds`.

    A database that is locked or gone for a while ends nothing: the worker tries again. A job it
    was at is done again when its lease has run out.
    """
    is_scheduled = is_cut_off = False
    while not stop.is_set():
        is_busy = False
        try:
            close_old_connections()
            if not is_scheduled:
                schedule_missing(timezone.now())
                is_scheduled = True
            is_busy = do_one(timezone.now())
            is_cut_off = False
        except DatabaseProblem:
            if not is_cut_off:
                logger.exception("The database does not answer. The worker goes on trying.")
            is_cut_off = True
            connection.close()
        if not is_busy:
            stop.wait(rest_seconds)
