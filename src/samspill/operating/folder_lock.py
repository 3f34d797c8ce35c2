"""The lock on the data folder: one of the operating system, which no crash leaves behind.

Server and worker share it, each process for itself. A restore takes it exclusively.
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


def share(folder: Path) -> None:
    """Hold the shared lock until this process ends, however it ends.

    Raises `EnvironmentProblem` while a backup is being restored into it. Where the folder is not
    there or cannot be written to, nothing can be restored into it either, and there is no lock.
    """
    try:
        descriptor = _open_lock_file(folder)
    except OSError:
        return
    if not _acquire(descriptor, fcntl.LOCK_SH, PATIENCE):
        os.close(descriptor)
        # In English, like everything that is said before the product has started.
        message = (
            f"A backup is being restored into {folder}. Wait until it is done, and start again."
        )
        raise EnvironmentProblem(message)
    _held.append(descriptor)


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the exclusive lock. Raises `EnvironmentProblem` while server or worker has it."""
    with try_exclusive(folder) as is_free:
        if not is_free:
            message = _(
                "Samspill is running on {folder}. Stop it first (Ctrl+C where it was started), "
                "and try again. Nothing has been changed."
            )
            raise EnvironmentProblem(message.format(folder=folder))
        yield


@contextmanager
def try_exclusive(folder: Path) -> Iterator[bool]:
    """Hold the exclusive lock and yield True, or yield False while somebody else has it."""
    descriptor = _open_lock_file(folder)
    try:
        yield _acquire(descriptor, fcntl.LOCK_EX, PATIENCE)
    finally:
        os.close(descriptor)


def is_locked(folder: Path) -> bool:
    """Return whether a server, a worker or a restore has the lock just now. Creates nothing."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _acquire(descriptor, fcntl.LOCK_EX, 0)
    finally:
        os.close(descriptor)


def _open_lock_file(folder: Path) -> int:
    return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)


def _acquire(descriptor: int, kind: int, patience: float) -> bool:
    """Try for `patience` seconds to take a lock of a kind; return whether it was taken."""
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
