"""The worker: claims one due job at a time in each lane, does it, and says when it is due again."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic, sleep

from django.db import Error as DatabaseProblem
from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone

from samspill.foundation.declarations.public import (
    LONGEST_LEASE,
    Duty,
    DutyKind,
    DutyName,
    Lane,
    declared,
)
from samspill.foundation.jobs.models import Job
from samspill.foundation.privacy.public import TracesInUseError

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(hours=1)
# How far the clocks of several machines may lie apart without anybody minding.
SKEW = timedelta(minutes=1)
# How long a lane that is told to stop may go on with what it is at, which is safe to do twice.
STOP_SECONDS = 10.0
# A database that has just been filled is looked at by its server, which is soon done.
TRIES, SECONDS_BETWEEN = 40, 0.5


@dataclass(frozen=True)
class JobState:
    """How one duty stands: `late` is how long it has been due and left, zero when it is not.

    `last_error` is the kind of the error alone: what an error says can quote a row. A duty that
    is no more keeps no promise.
    """

    name: str
    late: timedelta
    failures: int
    last_error: str
    keeps_a_promise: bool


def wake(name: DutyName) -> None:
    """Let a duty be done as soon as its lane is free: there is something to do now."""
    Job.objects.filter(name=name.value).update(due_at=timezone.now())


def schedule_missing(now: datetime) -> None:
    """Give every duty a row, due at once, and forget rows of duties that are no more."""
    for name in declared().duties:
        Job.objects.get_or_create(name=name, defaults={"due_at": now})
    Job.objects.exclude(name__in=declared().duties).delete()


def duties_of(lane: Lane) -> dict[str, Duty]:
    return {name: duty for name, duty in declared().duties.items() if duty.kind.lane is lane}


def claim(now: datetime, lane: Lane) -> str | None:
    """Lease the job of this lane that has been due the longest, and return its name."""
    duties = duties_of(lane)
    with transaction.atomic():
        due = Job.objects.filter(_is_free(now), _is_due(now, duties), name__in=duties)
        due = due.order_by("due_at")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(leased_until=now + duties[job.name].lease)
        return job.name


def _is_free(now: datetime) -> Q:
    # A lease longer than any that is given: the clock has been set back since.
    too_long = Q(leased_until__gt=now + LONGEST_LEASE + SKEW)
    return Q(leased_until__isnull=True) | Q(leased_until__lt=now) | too_long


def _is_due(now: datetime, duties: Mapping[str, Duty]) -> Q:
    """Also when it is due later than it ever rests: the clock was set back since it was done.

    Traces that wait for a clock to catch up would break what was promised.
    """
    due = Q(due_at__lte=now)
    for name, duty in duties.items():
        due |= Q(name=name, failures=0, due_at__gt=now + duty.every + SKEW)
    return due | Q(failures__gt=0, due_at__gt=now + LONGEST_WAIT + SKEW)


def do_one(now: datetime, lane: Lane) -> bool:
    """Do one due job of this lane, if there is any; one that fails is tried again, ever later."""
    name = claim(now, lane)
    if name is None:
        return False
    duty = declared().duties[name]
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


def keep_promises() -> None:
    """Do every duty that keeps a promise now, due or not: before anybody is let in to old data.

    Those that reach out are left alone: what a restored backup would send has been sent. Raises
    what a duty raises; where somebody is reading for longer than the tries, `TracesInUseError`.
    """
    for duty in declared().duties.values():
        if duty.kind is DutyKind.KEEPS_A_PROMISE:
            _keep(duty)


def _keep(duty: Duty) -> None:
    """Do it, again while somebody reads what it rewrites: here nobody is there to do it later."""
    for _try in range(TRIES - 1):
        try:
            duty.work()
        except TracesInUseError:
            sleep(SECONDS_BETWEEN)
        else:
            return
    duty.work()


def job_states(now: datetime) -> list[JobState]:
    """Return how every duty stands that has been given a row, the worker's or a former one's."""
    is_due, promises = _is_due(now, declared().duties), duties_of(Lane.PROMISES)
    free = set(Job.objects.filter(_is_free(now), is_due).values_list("name", flat=True))
    return [
        JobState(
            name=job.name,
            late=max(now - job.due_at, timedelta()) if job.name in free else timedelta(),
            failures=job.failures,
            last_error=job.last_error.split(":")[0],
            keeps_a_promise=job.name in promises,
        )
        for job in Job.objects.order_by("name")
    ]


def run_until(stop: Event, *, rest_seconds: float = 2.0) -> None:
    """Work in every lane until `stop` is set; each looks for due jobs every `rest_seconds`.

    No lane waits for another, and one that breaks off is begun anew. What a lane is at when it
    is told to stop may take `STOP_SECONDS` more; then it is left, and done again another time.
    """
    lanes = {lane: _begin(lane, stop, rest_seconds) for lane in Lane}
    while not stop.wait(1.0):
        for lane, thread in lanes.items():
            if not thread.is_alive():
                lanes[lane] = _begin(lane, stop, rest_seconds)
    until = monotonic() + STOP_SECONDS
    for thread in lanes.values():
        thread.join(timeout=max(0.0, until - monotonic()))


def _begin(lane: Lane, stop: Event, rest_seconds: float) -> Thread:
    # A daemon: one that hangs must not keep the process from ending.
    thread = Thread(target=_keep_to, args=(lane, stop, rest_seconds), name=lane.value, daemon=True)
    thread.start()
    return thread


def _keep_to(lane: Lane, stop: Event, rest_seconds: float) -> None:
    try:
        work_in(lane, stop, rest_seconds=rest_seconds)
    except BaseException:  # whatever it is: the other lane goes on, and this one begins anew
        logger.exception("The lane %s broke off, and begins anew.", lane.value)
    finally:
        connection.close()


def work_in(lane: Lane, stop: Event, *, rest_seconds: float = 2.0) -> None:
    """Do the duties of one lane until `stop` is set, in the thread that calls.

    A database that is locked or gone for a while ends nothing: the lane tries again. A job it
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
            is_busy = do_one(timezone.now(), lane)
            is_cut_off = False
        except DatabaseProblem:
            if not is_cut_off:
                logger.exception("The database does not answer. The worker goes on trying.")
            is_cut_off = True
            connection.close()
        if not is_busy:
            stop.wait(rest_seconds)
