"""The process that reads one file: says which columns it has, or counts the answers in them.

Run by `reading` as `python -m samspill.imports.reader`, with a limit on memory: a file can be made
to fill any. Takes a line of JSON and then the file on its standard input, and writes lines of
JSON: `{"rows": …}` on the way, and last `{"found": …}` or `{"fault": …, "place": {…}}`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, compress, islice, repeat, zip_longest
from typing import Any

from samspill.imports.file_rows import Fault, Row, Table, clean, is_filled, open_table
from samspill.imports.values import kept_values
from samspill.toolbox.round_content import DONT_KNOW

# What a file may take: an XLSX of 48 MB needs about 0.8 GB.
MOST_MEMORY = 1400 << 20
# Different cells in a column; different texts are fewer.
MOST_CELLS = 200
BATCH = 1000
TELL_EVERY = 20_000
NICE = 5
SAYS_ANSWER = {"response", "open-ended response", "svar", "åpent svar", "ope svar"}
SEARCHED_FOR_HEADER = 10

Tell = Callable[[dict[str, Any]], None]


def describe(data: bytes, spec: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Return the sheets, the row with the statements, how many rows follow, and each column.

    A column has its name, and the different texts in it; None when they are not answers or
    groups, as names, times and free text are: these are looked at and not kept (see `values`).
    """
    table = open_table(data, spec.get("sheet", ""))
    header_row, header, rows = find_header(table, spec.get("header_row"))
    seen: list[Counter[object] | None] = [Counter() for _name in header]
    number_of_rows = 0
    for numbers, cells in _batches(_answers(rows, header, tell)):
        number_of_rows += len(numbers)
        for place, column in enumerate(cells[: len(header)]):
            texts = seen[place]
            if texts is not None:
                texts.update(column)
                if len(texts) > MOST_CELLS:
                    seen[place] = None
    if not number_of_rows:
        raise Fault("no_rows", row=header_row)
    values = kept_values([texts if texts is None else _texts(texts) for texts in seen])
    return {
        "sheets": list(table.sheets),
        "sheet": table.sheet,
        "header_row": header_row,
        "rows": number_of_rows,
        "hidden_rows": table.hidden_rows,
        "columns": [
            {"name": name, "values": texts} for name, texts in zip(header, values, strict=True)
        ],
    }


def _texts(cells: Counter[object]) -> Counter[str]:
    """Return how often each text stands in a column; different cells may be seen as one text."""
    texts: Counter[str] = Counter()
    for cell, times in cells.items():
        texts[clean(cell)] += times
    texts.pop("", None)
    return texts


def count(data: bytes, spec: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Count the answers of each item, in each group.

    `spec` has `items` (for each its column, its scale and whether it is reversed), `scales` (for
    each `n_points`, and `points`: the place on the scale of each text; null is no answer,
    `DONT_KNOW` that), and perhaps `group`: its column, and the group of each text in it. A row
    without any answer to an item is left out, and told of.
    """
    table = open_table(data, spec["sheet"])
    _number, header, rows = find_header(table, spec["header_row"])
    group = spec.get("group")
    columns = [item["column"] for item in spec["items"]]
    named = [column for column in columns if column is not None]
    if max([*named, group["column"] if group else 0]) >= len(header):
        raise Fault("broken")  # it is not the file that was described
    places = [_Places(spec, item, header) for item in spec["items"]]
    nobody = (None,) * len(places)
    counted: dict[str, dict[str, Any]] = {}
    left_out = 0
    for numbers, cells in _batches(_answers(rows, header, tell)):
        cells.extend([("",) * len(numbers)] * (len(header) - len(cells)))
        people = list(zip(*_given(numbers, cells, places, columns), strict=True))
        has_answered = [person != nobody for person in people]
        left_out += has_answered.count(False)
        groups = _groups(cells, group) if group else repeat("", len(people))
        _add(
            counted,
            list(compress(groups, has_answered)),
            list(compress(people, has_answered)),
            spec,
        )
    return {"left_out": left_out, "groups": counted}


def _given(
    numbers: Sequence[int],
    cells: Sequence[Sequence[object]],
    places: Sequence[_Places],
    columns: Sequence[int | None],
) -> list[list[int | None]]:
    """Return for each item where on the scale each row has answered; name the row where not.

    An item without a column was not asked here: nobody has answered it.
    """
    try:
        return [
            [None] * len(numbers) if column is None else [place[cell] for cell in cells[column]]
            for place, column in zip(places, columns, strict=True)
        ]
    except Fault:
        for row, number in enumerate(numbers):
            for place, column in zip(places, columns, strict=True):
                if column is None:
                    continue
                try:
                    place[cells[column][row]]
                except Fault as fault:
                    raise Fault(fault.code, row=number, **fault.place) from None
        raise


def _add(
    counted: dict[str, dict[str, Any]],
    groups: Sequence[str],
    people: Sequence[tuple[int | None, ...]],
    spec: dict[str, Any],
) -> None:
    """Add those who have answered, row by row in `people`, to the heaps of their groups."""
    for name, many in Counter(groups).items():
        heap = counted.setdefault(name, _nobody(spec))
        heap["people"] += many
    for item, given in enumerate(zip(*people, strict=True)):
        for (name, place), many in Counter(zip(groups, given, strict=True)).items():
            if place == DONT_KNOW:
                counted[name]["dont_know"][item] += many
            elif place is not None:
                counted[name]["items"][item][place] += many


class _Places(dict[object, "int | None"]):
    """Where on its scale each cell of a column belongs, from 0; None is no answer.

    A column has few different cells, so each is understood once however long the file is.
    """

    def __init__(self, spec: dict[str, Any], item: dict[str, Any], header: list[str]) -> None:
        super().__init__()
        scale = spec["scales"][item["scale"]]
        self.points = scale["points"]
        self.column = "" if item["column"] is None else header[item["column"]]
        self.last = scale["n_points"] - 1 if item["reversed"] else None

    def __missing__(self, cell: object) -> int | None:
        text = clean(cell)
        if text and text not in self.points:
            raise Fault("unknown_answer", column=self.column, value=text)
        place: int | None = self.points[text] if text else None
        if place is not None and place != DONT_KNOW and self.last is not None:
            place = self.last - place
        self[cell] = place
        return self[cell]


def _nobody(spec: dict[str, Any]) -> dict[str, Any]:
    items = spec["items"]
    return {
        "people": 0,
        "items": [[0] * spec["scales"][item["scale"]]["n_points"] for item in items],
        "dont_know": [0] * len(items),
    }


def _groups(cells: Sequence[Sequence[object]], group: dict[str, Any]) -> list[str]:
    """Return the group of each row; those of none are together under no name."""
    of: dict[object, str] = {}
    for cell in set(cells[group["column"]]):
        of[cell] = str(group["of"].get(clean(cell), ""))
    return [of[cell] for cell in cells[group["column"]]]


def _batches(
    rows: Iterable[tuple[int, Row]],
) -> Iterator[tuple[list[int], list[tuple[object, ...]]]]:
    """Yield the numbers of some rows, and their cells column by column: quick to count."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        numbers = [number for number, _row in batch]
        yield numbers, list(zip_longest(*(row for _number, row in batch), fillvalue=""))


def _answers(
    rows: Iterator[tuple[int, Row]], header: list[str], tell: Tell
) -> Iterator[tuple[int, Row]]:
    """Yield the rows that have something in them, and say how far one has come."""
    for number, row in rows:
        if number % TELL_EVERY == 0:
            tell({"rows": number})
        if len(row) > len(header) and is_filled(row[len(header) :]):
            last_filled = max(place for place, cell in enumerate(row, start=1) if is_filled([cell]))
            raise Fault("too_wide", row=number, found=last_filled, named=len(header))
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
        if len(opening) == SEARCHED_FOR_HEADER:
            break
    if not opening:
        raise Fault("empty")
    if wanted is None:
        place = _likeliest([row for _number, row in opening])
    else:
        place = max((p for p, (number, _row) in enumerate(opening) if number <= wanted), default=0)
    number, header = opening[place]
    if place and _is_divided(opening[place - 1][1], header):
        header = _joined(opening[place - 1][1], header)
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
    if first + 1 < len(opening) and _is_divided(opening[first], opening[first + 1]):
        return first + 1
    return first


def _is_divided(above: list[str], below: list[str]) -> bool:
    """Return whether questions stand in one row, and their statements in the row below."""
    said = [cell for cell in below if cell and cell.lower() not in SAYS_ANSWER]
    has_gaps = any(under and not over for over, under in zip_longest(above, below))
    is_text = bool(said) and len(set(said)) == len(said) and not any(map(_is_number, said))
    is_heading = _filled(above) < _filled(below) or (bool(above[0]) and not below[0])
    return has_gaps and is_text and is_heading


def _joined(above: list[str], below: list[str]) -> list[str]:
    """Return the statements, and the question itself where it has none."""
    return [
        under if under and under.lower() not in SAYS_ANSWER else over
        for over, under in zip_longest(above, below, fillvalue="")
    ]


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell)


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").lstrip("+-").isdigit()


def _is_for_machines(row: Sequence[object]) -> bool:
    return any(str(cell).startswith('{"ImportId"') for cell in row)


def _only_says_answer(row: Sequence[object]) -> bool:
    """Return whether a row is a second one of headings, which says only that answers follow."""
    said = {str(cell).lower() for cell in row if cell}
    return bool(said) and said <= SAYS_ANSWER


# --- The process ----------------------------------------------------------------------------------


def main() -> int:
    """Read what the worker asks for, within the limits of memory."""
    _limit_memory()
    _give_way()
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


def _give_way() -> None:
    """Let a room that is answering go first, where there are few processors."""
    if hasattr(os, "nice"):
        os.nice(NICE)


if __name__ == "__main__":
    sys.exit(main())
