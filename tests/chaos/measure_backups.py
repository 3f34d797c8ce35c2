"""Measure how long a backup and a restore take, and how large the file is.

`make backup-figures` prints it for SQLite, and for PostgreSQL where SAMSPILL_TEST_DATABASE_URL
names a server. ANSWERS is how many answers there are.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
import uuid
from pathlib import Path

from tests.chaos.databases import Database, SQLite, own_database
from tests.chaos.people import ratings_of
from tests.installations import Installation


def main() -> None:
    answers = int(os.environ.get("ANSWERS", "100000"))
    with tempfile.TemporaryDirectory() as folder:
        measure(SQLite(Path(folder) / "data" / "samspill.sqlite3"), Path(folder), answers)
    server = os.environ.get("SAMSPILL_TEST_DATABASE_URL")
    if server:
        with tempfile.TemporaryDirectory() as folder, own_database(server) as made:
            measure(made, Path(folder), answers)


def measure(database: Database, folder: Path, answers: int) -> None:
    made = Installation(folder / "data", database)
    made.fill()
    ((key,),) = database.run("SELECT id FROM surveys_surveyround WHERE state = 'open'")
    for start in range(0, answers, 1000):
        rows = ", ".join(
            f"('{uuid.uuid4().hex}', '{key}', '{json.dumps(ratings_of(number * 97))}')"
            for number in range(start, min(start + 1000, answers))
        )
        database.run(
            f"INSERT INTO surveys_response (id, survey_round_id, ratings) VALUES {rows} RETURNING 1"
        )
    file = folder / "kept.zip"
    seconds = {}
    for name, words in {
        "backup": ("backup", str(file)),
        "restore": ("restore", str(file), "--replace"),
        "doctor": ("doctor",),
    }.items():
        began = time.monotonic()
        done = made.samspill(*words)
        seconds[name] = f"{name} {time.monotonic() - began:.1f} s"
        assert done.returncode == 0, done.stderr + done.stdout
    size = f"{file.stat().st_size / 1e6:.1f} MB"
    kind = type(database).__name__
    print(f"{kind}, {answers} answers: {', '.join(seconds.values())}; the file is {size}")


if __name__ == "__main__":
    main()
