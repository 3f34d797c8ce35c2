"""Keep what a library writes to the standard output by itself out of what a command says."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STANDARD_OUTPUT = 1


@contextmanager
def quiet_output() -> Iterator[None]:
    """Send everything that is written to the standard output nowhere, for a while.

    The solver of linear programs, written in C++, writes there past Python now and then, through
    a buffer of its own: that is emptied before and after, so that nothing of it comes late.
    """
    _flush()
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError:
        # There is no standard output: nothing to keep clean.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STANDARD_OUTPUT)
        yield
    finally:
        _flush()
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(nowhere)
        os.close(kept)


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()
    # Elsewhere the library keeps its buffer where it cannot be reached.
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
