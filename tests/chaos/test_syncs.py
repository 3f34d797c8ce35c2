"""What is acknowledged has been synced to the disk first: counted, since no kill can show it.

After kill -9 the system still has every page that was written; only a power cut would tell a
database that syncs from one that does not. So strace counts the syncs of whoever writes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.chaos.databases import Database, PostgreSQL
from tests.chaos.people import Phone, open_round
from tests.chaos.product import PATIENCE, Product

ANSWERS = 30


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_each_acknowledged_answer_was_synced_first(
    product: Product, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = open_round(product.port, product.start())
    phones = [Phone(product.port, code, has_gone=lambda: False) for _number in range(ANSWERS + 1)]
    for phone in phones:
        phone.begin()
    phones.pop().send(ANSWERS)  # now whoever writes is there
    writers = processes_of(database) if isinstance(database, PostgreSQL) else set(product.servers())
    counts = []
    with counting(writers, tmp_path / "syncs") as syncs:
        for number, phone in enumerate(phones):
            before = syncs()
            phone.send(number)
            counts.append(syncs() - before)
    mean = f"{sum(counts) / ANSWERS:.1f}"
    with capsys.disabled():
        print(
            f"\n{type(database).__name__}: {mean} syncs for each of {ANSWERS} answers, "
            f"at least {min(counts)} before each acknowledgement"
        )
    assert min(counts) >= 1, counts


def processes_of(database: PostgreSQL) -> set[int]:
    """Return the server's processes: those that serve this database, and their parent."""
    rows = database.run(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()"
    )
    serving = {pid for (pid,) in rows}
    if not serving or not all(Path(f"/proc/{pid}").exists() for pid in serving):
        pytest.skip("needs PostgreSQL on this machine: its processes are traced")
    # A fresh one is forked from the parent, and then followed.
    return serving | {int(_status(pid, "PPid")) for pid in serving}


@contextmanager
def counting(pids: set[int], file: Path) -> Iterator[Callable[[], int]]:
    """Give a function that tells how many syncs these processes have completed until now.

    strace writes a line before it lets the process go on, so that what happened before an
    acknowledgement is in the file when the acknowledgement comes.
    """
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace: apt install strace")
    command = [strace, "-f", "-e", "trace=fsync,fdatasync", "-o", str(file)]
    command += [word for pid in sorted(pids) for word in ("-p", str(pid))]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + PATIENCE
        while not all(_status(pid, "TracerPid") == str(process.pid) for pid in pids):
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                pytest.skip(f"strace may not trace here: {process.communicate()[1]}")
            time.sleep(0.05)
        yield lambda: len(re.findall(r"sync.*= 0$", file.read_text(), re.MULTILINE))
    finally:
        process.terminate()
        process.communicate()


def _status(pid: int, name: str) -> str:
    found = re.search(rf"^{name}:\s*(\S+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return found[1] if found else ""
