"""Who is using the data folder: a lock of the operating system, which no crash leaves behind.

Server and worker share it, each process for itself. A restore needs it alone.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from samspill.operating.environment import EnvironmentProblem

LOCK = "in-use.lock"
# A look at the lock takes it for an instant, and a server that was killed needs a moment to go.
PATIENCE = 3.0

_held: list[int] = []


def occupy(folder: Path) -> None:
    """Share the folder with other servers and workers until this process ends, however it ends.

    Raises `EnvironmentProblem` while a backup is being restored into it. Where the folder is not
    there or cannot be written to, nothing can be restored into it either, and there is no lock.
    """
    try:
        descriptor = _opened(folder)
    except OSError:
        return
    if not _taken(descriptor, fcntl.LOCK_SH, PATIENCE):
        os.close(descriptor)
        # In English, like everything that is said before the product has started.
        message = (
            f"A backup is being restored into {folder}. Wait until it is done, and start again."
        )
        raise EnvironmentProblem(message)
    _held.append(descriptor)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have the folder alone. Raises `EnvironmentProblem` while server or worker is using it."""
    with alone_if_free(folder) as is_alone:
        if not is_alone:
            message = _(
                "Samspill is running on {folder}. Stop it first (Ctrl+C where it was started), "
                "and try again. Nothing has been changed."
            )
            raise EnvironmentProblem(message.format(folder=folder))
        yield


@contextmanager
def alone_if_free(folder: Path) -> Iterator[bool]:
    """Have the folder alone, or be told that somebody else is using it."""
    descriptor = _opened(folder)
    try:
        yield _taken(descriptor, fcntl.LOCK_EX, PATIENCE)
    finally:
        os.close(descriptor)


def is_occupied(folder: Path) -> bool:
    """Tell whether a server, a worker or a restore has the folder just now. Creates nothing."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _taken(descriptor, fcntl.LOCK_EX, 0)
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int:
    return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)


def _taken(descriptor: int, kind: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        else:
            return True
