"""The process that reads one file: says which columns it has, or counts the answers in them.

Run by `reading` as `python -m samspill.imports.reader`, with a limit on memory: a file can be made
to fill any. Takes a line of JSON and then the file on its standard input, and writes lines of
JSON: `{"rows": …}` on the way, and last `{"found": …}` or `{"fault": …, "place": {…}}`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from samspill.imports.tables import Fault, Row, Table, clean, is_filled, open_table

# What a file may take: an XLSX of 48 MB needs about 0.8 GB.
MOST_MEMORY = 1400 << 20
MOST_VALUES = 40
TELL_EVERY = 20_000
SEARCHED_FOR_HEADER = 10

Tell = Callable[[dict[str, Any]], None]


def describe(data: bytes, spec: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Return the sheets, the row with the statements, how many rows follow, and each column.

    A column has its name, and the different texts in it; None when they are many, as names,
    times and free text are: these are looked at and not kept.
    """
    table = open_table(data, spec.get("sheet", ""))
    header_row, header, rows = find_header(table, spec.get("header_row"))
    seen: list[dict[object, str] | None] = [{} for _name in header]
    number_of_rows = 0
    for _number, row in _answers(rows, header, tell):
        number_of_rows += 1
        for place, cell in enumerate(row[: len(header)]):
            found = seen[place]
            if found is not None and cell not in found:
                found[cell] = clean(cell)
                if len(found) > MOST_VALUES:
                    seen[place] = None
    if not number_of_rows:
        raise Fault("no_rows", row=header_row)
    columns = [
        {"name": name, "values": None if found is None else sorted({*found.values()} - {""})}
        for name, found in zip(header, seen, strict=True)
    ]
    return {
        "sheets": list(table.sheets),
        "sheet": table.sheet,
        "header_row": header_row,
        "rows": number_of_rows,
        "columns": columns,
    }


def count(data: bytes, spec: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Count the answers of each item, in each group.

    `spec` has `items` (for each its column and whether it is reversed), `points` (the place on the
    scale of each text; null is no answer), `n_points`, and perhaps `group`: its column, and the
    group of each text in it. A row without any answer to an item is left out, and told of.
    """
    table = open_table(data, spec["sheet"])
    _number, header, rows = find_header(table, spec["header_row"])
    places = [_Places(spec, item, header) for item in spec["items"]]
    columns = [item["column"] for item in spec["items"]]
    group = spec.get("group")
    counted: dict[str, dict[str, Any]] = {}
    left_out = 0
    for number, row in _answers(rows, header, tell):
        try:
            given = [
                place[row[column]] if column < len(row) else None
                for place, column in zip(places, columns, strict=True)
            ]
        except Fault as fault:
            raise Fault(fault.code, row=number, **fault.place) from None
        if all(place is None for place in given):
            left_out += 1
            continue
        heap = counted.setdefault(_group_of(row, group), _nobody(spec))
        heap["people"] += 1
        for counts, place in zip(heap["items"], given, strict=True):
            if place is not None:
                counts[place] += 1
    return {"left_out": left_out, "groups": counted}


class _Places(dict[object, "int | None"]):
    """Where on the scale each cell of a column belongs, from 0; None is no answer.

    A column has few different cells, so each is understood once however long the file is.
    """

    def __init__(self, spec: dict[str, Any], item: dict[str, Any], header: list[str]) -> None:
        super().__init__()
        self.points = spec["points"]
        self.column = header[item["column"]]
        self.last = spec["n_points"] - 1 if item["reversed"] else None

    def __missing__(self, cell: object) -> int | None:
        text = clean(cell)
        if text and text not in self.points:
            raise Fault("unknown_answer", column=self.column, value=text)
        place: int | None = self.points[text] if text else None
        self[cell] = place if place is None or self.last is None else self.last - place
        return self[cell]


def _nobody(spec: dict[str, Any]) -> dict[str, Any]:
    return {"people": 0, "items": [[0] * spec["n_points"] for _item in spec["items"]]}


def _group_of(row: Row, group: dict[str, Any] | None) -> str:
    if group is None or group["column"] >= len(row):
        return ""
    return str(group["of"].get(clean(row[group["column"]]), ""))


def _answers(
    rows: Iterator[tuple[int, Row]], header: list[str], tell: Tell
) -> Iterator[tuple[int, Row]]:
    """Yield the rows that have something in them, and say how far one has come."""
    for number, row in rows:
        if number % TELL_EVERY == 0:
            tell({"rows": number})
        if len(row) > len(header) and is_filled(row[len(header) :]):
            raise Fault("too_wide", row=number, found=len(row), named=len(header))
        if is_filled(row):
            yield number, row


# --- Where the statements stand -----------------------------------------------------------------


def find_header(
    table: Table, wanted: int | None = None
) -> tuple[int, list[str], Iterator[tuple[int, Row]]]:
    """Return the row with the statements, the wanted or the likeliest, and the rows after it."""
    opening = []
    for number, row in table.rows:
        if is_filled(row):
            opening.append((number, [clean(cell) for cell in row]))
        if number >= SEARCHED_FOR_HEADER:
            break
    if not opening:
        raise Fault("empty")
    if wanted is None:
        place = _likeliest([row for _number, row in opening])
    else:
        place = max((p for p, (number, _row) in enumerate(opening) if number <= wanted), default=0)
    number, header = opening[place]
    while header and not header[-1]:
        header.pop()
    rest = opening[place + 1 :]
    while rest and (_is_for_machines(rest[0][1]) or _only_says_answer(rest[0][1])):
        rest.pop(0)
    return number, header, chain(rest, table.rows)


def _likeliest(opening: list[list[str]]) -> int:
    """Return the place of the row with the statements, as survey tools and people write them.

    A title may stand above, alone in its row. One tool writes short names, then the text, then a
    row for machines. Another writes a question once, and its statements in the row below.
    """
    for place, row in enumerate(opening):
        if place and _is_for_machines(row):
            return place - 1
    first = 0
    while first + 1 < len(opening) and _filled(opening[first]) == 1 < _filled(opening[first + 1]):
        first += 1
    if first + 1 < len(opening):
        below = [cell for cell in opening[first + 1] if cell]
        is_text = len(set(below)) == len(below) and not any(map(_is_number, below))
        if is_text and _filled(opening[first]) < len(below):
            return first + 1
    return first


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell)


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").lstrip("+-").isdigit()


def _is_for_machines(row: Sequence[object]) -> bool:
    return any(str(cell).startswith('{"ImportId"') for cell in row)


def _only_says_answer(row: Sequence[object]) -> bool:
    """Tell a second row of headings, where every column only says that an answer follows."""
    said = {str(cell).lower() for cell in row if cell}
    return bool(said) and said <= {"response", "open-ended response", "svar", "åpent svar"}


# --- The process ----------------------------------------------------------------------------------


def main() -> int:
    """Read what the worker asks for, within the limits of memory."""
    _limit_memory()
    source = sys.stdin.buffer
    spec = json.loads(source.readline())
    work = {"describe": describe, "count": count}[spec["do"]]
    try:
        answer: dict[str, Any] = {"found": work(source.read(), spec, _tell)}
    except Fault as fault:
        answer = {"fault": fault.code, "place": fault.place}
    except MemoryError:
        answer = {"fault": "too_large_unpacked", "place": {}}
    _tell(answer)
    return 0


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  (Windows has none)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
