"""The real product as a tree of processes that can be killed: `samspill run`, in its own folder."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

Seen = TypeVar("Seen")

# How long anything may take on a busy machine. Nothing is asserted on speed.
PATIENCE = 120.0


class DidNotComeError(AssertionError):
    """Something that the product owes did not come; the message holds what the product said."""


class Product:
    """One installation: a folder, a port and a database, started again and again."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder / "data"
        self.port = free_port()
        self.starts = 0
        self._said = folder / "said"
        self._said.mkdir(parents=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._environ = {
            k: v for k, v in os.environ.items() if not k.startswith(("SAMSPILL_", "DJANGO_"))
        }
        self._environ |= {
            "SAMSPILL_DATA": str(self.folder),
            "SAMSPILL_PORT": str(self.port),
            "SAMSPILL_DEMO": "no",
            **environ,
        }

    # --- Starting -----------------------------------------------------------------------------

    def begin_start(self) -> None:
        """Start `samspill run` as a user would, and do not wait for it."""
        self.starts += 1
        with self._said_in(self.starts).open("wb") as said:
            self._process = subprocess.Popen(
                [str(Path(sys.executable).with_name("samspill")), "run"],
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,  # so that everything can be killed at once
            )

    def start(self) -> str:
        """Start, and return the path of the link that was printed."""
        self.begin_start()
        return self.link()

    def link(self) -> str:
        def found() -> str | None:
            match = re.search(
                r"http://[^/\s]+(/log-in/\S+/)", self._said_in(self.starts).read_text()
            )
            if match is None and not self.is_running():
                raise DidNotComeError(f"the start ended without a link: {self.said()}")
            return match and match[1]

        return self.wait_for("a link", found)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command on this installation as a user would, and wait for it."""
        return subprocess.run(
            [str(Path(sys.executable).with_name("samspill")), *words],
            env=self._environ,
            capture_output=True,
            text=True,
            check=False,
        )

    # --- Looking ------------------------------------------------------------------------------

    @property
    def main(self) -> int:
        assert self._process is not None
        return self._process.pid

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def servers(self) -> list[int]:
        """Return the processes that answer: one on SQLite, several on PostgreSQL."""
        below = commands_below(self.main)
        return [pid for pid, words in below.items() if "--multiprocessing-fork" in words]

    def workers(self) -> list[int]:
        below = commands_below(self.main)
        return [pid for pid, words in below.items() if "worker" in words]

    def said(self) -> str:
        """Return all that was printed by this start and those before it."""
        return "".join(
            self._said_in(number).read_text() for number in range(1, self.starts + 1)
        ).strip()

    def wait_for(self, what: str, look: Callable[[], Seen | None]) -> Seen:
        """Look until there is something to see, and return it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            seen = look()
            if seen:
                return seen
            time.sleep(0.02)
        raise DidNotComeError(f"{what} did not come in {PATIENCE:.0f} seconds: {self.said()}")

    def is_let_go(self) -> bool:
        """Tell whether nobody listens on the port any more."""
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    # --- Killing ------------------------------------------------------------------------------

    def kill_everything(self) -> None:
        """Kill every process at the same moment, as when the machine runs out of memory."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.main, signal.SIGKILL)
        self._process.wait()

    def kill_main(self) -> None:
        """Kill the first process alone; those it started have to find out."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def kill_one(self, pids: list[int]) -> None:
        for pid in pids[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> int:
        """Stop politely, and return the exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(PATIENCE)

    def _said_in(self, number: int) -> Path:
        return self._said / f"{number}.txt"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def commands_below(pid: int) -> dict[int, list[str]]:
    """Return the living children of a process, each with the words it was started with."""
    found = {}
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):  # each thread has its own
        for child in _text_of(listed).split():
            words = _text_of(Path(f"/proc/{child}/cmdline")).strip("\0").split("\0")
            if any(words):  # a process that is dead and not yet buried has none
                found[int(child)] = words
    return found


def is_alive(pid: int) -> bool:
    """Tell whether a process lives; one that is dead and not yet buried has no command."""
    return _text_of(Path(f"/proc/{pid}/cmdline")) != ""


def _text_of(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""
