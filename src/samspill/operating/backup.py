"""`samspill backup`: everything in one file, taken while server and worker are in use."""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import samspill
from samspill.operating import backup_archive, database_copies, environment
from samspill.operating.backup_archive import CopyProblem, Manifest
from samspill.toolbox.languages import LANGUAGES

WORK_FOLDER = ".samspill-backup-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.description = "Put the database and the key in one file that `samspill restore` reads."
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="the file to make; without it, a name with day and time in this folder",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="nb")


def run(arguments: argparse.Namespace, out: TextIO) -> int:
    """Make the backup, and say what it holds and until when it may be kept; 0 when it is whole."""
    environment.set_up()
    with translation.override(arguments.language):
        name = arguments.file or f"samspill-{timezone.localtime():%Y-%m-%d-%H%M}.zip"
        target = Path(name).expanduser().absolute()
        manifest = make_backup(target)
        for sentence in _sentences(target, manifest):
            out.write(f"{sentence}\n")
    return 0


def make_backup(target: Path) -> Manifest:
    """Write a backup of this installation to `target`, which must not be there yet.

    Raises `CopyProblem`: it is there, the folder or the disk does not take it, or the database
    cannot be copied. Nothing is left behind then.
    """
    if target.exists():
        raise _is_there(target)
    old_mask = os.umask(0o077)
    try:
        with _work_folder(target.parent) as work_folder:
            manifest, parts = _gather(work_folder)
            backup_archive.write(target, manifest, parts, beside=work_folder / "whole.zip")
    except FileExistsError as error:
        raise _is_there(target) from error
    except OSError as error:
        message = _("The backup cannot be written in {folder} ({reason}). Nothing is left of it.")
        raise CopyProblem(message.format(folder=target.parent, reason=error.strerror)) from error
    finally:
        os.umask(old_mask)
    return manifest


def mark_of(key: str, made_at: str) -> str:
    """Return what tells whether two keys are the same, and nothing else of the key."""
    return salted_hmac(
        "samspill.operating.backup", made_at, secret=key, algorithm="sha256"
    ).hexdigest()


def _gather(work_folder: Path) -> tuple[Manifest, dict[str, Path]]:
    folder = environment.data_folder()
    address = os.environ.get("SAMSPILL_DATABASE_URL", "")
    engine = "postgresql" if address else "sqlite"
    database = work_folder / backup_archive.DATABASES[engine]
    if address:
        held = database_copies.PostgreSQL(address).copy(database)
    else:
        held = database_copies.copy_sqlite(folder / database_copies.SQLITE_NAME, database)
    parts = {database.name: database}
    key = folder / backup_archive.KEY
    if key.exists() and not os.environ.get("SAMSPILL_SECRET_KEY"):
        # A key that comes from outside is kept outside, by whoever gave it.
        parts[backup_archive.KEY] = Path(shutil.copyfile(key, work_folder / backup_archive.KEY))
    made_at = timezone.now().isoformat(timespec="seconds")
    manifest = Manifest(
        version=samspill.__version__,
        engine=engine,
        engine_version=held.engine_version,
        made_at=made_at,
        migrations=held.migrations,
        rows=held.rows,
        open_rounds=held.open_rounds,
        delete_by=held.delete_by.isoformat() if held.delete_by else None,
        key_mark=mark_of(environment.secret_key(folder), made_at),
        parts={name: backup_archive.describe(part) for name, part in parts.items()},
    )
    return manifest, parts


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """Make a folder to work in beside the file, and remove it, also those that were cut off.

    A backup that was killed leaves answers in its folder. Each holds a lock on its own as long
    as it lives, so that the next one can tell which are left over.
    """
    for left in folder.glob(f"{WORK_FOLDER}*"):
        with _locked(left) as is_free:
            if is_free:
                shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=WORK_FOLDER, dir=folder))
    try:
        with _locked(made):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False  # another one has removed it, or it is somebody else's
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def _is_there(target: Path) -> CopyProblem:
    message = _("There is a file {file} already. Give the backup another name.")
    return CopyProblem(message.format(file=target))


def _sentences(target: Path, manifest: Manifest) -> Iterator[str]:
    size = max(1, round(target.stat().st_size / 1000))
    yield _("The backup is whole: {file} ({size} kB).").format(file=target, size=size)
    yield _(
        "It holds everything the installation has: answers, names, accounts and results. Keep it "
        "where only those who run the server can read it."
    )
    if backup_archive.KEY not in manifest.parts:
        yield _("The secret key is not in it. Keep SAMSPILL_SECRET_KEY as well.")
    if manifest.open_rounds:
        yield ngettext(
            "{count} round is open. Until a round is closed, a copy holds what closing destroys: "
            "in which order answers came, and who was asked.",
            "{count} rounds are open. Until a round is closed, a copy holds what closing destroys: "
            "in which order answers came, and who was asked.",
            manifest.open_rounds,
        ).format(count=manifest.open_rounds)
    if manifest.delete_by:
        day = datetime.fromisoformat(manifest.delete_by).date()
        yield _(
            "Delete the backup by {day}. Those who answered were promised that single answers are "
            "deleted that day, and Samspill cannot reach a copy."
        ).format(day=date_format(day, "DATE_FORMAT"))
