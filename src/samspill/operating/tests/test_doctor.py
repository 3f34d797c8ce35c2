"""The doctor: always sentences, also where everything is broken, and never a word too much."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone, translation
from tests.chaos.databases import PostgreSQL, SQLite
from tests.installations import Installation

from samspill.foundation.jobs.models import Job
from samspill.foundation.mail.models import OutgoingMail
from samspill.foundation.mail.public import NewMail, send
from samspill.operating import (
    backup_archive,
    database_checks,
    database_copies,
    installation_checks,
    restore,
)
from samspill.operating.check_results import LOOK, OK, WRONG, CheckResult


@pytest.fixture(autouse=True)
def _in_english(_surroundings: None) -> Iterator[None]:
    with translation.override("en"):
        yield


def look(made: Installation, *words: str) -> dict[str, dict[str, str]]:
    """Ask the doctor; return each check, the worst where there are several of a name."""
    done = made.samspill("doctor", "--format", "json", "--language", "en", *words)
    assert "Traceback" not in done.stderr, done.stderr
    document = json.loads(done.stdout)
    order = (OK, LOOK, WRONG)
    checks = sorted(document["checks"], key=lambda one: order.index(one["state"]))
    is_well = WRONG not in {one["state"] for one in checks}
    assert (done.returncode == 0) is is_well is document["well"]
    assert all(one["found"] and (one["do"] or one["state"] == OK) for one in checks)
    return {one["check"]: one for one in checks}


def states(checks: dict[str, dict[str, str]]) -> dict[str, str]:
    return {name: one["state"] for name, one in checks.items() if one["state"] != OK}


def worst(found: Iterator[CheckResult]) -> str:
    order = (OK, LOOK, WRONG)
    return max((one.state for one in found), key=order.index)


# --- A whole installation ---------------------------------------------------------------------


def test_it_tells_what_waits_and_nothing_of_whom(here: Installation) -> None:
    """Answers, names of people, titles and the key: none of them is in what it says."""
    here.samspill("manage", "migrate")
    for language in ("nb", "nn", "en"):
        done = here.samspill("doctor", "--language", language)
        assert done.returncode == 0, done.stdout
        everything = done.stdout + here.samspill("doctor", "--format", "json").stdout
        secret = (here.folder / "secret.key").read_text().strip()
        for hidden in (secret, "Marit", "Solheim", "Ida Nes", "Uværsrådet", "Nesdal", "Indre"):
            assert hidden not in everything
        for number in here.answers():
            assert number not in everything


def test_what_postgresql_may_gather_of_full_tables_is_no_fault(here: Installation) -> None:
    """The server gathers samples by itself, some time after many rows were written."""
    if not isinstance(here.database, PostgreSQL):
        return  # SQLite gathers none unless it is asked to, and the product does not ask
    here.samspill("manage", "migrate")
    here.database.run("ANALYZE")
    gathered = "SELECT count(*) FROM pg_stats WHERE tablename = 'surveys_response'"
    assert here.database.run(gathered) != [(0,)], "there was nothing to be mistaken about"
    assert look(here)["samples"]["state"] == OK
    here.database.run("ALTER TABLE surveys_response ALTER COLUMN ratings SET STATISTICS 100")
    here.database.run("ANALYZE")
    assert look(here)["samples"]["state"] == WRONG


def test_it_speaks_three_languages(tmp_path: Path) -> None:
    made = Installation(tmp_path / "none", SQLite(tmp_path / "none" / "samspill.sqlite3"))
    said = {made.samspill("doctor", "--language", one).stdout for one in ("nb", "nn", "en")}
    assert len(said) == 3
    assert made.samspill("doctor").stdout in said, "bokmål when nothing is said"


def test_nothing_is_there_yet(tmp_path: Path) -> None:
    made = Installation(tmp_path / "none", SQLite(tmp_path / "none" / "samspill.sqlite3"))
    checks = look(made)
    assert states(checks) == {"folder": LOOK, "database": LOOK}
    assert "samspill run" in checks["database"]["do"]
    assert not made.folder.exists(), "it makes nothing"


@pytest.mark.parametrize("what", ["cut off", "overwritten", "a text", "empty"])
def test_a_damaged_file(in_a_file: Installation, what: str) -> None:
    database = in_a_file.database
    assert isinstance(database, SQLite)
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    content = database.file.read_bytes()
    database.file.write_bytes(
        {
            "cut off": content[:100_000],
            "overwritten": content[:40_960] + b"\xff" * 8192 + content[49_152:],
            "a text": b"Dear all, " * 1000,
            "empty": b"",
        }[what]
    )
    checks = look(in_a_file)
    if what == "empty":
        assert checks["migrations"]["state"] == LOOK
    else:
        assert checks["database"]["state"] == WRONG
        assert "restore" in checks["database"]["do"]


def test_a_locked_file(in_a_file: Installation) -> None:
    database = in_a_file.database
    assert isinstance(database, SQLite)
    database.run("PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        checks = look(in_a_file)
    assert "locked" in checks["database"]["found"]


def test_a_newer_and_an_older_database(in_a_file: Installation) -> None:
    in_a_file.database.run("DELETE FROM django_migrations WHERE app = 'jobs' RETURNING id")
    assert look(in_a_file)["migrations"]["state"] == LOOK
    in_a_file.database.run(
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('jobs', '0099_what_comes', '2030-01-01') RETURNING id"
    )
    newer = look(in_a_file)["migrations"]
    assert newer["state"] == WRONG
    assert "newer" in newer["found"]


@pytest.mark.parametrize(
    "address", ["postgresql://nobody@127.0.0.1:1/none", "postgresql://[/x", "mysql://x/y", "hello"]
)
def test_postgresql_that_is_not_there(tmp_path: Path, address: str) -> None:
    made = Installation(tmp_path, SQLite(tmp_path / "samspill.sqlite3"))
    made.environ["SAMSPILL_DATABASE_URL"] = address
    done = made.samspill("doctor", "--language", "en")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "PostgreSQL does not answer" in done.stdout or "SAMSPILL_DATABASE_URL" in done.stdout


# --- What lies around it ----------------------------------------------------------------------


def test_the_folder_and_the_key_are_the_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAMSPILL_SECRET_KEY", raising=False)
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    (folder / backup_archive.KEY).write_text("hush")
    (folder / backup_archive.KEY).chmod(0o644)
    (folder / f"{restore.FORMER}20260101-101010").mkdir()
    found = {one.check: one for one in installation_checks.check_folder(folder)}
    assert (found["folder"].state, found["key"].state) == (LOOK, WRONG)
    assert "chmod 600" in found["key"].do
    assert found["set_aside"].state == LOOK
    folder.chmod(0o700)
    (folder / backup_archive.KEY).chmod(0o600)
    found = {one.check: one for one in installation_checks.check_folder(folder)}
    assert (found["folder"].state, found["key"].state) == (OK, OK)
    assert "hush" not in str(found)


@pytest.mark.parametrize(("megabytes", "state"), [(5, WRONG), (500, LOOK), (50_000, OK)])
def test_room_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, state: str
) -> None:
    usage = SimpleNamespace(free=megabytes << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    found = {one.check: one for one in installation_checks.check_folder(tmp_path)}
    assert found["disk"].state == state


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("", OK),
        ("https://samspill.example.no", OK),
        ("http://192.168.1.20:8000", OK),
        ("http://localhost:8000", OK),
        ("http://samspill.example.no", WRONG),
        ("http://81.2.3.4:8000", WRONG),
        ("samspill.example.no", WRONG),
        ("https://samspill.example.no/here", WRONG),
        ("ftp://samspill.example.no", WRONG),
        ("http://[::1", WRONG),
    ],
)
def test_the_address_that_phones_use(
    monkeypatch: pytest.MonkeyPatch, address: str, state: str
) -> None:
    monkeypatch.setenv("SAMSPILL_ADDRESS", address)
    assert worst(installation_checks.check_address()) == state


def test_a_server_that_answers_to_every_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMSPILL_ADDRESS", raising=False)
    monkeypatch.setenv("SAMSPILL_HOSTS", "a.example.no, *")
    assert worst(installation_checks.check_address()) == WRONG


def test_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("SAMSPILL_PORT", str(port))
        assert installation_checks.check_port(is_running=False).state == LOOK
    assert installation_checks.check_port(is_running=False).state == OK
    monkeypatch.setenv("SAMSPILL_PORT", "eight thousand")
    assert installation_checks.check_port(is_running=False).state == WRONG


# --- What it holds ----------------------------------------------------------------------------


def contents(*, is_running: bool = True) -> dict[str, CheckResult]:
    order = (OK, LOOK, WRONG)
    found = sorted(
        database_checks.check_contents(is_running=is_running),
        key=lambda one: order.index(one.state),
    )
    return {one.check: one for one in found}


@pytest.fixture
def _kept_connection(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Keep the connection that holds the test's own transaction."""
    monkeypatch.setattr(connection, "close", lambda: None)


@pytest.mark.usefixtures("_kept_connection")
def test_a_duty_that_fails_is_told_without_what_it_said() -> None:
    now = timezone.now()
    error = "IntegrityError: Key (name)=(Kari Nordmann) already exists."
    Job.objects.create(name="forget removed", due_at=now, failures=3, last_error=error)
    found = contents()["worker"]
    assert found.state == WRONG
    assert "IntegrityError" in found.message
    assert "Kari" not in found.message


@pytest.mark.usefixtures("_kept_connection")
@pytest.mark.parametrize(("is_running", "state"), [(True, WRONG), (False, LOOK)])
def test_a_worker_that_does_not_work(*, is_running: bool, state: str) -> None:
    Job.objects.create(name="destroy traces", due_at=timezone.now() - timedelta(hours=1))
    assert contents(is_running=is_running)["worker"].state == state


@pytest.mark.usefixtures("_kept_connection")
def test_what_waits_for_others_is_told_apart_from_what_was_promised() -> None:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Job.objects.create(name="make exports", due_at=an_hour_ago)
    found = contents()["worker"]
    assert found.state == LOOK
    assert "make exports" in found.message
    Job.objects.create(name="destroy traces", due_at=an_hour_ago)
    assert contents()["worker"].state == WRONG


@pytest.mark.usefixtures("_kept_connection")
def test_one_that_is_at_work_is_not_late() -> None:
    now = timezone.now()
    Job.objects.create(
        name="destroy traces",
        due_at=now - timedelta(hours=1),
        leased_until=now + timedelta(minutes=5),
    )
    assert contents()["worker"].state == OK


@pytest.mark.parametrize(
    ("changed", "version", "samples", "wrong"),
    [
        ({}, 15, 0, set()),
        ({"fsync": "off"}, 15, 0, {"durability"}),
        ({"synchronous_commit": "off"}, 15, 0, {"durability"}),
        ({"server_encoding": "SQL_ASCII"}, 15, 0, {"database"}),
        ({}, 12, 0, {"database"}),
        ({}, 15, 2, {"samples"}),
    ],
)
def test_how_postgresql_is_set(
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, str],
    version: int,
    samples: int,
    wrong: set[str],
) -> None:
    """Answers as a server set like that gives them; a real one is asked by `here`."""
    on = dict.fromkeys(database_checks.KEPT_ON, "on") | {"server_encoding": "UTF8"}
    server = FakeServer({**on, **changed}, version, samples)
    monkeypatch.setattr(database_copies, "PostgreSQL", lambda _address: server)
    found = database_checks.check_postgresql("postgresql://x/y")
    assert {one.check for one in found if one.state != OK} == wrong


class FakeServer:
    def __init__(self, settings: dict[str, str], version: int, samples: int) -> None:
        self.info = SimpleNamespace(server_version=version * 10000)
        self._answers: list[list[Any]] = [list(settings.items()), [(samples,)]]

    def connected(self) -> FakeServer:
        return self

    def __enter__(self) -> FakeServer:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def execute(self, *_question: object) -> SimpleNamespace:
        answer = self._answers.pop(0)
        return SimpleNamespace(fetchall=lambda: answer)


# --- E-mail -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_it_says_whether_mail_is_set_up_and_what_was_not_sent(settings: Any) -> None:
    settings.SAMSPILL_SMTP = ""
    found = database_checks._check_mail()
    assert (found.state, "No mail server" in found.message) == (OK, True)
    settings.SAMSPILL_SMTP = "smtp://localhost:25"
    send(NewMail("hanne@example.no", "A", "B"))
    found = database_checks._check_mail()
    assert (found.state, "1 wait to be sent" in found.message) == (OK, True)
    OutgoingMail.objects.update(state=OutgoingMail.State.GIVEN_UP, last_error="SMTPDataError")
    found = database_checks._check_mail()
    assert (found.state, found.do != "") == (LOOK, True)
    assert "1 were given up (SMTPDataError)" in found.message
    assert "hanne" not in found.message + found.do
