"""What is asked of a file of answers on the command line, and how commands speak there."""

import argparse
import csv
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

import samspill
from samspill.lab.answer_files import AnswerFileError, Wanted, printable
from samspill.science.disclosure import MINIMUM_GROUP_SIZE
from samspill.science.scales import ResponseScale
from samspill.toolbox.languages import LANGUAGES

SCALE = re.compile(r"([+-]?[0-9]{1,3}):([+-]?[0-9]{1,3})")
WRONG_FILE = 2


@dataclass(frozen=True)
class Question:
    """What was asked for on the command line."""

    path: Path
    wanted: Wanted
    minimum: int
    language: str


def add_question(parser: argparse.ArgumentParser, *, minimum: int = MINIMUM_GROUP_SIZE) -> None:
    """Add what every command takes that reads a file of answers."""
    parser.add_argument("--scale", required=True, help="lowest and highest answer, such as 1:5")
    parser.add_argument("--items", required=True, help="the columns to read, such as A1,A2,A3")
    parser.add_argument("--reverse", default="", help="items worded the other way, such as A1")
    parser.add_argument("--by", metavar="COLUMN", help="also read each group in this column")
    parser.add_argument(
        "--minimum",
        default=minimum,
        type=int,
        metavar="N",
        help=f"smallest group that is shown, {minimum} or more",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="nb")


def prepare_translations() -> None:
    """Let sentences be translated also where no installation is: only catalogues are needed."""
    if not settings.configured:
        folders = [str(path) for path in Path(samspill.__file__).parent.rglob("locale")]
        settings.configure(USE_I18N=True, LANGUAGE_CODE="nb", LOCALE_PATHS=folders)
    if not apps.ready:
        django.setup()


def tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def understand(arguments: argparse.Namespace, *, minimum: int = MINIMUM_GROUP_SIZE) -> Question:
    """Read what was asked for.

    Raises
    ------
    AnswerFileError
        It cannot be understood; the sentence says which option to change, and how.
    """
    items = names_in(arguments.items)
    reversed_items = names_in(arguments.reverse)
    if not items:
        raise AnswerFileError(_("--items names no column. Write them as A1,A2,A3."))
    for name in (*items, *reversed_items):
        if items.count(name) > 1 or reversed_items.count(name) > 1:
            message = _('The item "{item}" is named twice. Name each item once.')
            raise AnswerFileError(message.format(item=printable(name)))
        if name not in items:
            message = _('The reversed item "{item}" is not among --items. Add it there.')
            raise AnswerFileError(message.format(item=printable(name)))
    by = arguments.by.strip() if arguments.by is not None else None
    if by in items:
        message = _('The column "{column}" is both an item and --by. Choose another group column.')
        raise AnswerFileError(message.format(column=printable(str(by))))
    if arguments.minimum < minimum:
        message = _("--minimum may be raised, never lowered: write {minimum} or more.")
        raise AnswerFileError(message.format(minimum=minimum))
    return Question(
        path=Path(arguments.answers),
        wanted=Wanted(_scale(arguments.scale), items, by, frozenset(reversed_items)),
        minimum=arguments.minimum,
        language=arguments.language,
    )


def names_in(text: str) -> tuple[str, ...]:
    """Split column names at commas; a name with a comma in it is quoted, as in the file."""
    names = next(csv.reader([text], skipinitialspace=True), [])
    return tuple(name.strip() for name in names if name.strip())


def _scale(text: str) -> ResponseScale:
    ends = SCALE.fullmatch(text.strip())
    try:
        if ends:
            return ResponseScale(int(ends[1]), int(ends[2]))
    except ValueError:
        pass
    message = _('--scale "{scale}" is not a scale of 2 to 11 points. Write it as 1:5.')
    raise AnswerFileError(message.format(scale=printable(text)))
