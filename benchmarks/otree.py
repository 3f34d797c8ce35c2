"""oTree with its production server, on SQLite, in a folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import venv
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.chaos.product import PATIENCE, free_port

PROJECT = Path(__file__).with_name("otree_project")
KEY = "only for measuring"


def program_of(environment: str | None, folder: Path) -> Path:
    """Return the program in a virtual environment that has oTree, or install it in one here."""
    if environment:
        return Path(environment) / "bin" / "otree"
    print("Installing oTree in a temporary folder (SAMSPILL_PEER names one to keep).", flush=True)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "otree"], check=True)
    return python.with_name("otree")


class OTree:
    """One running oTree with the form of ten statements."""

    def __init__(self, program: Path) -> None:
        self.port = free_port()
        self._program = program
        self._folder = Path(tempfile.mkdtemp(prefix="samspill-otree-"))
        self._project = self._folder / "project"
        shutil.copytree(PROJECT, self._project, ignore=shutil.ignore_patterns("__pycache__"))
        for wanted in ("_static", "_templates/global"):
            (self._project / wanted).mkdir(parents=True)

    def __enter__(self) -> OTree:
        environ = os.environ | {
            "PATH": f"{self._program.parent}:{os.environ['PATH']}",
            "OTREE_PRODUCTION": "1",
            "OTREE_REST_KEY": KEY,
        }
        with (self._folder / "said").open("wb") as said:
            self._process = subprocess.Popen(
                [str(self._program), "prodserver", f"127.0.0.1:{self.port}"],
                cwd=self._project,
                env=environ,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_problem: object) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def open_session(self, participants: int) -> str:
        """Make a session for so many, and return the path that everybody comes in by."""
        wanted = {"session_config_name": "check", "num_participants": participants}
        until = time.monotonic() + PATIENCE
        while True:
            try:
                made = self._ask("/api/sessions", wanted)
                return urllib.parse.urlsplit(made["session_wide_url"]).path
            except (OSError, urllib.error.URLError):
                if self._process.poll() is not None or time.monotonic() > until:
                    raise SystemExit((self._folder / "said").read_text()) from None
                time.sleep(0.2)

    def count(self) -> int:
        """Return how many have answered everything, as it lies in the file."""
        ((answered,),) = self._run("SELECT count(*) FROM check_player WHERE item_10 IS NOT NULL")
        return int(answered)

    def describe(self) -> str:
        """Return the version, and how durable its file is: a new connection has the same."""
        ((journal,),) = self._run("PRAGMA journal_mode")
        ((synchronous,),) = self._run("PRAGMA synchronous")
        how = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}[synchronous]
        python = self._program.with_name("python")
        command = [python, "-c", "from importlib.metadata import version; print(version('otree'))"]
        version = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return (
            f"oTree {version.strip()}, SQLite {sqlite3.sqlite_version}, journal {journal}, "
            f"synchronous={how}; one server process"
        )

    def _run(self, statement: str) -> list[tuple[Any, ...]]:
        file = self._project / "db.sqlite3"
        with closing(sqlite3.connect(file, timeout=60)) as connection:
            return connection.execute(statement).fetchall()

    def _ask(self, path: str, wanted: dict[str, object]) -> dict[str, Any]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=json.dumps(wanted).encode(),
            headers={"otree-rest-key": KEY, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            found: dict[str, Any] = json.load(reply)
            return found
