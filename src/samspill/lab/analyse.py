"""`samspill analyse`: read a file of answers as the product would, without server or database.

The same limits as everywhere: `science.disclosure` decides what may be shown.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TextIO

from django.utils import translation
from django.utils.translation import gettext as _

from samspill.lab.answer_files import AnswerFileError, count_answers, printable
from samspill.lab.command_options import (
    WRONG_FILE,
    Question,
    add_question,
    prepare_translations,
    tell,
    understand,
)
from samspill.lab.file_figures import (
    ComparedGroups,
    Together,
    compare,
    groups_as_json,
    groups_in_words,
    item_figures,
    item_figures_as_json,
    read_together,
    together_as_json,
    together_in_words,
)
from samspill.lab.file_readings import GroupResult, ItemResult, read_groups, read_total
from samspill.readings.public import describe_count, share_figures
from samspill.science.disclosure import TENTHS, ShownDistribution

TILE = "■"


@dataclass(frozen=True)
class FileReading:
    """All that is shown of a file."""

    total: GroupResult
    groups: Sequence[GroupResult]
    together: Together | None

    @cached_property
    def compared(self) -> ComparedGroups:
        return compare(self.groups)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes to the parser."""
    parser.add_argument("answers", metavar="ANSWERS.csv", help="one row per person")
    add_question(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace, out: TextIO) -> int:
    """Read the file and write the reading to `out`; 0, or 2 when file or question is wrong."""
    prepare_translations()
    with translation.override(arguments.language):
        try:
            question = understand(arguments)
            counted = count_answers(question.path, question.wanted, notify=tell)
            result = FileReading(
                total=read_total(counted, question),
                groups=read_groups(counted, question),
                together=read_together(counted.sums),
            )
        except AnswerFileError as error:
            tell(str(error))
            return WRONG_FILE
        if arguments.format == "json":
            lines = iter([json.dumps(_as_json(question, result), sort_keys=True, indent=2)])
        else:
            lines = _as_text(question, result)
        _write(lines, out)
    return 0


def _write(lines: Iterator[str], out: TextIO) -> None:
    encoding = getattr(out, "encoding", None) or "utf-8"
    try:
        for line in lines:
            out.write(_encodable(line, encoding) + "\n")
        out.flush()
    except BrokenPipeError:
        # The reader, `head` for one, has seen enough. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encodable(line: str, encoding: str) -> str:
    """Keep to the signs a terminal has: an old one has no tile."""
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return line.replace(TILE, "#").encode(encoding, errors="replace").decode(encoding)
    return line


# --- Text -----------------------------------------------------------------------------------


def _as_text(question: Question, result: FileReading) -> Iterator[str]:
    scale = question.wanted.scale
    yield _("{file}: {count}. The scale runs from {low} to {high}.").format(
        file=printable(question.path.name),
        count=describe_count(result.total.room),
        low=scale.low,
        high=scale.high,
    )
    yield _("A tile is about a tenth or a fifth of the answers, never a person.")
    yield from _group_as_text(result.total)
    yield ""
    yield from together_in_words(result.together)
    if question.wanted.by is not None:
        yield from _groups_as_text(question.wanted.by, result)


def _groups_as_text(by: str, result: FileReading) -> Iterator[str]:
    hidden = [_group_name(group) for group in result.groups if group.is_hidden]
    for group in result.groups:
        if group.is_hidden:
            continue
        yield ""
        heading = _("{column} {group}: {count}").format(
            column=printable(by),
            group=_group_name(group),
            count=describe_count(group.room),
        )
        yield heading
        yield "=" * len(heading)
        yield from _group_as_text(group)
    yield ""
    yield from groups_in_words(result.compared, _("not stated"))
    if hidden:
        yield ""
        yield _(
            "Not shown by themselves, so that what a few people answered cannot be worked out: "
            "{groups}. Their answers are in the total."
        ).format(groups=", ".join(hidden))


def _group_name(group: GroupResult) -> str:
    return printable(group.name) if group.name is not None else _("not stated")


def _group_as_text(group: GroupResult) -> Iterator[str]:
    reading = group.reading
    lists = (
        (_("Strong, and the answers lie close together"), reading.strong),
        (_("Low: the lowest here, not against a norm"), reading.low),
        (_("Here the answers are apart"), reading.wide),
        (_("The others"), reading.others),
    )
    for heading, items in lists:
        if items:
            yield ""
            yield heading
            for item in items:
                yield f"  {_item_name(group.items[item])}: {group.items[item].words.finding}"
    if reading.talk_first is not None:
        yield ""
        yield _("Talk about this first: {item}").format(
            item=_item_name(group.items[reading.talk_first])
        )
    for result in group.items:
        yield ""
        yield from _item_as_text(result)


def _item_name(result: ItemResult) -> str:
    name = printable(result.item)
    return _("{item} (reversed)").format(item=name) if result.is_reversed else name


def _item_as_text(result: ItemResult) -> Iterator[str]:
    words = result.words
    yield f"{_item_name(result)}: {words.finding}"
    yield from _bars(result.shown)
    for sentence in (words.detail, f"{words.middle} {words.spread}".strip()):
        if sentence:
            yield f"  {sentence}"
    count = describe_count(result.shown)
    if result.missing:
        # Translators: the number of answers, and how many left the item empty.
        count = _("{count}, {missing} missing").format(count=count, missing=result.missing)
    if result.shown.form != "hidden":
        yield f"  ({count})"
    for sentence in item_figures(result.shown):
        yield f"  {sentence}"


def _bars(shown: ShownDistribution) -> Iterator[str]:
    if not shown.tiles:
        return
    # A fifth is drawn twice as long as a tenth: the same area, visibly coarser.
    whole = sum(shown.tiles)
    tile = TILE * (TENTHS // whole)
    width = max(len(str(end)) for end in (shown.scale.low, shown.scale.high))
    for index, tiles in enumerate(shown.tiles):
        share = share_figures(tiles, whole)
        if shown.percent is not None:
            share = _("{percent} %").format(percent=shown.percent[index])
        yield f"  {shown.scale.low + index:{width}} {tile * tiles:{TENTHS}}  {share}"


# --- JSON -----------------------------------------------------------------------------------


def _as_json(question: Question, result: FileReading) -> dict[str, Any]:
    """Make the document that the guide `analyse` describes; its keys are a promise."""
    scale = question.wanted.scale
    return {
        "file": question.path.name,
        "scale": {"low": scale.low, "high": scale.high},
        "language": question.language,
        "minimum": question.minimum,
        **_group_as_json(result.total),
        "reliability": together_as_json(result.together),
        "by": question.wanted.by,
        "groups": [
            {"name": group.name, "hidden": group.is_hidden, **_group_as_json(group)}
            for group in result.groups
        ],
        "differences": groups_as_json(result.compared),
    }


def _group_as_json(group: GroupResult) -> dict[str, Any]:
    names = [result.item for result in group.items]
    reading = group.reading
    first = reading.talk_first
    return {
        "respondents": group.room.n,
        "respondents_band": group.room.band,
        "items": [_item_as_json(result) for result in group.items],
        "reading": {
            "strong": [names[item] for item in reading.strong],
            "low": [names[item] for item in reading.low],
            "wide": [names[item] for item in reading.wide],
            "others": [names[item] for item in reading.others],
            "talk_first": None if first is None else names[first],
        },
    }


def _item_as_json(result: ItemResult) -> dict[str, Any]:
    shown = result.shown
    return {
        "item": result.item,
        "reversed": result.is_reversed,
        "n": shown.n,
        "band": shown.band,
        "missing": result.missing,
        "form": shown.form,
        "word": shown.word,
        "agreed_side": shown.agreed_side,
        "tiles": list(shown.tiles),
        "sides": list(shown.sides),
        "percent": None if shown.percent is None else list(shown.percent),
        "middle": shown.middle,
        "nearest_point": shown.nearest_point,
        "spread": shown.spread,
        "sentence": result.words.finding,
        **item_figures_as_json(shown),
    }
