"""`samspill seat`: who sits with whom, from a file of people, in one session or several."""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
from django.utils import translation
from django.utils.translation import gettext as _

from samspill.lab.answer_files import (
    AnswerFileError,
    find_column,
    find_delimiter,
    find_encoding,
    number_rows,
    printable,
    shown_name,
    translate_os_errors,
    wrong_width,
)
from samspill.lab.command_options import WRONG_FILE, names_in, prepare_translations, tell
from samspill.science.seating import (
    MAX_SIZE,
    Impossible,
    Rules,
    SeatingError,
    Seatings,
    compose_tables,
)
from samspill.toolbox.languages import LANGUAGES

MOST_PEOPLE = 1000
MOST_SESSIONS = 20


@dataclass(frozen=True)
class People:
    """Those in the file: their names, what is known of each, and who sits together or apart."""

    names: tuple[str, ...]
    attributes: tuple[tuple[str, ...], ...]
    rules: Rules


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes to the parser."""
    parser.add_argument("people", metavar="PEOPLE.csv", help="one row for each person")
    parser.add_argument("--out", metavar="TABLES.csv", help="the file to write; else it is printed")
    parser.add_argument("--name", metavar="COLUMN", help="who they are; without it the first")
    parser.add_argument(
        "--by",
        metavar="COLUMNS",
        help="what to mix, the weightiest first; without it the second column and the third",
    )
    parser.add_argument("--together", metavar="COLUMN", help="the same word: one table")
    parser.add_argument("--apart", metavar="COLUMN", help="the same word: different tables")
    parser.add_argument("--max-size", type=int, default=MAX_SIZE, metavar="N")
    parser.add_argument("--tables", type=int, metavar="N", help="without it as few as hold all")
    parser.add_argument("--sessions", type=int, default=1, metavar="N")
    parser.add_argument("--seed", type=int, default=0, help="another gives another seating")
    parser.add_argument("--language", choices=LANGUAGES, default="nb")


def run(arguments: argparse.Namespace, out: TextIO) -> int:
    """Seat the people and say how well they mix.

    Returns
    -------
    int
        0; 2 when the file, the question or the rules are wrong. Then nothing is written.
    """
    prepare_translations()
    with translation.override(arguments.language):
        try:
            people = _read(arguments)
            seatings = _seat(arguments, people)
            _write(arguments.out, people, seatings, out)
        except AnswerFileError as error:
            tell(str(error))
            return WRONG_FILE
        tell(_said(seatings))
    return 0


def _seat(arguments: argparse.Namespace, people: People) -> Seatings:
    ends = (
        ("--max-size", arguments.max_size, 2, MOST_PEOPLE),
        ("--tables", arguments.tables or 1, 1, MOST_PEOPLE),
        ("--sessions", arguments.sessions, 1, MOST_SESSIONS),
        ("--seed", arguments.seed, 0, 2**32),
    )
    for option, value, low, high in ends:
        if not low <= value <= high:
            message = _("{option} is {value}. Write a number from {low} to {high}.")
            raise AnswerFileError(message.format(option=option, value=value, low=low, high=high))
    try:
        return compose_tables(
            people.attributes,
            max_size=arguments.max_size,
            sessions=arguments.sessions,
            tables=arguments.tables,
            rng=np.random.default_rng(arguments.seed),
            rules=people.rules,
        )
    except SeatingError as error:
        raise AnswerFileError(_refused(error, people)) from None


# --- The file -------------------------------------------------------------------------------------


def _read(arguments: argparse.Namespace) -> People:
    path = Path(arguments.people)
    name = shown_name(path)
    with translate_os_errors(name):
        encoding = find_encoding(path, name, notify=tell)
        with path.open(encoding=encoding, newline="") as lines:
            delimiter = find_delimiter(lines.readline())
            lines.seek(0)
            rows = list(number_rows(csv.reader(lines, delimiter=delimiter, strict=True), name))
    if not rows:
        raise AnswerFileError(
            _("{file} is empty. It needs a heading and people.").format(file=name)
        )
    header = [cell.strip() for cell in rows[0][1]]
    own = 0 if arguments.name is None else find_column(header, arguments.name, name=name)
    mixed = (
        [place for place in (1, 2) if place < len(header)]
        if arguments.by is None
        else [find_column(header, column, name=name) for column in names_in(arguments.by)]
    )
    people = _filled(rows[1:], len(header), name)
    names = tuple(row[own].strip() for row in people)
    for place, who in enumerate(names):
        if who in names[:place]:
            message = _('{file}: "{name}" is there twice. Give each person a name of their own.')
            raise AnswerFileError(message.format(file=name, name=printable(who)))
    return People(
        names=names,
        attributes=tuple(tuple(row[place].strip() for place in mixed) for row in people),
        rules=Rules(
            together=_groups(people, arguments.together, header, name),
            apart=_groups(people, arguments.apart, header, name),
        ),
    )


def _filled(rows: list[tuple[int, list[str]]], width: int, name: str) -> list[list[str]]:
    people = []
    for number, row in rows:
        if not any(map(str.strip, row)):
            continue
        if len(row) != width:
            raise wrong_width(name, number, found=len(row), expected=width)
        people.append(row)
    if len(people) > MOST_PEOPLE:
        message = _("{file} has {people} people. The most that are seated is {most}.")
        raise AnswerFileError(message.format(file=name, people=len(people), most=MOST_PEOPLE))
    return people


def _groups(
    people: list[list[str]], column: str | None, header: list[str], name: str
) -> list[list[int]]:
    if column is None:
        return []
    place = find_column(header, column, name=name)
    groups: dict[str, list[int]] = {}
    for person, row in enumerate(people):
        if row[place].strip():
            groups.setdefault(row[place].strip().casefold(), []).append(person)
    return list(groups.values())


# --- What is written ------------------------------------------------------------------------------


def _write(path: str | None, people: People, seatings: Seatings, out: TextIO) -> None:
    headings = [_("Name"), *(_("Table {n}").format(n=n + 1) for n in range(len(seatings.tables)))]
    rows = [
        [_safe(who), *(str(table + 1) for table in seatings.tables[:, place])]
        for place, who in enumerate(people.names)
    ]
    if path is None:
        csv.writer(out, delimiter=";", lineterminator="\n").writerows([headings, *rows])
        return
    with (
        translate_os_errors(shown_name(Path(path))),
        Path(path).open("x", encoding="utf-8-sig", newline="") as file,
    ):
        csv.writer(file, delimiter=";").writerows([headings, *rows])


def _safe(cell: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell


def _said(seatings: Seatings) -> str:
    tables = int(seatings.tables.max()) + 1
    return _(
        "{people} people, {tables} tables, {sessions} sessions: {new} of at most {bound} new "
        "meetings, {again} meet again, and {same} pairs at a table share the first column."
    ).format(
        people=seatings.tables.shape[1],
        tables=tables,
        sessions=len(seatings.tables),
        new=seatings.new_meetings,
        bound=seatings.bound,
        again=seatings.repeat_meetings,
        same=seatings.same_pairs[0] if seatings.same_pairs else 0,
    )


def _refused(error: SeatingError, people: People) -> str:
    names = ", ".join(printable(people.names[place]) for place in error.people)
    sentences = {
        Impossible.NOBODY: _("Nobody is in the file. Write one person a row, below the headings."),
        Impossible.TOGETHER_AND_APART: _(
            "{names} are to sit both together and apart. Take one of the two away."
        ),
        Impossible.TOO_MANY_TOGETHER: _(
            "{names} are to sit together, and are too many for a table. Raise --max-size, or let "
            "fewer sit together."
        ),
    }
    other = _("No way was found to keep every rule about {names}. Take one away.")
    return sentences.get(error.why, other).format(names=names)
