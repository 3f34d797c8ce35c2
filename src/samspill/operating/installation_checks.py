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
from samspill.operating.check_results import LOOK, OK, WRONG, CheckResult
from samspill.operating.environment import EnvironmentProblem
from samspill.toolbox.languages import LANGUAGES, SOURCE

OLDEST_PYTHON = (3, 11)
# Less than this, and a round with a full hall, a backup and a rewriting do not fit.
MEGABYTES_NEEDED, MEGABYTES_WISHED = 100, 1000
CATALOGUES = tuple(language for language in LANGUAGES if language != SOURCE)


def run_checks() -> list[CheckResult]:
    """Run every check, and return the results in the order in which to mend things."""
    folder = environment.data_folder()
    is_running = folder_lock.is_locked(folder)
    results = [check_versions(), *check_files_of_the_product()]
    results += check_folder(folder)
    results += [check_running(is_running=is_running), check_port(is_running=is_running)]
    results += check_address()
    if os.environ.get("SAMSPILL_DATABASE_URL"):
        results += database_checks.check_postgresql(os.environ["SAMSPILL_DATABASE_URL"])
    else:
        results += database_checks.check_sqlite(folder)
    if any(result.check == "database" and result.state == OK for result in results):
        results += database_checks.check_contents(is_running=is_running)
    return results


# --- The program ------------------------------------------------------------------------------


def check_versions() -> CheckResult:
    title, version = _("Program"), platform.python_version()
    message = _("Samspill {version} on Python {python}.").format(
        version=samspill.__version__, python=version
    )
    if sys.version_info < OLDEST_PYTHON:
        return CheckResult("program", WRONG, title, message, _("Install Python 3.11 or newer."))
    if sys.getfilesystemencoding() != "utf-8":
        return CheckResult(
            "program", LOOK, title, message, _("Names of files are not read as UTF-8.")
        )
    return CheckResult("program", OK, title, message)


def check_files_of_the_product() -> Iterator[CheckResult]:
    """Check that translations and style sheets are there; they are built at installation."""
    title, source = _("Texts and style sheets"), Path(samspill.__file__).parent
    wanted = [source / "locale" / name / "LC_MESSAGES" / "django.mo" for name in CATALOGUES]
    wanted.append(source / "foundation" / "ui" / "static" / "ui" / "vendor")
    if all(path.exists() for path in wanted):
        yield CheckResult("files", OK, title, _("They are built."))
    else:
        yield CheckResult(
            "files", WRONG, title, _("They are not built."), _("Install Samspill anew.")
        )


# --- The folder -------------------------------------------------------------------------------


def check_folder(folder: Path) -> Iterator[CheckResult]:
    title = _("Data folder")
    if not folder.is_dir():
        message = _("There is no folder {folder} yet.").format(folder=folder)
        do = _("Samspill makes it when it starts: make run, or samspill run.")
        yield CheckResult("folder", LOOK, title, message, do)
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not os.access(folder, os.W_OK | os.X_OK):
        message = _("{folder} cannot be written to.").format(folder=folder)
        yield CheckResult(
            "folder", WRONG, title, message, _("Give SAMSPILL_DATA a folder of your own.")
        )
    elif mode & 0o077:
        message = _("Others on this machine can look into {folder}.").format(folder=folder)
        yield CheckResult("folder", LOOK, title, message, f"chmod 700 {folder}")
    else:
        message = _("{folder} can be written to, and is yours alone.").format(folder=folder)
        yield CheckResult("folder", OK, title, message)
    yield _check_room(folder)
    yield _check_key(folder)
    yield from _check_leftovers(folder)


def _check_room(folder: Path) -> CheckResult:
    title, free = _("Disk"), shutil.disk_usage(folder).free >> 20
    message = _("{free} MB are free.").format(free=free)
    do = _("Make room: without it, answers are refused.")
    if free < MEGABYTES_NEEDED:
        return CheckResult("disk", WRONG, title, message, do)
    if free < MEGABYTES_WISHED:
        return CheckResult("disk", LOOK, title, message, do)
    return CheckResult("disk", OK, title, message)


def _check_key(folder: Path) -> CheckResult:
    title, key = _("Secret key"), folder / backup_archive.KEY
    if os.environ.get("SAMSPILL_SECRET_KEY"):
        return CheckResult("key", OK, title, _("It is given by SAMSPILL_SECRET_KEY."))
    if not key.exists() or not key.stat().st_size:
        do = _("Samspill makes one when it starts.")
        return CheckResult("key", LOOK, title, _("There is none yet."), do)
    if key.stat().st_mode & 0o077:
        return CheckResult("key", WRONG, title, _("Others can read it."), f"chmod 600 {key}")
    return CheckResult("key", OK, title, _("It lies in the folder, readable by you alone."))


def _check_leftovers(folder: Path) -> Iterator[CheckResult]:
    """Check what restores have set aside: it keeps answers longer than promised."""
    title = _("Set aside")
    left = sorted(path.name for path in folder.glob(f"{restore.FORMER}*"))
    if left:
        message = _("An earlier installation lies in {names}. It has answers too.").format(
            names=", ".join(left)
        )
        yield CheckResult(
            "set_aside", LOOK, title, message, _("Delete it when you do not need it.")
        )
    if any(folder.glob(f"{restore.DECIDED}*")):
        message = _("A restore was cut off after it was decided.")
        yield CheckResult("set_aside", LOOK, title, message, _("The next start finishes it."))


# --- The server -------------------------------------------------------------------------------


def check_running(*, is_running: bool) -> CheckResult:
    message = _("It is running.") if is_running else _("It is not running on this machine.")
    return CheckResult("running", OK, "Samspill", message)


def check_port(*, is_running: bool) -> CheckResult:
    title = _("Port")
    try:
        port = environment.port()
    except EnvironmentProblem:
        message = _("SAMSPILL_PORT is not a number from 1 to 65535.")
        return CheckResult(
            "port", WRONG, title, message, _("Write it as {port}.").format(port=8000)
        )
    with closing(socket.socket()) as probe:
        probe.settimeout(2)
        is_taken = probe.connect_ex(("127.0.0.1", port)) == 0
    if not is_taken:
        return CheckResult("port", OK, title, _("Port {port} is free.").format(port=port))
    if is_running and _is_samspill(port):
        message = _("Samspill answers on port {port}.").format(port=port)
        return CheckResult("port", OK, title, message)
    message = _("Something else answers on port {port}.").format(port=port)
    return CheckResult("port", LOOK, title, message, _("Stop it, or choose another SAMSPILL_PORT."))


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


def check_address() -> Iterator[CheckResult]:
    """Check the address that phones use: https, unless they are on a network of its own."""
    yield _check_address(os.environ.get("SAMSPILL_ADDRESS", "").strip())
    if "*" in os.environ.get("SAMSPILL_HOSTS", ""):
        message = _("SAMSPILL_HOSTS lets the server answer to every name.")
        yield CheckResult("hosts", WRONG, _("Address"), message, _("Write the names it has."))


def _check_address(address: str) -> CheckResult:
    title = _("Address")
    if not address:
        return CheckResult("address", OK, title, _("SAMSPILL_ADDRESS is not given."))
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        message = _("SAMSPILL_ADDRESS is not an address.")
        do = _("Write it as {example}.").format(example="https://samspill.example.no")
        return CheckResult("address", WRONG, title, message, do)
    if parts.scheme == "http" and not _is_near(parts.hostname):
        message = _("Phones use {address}, and everybody on the way can read it.")
        return CheckResult(
            "address", WRONG, title, message.format(address=address), _("Use https.")
        )
    return CheckResult("address", OK, title, _("Phones use {address}.").format(address=address))


def _is_near(host: str) -> bool:
    if host == "localhost" or "." not in host.strip("[]") or host.endswith((".local", ".lan")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return False
