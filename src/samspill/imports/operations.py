"""Every write to files of answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Length
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor, lock
from samspill.foundation.audit.public import record, unaudited
from samspill.foundation.declarations.public import DutyName
from samspill.foundation.jobs.public import wake
from samspill.foundation.privacy.public import destroy_traces
from samspill.imports.file_rows import Fault
from samspill.imports.models import AnswerFile, FilePart
from samspill.imports.reading import StoppedError, read_file
from samspill.surveys.public import (
    GivenElsewhere,
    RoundSettings,
    SurveyRound,
    take_in_round,
)

MEGABYTE = 1 << 20
MOST_BYTES = 64 * MEGABYTE
# So small that a room beside it notices nothing while a part is stored.
PART_BYTES = 192 * 1024
# A file that nobody has gone on with is deleted.
KEEP = timedelta(days=1)
MOST_FILES = 10


class ImportDuty(DutyName):
    """What the worker does for imports."""

    READ_FILES = "read answer files"
    FORGET_FILES = "forget answer files"


class TooManyFilesError(Exception):
    """The organisation has many files on their way already: no disk is endless."""


class WrongStateError(Exception):
    """The file is at another step than this needs: it was removed in another tab, for instance."""


@transaction.atomic
def begin_file(collaboration: Collaboration, *, name: str, size: int, by: Actor) -> AnswerFile:
    """Make ready for a file of `size` bytes, which comes in parts. Audited.

    Raises `ValueError` when it is empty or too large, and `TooManyFilesError` when the
    organisation has others that nobody has gone on with.
    """
    if not 0 < size <= MOST_BYTES:
        message = f"a file of {size} bytes is not taken; at most {MOST_BYTES}"
        raise ValueError(message)
    others = AnswerFile.objects.filter(collaboration__organisation=by.organisation_id)
    if others.count() >= MOST_FILES:
        raise TooManyFilesError
    made = AnswerFile.objects.create(
        collaboration=collaboration, name=name[-200:], size=size, received_at=timezone.now()
    )
    record("begin_file", made, by=by)
    return made


@unaudited("that the file has begun is")
@transaction.atomic
def add_part(answer_file: AnswerFile, number: int, data: bytes) -> None:
    """Store one part; the same part again changes nothing.

    Raises `WrongStateError` when the file is whole, and `ValueError` when it would be larger
    than was said.
    """
    answer_file = _locked(answer_file, AnswerFile.State.RECEIVING)
    if not 0 < len(data) <= PART_BYTES or not 0 <= number <= answer_file.size // PART_BYTES:
        message = f"part {number} of {len(data)} bytes does not belong to this file"
        raise ValueError(message)
    FilePart.objects.get_or_create(answer_file=answer_file, number=number, defaults={"data": data})


@unaudited("that the file has begun is")
@transaction.atomic
def finish_file(answer_file: AnswerFile) -> None:
    """Let the worker read a file that is whole.

    Raises `ValueError` when parts are missing.
    """
    answer_file = _locked(answer_file, AnswerFile.State.RECEIVING)
    parts = FilePart.objects.filter(answer_file=answer_file)
    size = parts.aggregate(size=Sum(Length("data")))["size"]
    if size != answer_file.size:
        message = f"{size} of {answer_file.size} bytes have come"
        raise ValueError(message)
    _let_read(answer_file, AnswerFile.State.TO_DESCRIBE)


@unaudited("what becomes of the file is")
@transaction.atomic
def look_elsewhere(answer_file: AnswerFile, *, sheet: str, header_row: int | None) -> None:
    """Let a file be read anew, from another sheet or with the headings in another row."""
    answer_file = _locked(
        answer_file, AnswerFile.State.DESCRIBED, AnswerFile.State.COUNTED, AnswerFile.State.REFUSED
    )
    answer_file.choices = {"sheet": sheet, "header_row": header_row}
    _let_read(answer_file, AnswerFile.State.TO_DESCRIBE)


@unaudited("the round that is made of the file is")
@transaction.atomic
def choose(answer_file: AnswerFile, **choices: Any) -> AnswerFile:
    """Keep what the facilitator says of the columns and the answers.

    What was counted before, in other columns perhaps, counts no more.
    """
    answer_file = _locked(answer_file, AnswerFile.State.DESCRIBED, AnswerFile.State.COUNTED)
    answer_file.choices = {**answer_file.choices, **choices}
    answer_file.state = AnswerFile.State.DESCRIBED
    answer_file.counts = {}
    answer_file.save()
    return answer_file


@unaudited("what becomes of the file is")
@transaction.atomic
def order_count(answer_file: AnswerFile) -> None:
    """Let the worker count the answers, in the columns and on the scale that have been chosen."""
    answer_file = _locked(answer_file, AnswerFile.State.DESCRIBED)
    _let_read(answer_file, AnswerFile.State.TO_COUNT)


@transaction.atomic
def remove_file(answer_file: AnswerFile, *, by: Actor | None) -> None:
    """Let the worker delete a file with everything that was read from it. Audited.

    From now on nobody finds it, and a reader that is at it stops.
    """
    record("remove_file", answer_file, by=by)
    _forget(answer_file)


@unaudited("the round is, by the operation that makes it")
@transaction.atomic
def take_in(
    answer_file: AnswerFile, settings: RoundSettings, given: GivenElsewhere, *, by: Actor
) -> SurveyRound:
    """Make a round of what was counted, and delete the file."""
    locked = _locked(answer_file, AnswerFile.State.COUNTED)
    made = take_in_round(locked.collaboration, settings, given, by=by)
    _forget(locked)
    return made


# --- The worker's duties --------------------------------------------------------------------------


@unaudited("what it reads comes to nothing until somebody takes it in")
def read_files_due() -> int:
    """Read the files that wait, and return how many.

    Done by the worker; safe to do twice.
    """
    waiting = AnswerFile.objects.filter(
        state__in=(AnswerFile.State.TO_DESCRIBE, AnswerFile.State.TO_COUNT)
    )
    count = 0
    while (answer_file := waiting.order_by("received_at").first()) is not None:
        _read(answer_file)
        count += 1
    return count


@unaudited("taking a file away was audited")
def forget_files_due(now: datetime | None = None) -> None:
    """Delete the files that nobody has gone on with for a day, and those that are not wanted.

    Done by the worker; safe to do twice, and while another reads them. Raises, and is tried again,
    when somebody is reading the database just as the traces of a deleted file are to be destroyed.
    """
    old = AnswerFile.objects.exclude(state=AnswerFile.State.REMOVED).filter(
        received_at__lt=(now or timezone.now()) - KEEP
    )
    for forgotten in old:
        remove_file(forgotten, by=None)
    _delete_removed()


def _delete_removed() -> None:
    """Delete in small steps, so that nobody has to wait: each part is overwritten on the disk."""
    removed = list(AnswerFile.objects.filter(state=AnswerFile.State.REMOVED))
    if not removed:
        return
    parts = FilePart.objects.filter(answer_file__in=removed)
    for key in list(parts.values_list("pk", flat=True)):
        FilePart.objects.filter(pk=key).delete()
    destroy_traces((FilePart, AnswerFile))
    AnswerFile.objects.filter(pk__in=[file.pk for file in removed]).delete()


def _read(answer_file: AnswerFile) -> None:
    state = answer_file.state
    asked = AnswerFile.objects.filter(pk=answer_file.pk, state=state)
    changes: dict[str, Any]

    def tell_rows(rows: int) -> None:
        asked.update(rows_read=rows)

    try:
        result = read_file(
            _parts(answer_file), answer_file.spec(), tell_rows=tell_rows, is_wanted=asked.exists
        )
    except StoppedError:
        return
    except Fault as fault:
        changes = _refused(fault.code, fault.place)
    except Exception:
        # It must not stand first in the line for ever, and keep every other file waiting.
        asked.update(**_refused("broken", {}))
        raise
    else:
        if state == AnswerFile.State.TO_DESCRIBE:
            changes = {"state": AnswerFile.State.DESCRIBED, "found": result}
        else:
            changes = {"state": AnswerFile.State.COUNTED, "counts": result}
    asked.update(**changes)


def _refused(code: str, place: dict[str, Any]) -> dict[str, Any]:
    return {"state": AnswerFile.State.REFUSED, "fault": {"code": code, "place": place}}


def _parts(answer_file: AnswerFile) -> Iterator[bytes]:
    """Yield the file piece by piece, so that the worker never holds the whole."""
    parts = FilePart.objects.filter(answer_file=answer_file.pk)
    for number in parts.values_list("number", flat=True):
        part = parts.filter(number=number).first()
        if part is None:
            return
        yield bytes(part.data)


# --- Small steps ----------------------------------------------------------------------------------


def _forget(answer_file: AnswerFile) -> None:
    """Leave nothing that anybody finds; the worker deletes the rest."""
    AnswerFile.objects.filter(pk=answer_file.pk).update(
        state=AnswerFile.State.REMOVED, name="", found={}, choices={}, counts={}, fault={}
    )
    transaction.on_commit(lambda: wake(ImportDuty.FORGET_FILES))


def _let_read(answer_file: AnswerFile, state: AnswerFile.State) -> None:
    answer_file.state = state
    answer_file.rows_read = 0
    answer_file.fault = {}
    answer_file.counts = {}
    answer_file.save()
    transaction.on_commit(lambda: wake(ImportDuty.READ_FILES))


def _locked(answer_file: AnswerFile, *states: AnswerFile.State) -> AnswerFile:
    locked = lock(answer_file, "collaboration")
    if locked is None or locked.state not in states:
        message = f"this needs a file that is {states}, and it is {locked and locked.state}"
        raise WrongStateError(message)
    return locked
