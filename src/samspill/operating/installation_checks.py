"""The checks of `samspill doctor` on what lies around the database, and the order of them all."""

from __future__ import annotations

import ipaddress
import os
import platform
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

import samspill
from samspill.operating import backup_archive, database_checks, environment, folder_lock, restore
from samspill.operating.check_results import LOOK, OK, WRONG, Finding
from samspill.operating.environment import EnvironmentProblem
from samspill.toolbox.languages import LANGUAGES, SOURCE

OLDEST_PYTHON = (3, 11)
# Less than this, and a round with a full hall, a backup and a rewriting do not fit.
MEGABYTES_NEEDED, MEGABYTES_WISHED = 100, 1000
CATALOGUES = tuple(language for language in LANGUAGES if language != SOURCE)


def check_up() -> list[Finding]:
    """Look at everything, and return what was found, in the order in which to mend it."""
    folder = environment.data_folder()
    is_running = folder_lock.is_occupied(folder)
    found = [check_versions(), *check_files_of_the_product()]
    found += check_folder(folder)
    found += [check_running(is_running=is_running), check_port(is_running=is_running)]
    found += check_address()
    if os.environ.get("SAMSPILL_DATABASE_URL"):
        found += database_checks.check_postgresql(os.environ["SAMSPILL_DATABASE_URL"])
    else:
        found += database_checks.check_sqlite(folder)
    if any(one.check == "database" and one.state == OK for one in found):
        found += database_checks.check_contents(is_running=is_running)
    return found


# --- The program ------------------------------------------------------------------------------


def check_versions() -> Finding:
    title, version = _("Program"), platform.python_version()
    found = _("Samspill {version} on Python {python}.").format(
        version=samspill.__version__, python=version
    )
    if sys.version_info < OLDEST_PYTHON:
        return Finding("program", WRONG, title, found, _("Install Python 3.11 or newer."))
    if sys.getfilesystemencoding() != "utf-8":
        return Finding("program", LOOK, title, found, _("Names of files are not read as UTF-8."))
    return Finding("program", OK, title, found)


def check_files_of_the_product() -> Iterator[Finding]:
    """Look for translations and style sheets, which are built when the product is installed."""
    title, source = _("Texts and style sheets"), Path(samspill.__file__).parent
    wanted = [source / "locale" / name / "LC_MESSAGES" / "django.mo" for name in CATALOGUES]
    wanted.append(source / "foundation" / "ui" / "static" / "ui" / "vendor")
    if all(path.exists() for path in wanted):
        yield Finding("files", OK, title, _("They are built."))
    else:
        yield Finding("files", WRONG, title, _("They are not built."), _("Install Samspill anew."))


# --- The folder -------------------------------------------------------------------------------


def check_folder(folder: Path) -> Iterator[Finding]:
    title = _("Data folder")
    if not folder.is_dir():
        found = _("There is no folder {folder} yet.").format(folder=folder)
        do = _("Samspill makes it when it starts: make run, or samspill run.")
        yield Finding("folder", LOOK, title, found, do)
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not os.access(folder, os.W_OK | os.X_OK):
        found = _("{folder} cannot be written to.").format(folder=folder)
        yield Finding("folder", WRONG, title, found, _("Give SAMSPILL_DATA a folder of your own."))
    elif mode & 0o077:
        found = _("Others on this machine can look into {folder}.").format(folder=folder)
        yield Finding("folder", LOOK, title, found, f"chmod 700 {folder}")
    else:
        found = _("{folder} can be written to, and is yours alone.").format(folder=folder)
        yield Finding("folder", OK, title, found)
    yield _check_room(folder)
    yield _check_key(folder)
    yield from _check_leftovers(folder)


def _check_room(folder: Path) -> Finding:
    title, free = _("Disk"), shutil.disk_usage(folder).free >> 20
    found = _("{free} MB are free.").format(free=free)
    do = _("Make room: without it, answers are refused.")
    if free < MEGABYTES_NEEDED:
        return Finding("disk", WRONG, title, found, do)
    if free < MEGABYTES_WISHED:
        return Finding("disk", LOOK, title, found, do)
    return Finding("disk", OK, title, found)


def _check_key(folder: Path) -> Finding:
    title, key = _("Secret key"), folder / backup_archive.KEY
    if os.environ.get("SAMSPILL_SECRET_KEY"):
        return Finding("key", OK, title, _("It is given by SAMSPILL_SECRET_KEY."))
    if not key.exists() or not key.stat().st_size:
        do = _("Samspill makes one when it starts.")
        return Finding("key", LOOK, title, _("There is none yet."), do)
    if key.stat().st_mode & 0o077:
        return Finding("key", WRONG, title, _("Others can read it."), f"chmod 600 {key}")
    return Finding("key", OK, title, _("It lies in the folder, readable by you alone."))


def _check_leftovers(folder: Path) -> Iterator[Finding]:
    """Look for what restores have set aside: it keeps answers longer than promised."""
    title = _("Set aside")
    left = sorted(path.name for path in folder.glob(f"{restore.FORMER}*"))
    if left:
        found = _("An earlier installation lies in {names}. It has answers too.").format(
            names=", ".join(left)
        )
        yield Finding("set_aside", LOOK, title, found, _("Delete it when you do not need it."))
    if any(folder.glob(f"{restore.DECIDED}*")):
        found = _("A restore was cut off after it was decided.")
        yield Finding("set_aside", LOOK, title, found, _("The next start finishes it."))


# --- The server -------------------------------------------------------------------------------


def check_running(*, is_running: bool) -> Finding:
    found = _("It is running.") if is_running else _("It is not running on this machine.")
    return Finding("running", OK, "Samspill", found)


def check_port(*, is_running: bool) -> Finding:
    title = _("Port")
    try:
        port = environment.port()
    except EnvironmentProblem:
        found = _("SAMSPILL_PORT is not a number from 1 to 65535.")
        return Finding("port", WRONG, title, found, _("Write it as {port}.").format(port=8000))
    with closing(socket.socket()) as probe:
        probe.settimeout(2)
        is_taken = probe.connect_ex(("127.0.0.1", port)) == 0
    if not is_taken:
        return Finding("port", OK, title, _("Port {port} is free.").format(port=port))
    if is_running and _is_samspill(port):
        found = _("Samspill answers on port {port}.").format(port=port)
        return Finding("port", OK, title, found)
    found = _("Something else answers on port {port}.").format(port=port)
    return Finding("port", LOOK, title, found, _("Stop it, or choose another SAMSPILL_PORT."))


def _is_samspill(port: int) -> bool:
    """Ask for the start page, as anybody may, and look for the names of its cookies and files."""
    try:
        with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as server:
            server.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = b""
            while chunk := server.recv(65536):
                answer += chunk
                if len(answer) > 1 << 20:
                    break
    except OSError:
        return False
    return b"Samspill" in answer


def check_address() -> Iterator[Finding]:
    """Look at the address that phones use: https, unless they are on a network of its own."""
    yield _check_address(os.environ.get("SAMSPILL_ADDRESS", "").strip())
    if "*" in os.environ.get("SAMSPILL_HOSTS", ""):
        found = _("SAMSPILL_HOSTS lets the server answer to every name.")
        yield Finding("hosts", WRONG, _("Address"), found, _("Write the names it has."))


def _check_address(address: str) -> Finding:
    title = _("Address")
    if not address:
        return Finding("address", OK, title, _("SAMSPILL_ADDRESS is not given."))
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        found = _("SAMSPILL_ADDRESS is not an address.")
        do = _("Write it as {example}.").format(example="https://samspill.example.no")
        return Finding("address", WRONG, title, found, do)
    if parts.scheme == "http" and not _is_near(parts.hostname):
        found = _("Phones use {address}, and everybody on the way can read it.")
        return Finding("address", WRONG, title, found.format(address=address), _("Use https."))
    return Finding("address", OK, title, _("Phones use {address}.").format(address=address))


def _is_near(host: str) -> bool:
    if host == "localhost" or "." not in host.strip("[]") or host.endswith((".local", ".lan")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return False
