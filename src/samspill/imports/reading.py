"""The worker's side of reading a file: starts the reader's process, feeds it, and stops it."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from samspill.imports.file_rows import Fault

# A file of the largest size takes about ten seconds; one made to take for ever is stopped.
MOST_SECONDS = 180.0
LOOK_EVERY = 0.5


class StoppedError(Exception):
    """Somebody has stopped it: the file is not wanted any more."""


def read_file(
    parts: Iterable[bytes],
    spec: dict[str, Any],
    *,
    tell_rows: Callable[[int], None],
    is_wanted: Callable[[], bool],
) -> dict[str, Any]:
    """Let the reader do what `spec` says with a file, and return what it has found.

    Parameters
    ----------
    parts : the file, piece by piece.
    spec : see `reader`; `do` is "describe" or "count".
    tell_rows : called now and then with the number of rows that have been read.
    is_wanted : asked twice a second; when it says no, the reader is stopped.

    Raises
    ------
    Fault
        The file cannot be read, or took too much time or memory.
    StoppedError
        It was not wanted any more.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "samspill.imports.reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    lines: queue.Queue[str | None] = queue.Queue()
    listener = threading.Thread(target=_listen, args=(process, lines), daemon=True)
    listener.start()
    try:
        _feed(process, parts, spec)
        return _last_word(process, lines, tell_rows, is_wanted)
    finally:
        process.kill()
        process.wait()
        listener.join()
        _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes of a process that is gone; what it did not take is lost with it."""
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None  # noqa: S101  (opened above)
        with contextlib.suppress(BrokenPipeError):
            pipe.close()


def _listen(process: subprocess.Popen[bytes], lines: queue.Queue[str | None]) -> None:
    assert process.stdout is not None  # noqa: S101  (opened above)
    for line in process.stdout:
        lines.put(line.decode())
    lines.put(None)


def _feed(process: subprocess.Popen[bytes], parts: Iterable[bytes], spec: dict[str, Any]) -> None:
    assert process.stdin is not None  # noqa: S101  (opened above)
    try:
        process.stdin.write(json.dumps(spec).encode() + b"\n")
        for part in parts:
            process.stdin.write(part)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it has fallen: what it said last, or that it said nothing, tells why


def _last_word(
    process: subprocess.Popen[bytes],
    lines: queue.Queue[str | None],
    tell_rows: Callable[[int], None],
    is_wanted: Callable[[], bool],
) -> dict[str, Any]:
    until = time.monotonic() + MOST_SECONDS
    while True:
        try:
            line = lines.get(timeout=LOOK_EVERY)
        except queue.Empty:
            line = ""
        if line is None:
            # It fell. Where the memory was not enough, the system or the library stopped it.
            raise Fault("too_large_unpacked" if process.wait() < 0 else "broken")
        message = json.loads(line) if line else {}
        if "fault" in message:
            raise Fault(message["fault"], **message["place"])
        if "found" in message:
            result: dict[str, Any] = message["found"]
            return result
        if "rows" in message:
            tell_rows(message["rows"])
        if not is_wanted():
            raise StoppedError
        if time.monotonic() > until:
            raise Fault("too_slow")
