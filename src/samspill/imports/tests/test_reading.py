"""The reader's own process: its limits, how it is stopped, and what it leaves behind: nothing."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from samspill.imports import reading
from samspill.imports.file_rows import Fault
from samspill.imports.reading import StoppedError, read_file
from samspill.imports.tests.made_files import (
    STATEMENTS,
    as_csv,
    as_xlsx,
    forms_rows,
    member,
    plain,
    with_member,
)

DESCRIBE = {"do": "describe"}
SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Hold on to the processes that are started."""
    processes: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        processes.append(popen(*args, **kwargs))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return processes


def read(
    data: bytes | Iterator[bytes],
    spec: dict[str, Any] = DESCRIBE,
    *,
    tell_rows: Callable[[int], None] = lambda _rows: None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> dict[str, Any]:
    parts = [data] if isinstance(data, bytes) else data
    return read_file(parts, spec, tell_rows=tell_rows, is_wanted=is_wanted)


def fault_of(data: bytes | Iterator[bytes], spec: dict[str, Any] = DESCRIBE) -> str:
    with pytest.raises(Fault) as raised:
        read(data, spec)
    return raised.value.code


# --- The whole way ------------------------------------------------------------------------------


def test_describe_and_count_through_the_process(started: list[Any]) -> None:
    data = as_xlsx(forms_rows(30))
    found = read(iter([data[n : n + 999] for n in range(0, len(data), 999)]))
    assert [column["name"] for column in found["columns"]][6:16] == STATEMENTS
    points = {text: n for n, text in enumerate(found["columns"][6]["values"])}
    spec = {"do": "count", "sheet": found["sheet"], "header_row": found["header_row"],
            "items": [{"column": 6, "reversed": False, "scale": "agree"}],
            "scales": {"agree": {"points": points, "n_points": 5}}}  # fmt: skip
    counted = read(data, spec)
    assert sum(counted["groups"][""]["items"][0]) == 30
    assert [process.returncode for process in started] == [-signal.SIGKILL] * 2 or all(
        process.returncode is not None for process in started
    )


def test_how_far_it_has_come_is_told() -> None:
    told: list[int] = []
    read(b"a;b\n" + b"1;2\n" * 50_000, tell_rows=told.append)
    assert told == [20_000, 40_000]


def test_faults_come_with_their_place() -> None:
    with pytest.raises(Fault) as raised:
        read(b'a;b\n1;2\n"3;4\n')
    assert (raised.value.code, raised.value.place) == ("quotes", {"row": 3})


# --- Nothing is left behind ---------------------------------------------------------------------

WATCHED = """
import sys
written = []

def watch(event, args):
    if event == "open" and (args[1] is None or any(sign in str(args[1]) for sign in "wax+")):
        written.append(str(args[0]))
    if event in ("socket.connect", "subprocess.Popen", "os.system", "tempfile.mkstemp",
                 "tempfile.mkdtemp", "os.mkdir", "os.rename", "logging"):
        written.append(event)

sys.addaudithook(watch)
from samspill.imports.reader import main
main()
sys.stdout.write("\\n" + repr(written) + repr("logging" in sys.modules) + "\\n")
"""


@pytest.mark.parametrize("broken", [False, True])
def test_nothing_of_the_file_is_written_anywhere(tmp_path: Path, broken: bool) -> None:
    data = as_xlsx(forms_rows(30))
    if broken:
        data = with_member(data, SHEET, member(data, SHEET)[:-300])
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=json.dumps(DESCRIBE).encode() + b"\n" + data,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    said, watched = done.stdout.decode().rsplit("\n", 2)[:2]
    assert watched == "[]False"
    assert done.stderr == b""
    assert not list(tmp_path.iterdir())
    assert "uvaer.example" not in said
    assert "Nummer" not in said


def test_what_falls_over_says_nothing_of_the_file(capfd: pytest.CaptureFixture[str]) -> None:
    spec = {"do": "count", "sheet": "", "header_row": 1}  # without what count needs
    assert fault_of(as_csv(plain(forms_rows(9))), spec) == "broken"
    assert capfd.readouterr() == ("", "")


# --- Memory -------------------------------------------------------------------------------------


def with_sizes(packed: bytes, size: int) -> bytes:
    """Let every member of a zip file say that it has this size when it is unpacked."""
    lying = bytearray(packed)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = lying.find(mark)
        while at >= 0:
            lying[at + place : at + place + 4] = size.to_bytes(4, "little")
            at = lying.find(mark, at + 4)
    return bytes(lying)


def bomb(name: str, head: bytes, middle: bytes, tail: bytes, megabytes: int) -> bytes:
    """Return a workbook where one member is very large, and packs to little."""
    made = io.BytesIO()
    whole = as_xlsx([["a"], ["b"]])
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            if one.filename != name:
                new.writestr(one.filename, old.read(one), zipfile.ZIP_DEFLATED)
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        part = middle * ((1 << 20) // len(middle) + 1)
        with new.open(entry, "w", force_zip64=True) as out:
            out.write(head)
            for _part in range(megabytes):
                out.write(part)
            out.write(tail)
    return made.getvalue()


STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def test_a_workbook_that_unpacks_to_very_much_is_refused_before_it_is_unpacked() -> None:
    data = with_sizes(as_xlsx([["a"], ["b"]]), 2_000_000_000)
    assert fault_of(data) == "too_large_unpacked"


def test_a_workbook_that_lies_about_its_sizes_is_stopped() -> None:
    data = with_sizes(bomb(SHARED, STRINGS, b"<si><t>x</t></si>", b"</sst>", 300), 10)
    assert fault_of(data) in {"too_large_unpacked", "broken"}


@pytest.mark.slow
def test_very_many_strings_are_stopped_by_the_limit_of_memory() -> None:
    data = bomb(SHARED, STRINGS, b"<si><t>x</t></si>", b"</sst>", 900)
    assert fault_of(data) == "too_large_unpacked"


def test_a_sheet_of_a_billion_cells_is_stopped() -> None:
    data = as_xlsx([["a"], ["b"]])
    far = member(data, SHEET).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    assert fault_of(with_member(data, SHEET, far)) == "too_large_unpacked"


def test_a_sheet_that_says_it_has_a_billion_cells_is_read() -> None:
    data = as_xlsx([["a"], [1], [1]])
    far = member(data, SHEET).replace(b'ref="A1:A3"', b'ref="A1:XFD1048576"')
    assert far != member(data, SHEET)
    assert read(with_member(data, SHEET, far))["rows"] == 2


@pytest.mark.parametrize("name", [SHEET, SHARED, "xl/workbook.xml"])
def test_deeply_nested_xml(name: str) -> None:
    data = bomb(name, b"", b"<a>", b"", 40)
    assert fault_of(data) in {"broken", "empty", "too_large_unpacked"}


# --- Entities -----------------------------------------------------------------------------------


def test_outer_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemmelig")
    data = as_xlsx([["a"], ["b"], ["b"]])
    doctype = f'<!DOCTYPE sst [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    changed = member(data, SHARED).replace(b"<sst", doctype + b"<sst").replace(b">b<", b">&e;<")
    assert changed.count(b"&e;") == 1
    said = outcome(with_member(data, SHARED, changed))
    assert "hemmelig" not in said


def test_entities_are_not_multiplied() -> None:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    data = as_xlsx([["a"], ["b"], ["b"]])
    changed = member(data, SHARED).replace(b"<sst", b"<!DOCTYPE sst [%s]><sst" % entities)
    began = time.monotonic()
    said = outcome(with_member(data, SHARED, changed.replace(b">b<", b">&a11;<")))
    assert "haha" not in said
    assert time.monotonic() - began < 20


def outcome(data: bytes) -> str:
    try:
        return json.dumps(read(data))
    except Fault as fault:
        return f"{fault.code} {fault.place}"


# --- Time, and being stopped --------------------------------------------------------------------


def is_gone(process: subprocess.Popen[bytes]) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process.pid, 0)
        return False
    return True


def test_what_takes_too_long_is_stopped(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.3)
    assert fault_of(slow_workbook()) == "too_slow"
    assert is_gone(started[0])


@cache
def slow_workbook() -> bytes:
    """Return a workbook that takes some seconds to read."""
    sheet = b"<row><c><v>1</v></c></row>"
    return bomb(SHEET, b"<worksheet><sheetData>", sheet, b"</sheetData></worksheet>", 250)


def test_one_that_is_not_wanted_is_gone_at_once(started: list[subprocess.Popen[bytes]]) -> None:
    began = time.monotonic()
    stopped_at: list[float] = []

    def is_wanted() -> bool:
        if time.monotonic() - began < 0.5:
            return True
        stopped_at.append(time.monotonic())
        return False

    with pytest.raises(StoppedError):
        read(slow_workbook(), is_wanted=is_wanted)
    assert time.monotonic() - stopped_at[0] < 1
    assert is_gone(started[0])


def test_one_that_is_killed_gives_a_sentence(started: list[subprocess.Popen[bytes]]) -> None:
    def kill() -> None:
        while not started:
            time.sleep(0.01)
        time.sleep(0.3)
        started[0].kill()

    killer = threading.Thread(target=kill)
    killer.start()
    assert fault_of(slow_workbook()) == "too_large_unpacked"
    killer.join()


def test_one_that_is_killed_while_it_is_fed_gives_a_sentence(
    started: list[subprocess.Popen[bytes]],
) -> None:
    def parts() -> Iterator[bytes]:
        yield b"a;b\n"
        started[0].kill()
        started[0].wait()
        for _part in range(64):
            yield b"1;2\n" * 50_000

    assert fault_of(parts()) == "too_large_unpacked"


def test_a_part_that_cannot_be_fetched_stops_the_reader(
    started: list[subprocess.Popen[bytes]],
) -> None:
    def parts() -> Iterator[bytes]:
        yield b"a;b\n"
        raise RuntimeError("the database is away")

    with pytest.raises(RuntimeError):
        read(parts())
    assert is_gone(started[0])


def test_what_is_said_stays_small_whatever_stands_in_the_file() -> None:
    """500 columns, each with 40 texts of the longest kind, and headings of the longest kind."""
    rows = [["å" * 9000 + str(n) for n in range(500)]]
    rows += [[f"{'å' * 90}{n % 40}"] * 500 for n in range(120)]
    said = json.dumps(read(as_csv(rows, encoding="utf-8")))
    assert len(said) < 16 << 20


@pytest.mark.parametrize("sheets", [3000])
def test_very_many_sheets(sheets: int) -> None:
    data = as_xlsx([["a"], [1], [1]])
    book = member(data, "xl/workbook.xml")
    one = b'<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    assert one in book
    many = b"".join(one.replace(b"Sheet1", b"S%d" % n) for n in range(sheets))
    found = read(with_member(data, "xl/workbook.xml", book.replace(one, many)))
    assert len(found["sheets"]) == 100


def test_the_limit_is_what_the_system_was_told() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import resource, os\nfrom samspill.imports import reader\n"
         "reader._limit_memory(); reader._give_way()\n"
         "print(resource.getrlimit(resource.RLIMIT_AS)[0] == reader.MOST_MEMORY, os.nice(0))"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert said.stdout.split()[0] == b"True"
    assert int(said.stdout.split()[1]) >= 5


def test_the_sum_of_a_member_is_checked() -> None:
    data = as_xlsx([["a"], [1]])
    crc = zlib.crc32(member(data, SHEET)).to_bytes(4, "little")
    assert data.count(crc) == 2
    assert fault_of(data.replace(crc, b"\0\0\0\0")) == "broken"
