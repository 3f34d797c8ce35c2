"""Starting and stopping: the server, its worker, and what must be ready before them."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import FrameType

from django.core.management import call_command

from samspill.operating import environment, folder_lock, restore
from samspill.operating.environment import EnvironmentProblem

THIS_MACHINE = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  (only with --room, which says so)

# A server whose first process was killed needs a moment to notice, and to let go of the port.
PORT_SECONDS = 3.0
# How long the server may go on with the answers it is taking, and the worker with what it is at;
# everything the worker does is safe to do twice.
SERVER_SECONDS = 10
WORKER_SECONDS = 15.0
# A browser opens up to six connections and keeps them for a while; a full one lets nobody in.
CONNECTIONS = 4096
OTHER_FILES = 256


def run(*, open_to_room: bool, fill_if_empty: Callable[[], None]) -> int:
    """Make everything ready, start worker and server, and stop both together.

    `fill_if_empty` gives an empty installation what it begins with; it runs when Django is set up.
    """
    folder = environment.data_folder()
    environment.prepare_data_folder(folder)
    _lock_folder(folder)
    environment.keep_secret_key(folder)
    port = environment.port()
    host = EVERY_ADDRESS if open_to_room else THIS_MACHINE
    check_port_is_free(host, port)
    address = _address(open_to_room=open_to_room, port=port)
    os.environ["SAMSPILL_PARENT"] = str(os.getpid())
    if open_to_room:
        os.environ["SAMSPILL_ADDRESS"] = os.environ.get("SAMSPILL_ADDRESS") or address
        name = os.environ["SAMSPILL_ADDRESS"].split("://", 1)[1].rsplit(":", 1)[0]
        os.environ["SAMSPILL_HOSTS"] = ",".join(
            filter(None, [os.environ.get("SAMSPILL_HOSTS"), name])
        )
    environment.set_up()
    token = make_ready(fill_if_empty)
    # Until the server has its own handlers, a polite stop must still stop the worker.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_a_worker, args=(_start_worker(), stop))
    keeper.start()
    try:
        _print_link(address, token, folder)
        _serve(host, port)
    finally:
        stop.set()
        keeper.join()
    return 0


def make_ready(fill_if_empty: Callable[[], None]) -> str:
    """Bring the database up to date, fill an empty one, and collect the files.

    Ends every session and every printed link from before, and returns the token of a new link.
    """
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from samspill.people.public import print_login_link  # noqa: PLC0415  (needs the models)

    bring_up_to_date()
    # Anew each time: what a start that was cut off has left half-written must not stay.
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    fill_if_empty()
    token = print_login_link()
    connections.close_all()  # this process asks the database nothing more
    return token


def bring_up_to_date() -> None:
    """Bring the database to this version, from any earlier one."""
    from samspill.operating.first_databases import mend_first_database  # noqa: PLC0415

    mend_first_database()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def check_port_is_free(host: str, port: int) -> None:
    """Wait a little for the port, and raise one clear sentence when something else keeps it."""
    until = time.monotonic() + PORT_SECONDS
    while (problem := _port_problem(host, port)) == errno.EADDRINUSE and time.monotonic() < until:
        time.sleep(0.1)
    if problem is None:
        return
    reason = "is in use" if problem == errno.EADDRINUSE else "may not be used by you"
    message = (
        f"Port {port} {reason}. Stop what uses it, or choose another: "
        f"SAMSPILL_PORT={port + 1 if port < 65535 else 8000} make run"
    )
    raise EnvironmentProblem(message)


def work(parent: int | None = None) -> int:
    """Do the background work until told to stop, or until `parent`, the server, is gone."""
    _lock_folder(environment.data_folder())
    environment.set_up()
    from samspill.foundation.jobs.public import run_until  # noqa: PLC0415  (needs Django)

    stop = threading.Event()

    def _stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    if parent is not None:
        threading.Thread(target=_stop_with_parent, args=(stop, parent), daemon=True).start()
    run_until(stop)
    return 0


def manage(rest: list[str]) -> int:
    """Hand over to one of Django's own commands."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    _lock_folder(environment.data_folder())
    execute_from_command_line(["samspill manage", *rest])
    return 0


def _lock_folder(folder: Path) -> None:
    """Finish a restore that was cut off, and share the folder from now on."""
    restore.finish_interrupted(folder)
    folder_lock.share(folder)


def _stop_with_parent(stop: threading.Event, parent: int) -> None:
    """Set `stop` when the server was killed and could not say so."""
    while not stop.wait(2):
        if os.getppid() != parent:
            stop.set()


def _port_problem(host: str, port: int) -> int | None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            return error.errno
    return None


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  (our own command)
        [sys.executable, "-m", "samspill.site.command_line", "worker", "--parent", str(os.getpid())]
    )


def _keep_a_worker(worker: subprocess.Popen[bytes], stop: threading.Event) -> None:
    """Start another worker when this one is killed; when told to stop, stop the last one."""
    while not stop.wait(0.5):
        if worker.poll() is not None and not stop.wait(1):  # not without a pause
            worker = _start_worker()
    worker.terminate()
    try:
        worker.wait(timeout=WORKER_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _serve(host: str, port: int) -> None:
    from django.conf import settings  # noqa: PLC0415
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    embedded = "sqlite" in settings.DATABASES["default"]["ENGINE"]
    # A server is started, not forked: a fork carries over the database connections without their
    # locks, and SQLite then deletes the log that the server is writing answers to.
    multiprocessing.set_start_method("spawn")
    Server(
        "samspill.site.wsgi:bridge",  # how many threads answer is told there
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=1 if embedded else 2,
        websockets=False,
        http=HTTPModes.http1,
        backlog=CONNECTIONS,
        backpressure=_open_many_connections(),
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,  # nobody watches over a server in a meeting room
        # A server told to stop while it is still starting may never hear it.
        workers_kill_timeout=SERVER_SECONDS,
    ).serve()


def _open_many_connections() -> int:
    """Let the server keep as many connections as this machine allows, and return how many."""
    if sys.platform == "win32":
        return CONNECTIONS
    import resource  # noqa: PLC0415  (not on Windows)

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(128, allowed - OTHER_FILES)


def _address(*, open_to_room: bool, port: int) -> str:
    name = _own_address() if open_to_room else "localhost"
    return f"http://{name}:{port}"


def _own_address() -> str:
    """Return this machine's address on the network, or localhost when it has none.

    Connecting a datagram socket sends nothing; it only asks which way would be taken.
    """
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


def _print_link(address: str, token: str, folder: os.PathLike[str]) -> None:
    print(  # noqa: T201
        f"\nSamspill is running. Open this link to come in as the facilitator:\n\n"
        f"    {address}/log-in/link/{token}/\n\n"
        f"Everything is kept in {folder}. Stop with Ctrl+C.\n",
        flush=True,
    )
