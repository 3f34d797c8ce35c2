"""Starting: again with the data kept, and what is said when something is not as it must be."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.conftest import Product, free_port, link_of, start, stop, wait_for

SAMSPILL = str(Path(sys.executable).with_name("samspill"))


def test_the_second_start_is_quick_and_keeps_the_data(tmp_path: Path) -> None:
    first = start(tmp_path, free_port())
    link_of(first)
    stop(first)
    size = (tmp_path / "samspill.sqlite3").stat().st_size
    assert size > 100_000
    began = time.monotonic()
    second = start(tmp_path, free_port())
    try:
        link_of(second)
        # Generous: it says that nothing is built again, not how fast this machine is.
        assert time.monotonic() - began < 30
    finally:
        stop(second)
    assert (tmp_path / "samspill.sqlite3").stat().st_size >= size


def test_stopping_stops_the_worker_too(tmp_path: Path) -> None:
    process = start(tmp_path, free_port())
    wait_for(link_of(process).split("/log-in/")[0].replace("localhost", "127.0.0.1"))
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not list the children of a process")
    started = [int(pid) for pid in children.read_text().split()]
    assert len(started) >= 2, "the server and its worker"
    stop(process)
    until = time.monotonic() + 20
    while alive := [pid for pid in started if Path(f"/proc/{pid}").exists()]:
        assert time.monotonic() < until, alive
        time.sleep(0.1)  # until the last of them is buried


def test_the_link_stands_in_no_list_of_processes(tmp_path: Path) -> None:
    """Neither as an argument nor in what a process is started with."""
    process = start(tmp_path, free_port())
    link = link_of(process)
    wait_for(link.split("/log-in/")[0].replace("localhost", "127.0.0.1"))
    token = link.rstrip("/").rsplit("/", 1)[1].encode()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not list the children of a process")
    for pid in (process.pid, *children.read_text().split()):
        for told in ("cmdline", "environ"):
            assert token not in Path(f"/proc/{pid}/{told}").read_bytes()
    stop(process)


def test_a_killed_start_leaves_nothing_behind(tmp_path: Path) -> None:
    """Also after kill -9 the port comes free, and the worker goes."""
    port = free_port()
    process = start(tmp_path, port)
    wait_for(link_of(process).split("/log-in/")[0].replace("localhost", "127.0.0.1"))
    process.kill()
    process.communicate(timeout=20)  # ends when the last of them has let go of the output
    again = start(tmp_path, port)
    try:
        assert link_of(again)
    finally:
        stop(again)


def said_by(process: subprocess.Popen[str]) -> str:
    _out, error = process.communicate(timeout=60)
    assert process.returncode == 2, error
    assert "Traceback" not in error
    return error.strip()


def test_a_busy_port(product: Product, tmp_path: Path) -> None:
    port = int(product.address.rsplit(":", 1)[1])
    said = said_by(start(tmp_path, port))
    assert f"Port {port} is in use." in said
    assert "SAMSPILL_PORT=" in said
    assert len(said.splitlines()) == 1


def test_a_port_that_is_none(tmp_path: Path) -> None:
    said = said_by(start(tmp_path, 8000, SAMSPILL_PORT="åtte tusen"))
    assert "SAMSPILL_PORT" in said
    assert len(said.splitlines()) == 1


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "not-a-folder"
    file.write_text("")
    said = said_by(start(file / "data", free_port()))
    assert "cannot write" in said
    assert "SAMSPILL_DATA" in said
    assert len(said.splitlines()) == 1


def test_the_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    process = start(folder, free_port())
    link_of(process)
    stop(process)
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "secret.key").stat().st_mode & 0o077 == 0


def test_help_lists_the_commands() -> None:
    said = subprocess.run([SAMSPILL, "--help"], capture_output=True, text=True, check=True).stdout
    for command in ("run", "analyse", "worker", "manage"):
        assert f"    {command} " in said


def test_a_python_that_is_too_old(tmp_path: Path) -> None:
    """The Makefile asks each candidate for its version, and says what to install."""
    old = tmp_path / "python-too-old"
    old.write_text("#!/bin/sh\necho False\n")
    old.chmod(0o755)
    script = Path(__file__).resolve().parents[2] / "tools" / "make_venv.sh"
    done = subprocess.run(
        ["/bin/sh", str(script), str(tmp_path / "venv")],
        env={"PYTHON": str(old), "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
