"""`samspill table`: from a file of answers to a table of groups, without server or database."""

import argparse
import sys
from pathlib import Path
from typing import TextIO

from django.utils import translation
from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import write_csv
from samspill.lab.answer_files import AnswerFileError, printable
from samspill.lab.command_options import (
    WRONG_FILE,
    add_question,
    prepare_translations,
    tell,
    understand,
)
from samspill.lab.large_files.counting import count_file
from samspill.lab.progress_bar import ProgressBar
from samspill.lab.table_rows import table_rows
from samspill.science.disclosure import TENTHS_FROM

# The smallest group whose number and middle are shown anywhere in the product.
MINIMUM = TENTHS_FROM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes to the parser."""
    parser.description = (
        "Write a CSV file with a row for everybody and for each group: number, mean, alpha and "
        "agreement, with intervals, as far as they may be shown."
    )
    parser.add_argument("answers", metavar="FILE", help="CSV or Parquet, one row per person")
    add_question(parser, minimum=MINIMUM)
    parser.add_argument("--out", required=True, metavar="TABLE.csv", help="the file to write")


def run(arguments: argparse.Namespace, out: TextIO) -> int:
    """Write the table, and say so on `out`; 0, or 2 when file or question is wrong."""
    prepare_translations()
    with translation.override(arguments.language):
        try:
            question = understand(arguments, minimum=MINIMUM)
            target = Path(arguments.out)
            _check_target(target, question.path)
            with ProgressBar(sys.stderr) as progress:
                counts = count_file(question.path, question.wanted, notify=tell, show=progress.show)
            rows = table_rows(
                counts, is_grouped=question.wanted.by is not None, minimum=question.minimum
            )
            _write(target, write_csv(rows))
        except AnswerFileError as error:
            tell(str(error))
            return WRONG_FILE
        out.write(_("{file} is written.").format(file=printable(target.name)) + "\n")
    return 0


def _check_target(target: Path, source: Path) -> None:
    """Refuse before a long reading what could not be written after it."""
    if target.suffix.lower() != ".csv":
        message = _('--out "{file}" is no CSV file. Give it a name that ends in .csv.')
    elif target.exists() and source.exists() and target.samefile(source):
        message = _("--out is the file of answers itself. Give the table another name.")
    elif target.is_dir() or not target.parent.is_dir():
        message = _('--out "{file}": there is no such folder. Make it first, or choose another.')
    else:
        return
    raise AnswerFileError(message.format(file=printable(str(target))))


def _write(target: Path, content: bytes) -> None:
    """Put the whole file in place, or leave what was there."""
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        message = _('--out "{file}" could not be written. Choose another folder.')
        raise AnswerFileError(message.format(file=printable(str(target)))) from fault
