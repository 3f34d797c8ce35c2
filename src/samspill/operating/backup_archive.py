"""The file of a backup: a zip with a manifest, the database, and the key of the installation.

Knows nothing of databases. Everything in a file that is read is believed only as far as it has
been checked: names, sizes, check sums.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from samspill.operating.environment import EnvironmentProblem

FORMAT = 1
MANIFEST = "manifest.json"
KEY = "secret.key"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
MANIFEST_BYTES = 1 << 20
KEY_BYTES = 4096
CHUNK = 1 << 20


class CopyProblem(EnvironmentProblem):
    """A backup cannot be made, read or put in place; the message is one sentence or two."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `rows` has a number for each table, `parts` for each file.

    `delete_by` is the first day on which answers in it were promised deleted, None without
    answers. `key_mark` tells whether two keys are the same, and nothing else of the key.
    """

    version: str
    engine: str
    engine_version: str
    made_at: str
    migrations: list[str]
    rows: dict[str, int]
    open_rounds: int
    delete_by: str | None
    key_mark: str
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    product: str = "samspill"
    format: int = FORMAT


# --- Writing ----------------------------------------------------------------------------------


def describe(file: Path) -> dict[str, Any]:
    """Return size and check sum of one part."""
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {"bytes": file.stat().st_size, "sha256": digest}


def write(target: Path, manifest: Manifest, parts: Mapping[str, Path], *, beside: Path) -> None:
    """Write the file beside, readable by its owner alone, and give it its name when it is whole.

    Raises `FileExistsError` when there is a file of that name, and `OSError` when the disk
    does not take it.
    """
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_entry(MANIFEST), json.dumps(asdict(manifest), indent=2))
            for name, part in parts.items():
                entry = _entry(name)
                if name == DATABASES["postgresql"]:
                    entry.compress_type = zipfile.ZIP_STORED  # pg_dump has compressed it
                entry.file_size = part.stat().st_size
                with part.open("rb") as content, archive.open(entry, "w") as into:
                    shutil.copyfileobj(content, into, CHUNK)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, target)  # fails when there is something of that name, unlike a renaming
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(target) from None
        os.rename(beside, target)  # a disk without links
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder survive a power cut, as far as the system can."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # not every file system can
    finally:
        os.close(descriptor)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


# --- Reading ----------------------------------------------------------------------------------


def read_manifest(file: Path) -> Manifest:
    """Read what a backup says of itself, and see that its parts are those and no others.

    Raises `CopyProblem` when the file is not there, is no backup, or is damaged.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = [entry.filename for entry in archive.infolist()]
            if names.count(MANIFEST) != 1:
                raise _no_backup(file)
            if archive.getinfo(MANIFEST).file_size > MANIFEST_BYTES:
                raise _damaged(file)
            with archive.open(MANIFEST) as content:
                said = json.loads(content.read(MANIFEST_BYTES))
            manifest = _understood(file, said)
            if sorted(names) != sorted([MANIFEST, *manifest.parts]):
                raise _damaged(file)
            for name, part in manifest.parts.items():
                if archive.getinfo(name).file_size != part["bytes"]:
                    raise _damaged(file)
    except FileNotFoundError as error:
        message = _("There is no file {file}. Write the name of a backup.")
        raise CopyProblem(message.format(file=file)) from error
    except OSError as error:
        message = _("The file {file} cannot be read ({reason}).")
        raise CopyProblem(message.format(file=file, reason=error.strerror)) from error
    except zipfile.BadZipFile as error:
        raise _no_backup(file) from error
    except (ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise _damaged(file) from error
    return manifest


def extract(file: Path, manifest: Manifest, folder: Path) -> None:
    """Unpack the parts into a folder, each exactly as large as declared and with its check sum.

    Raises `CopyProblem` when there is no room for it, or a part is not what was packed.
    """
    needed = sum(part["bytes"] for part in manifest.parts.values())
    free = shutil.disk_usage(folder).free
    if needed > free:
        message = _(
            "Unpacked, {file} needs {needed} MB, and the disk of {folder} has {free} MB free. "
            "Nothing has been changed."
        )
        megabytes = {"needed": -(-needed >> 20), "free": free >> 20}
        raise CopyProblem(message.format(file=file, folder=folder.parent, **megabytes))
    try:
        with zipfile.ZipFile(file) as archive:
            for name, part in manifest.parts.items():
                _extract_one(archive, name, folder / name, part["bytes"])
                if describe(folder / name) != part:
                    raise _damaged(file)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise _damaged(file) from error


def _extract_one(archive: zipfile.ZipFile, name: str, to: Path, size: int) -> None:
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as into, archive.open(name) as content:
        left = size
        while left and (chunk := content.read(min(CHUNK, left))):
            into.write(chunk)
            left -= len(chunk)
        into.flush()
        os.fsync(into.fileno())


def _understood(file: Path, said: Any) -> Manifest:
    if not isinstance(said, dict) or said.get("product") != "samspill":
        raise _no_backup(file)
    if not isinstance(said.get("format"), int) or said["format"] > FORMAT:
        raise newer(file, str(said.get("version", "?")))
    try:
        manifest = Manifest(**said)
        if not all(isinstance(part, dict) for part in list(manifest.parts.values())):
            raise TypeError
    except (AttributeError, TypeError) as error:
        raise _damaged(file) from error
    allowed = {DATABASES.get(manifest.engine), KEY}
    sizes_right = all(
        isinstance(part.get("bytes"), int)
        and part["bytes"] >= 0
        and isinstance(part.get("sha256"), str)
        for part in manifest.parts.values()
    )
    if (
        not sizes_right
        or not set(manifest.parts) <= allowed
        or DATABASES.get(manifest.engine) not in manifest.parts
        or manifest.parts.get(KEY, {"bytes": 0})["bytes"] > KEY_BYTES
    ):
        raise _damaged(file)
    return manifest


def newer(file: Path, version: str) -> CopyProblem:
    message = _(
        "{file} was made by a newer Samspill ({version}). Install that version or a later one, "
        "and restore with it. Nothing has been changed."
    )
    return CopyProblem(message.format(file=file, version=version))


def _no_backup(file: Path) -> CopyProblem:
    message = _(
        "{file} is not a backup made by Samspill, or has been cut off. Nothing has been changed."
    )
    return CopyProblem(message.format(file=file))


def _damaged(file: Path) -> CopyProblem:
    message = _(
        "{file} is damaged: it is not as it was when it was made. Use another copy of it, or "
        "another backup. Nothing has been changed."
    )
    return CopyProblem(message.format(file=file))
