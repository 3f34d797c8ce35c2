"""A restore: whole or not at all, elsewhere or in place, and with every promise kept at once."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.chaos.databases import ROOT, Database, PostgreSQL, SQLite
from tests.installations import KEY, SAMSPILL, Installation, an_installation

from samspill.operating import (
    backup,
    backup_archive,
    database_copies,
    folder_lock,
    restore,
    running,
)
from samspill.operating.backup_archive import CopyProblem
from samspill.operating.environment import EnvironmentProblem
from samspill.operating.tests.conftest import surround


@pytest.fixture
def kept(here: Installation, tmp_path: Path) -> Path:
    """Give a backup of what is here, in a folder where nothing else is."""
    file = tmp_path / "kept.zip"
    backup.make_backup(file)
    return file


@pytest.fixture(scope="module")
def settled(
    tmp_path_factory: pytest.TempPathFactory, suites_server: str
) -> Iterator[tuple[Installation, Path]]:
    """One installation and its backup, for all that is refused: nothing is to change in it."""
    folder = tmp_path_factory.mktemp("settled")
    with (
        an_installation(folder / "here", suites_server) as made,
        pytest.MonkeyPatch.context() as patch,
    ):
        made.fill()
        surround(patch, made)
        backup.make_backup(folder / "kept.zip")
        yield made, folder / "kept.zip"


@pytest.fixture
def unchanged(
    settled: tuple[Installation, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Give the backup of an installation, and see afterwards that nothing has changed in it."""
    made, file = settled
    surround(monkeypatch, made)
    before = made.everything()
    yield file
    assert made.everything() == before


def counts(database: Database) -> dict[str, int]:
    names = ("surveys_response", "surveys_surveyround", "releases_release", "action_plans_action")
    return {name: database.run(f"SELECT count(*) FROM {name}")[0][0] for name in names}


def only_sentences(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr, done.stderr
    assert len(done.stderr.strip().splitlines()) <= 1, done.stderr
    return done.stderr


# --- It is all there --------------------------------------------------------------------------


def test_everything_is_there_in_another_place(
    kept: Path, here: Installation, elsewhere: Installation
) -> None:
    done = elsewhere.samspill("restore", str(kept), "--language", "en")
    assert done.returncode == 0, only_sentences(done)
    there, before = counts(elsewhere.database), counts(here.database)
    # A restore keeps its promises: what had closed is drawn before anybody is let in.
    assert there.pop("releases_release") >= before.pop("releases_release")
    assert there == before
    assert elsewhere.answers() == here.answers(), "an open round keeps its keys"
    assert (elsewhere.folder / "secret.key").read_text() == KEY
    assert "secret key" not in done.stdout
    left = {path.name for path in elsewhere.folder.iterdir()}
    assert left <= {"in-use.lock", "samspill.sqlite3", "secret.key"}
    for path in elsewhere.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_doctor_is_content_with_it(kept: Path, elsewhere: Installation) -> None:
    elsewhere.samspill("restore", str(kept))
    done = elsewhere.samspill("doctor", "--format", "json")
    checks = json.loads(done.stdout)["checks"]
    assert {one["state"] for one in checks} == {"ok"}, done.stdout


def test_a_mail_that_waited_is_not_sent_anew(
    kept: Path, here: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    """It went out long ago, and a code in it must let nobody in."""
    elsewhere.samspill("restore", str(kept))
    elsewhere.database.run(
        'INSERT INTO mail_outgoingmail (id, message_id, "to", subject, text, state, tries, due_at,'
        " last_error) VALUES ('00000000000000000000000000000001', '<1@samspill>',"
        " 'hanne@example.no', 'Kode', '123456', 'waiting', 0, '2027-01-01 12:00:00+00:00', '')"
    )
    later = tmp_path / "later.zip"
    assert elsewhere.samspill("backup", str(later)).returncode == 0
    done = here.samspill("restore", str(later), "--replace")
    assert done.returncode == 0, only_sentences(done)
    left = here.database.run("SELECT state, text FROM mail_outgoingmail")
    assert [tuple(row) for row in left] == [("given_up", "")]


def test_promises_that_came_due_meanwhile_are_kept_before_anybody_comes_in(
    here: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    """The answers of one round should have been deleted while the backup lay in a drawer."""
    ((key,),) = here.database.run(
        "SELECT id FROM surveys_surveyround WHERE state = 'closed' AND mode = 'anonymous' "
        "ORDER BY created_at DESC LIMIT 1"
    )
    here.database.run(
        f"UPDATE surveys_surveyround SET delete_answers_on = '2020-01-01' WHERE id = '{key}' "
        "RETURNING id"
    )
    question = f"SELECT count(*) FROM surveys_response WHERE survey_round_id = '{key}'"
    ((due,),) = here.database.run(question)
    assert due == 12
    backup.make_backup(tmp_path / "old.zip")
    assert elsewhere.samspill("restore", str(tmp_path / "old.zip")).returncode == 0
    assert elsewhere.database.run(question) == [(0,)]
    waiting = (
        "SELECT count(*) FROM surveys_surveyround "
        "WHERE state IN ('closed', 'published') AND traces_destroyed_at IS NULL"
    )
    assert here.database.run(waiting)[0][0] > 0
    assert elsewhere.database.run(waiting) == [(0,)]


def test_nothing_is_sent_from_a_restored_backup(
    kept: Path, elsewhere: Installation, tmp_path: Path
) -> None:
    """What a backup would send has been sent: reminders from a drawer reach nobody anew."""
    written = tmp_path / "letters"
    elsewhere.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.post.settings",
        "PYTHONPATH": str(ROOT),
        "SAMSPILL_TEST_POST": str(written),
    }
    done = elsewhere.samspill("restore", str(kept))
    assert done.returncode == 0, done.stderr
    assert written.read_text() == "forget letters\n"


def test_what_was_there_is_set_aside(kept: Path, here: Installation) -> None:
    here.database.run("DELETE FROM action_plans_action WHERE 1 = 1 RETURNING id")
    before = counts(here.database)
    done = here.samspill("restore", str(kept), "--replace", "--language", "en")
    assert done.returncode == 0, only_sentences(done)
    assert counts(here.database)["action_plans_action"] > 0
    assert "What was there is now" in done.stdout
    if isinstance(here.database, SQLite):
        (former,) = here.folder.glob(f"{restore.FORMER}*")
        assert former.stat().st_mode & 0o077 == 0
        assert counts(SQLite(former / "samspill.sqlite3")) == before
    else:
        found = here.database.run(
            "SELECT datname FROM pg_database WHERE datname LIKE current_database() || '_before_%'"
        )
        assert len(found) == 1


def test_another_key_is_told(
    kept: Path, elsewhere: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere.environ["SAMSPILL_SECRET_KEY"] = "another one"
    done = elsewhere.samspill("restore", str(kept), "--language", "en")
    assert done.returncode == 0
    assert "The secret key is another one" in done.stdout


# --- It is refused, and nothing is changed ----------------------------------------------------


def test_not_over_what_is_there(unchanged: Path) -> None:
    with pytest.raises(CopyProblem, match="--replace"):
        restore.restore(unchanged, replace=False)


def test_not_while_somebody_uses_the_folder(
    kept: Path, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.1)
    before = here.everything()
    folder_lock.share(here.folder)
    try:
        assert folder_lock.is_locked(here.folder)
        with pytest.raises(EnvironmentProblem):
            restore.restore(kept, replace=True)
    finally:
        release_the_folder()
    assert not folder_lock.is_locked(here.folder)
    assert here.everything() == before


def release_the_folder() -> None:
    while folder_lock._held:
        os.close(folder_lock._held.pop())


def test_nothing_starts_while_a_backup_is_put_in_place(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.1)
    before = list(folder_lock._held)
    with (
        folder_lock.exclusive(here.folder),
        pytest.raises(EnvironmentProblem, match="being restored"),
    ):
        running._lock_folder(here.folder)
    assert folder_lock._held == before


def repacked(
    kept: Path, to: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]
) -> Path:
    """Make a backup that says or holds something else, with check sums as they should be."""
    with zipfile.ZipFile(kept) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    change(parts, manifest)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, content in parts.items():
            archive.writestr(name, content)
    return to


def described(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def newer_version(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["version"] = "99.0"


def newer_format(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["format"] = 2
    manifest["something"] = "that nobody knows yet"


def newer_migration(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["migrations"].append("surveys.0099_what_comes")


def other_engine(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    one, other = backup_archive.DATABASES["sqlite"], backup_archive.DATABASES["postgresql"]
    if manifest["engine"] == "postgresql":
        one, other = other, one
    manifest["engine"] = "postgresql" if manifest["engine"] == "sqlite" else "sqlite"
    parts[other] = parts.pop(one)
    manifest["parts"][other] = manifest["parts"].pop(one)


def other_product(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["product"] = "something else"


def lacking_rows(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["rows"]["surveys_response"] += 1


def other_bytes(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    name = backup_archive.DATABASES[manifest["engine"]]
    middle = len(parts[name]) // 2
    parts[name] = (
        parts[name][:middle] + bytes([parts[name][middle] ^ 1]) + parts[name][middle + 1 :]
    )


def no_database(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """Check sums that are right, of something that no database can be."""
    name = backup_archive.DATABASES[manifest["engine"]]
    parts[name] = b"hello " * 1000
    manifest["parts"][name] = described(parts[name])


def outside_the_folder(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["../../outside.txt"] = b"here I am"
    manifest["parts"]["../../outside.txt"] = described(b"here I am")


def one_too_many(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["more.txt"] = b"unannounced"


def larger_than_it_says(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts[backup_archive.DATABASES[manifest["engine"]]] = bytes(50_000_000)


def larger_than_the_disk(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["parts"][backup_archive.DATABASES[manifest["engine"]]]["bytes"] = 1 << 60


def a_key_like_a_book(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    parts["secret.key"] = bytes(1_000_000)
    manifest["parts"]["secret.key"] = described(parts["secret.key"])


def odd_manifest(parts: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["parts"] = ["database.sqlite3"]


@pytest.mark.parametrize(
    "change",
    [
        newer_version, newer_format, newer_migration, other_engine, other_product, lacking_rows,
        other_bytes, no_database, outside_the_folder, one_too_many, larger_than_it_says,
        larger_than_the_disk, a_key_like_a_book, odd_manifest,
    ],
)  # fmt: skip
def test_what_cannot_be_restored_is_refused_in_a_sentence(
    unchanged: Path,
    tmp_path: Path,
    change: Callable[[dict[str, bytes], dict[str, Any]], None],
) -> None:
    wrong = repacked(unchanged, tmp_path / "wrong.zip", change)
    with pytest.raises(CopyProblem) as refusal:
        restore.restore(wrong, replace=True)
    assert "\n" not in str(refusal.value)
    assert [path.name for path in tmp_path.iterdir()] == ["wrong.zip"]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99, 0.9999])
def test_a_file_that_was_cut_off(unchanged: Path, tmp_path: Path, share: float) -> None:
    content = unchanged.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CopyProblem):
        restore.restore(tmp_path / "cut.zip", replace=True)


def test_any_bit_that_turned_on_the_way(unchanged: Path, tmp_path: Path) -> None:
    content = unchanged.read_bytes()
    passed = []
    for place in range(100, len(content), len(content) // 25):
        turned = content[:place] + bytes([content[place] ^ 16]) + content[place + 1 :]
        (tmp_path / "turned.zip").write_bytes(turned)
        (tmp_path / "unpacked").mkdir()
        try:
            manifest = backup_archive.read_manifest(tmp_path / "turned.zip")
            backup_archive.extract(tmp_path / "turned.zip", manifest, tmp_path / "unpacked")
        except CopyProblem:
            pass
        else:
            passed.append(place)
        shutil.rmtree(tmp_path / "unpacked")
    assert not passed


@pytest.mark.parametrize("what", ["nothing", "a folder", "a text"])
def test_what_is_no_file_of_ours(unchanged: Path, tmp_path: Path, what: str) -> None:
    path = tmp_path / "what"
    if what == "a folder":
        path.mkdir()
    elif what == "a text":
        path.write_text("Kjære alle")
    with pytest.raises(CopyProblem):
        restore.restore(path, replace=True)


def test_a_disk_without_room(unchanged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(unchanged.parent)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    with pytest.raises(CopyProblem, match="MB"):
        restore.restore(unchanged, replace=True)


def test_a_disk_that_fills_up_on_the_way(
    unchanged: Path, settled: tuple[Installation, Path]
) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = settled[0].samspill("restore", str(unchanged), "--replace", preexec_fn=small_files)
    assert done.returncode == 2
    assert only_sentences(done)


# --- It is killed -----------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(7))
def test_killed_at_any_renaming_the_next_start_finishes_or_forgets_it(
    in_a_file: Installation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    turn: int,
) -> None:
    """Stopped before the first, second, ... renaming: the old state, or the new, never half."""
    backup.make_backup(tmp_path / "file.zip")
    (in_a_file.folder / "secret.key").write_text("the key of today")
    in_a_file.database.run("DELETE FROM surveys_response RETURNING id")
    renamings = 0
    rename = Path.rename

    class KilledError(BaseException):
        pass

    def until_killed(self: Path, to: Path) -> Path:
        nonlocal renamings
        if renamings == turn:
            raise KilledError
        renamings += 1
        return rename(self, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", until_killed)
        patch.setattr(shutil, "rmtree", lambda *_args, **_options: None)  # as when it is killed
        try:
            restore.restore(tmp_path / "file.zip", replace=True)
        except KilledError:
            assert renamings == turn
    restore.finish_interrupted(in_a_file.folder)
    key = (in_a_file.folder / "secret.key").read_text()
    if turn <= 1:
        assert (in_a_file.answers(), key) == ([], "the key of today")
    else:
        assert len(in_a_file.answers()) > 50
        assert key == KEY
    left = {path.name.split("-20")[0] for path in in_a_file.folder.iterdir()}
    wanted = {"in-use.lock", "samspill.sqlite3", "secret.key"}
    assert left - {"samspill.sqlite3-shm", "samspill.sqlite3-wal"} == (
        wanted if turn <= 1 else wanted | {"before-restore"}
    )


@pytest.mark.journey
def test_kill_9_in_the_middle(kept: Path, here: Installation) -> None:
    """At five moments spread over the time it takes; the answers are all of one state."""
    whole = here.answers()
    here.database.run("DELETE FROM surveys_response RETURNING id")
    began = time.monotonic()
    probe = here.samspill("restore", str(kept))  # is refused: so long does a start take
    assert probe.returncode == 2
    start = time.monotonic() - began
    for part in range(1, 6):
        process = subprocess.Popen(
            [SAMSPILL, "restore", str(kept), "--replace"],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(start * part / 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(1.5)  # a child that brings the database up to date has nobody to tell, and ends
        restore.finish_interrupted(here.folder)
        assert here.answers() in ([], whole)
        assert not list(here.folder.glob(f"{restore.PREPARED}*"))
    assert here.samspill("restore", str(kept), "--replace").returncode == 0
    assert here.answers() == whole
    if isinstance(here.database, PostgreSQL):
        left = "SELECT datname FROM pg_database WHERE datname LIKE current_database() || '{}%'"
        assert here.database.run(left.format(database_copies.BEING_MADE)) == []


def test_an_older_version_is_brought_up_to_date(
    elsewhere: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup taken by the first version that had one of each engine."""
    old = Installation(tmp_path / "old", elsewhere.database)
    if isinstance(elsewhere.database, SQLite):
        old = Installation(tmp_path / "old", SQLite(tmp_path / "old" / "samspill.sqlite3"))
    old.fill("main-c0b5975")
    surround(monkeypatch, old)
    backup.make_backup(tmp_path / "old.zip")
    surround(monkeypatch, elsewhere)
    done = elsewhere.samspill("restore", str(tmp_path / "old.zip"), "--replace")
    assert done.returncode == 0, only_sentences(done)
    checks = json.loads(elsewhere.samspill("doctor", "--format", "json").stdout)["checks"]
    assert "wrong" not in {one["state"] for one in checks}, checks
    assert [one["state"] for one in checks if one["check"] == "migrations"] == ["ok"]
