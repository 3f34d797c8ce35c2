"""Files of answers as they are made, and damaged in every way: the reader must always have a word.

`make fuzz-files`. FUZZ_SEED and FUZZ_FILES change which files and how many. Each file is made from
the seed and its number alone; a failure prints both, and the file is kept when FUZZ_KEEP names a
folder.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import django
import xlsxwriter

from samspill.imports.reader import MOST_MEMORY
from samspill.imports.tests.made_files import KINDS, MADE_AT, STATEMENTS, as_csv, as_xlsx, plain
from tests.file_fuzz.outcomes import Outcome, look_at

CHANCE_OF_CHILD = 0.01
ODD: tuple[Any, ...] = (
    1e308, -1e308, 5e-324, 1e15, 2**53 + 1, -0.0, 0.1, 4.5, 9, 99, -9, 999_999_999_999,
    "1e308", "NaN", "inf", "-inf", "4,0", "4 - Enig", "Enig (4)", "Helt enig", "Vet ikke", "½", "４",  # noqa: E501
    "=1+1", "=HYPERLINK(\"//uvaer.example\")", "@SUM(A1)", "<b>fet</b>", "<script>x()</script>",
    "&amp;", "&#0;", "&#xD800;", "%s%(row)s", "{0}", "\\u0000", "æøå", "e\u0301", "\u202eabc\u202c",
    "שלום", "👩‍👩‍👧", "\U0001f600" * 200, "\ufeff", "\u200b", "\x01\x02", "\x0b\x0c\x1c\x85\u2028",
    "\uffff", "x" * 40_000, '"', '""', "'", ";", ",", "\t", "|", "a\nb", "a\r\nb", "\r", " ",
    True, False, None, date(1900, 1, 1), date(9999, 12, 31), time(23, 59),
    datetime(2026, 5, 4, 10),  # noqa: DTZ001  (a cell has no time zone)
    '{"ImportId":"QID1"}', "Response", "Svar", "10:30", "0" * 400, "-", ".", "SANN", "#DIV/0!",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252",
             "latin-1", "mac-roman", "cp865", "utf-7", "cp037")  # fmt: skip


# --- Making -------------------------------------------------------------------------------------


@cache
def _rows_of(kind: str) -> Sequence[Sequence[Any]]:
    return KINDS[kind]()


def _odd_rows(chance: random.Random) -> list[list[Any]]:
    """Return rows of a kind that exists, shorter, with odd things in some cells."""
    rows = [list(row) for row in _rows_of(chance.choice(list(KINDS)))]
    rows = rows[: chance.choice([1, 3, 8, 40, 40])]
    for _change in range(chance.choice([0, 0, 1, 1, 3, 20])):
        row = chance.choice(rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(ODD)
    for change in chance.choices(SHAPES, k=chance.choice([0, 0, 0, 1, 2])):
        change(chance, rows)
    return rows


SHAPES: tuple[Callable[[random.Random, list[list[Any]]], None], ...] = (
    lambda chance, rows: rows.insert(chance.randrange(len(rows) + 1), []),
    lambda chance, rows: rows.insert(0, ["Svar fra mai", ""]),
    lambda chance, rows: rows.append([""] * chance.randrange(30)),
    lambda chance, rows: chance.choice(rows).extend(["", ""] * chance.randrange(9)),
    lambda chance, rows: chance.choice(rows).append("utenfor"),
    lambda chance, rows: chance.choice(rows).clear(),
    lambda chance, rows: rows.extend(rows[-1:] * chance.randrange(300)),
    lambda chance, rows: rows.reverse(),
    lambda chance, rows: chance.shuffle(rows),
    lambda chance, rows: rows[0].extend(STATEMENTS * chance.randrange(60)),
)


def make_csv(chance: random.Random) -> bytes:
    rows = plain(_odd_rows(chance))
    delimiter = chance.choice(";,\t|;;:")
    end = chance.choice(["\r\n", "\n", "\r"])
    text = as_csv(rows, delimiter=delimiter, end=end).decode()
    if chance.random() < 0.1:
        text = f"sep={delimiter}{end}{text}"
    if chance.random() < 0.05:
        text = text.replace('"', chance.choice(["", "'", '""']))
    return text.encode(chance.choice(ENCODINGS), errors="replace")


def make_xlsx(chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        made = io.BytesIO()
        odd = {"in_memory": True, "nan_inf_to_errors": True, "strings_to_formulas": False,
               "date_1904": chance.random() < 0.5}  # fmt: skip
        with xlsxwriter.Workbook(made, odd) as book:
            book.set_properties({"created": MADE_AT})
            for _sheet in range(chance.choice([1, 1, 2, 4])):
                _fill(chance, book, book.add_worksheet())
        return made.getvalue()
    sheets = [plain(_odd_rows(chance)) for _sheet in range(chance.choice([1, 1, 1, 2]))]
    return as_xlsx(*([] if chance.random() < 0.05 else one for one in sheets))


def _fill(chance: random.Random, book: Any, sheet: Any) -> None:
    day = book.add_format({"num_format": chance.choice(["dd.mm.yyyy", "hh:mm", "[h]:mm:ss"])})
    down, right = chance.choice([(0, 0), (0, 0), (3, 2)])
    for number, row in enumerate(_odd_rows(chance), down):
        for place, cell in enumerate(row, right):
            if isinstance(cell, (datetime, date, time)):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, float) and chance.random() < 0.5:
                sheet.write_number(number, place, cell, day)
            elif isinstance(cell, str) and cell.startswith("="):
                sheet.write_formula(number, place, cell, None, chance.choice(["2", "#N/A", "x", 7]))
            else:
                sheet.write(number, place, cell)
    if chance.random() < 0.2:
        sheet.merge_range(20, 0, 21, 3, "slått sammen")
    if chance.random() < 0.2:
        sheet.hide()


# --- Damaging -----------------------------------------------------------------------------------


def _place(chance: random.Random, data: bytearray) -> slice:
    at = chance.randrange(len(data) + 1)
    return slice(at, at + chance.choice([1, 2, 8, 64, 700]))


def _flip(chance: random.Random, data: bytearray) -> None:
    for _bit in range(chance.choice([1, 1, 4, 40])):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _remove(chance: random.Random, data: bytearray) -> None:
    del data[_place(chance, data)]


def _double(chance: random.Random, data: bytearray) -> None:
    where = _place(chance, data)
    data[where] = data[where] * chance.choice([2, 3, 50])


def _swap(chance: random.Random, data: bytearray) -> None:
    one, other = _place(chance, data), _place(chance, data)
    data[one], data[other] = data[other], data[one]


def _insert(chance: random.Random, data: bytearray) -> None:
    what = chance.choice(
        [chance.randbytes(chance.randrange(40)), b"\0", b'"', b"\r", b"\xff\xfe", b"PK\x03\x04",
         b"\xed\xa0\x80", b"<![CDATA[", b"<!--", b"]]>", b"</row>", b'<c r="XFD1048576">', b"<si/>",
         b'<c t="e">', b'<c t="b"><v>7</v></c>', b'<c t="s"><v>99999999999</v></c>', b"&e;",
         b"<v>1e999</v>", b"<v>NaN</v>", b'r="A0"', b'r="A99999999"', b's="4294967296"',
         b"<is><t>x</t></is>", b'<c t="d"><v>2026-99-99</v></c>', b'<c t="str">']
    )  # fmt: skip
    at = _place(chance, data).start
    data[at:at] = what


def _renumber(chance: random.Random, data: bytearray) -> None:
    """Change a digit somewhere: references, indexes, sizes, days."""
    digits = [place for place, sign in enumerate(data) if 48 <= sign <= 57]
    for place in chance.sample(digits, min(len(digits), chance.choice([1, 1, 5]))):
        data[place : place + 1] = chance.choice([b"0", b"9", b"-1", b"99999", b"4294967295", b".5"])


DAMAGES = (_flip, _cut, _remove, _double, _swap, _insert, _insert, _renumber)


def damage(chance: random.Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for change in chance.choices(DAMAGES, k=chance.choice([1, 1, 2, 5])):
        change(chance, damaged)
    return bytes(damaged)


def damage_inside(chance: random.Random, packed: bytes) -> bytes:
    """Change the members of a zip file, and pack them again so that their sums are right."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(made, "w") as new:
        members = old.infolist()
        chosen = chance.choice([one for one in members if "xl/" in one.filename])
        for one in members:
            content = old.read(one)
            if one is chosen:
                if chance.random() < 0.1:
                    continue
                content = damage(chance, content)
            # A name alone would be given the second in which it was packed.
            new.writestr(zipfile.ZipInfo(one.filename), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def make_file(seed: int, number: int) -> tuple[str, bytes]:
    """Return the kind and the content of one file; the same for the same seed and number."""
    chance = random.Random(f"{seed}/{number}")
    kind = chance.choice(["csv", "csv", "csv damaged", "xlsx", "xlsx", "xlsx damaged",
                          "xlsx damaged inside", "xlsx damaged inside", "noise"])  # fmt: skip
    if kind == "noise":
        head = chance.choice([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"])
        return kind, head + chance.randbytes(chance.choice([0, 1, 50, 3000]))
    data = make_csv(chance) if kind.startswith("csv") else make_xlsx(chance)
    if kind.endswith("inside"):
        data = damage_inside(chance, data)
    elif kind.endswith("damaged"):
        data = damage(chance, data)
    return kind, data


# --- Reading ------------------------------------------------------------------------------------


def read_all(seed: int, numbers: Sequence[int], out: Any) -> None:
    """Read files within the reader's own limit of memory, and send what came of each."""
    import resource

    django.setup()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)  # the library prints its panics
    for number in numbers:
        _kind, data = make_file(seed, number)
        through_child = random.Random(number).random() < CHANCE_OF_CHILD
        out.send((number, look_at(data, through_child=through_child)))
    out.send(None)


def outcomes(seed: int, files: int) -> Iterator[tuple[int, Outcome]]:
    """Yield what came of each file; where the process falls, go on after the file that did it."""
    numbers = list(range(files))
    # Started, not forked: what the parent has loaded may have threads, and locks that they hold.
    spawn = multiprocessing.get_context("spawn")
    while numbers:
        ours, theirs = spawn.Pipe(duplex=False)
        process = spawn.Process(target=read_all, args=(seed, numbers, theirs))
        process.start()
        theirs.close()
        try:
            while (said := ours.recv()) is not None:
                numbers.remove(said[0])
                yield said
        except EOFError:
            # As in the product: the system stopped it, since the memory was not enough.
            process.join()
            fallen = numbers.pop(0)
            ending = f"fell with {process.exitcode}"
            yield fallen, Outcome("fell", "" if (process.exitcode or 0) < 0 else ending)
        finally:
            process.join()
            ours.close()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")
    os.environ.setdefault("SAMSPILL_SECRET_KEY", "only for tests")
    django.setup()
    seed = int(os.environ.get("FUZZ_SEED") or random.SystemRandom().randrange(1_000_000))
    files = int(os.environ.get("FUZZ_FILES") or 10_000)
    keep = os.environ.get("FUZZ_KEEP")
    print(f"FUZZ_SEED={seed} FUZZ_FILES={files}", flush=True)
    counts: Counter[str] = Counter()
    wrong = 0
    for number, outcome in outcomes(seed, files):
        counts[outcome.code] += 1
        if outcome.problem:
            wrong += 1
            kind, data = make_file(seed, number)
            print(f"file {number} of seed {seed} ({kind}, {len(data)} bytes): {outcome.problem}")
            if keep:
                Path(keep, f"{seed}-{number}").write_bytes(data)
    for code, many in counts.most_common():
        print(f"{many:>7} {code}")
    print(f"{wrong} failures")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
