"""How long a very large file of answers takes to read, and whether the room notices.

Makes an XLSX of 48 MB (525 000 people, 16 columns), starts the product in a temporary folder with
an open round, and lets phones ask and answer, first alone, then while the file is described and
counted as the worker does it. Prints seconds, the most memory of the reader, and milliseconds.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tests.chaos.people import Browser, WayIn, code_on, expect, log_in, open_round_in, ratings_of
from tests.chaos.product import Product

from samspill.imports.reading import read_file
from samspill.imports.tests.made_files import AGREE, STATEMENTS

ROWS = 525_000
PART_BYTES = 192 * 1024  # as they lie in the database
HEADINGS = ("ID", "Starttidspunkt", "Fullføringstidspunkt", "E-post", "Navn", *STATEMENTS, "Mer?")
FORMS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SMALL_MEMBERS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {FORMS} xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="b" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}


def write_large_file(path: Path, rows: int, seed: int) -> None:
    """Write a workbook as a survey tool does: every text once, and cells that point to it."""
    chance = random.Random(seed)
    texts = [*HEADINGS, *AGREE]
    first_answer = len(HEADINGS)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in SMALL_MEMBERS.items():
            packed.writestr(name, content)
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"<worksheet {FORMS}><sheetData>".encode())
            sheet.write(_row(1, "", range(len(HEADINGS))))
            for number in range(2, rows + 2):
                begun = 46_000 + number / 9000
                shown = f"<c><v>{number}</v></c><c><v>{begun}</v></c><c><v>{begun + 0.003}</v></c>"
                own = len(texts)
                remark = chance.randbytes(51).hex()
                texts += [f"p{number}@uvaer.example", f"Person {number}", remark]
                given = [first_answer + int(5 * chance.random()) for _item in STATEMENTS]
                sheet.write(_row(number, shown, [own, own + 1, *given, own + 2]))
            sheet.write(b"</sheetData></worksheet>")
        strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
        packed.writestr("xl/sharedStrings.xml", f"<sst {FORMS}>{strings}</sst>")


def _row(number: int, cells: str, texts: Any) -> bytes:
    cells += "".join([f'<c t="s"><v>{text}</v></c>' for text in texts])
    return f'<row r="{number}">{cells}</row>'.encode()


def parts_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(PART_BYTES):
            yield part


def read(path: Path) -> None:
    """Describe and count the file as the worker does, and print how long each takes."""
    began = time.perf_counter()
    found = _read(path, {"do": "describe"})
    described = time.perf_counter()
    columns = [place for place, name in enumerate(HEADINGS) if name in STATEMENTS]
    counted = _read(path, {
        "do": "count", "sheet": found["sheet"], "header_row": found["header_row"],
        "items": [{"column": one, "reversed": False, "scale": "agree"} for one in columns],
        "scales": {"agree": {"points": {text: place for place, text in enumerate(AGREE)},
                             "n_points": len(AGREE)}},
    })  # fmt: skip
    ended = time.perf_counter()
    people = counted["groups"][""]["people"]
    # Of the largest process that has ended: the reader, since the product is still running.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{path.stat().st_size / 2**20:.1f} MB, {people} people: described in "
        f"{described - began:.1f} s, counted in {ended - described:.1f} s, at most {most:.0f} MB"
    )


def _read(path: Path, spec: dict[str, Any]) -> dict[str, Any]:
    return read_file(parts_of(path), spec, tell_rows=lambda _rows: None, is_wanted=lambda: True)


# --- The room -----------------------------------------------------------------------------------


class Phones:
    """People who come one after the other: the page of the code, the form, and the answer."""

    def __init__(self, port: int, code: WayIn, every: float) -> None:
        self._port = port
        self._code = code
        self._every = every
        self._stop = Event()
        self._number = 0
        self.times: dict[str, list[float]] = defaultdict(list)

    def during(self, work: Callable[[], None], name: str) -> None:
        """Let people come while something is done, and print how long they waited."""
        self.times.clear()
        self._stop.clear()
        room = Thread(target=self._come)
        room.start()
        try:
            work()
        finally:
            self._stop.set()
            room.join()
        for what, seconds in self.times.items():
            cuts = statistics.quantiles(seconds, n=20, method="inclusive")
            print(
                f"{name:<14} {what:<16} n={len(seconds):<5} p50={1000 * cuts[9]:6.1f} "
                f"p95={1000 * cuts[18]:6.1f} max={1000 * max(seconds):6.1f} ms"
            )

    def _come(self) -> None:
        while not self._stop.wait(self._every):
            self._number += 1
            path = f"/r/{self._code}/"
            browser = Browser(self._port)
            page = self._timed("code page", lambda: expect(browser.get(path), 200))  # noqa: B023
            form = {"csrfmiddlewaretoken": page.token}
            expect(browser.post(f"{path}begin/", {**form, "sign": self._code.sign}), 302)
            page = expect(browser.get(f"{path}answer/"), 200)
            answer = {"csrfmiddlewaretoken": page.token} | {
                f"item-{item}": str(one) for item, one in enumerate(ratings_of(self._number), 1)
            }
            self._timed(
                "answer",
                lambda: expect(browser.post(f"{path}answer/", answer), 302),  # noqa: B023
            )

    def _timed(self, what: str, ask: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        page = ask()
        self.times[what].append(time.perf_counter() - began)
        return page


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=ROWS)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--quiet-seconds", type=float, default=15)
    asked.add_argument("--every", type=float, default=0.05, help="seconds between two people")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="samspill-large-") as folder:
        path = Path(folder) / "answers.xlsx"
        write_large_file(path, chosen.rows, chosen.seed)
        product = Product(Path(folder))
        try:
            link = product.start()
            browser = Browser(product.port)
            log_in(browser, link)
            code = code_on(expect(browser.get(open_round_in(browser)), 200))
            phones = Phones(product.port, code, chosen.every)
            phones.during(lambda: time.sleep(2), "(warming up)")
            phones.during(lambda: time.sleep(chosen.quiet_seconds), "alone")
            phones.during(lambda: read(path), "while it reads")
            phones.during(lambda: time.sleep(chosen.quiet_seconds), "alone again")
        finally:
            product.kill_everything()


if __name__ == "__main__":
    main()
