"""`samspill protect`: a table of counts, so that no small cell in it can be worked out.

`lab.protection.table_protection` chooses, `lab.protection.table_audit` attacks, and what fails is
not written.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils import translation
from django.utils.translation import gettext as _

from samspill.lab.answer_files import AnswerFileError, printable
from samspill.lab.command_options import (
    WRONG_FILE,
    names_in,
    prepare_translations,
    tell,
)
from samspill.lab.count_files import read_count_file
from samspill.lab.count_tables import CountTable, Shape, count_table
from samspill.lab.native_output import quiet_output
from samspill.lab.protected_files import read_earlier, write_protected
from samspill.lab.protection.earlier_tables import NothingFitsError
from samspill.lab.protection.table_protection import ProtectedTable, protect_table
from samspill.science.disclosure import MINIMUM_GROUP_SIZE
from samspill.science.groups import MINIMUM_ACROSS_THE_LINE
from samspill.toolbox.languages import LANGUAGES

NOT_SAFE = 3


@dataclass(frozen=True)
class Task:
    """What was asked for, understood."""

    table: Path
    out: Path
    earlier: tuple[Path, ...]
    shape: Shape
    minimum: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes to the parser."""
    parser.add_argument("table", metavar="TABLE.csv", help="one row per cell, one column of counts")
    parser.add_argument("--out", required=True, metavar="SAFE.csv", help="the file to write")
    parser.add_argument(
        "--count", metavar="COLUMN", help="the column of counts; without it the last"
    )
    parser.add_argument(
        "--hierarchy",
        action="append",
        default=[],
        metavar="COLUMNS",
        help="columns where each is a part of the next, such as partner,kind,region; once for each",
    )
    parser.add_argument(
        "--ordered",
        action="append",
        default=[],
        metavar="COLUMN",
        help="a column whose values have neighbours, such as age; in the file's order, or "
        "COLUMN=low,middle,high",
    )
    parser.add_argument(
        "--earlier",
        action="append",
        default=[],
        metavar="SHOWN.csv",
        help="what this command wrote of the same table before; once for each, the first first",
    )
    parser.add_argument(
        "--minimum",
        type=int,
        metavar="N",
        help=f"fewest people in a cell that is shown, {MINIMUM_GROUP_SIZE} or more",
    )
    parser.add_argument(
        "--politics",
        action="store_true",
        help="political leadership and administration are told apart: the fewest are "
        f"{MINIMUM_ACROSS_THE_LINE}",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="nb")


def run(arguments: argparse.Namespace, out: TextIO) -> int:
    """Protect the table and say what became of it.

    Returns
    -------
    int
        0; 2 when file or question is wrong; 3 when the attack found something. The file is written
        only with 0.
    """
    prepare_translations()
    with translation.override(arguments.language):
        try:
            task = _understand(arguments)
            table = count_table(
                read_count_file(task.table, task.shape.count, notify=tell), task.shape
            )
            protected = _protect(task, table)
            if not protected.audit.is_safe:
                tell(_not_safe(protected))
                return NOT_SAFE
            write_protected(task.out, table, protected)
        except AnswerFileError as error:
            tell(str(error))
            return WRONG_FILE
        for sentence in _sentences(task, table, protected):
            out.write(f"{sentence}\n")
    return 0


def _protect(task: Task, table: CountTable) -> ProtectedTable:
    earlier = read_earlier(task.earlier, table, notify=tell)
    try:
        with quiet_output():
            return protect_table(
                table.cube,
                table.counts,
                minimum=task.minimum,
                earlier=earlier,
                ordered=[chain.axis.name for chain in table.chains if chain.is_ordered],
                progress=_progress,
            )
    except NothingFitsError:
        message = _(
            "What was shown earlier cannot be of these cells: no table fits it. Check the files of "
            "--earlier and their order."
        )
        raise AnswerFileError(message) from None
    finally:
        _end_progress()


# --- The question ---------------------------------------------------------------------------


def _understand(arguments: argparse.Namespace) -> Task:
    least = MINIMUM_ACROSS_THE_LINE if arguments.politics else MINIMUM_GROUP_SIZE
    minimum = least if arguments.minimum is None else arguments.minimum
    if minimum < least:
        message = _("--minimum may be raised, never lowered: write {minimum} or more.")
        raise AnswerFileError(message.format(minimum=least))
    task = Task(
        table=Path(arguments.table),
        out=Path(arguments.out),
        earlier=tuple(map(Path, arguments.earlier)),
        shape=_shape(arguments),
        minimum=minimum,
    )
    if task.out.exists():
        message = _("{file} is there already. Give another name: what has been shown is kept.")
        raise AnswerFileError(message.format(file=printable(task.out.name)))
    return task


def _shape(arguments: argparse.Namespace) -> Shape:
    hierarchies = tuple(names_in(text) for text in arguments.hierarchy)
    ordered = {}
    for text in arguments.ordered:
        column, _sign, order = text.partition("=")
        ordered[column.strip()] = names_in(order)
    used: set[str] = set()
    for column in [name for hierarchy in hierarchies for name in hierarchy]:
        if column in used:
            message = _('The column "{column}" is named twice in --hierarchy. Name each once.')
            raise AnswerFileError(message.format(column=printable(column)))
        used.add(column)
    return Shape(count=arguments.count, hierarchies=hierarchies, ordered=ordered)


# --- Whoever waits --------------------------------------------------------------------------


def _progress(step: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        doing = {"choose": _("Choosing"), "audit": _("Attacking"), "mend": _("Mending")}[step]
        sys.stderr.write(f"\r\x1b[K{doing} {done}/{of}")
        sys.stderr.flush()


def _end_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


# --- What became of it ----------------------------------------------------------------------


def _sentences(task: Task, table: CountTable, protected: ProtectedTable) -> list[str]:
    hidden = int(protected.published.hidden.sum())
    small = int((protected.published.hidden & (table.counts < task.minimum)).sum())
    merged = sum(len(cells) for cells, _people in protected.merged)
    audit = protected.audit
    if merged:
        counted = _(
            "{file}: of {cells} cells, totals included, {shown} are shown, {merged} merged into "
            "{sums} sums and {hidden} hidden; {small} of these count fewer than {minimum} people, "
            "and {more} would give those away."
        )
    else:
        counted = _(
            "{file}: of {cells} cells, totals included, {shown} are shown and {hidden} hidden; "
            "{small} of these count fewer than {minimum} people, and {more} would give those away."
        )
    return [
        counted.format(
            file=printable(task.out.name),
            cells=table.cube.n_cells,
            shown=table.cube.n_cells - hidden,
            merged=merged,
            sums=len(protected.merged),
            hidden=hidden - merged,
            small=small,
            minimum=task.minimum,
            more=hidden - small,
        ),
        _(
            "Attacked with linear and integer programs: of {asked} cells that were asked about, "
            "{exact} can be worked out and {small} are surely small."
        ).format(
            asked=len(audit.targets),
            exact=int(audit.exact.sum()),
            small=int(audit.surely_small.sum()),
        ),
    ]


def _not_safe(protected: ProtectedTable) -> str:
    audit = protected.audit
    return _(
        "Nothing was written. Cells that can be worked out or are surely small: {found}; cells "
        "that could not be settled in time: {undecided}. Join values or leave out a column, and "
        "try again; what has been shown earlier cannot be taken back."
    ).format(
        found=int((audit.exact | audit.surely_small).sum()), undecided=int(audit.undecided.sum())
    )
