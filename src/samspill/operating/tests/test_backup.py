"""A backup: whole, sound, for its owner alone, and honest about what it holds."""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import signal
import sqlite3
import stat
import subprocess
import time
import zipfile
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.utils import translation
from tests.chaos.databases import PostgreSQL, SQLite
from tests.installations import KEY, SAMSPILL, Installation

from samspill.operating import backup, backup_archive, database_copies
from samspill.operating.backup_archive import CopyProblem
from samspill.operating.environment import EnvironmentProblem


def manifest_of(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        found: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return found


def said(file: Path, language: str = "en") -> str:
    out = io.StringIO()
    arguments = argparse.Namespace(file=str(file), language=language)
    assert backup.run(arguments, out) == 0
    return out.getvalue()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in ("here", "in a file"))


def test_one_file_for_its_owner_alone(here: Installation, tmp_path: Path) -> None:
    backup.make_backup(tmp_path / "kept.zip")
    assert left_in(tmp_path) == ["kept.zip"]
    assert stat.S_IMODE((tmp_path / "kept.zip").stat().st_mode) == 0o600


def test_the_manifest_tells_what_is_in_it(here: Installation, tmp_path: Path) -> None:
    file = tmp_path / "kept.zip"
    backup.make_backup(file)
    manifest = manifest_of(file)
    assert manifest["rows"]["surveys_response"] == len(here.answers()) > 50
    assert "surveys.0001_initial" in manifest["migrations"]
    assert manifest["open_rounds"] == 1
    ((day,),) = here.database.run("SELECT min(delete_answers_on) FROM surveys_surveyround")
    assert manifest["delete_by"] == str(day)
    with zipfile.ZipFile(file) as archive:
        assert archive.read("secret.key").decode() == KEY
        assert sorted(archive.namelist()) == sorted(["manifest.json", *manifest["parts"]])


def test_a_key_from_outside_stays_outside(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMSPILL_SECRET_KEY", "kept in a safe")
    text = said(tmp_path / "kept.zip")
    assert "Keep SAMSPILL_SECRET_KEY as well" in text
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        assert "secret.key" not in archive.namelist()
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"kept in a safe" not in content


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Slett sikkerhetskopien senest"),
        ("nn", "Slett tryggingskopien seinast"),
        ("en", "Delete the backup by"),
    ],
)
def test_it_says_until_when_it_may_be_kept(
    here: Installation, tmp_path: Path, language: str, words: str
) -> None:
    text = said(tmp_path / f"{language}.zip", language)
    assert words in text
    with translation.override(language):
        assert re.search(r"\b1 (runde|round)", text), text


def test_it_never_overwrites(here: Installation, tmp_path: Path) -> None:
    (tmp_path / "kept.zip").write_text("mine")
    with pytest.raises(CopyProblem):
        backup.make_backup(tmp_path / "kept.zip")
    assert (tmp_path / "kept.zip").read_text() == "mine"
    assert left_in(tmp_path) == ["kept.zip"]


def test_nor_what_came_while_it_was_made(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe = backup_archive.describe

    def somebody_else_is_first(file: Path) -> dict[str, Any]:
        (tmp_path / "kept.zip").write_text("theirs")
        return describe(file)

    monkeypatch.setattr(backup_archive, "describe", somebody_else_is_first)
    with pytest.raises(CopyProblem):
        backup.make_backup(tmp_path / "kept.zip")
    assert (tmp_path / "kept.zip").read_text() == "theirs"
    assert left_in(tmp_path) == ["kept.zip"]


def test_a_folder_that_is_not_there(here: Installation, tmp_path: Path) -> None:
    with pytest.raises(CopyProblem, match="nowhere"):
        backup.make_backup(tmp_path / "nowhere" / "kept.zip")


def test_what_is_being_written_just_then_is_not_in_it_and_not_in_the_way(
    here: Installation, tmp_path: Path
) -> None:
    count = len(here.answers())
    if isinstance(here.database, SQLite):
        with closing(sqlite3.connect(here.database.file, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("DELETE FROM surveys_response")
            backup.make_backup(tmp_path / "kept.zip")
            writer.execute("ROLLBACK")
    elif isinstance(here.database, PostgreSQL):
        with psycopg.connect(here.database.address) as other:
            other.execute("DELETE FROM surveys_response")
            backup.make_backup(tmp_path / "kept.zip")
            other.rollback()
    assert manifest_of(tmp_path / "kept.zip")["rows"]["surveys_response"] == count


def test_a_full_disk_leaves_nothing(here: Installation, tmp_path: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = here.samspill("backup", str(tmp_path / "kept.zip"), preexec_fn=small_files)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert left_in(tmp_path) == []


def test_a_killed_backup_leaves_no_file_and_the_next_one_tidies_up(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = here.answers()
    process = subprocess.Popen([SAMSPILL, "backup", str(tmp_path / "kept.zip")])
    until = time.monotonic() + 60
    while not any(path.iterdir() for path in tmp_path.glob(f"{backup.WORK_FOLDER}*")):
        assert time.monotonic() < until
        assert process.poll() is None, "it was done before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "kept.zip").exists()
    assert len(left_in(tmp_path)) == 1, "what it was at lies there"
    backup.make_backup(tmp_path / "kept.zip")
    assert left_in(tmp_path) == ["kept.zip"]
    assert here.answers() == answers


def test_a_backup_does_not_tidy_up_after_one_that_is_still_at_work(
    here: Installation, tmp_path: Path
) -> None:
    with backup._work_folder(tmp_path) as other:
        backup.make_backup(tmp_path / "kept.zip")
        assert other.exists()


def test_a_damaged_file_is_not_copied(in_a_file: Installation, tmp_path: Path) -> None:
    database = in_a_file.database
    assert isinstance(database, SQLite)
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database.file.read_bytes())
    content[40_960:45_056] = b"\xff" * 4096
    database.file.write_bytes(bytes(content))
    with pytest.raises(CopyProblem):
        backup.make_backup(tmp_path / "kept.zip")
    assert left_in(tmp_path) == []


def test_a_file_that_is_locked(
    in_a_file: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = in_a_file.database
    assert isinstance(database, SQLite)
    database.run("PRAGMA journal_mode=DELETE")
    monkeypatch.setattr(database_copies, "SECONDS_TO_WAIT", 0.1)
    with closing(sqlite3.connect(database.file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CopyProblem, match="locked"):
            backup.make_backup(tmp_path / "kept.zip")


def test_no_database(here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMSPILL_DATA", str(tmp_path / "nothing"))
    monkeypatch.setenv("SAMSPILL_DATABASE_URL", "")
    with pytest.raises(CopyProblem):
        backup.make_backup(tmp_path / "kept.zip")


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("postgresql://nobody@127.0.0.1:1/nothing", "PostgreSQL"),
        ("postgresql://a:b:c@:x/%", "SAMSPILL_DATABASE_URL"),
    ],
)
def test_postgresql_that_does_not_answer(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, word: str
) -> None:
    monkeypatch.setenv("SAMSPILL_DATABASE_URL", address)
    with pytest.raises(EnvironmentProblem, match=word):
        backup.make_backup(tmp_path / "kept.zip")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("versions", "word"), [([9, 14], "14"), ([], "apt install"), ([14, 15], None), ([17], None)]
)
def test_tools_of_postgresql_that_are_old_or_missing(
    monkeypatch: pytest.MonkeyPatch, versions: list[int], word: str | None
) -> None:
    monkeypatch.setattr(
        database_copies, "_tools", lambda _name: [str(number) for number in versions]
    )
    monkeypatch.setattr(database_copies, "_major", int)
    store = database_copies.PostgreSQL("postgresql://me@db.example/samspill")
    server: Any = SimpleNamespace(info=SimpleNamespace(server_version=150_007))
    if word is None:
        assert store.find_tool("pg_dump", server) == str(versions[-1])
    else:
        with pytest.raises(CopyProblem, match=word):
            store.find_tool("pg_dump", server)


def test_a_password_is_on_no_command_line(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def kept(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        assert options["env"]["PGPASSWORD"] == "hush"
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", kept)
    database_copies.PostgreSQL("postgresql://me:hush@db.example/samspill?sslmode=require").run_tool(
        ["pg_dump"]
    )
    assert "hush" not in " ".join(commands[0])
    assert "sslmode=require" in " ".join(commands[0])
