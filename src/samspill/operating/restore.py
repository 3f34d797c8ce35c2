"""`samspill restore`: put a backup in place, whole or not at all, and keep its promises at once.

Everything is made ready in a folder (and, on PostgreSQL, a database) beside the one in use. On
SQLite the decision is one renaming: from then on, whoever starts next finishes what was decided.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Error as SQLiteError
from typing import TextIO

from django.utils import timezone, translation
from django.utils.translation import gettext as _

import samspill
from samspill.operating import backup_archive, database_copies, environment, folder_lock
from samspill.operating.backup import mark_of
from samspill.operating.backup_archive import CopyProblem, Manifest
from samspill.toolbox.languages import LANGUAGES

# Being made ready; decided and to be put in place; and what was there before.
PREPARED, DECIDED, FORMER = "restoring-", "restored-", "before-restore-"
DATABASE = database_copies.SQLITE_NAME
# The log of SQLite belongs to the database beside it, and to no other.
OF_A_DATABASE = (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = (
        "Put a backup in the folder SAMSPILL_DATA, or in the PostgreSQL database "
        "SAMSPILL_DATABASE_URL. All of it, or nothing."
    )
    parser.add_argument("file", metavar="FILE", help="a backup made by `samspill backup`")
    parser.add_argument(
        "--replace", action="store_true", help="when there is something there: set it aside"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="nb")


def run(arguments: argparse.Namespace, out: TextIO) -> int:
    """Restore a backup into the folder and database of the surroundings; 0 when it is in place."""
    environment.set_up()
    with translation.override(arguments.language):
        file = Path(arguments.file).expanduser().absolute()
        for sentence in restore(file, replace=arguments.replace):
            out.write(f"{sentence}\n")
    return 0


def restore(file: Path, *, replace: bool) -> list[str]:
    """Put a backup in place; return what has been done, in sentences.

    Raises `EnvironmentProblem` (or `CopyProblem`, which is one) when it cannot be done. What was
    there is then as it was.
    """
    manifest = backup_archive.read_manifest(file)
    _check_version(file, manifest)
    address = os.environ.get("SAMSPILL_DATABASE_URL", "")
    if manifest.engine != ("postgresql" if address else "sqlite"):
        message = _(
            "This backup was taken from {one}, and this installation uses {other}. A backup is "
            "restored on the same kind of database. Nothing has been changed."
        )
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        taken_from = names[manifest.engine]
        own = next(name for name in names.values() if name != taken_from)
        raise CopyProblem(message.format(one=taken_from, other=own))
    folder = environment.data_folder()
    environment.prepare_data_folder(folder)
    with folder_lock.exclusive(folder):
        finish(folder)
        try:
            if address:
                done = _onto_postgresql(
                    file, manifest, database_copies.PostgreSQL(address), replace=replace
                )
            else:
                done = _onto_sqlite(file, manifest, folder, replace=replace)
        except OSError as error:
            message = _("The backup cannot be restored ({reason}). Nothing has been changed.")
            raise CopyProblem(message.format(reason=error.strerror)) from error
    return [*done, *_what_follows(manifest, folder)]


# --- SQLite -----------------------------------------------------------------------------------


def _onto_sqlite(file: Path, manifest: Manifest, folder: Path, *, replace: bool) -> list[str]:
    is_there = (folder / DATABASE).exists()
    if is_there and not replace:
        raise _something_is_there(str(folder))
    stamp = _stamp()
    with _prepared(folder, stamp) as prepared:
        backup_archive.extract(file, manifest, prepared)
        database = prepared / DATABASE
        (prepared / backup_archive.DATABASES["sqlite"]).rename(database)
        _check_sqlite(file, manifest, database)
        _bring_up_to_date({"SAMSPILL_DATA": str(prepared), "SAMSPILL_DATABASE_URL": ""})
        with database_copies.opened_sqlite(database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # one file, renamed as one
            problems = database_copies.problems_of_sqlite(connection)
        if problems:
            raise _not_as_it_was(file)
        for left in prepared.iterdir():
            if left.name not in (DATABASE, backup_archive.KEY):
                left.unlink()
        backup_archive.sync_folder(prepared)
        prepared.rename(folder / f"{DECIDED}{stamp}")  # the decision
    finish(folder)
    return [
        _("The backup is in place in {folder}.").format(folder=folder),
        *_set_aside(folder, stamp),
    ]


def finish(folder: Path) -> None:
    """Put in place what was decided, and remove what was not. Call it with the folder alone."""
    for decided in sorted(folder.glob(f"{DECIDED}*")):
        former = folder / f"{FORMER}{decided.name.removeprefix(DECIDED)}"
        for name in (DATABASE, backup_archive.KEY):
            if not (decided / name).exists():
                continue  # it is in place
            # Until the new one is in place, whatever has the name is the former one.
            for old in OF_A_DATABASE if name == DATABASE else (name,):
                if (folder / old).exists():
                    former.mkdir(mode=0o700, exist_ok=True)
                    (folder / old).rename(former / old)
            (decided / name).rename(folder / name)
        backup_archive.sync_folder(folder)
        decided.rmdir()
    for prepared in folder.glob(f"{PREPARED}*"):
        shutil.rmtree(prepared, ignore_errors=True)


def finish_interrupted(folder: Path) -> None:
    """Finish a restore that was killed after its decision; for every start, before anything else.

    One that was killed earlier leaves nothing behind either. Where somebody else is using the
    folder, a restore is at work just now, or another start has done this.
    """
    if any(folder.glob(f"{DECIDED}*")) or any(folder.glob(f"{PREPARED}*")):
        with folder_lock.try_exclusive(folder) as is_free:
            if is_free:
                finish(folder)


def _check_sqlite(file: Path, manifest: Manifest, database: Path) -> None:
    try:
        with database_copies.opened_sqlite(database) as connection:
            problems = database_copies.problems_of_sqlite(connection)
            held = database_copies.holdings_of_sqlite(connection)
    except SQLiteError as error:
        raise _not_as_it_was(file) from error
    if problems or held.rows != manifest.rows or held.migrations != manifest.migrations:
        raise _not_as_it_was(file)


# --- PostgreSQL -------------------------------------------------------------------------------


def _onto_postgresql(
    file: Path, manifest: Manifest, server: database_copies.PostgreSQL, *, replace: bool
) -> list[str]:
    folder, stamp = environment.data_folder(), _stamp()
    with server.connected() as connection:
        is_there = bool(database_copies.holdings_of_postgresql(connection).rows)
        tool = server.find_tool("pg_restore", connection)
    if is_there and not replace:
        raise _something_is_there(server.name)
    server.check_no_connections()
    with _prepared(folder, stamp) as prepared, server.temporary_database() as made:
        backup_archive.extract(file, manifest, prepared)
        dump = prepared / backup_archive.DATABASES["postgresql"]
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        server.run_tool([tool, *options, str(dump)], made)
        with server.connected(made) as connection:
            held = database_copies.holdings_of_postgresql(connection)
        if held.rows != manifest.rows or held.migrations != manifest.migrations:
            raise _not_as_it_was(file)
        _bring_up_to_date({"SAMSPILL_DATABASE_URL": server.address_of(made)})
        dump.unlink()
        former = f"{server.name}_before_{stamp.replace('-', '_')}" if is_there else ""
        server.put_in_place(made, former)  # the decision
        # The key follows: a server that starts in between finds the log-ins void, and no more.
        prepared.rename(folder / f"{DECIDED}{stamp}")
    finish(folder)
    done = [_("The backup is in place in the database {name}.").format(name=server.name)]
    if former:
        done.append(
            _(
                "What was there is now the database {former}. It has answers too: drop it when "
                "you have looked at the new one."
            ).format(former=former)
        )
    return [*done, *_set_aside(folder, stamp)]


# --- Both -------------------------------------------------------------------------------------


def _check_version(file: Path, manifest: Manifest) -> None:
    """Refuse a backup that has something which this version does not know."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {}
    names = {f"{app}.{name}" for app, name in known}
    if (
        _numbers(manifest.version) > _numbers(samspill.__version__)
        or set(manifest.migrations) - names
    ):
        raise backup_archive.newer(file, manifest.version)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


@contextmanager
def _prepared(folder: Path, stamp: str) -> Iterator[Path]:
    """Make the folder in which everything is made ready; gone afterwards unless it was decided."""
    made = folder / f"{PREPARED}{stamp}"
    made.mkdir(mode=0o700)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _bring_up_to_date(environ: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "samspill.operating.restore_process"],
        env={**os.environ, "SAMSPILL_SECRET_KEY": secrets.token_urlsafe(50), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        message = _(
            "The backup is sound, and yet it could not be brought up to date ({reason}). Nothing "
            "has been changed."
        )
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise CopyProblem(message.format(reason=reason))


def _set_aside(folder: Path, stamp: str) -> list[str]:
    former = folder / f"{FORMER}{stamp}"
    if not former.exists():
        return []
    message = _(
        "What was there is now in {former}. It has answers too: delete it when you have looked at "
        "the new one."
    )
    return [message.format(former=former)]


def _what_follows(manifest: Manifest, folder: Path) -> list[str]:
    done = [
        _(
            "Answers whose day of deletion has come are deleted, and the traces of closed rounds "
            "destroyed. The backup file still has them: delete it when it is no longer needed."
        )
    ]
    if manifest.key_mark != mark_of(environment.secret_key(folder), manifest.made_at):
        done.append(
            _(
                "The secret key is another one than when the backup was taken: everybody logs in "
                "again, and a phone that was in the middle of answering begins anew."
            )
        )
    return done


def _stamp() -> str:
    return f"{timezone.localtime():%Y%m%d-%H%M%S}"


def _something_is_there(where: str) -> CopyProblem:
    message = _(
        "There is an installation in {place} already. Choose another place, or add --replace: what "
        "is there is then set aside, not deleted. Nothing has been changed."
    )
    return CopyProblem(message.format(place=where))


def _not_as_it_was(file: Path) -> CopyProblem:
    message = _(
        "The database in {file} does not hold what the backup says it holds. Use another backup. "
        "Nothing has been changed."
    )
    return CopyProblem(message.format(file=file))
