"""Make the fixtures of a version: a database as that version leaves it, as SQL, for each engine.

`make upgrade-fixture` runs it for the version in this checkout. For an earlier one, run it with
that version's own code:

    git worktree add --detach ../earlier COMMIT
    PYTHONPATH=../earlier/src .venv/bin/python -m tests.upgrades.make_fixture NAME
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.chaos.databases import own_database, own_postgresql

FIXTURES = Path(__file__).parent / "fixtures"


def main(name: str) -> None:
    """Write `fixtures/NAME.sqlite.sql.gz` and `fixtures/NAME.postgresql.sql.gz`."""
    with tempfile.TemporaryDirectory() as folder:
        _leave(SAMSPILL_DATA=folder)
        with closing(sqlite3.connect(Path(folder) / "samspill.sqlite3")) as connection:
            _keep(f"{name}.sqlite", "\n".join(connection.iterdump()))
    named = os.environ.get("SAMSPILL_TEST_DATABASE_URL")
    if named:
        _keep_postgresql(name, named)
    else:
        with own_postgresql() as server:
            _keep_postgresql(name, server)


def _keep_postgresql(name: str, server: str) -> None:
    with own_database(server) as made, tempfile.TemporaryDirectory() as folder:
        _leave(SAMSPILL_DATA=folder, SAMSPILL_DATABASE_URL=made.address)
        tool = shutil.which("pg_dump")
        assert tool, "needs pg_dump: apt install postgresql-client"
        command = [tool, "--inserts", "--no-owner", "--no-privileges", made.address]
        dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        _keep(f"{name}.postgresql", dump)


def _leave(**environ: str) -> None:
    without = {k: v for k, v in os.environ.items() if not k.startswith(("SAMSPILL_", "DJANGO_"))}
    more = {
        "SAMSPILL_SECRET_KEY": "only for tests",
        "DJANGO_SETTINGS_MODULE": "samspill.site.settings",
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.upgrades.leave_a_database"]
    subprocess.run(command, env={**without, **more, **environ}, check=True)


def _keep(name: str, dump: str) -> None:
    # Log-ins are of no use to anybody, and backslashes are words to psql alone.
    lines = [
        line
        for line in dump.splitlines()
        if not line.startswith(
            ('INSERT INTO "django_session"', "INSERT INTO public.django_session", "\\")
        )
    ]
    FIXTURES.mkdir(exist_ok=True)
    target = FIXTURES / f"{name}.sql.gz"
    target.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
