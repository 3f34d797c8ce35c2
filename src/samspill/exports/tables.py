"""The rows of an export: one for each statement and group of a reading, as it was shown.

Only what stands in a release is here. There is no way from here to an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from django.utils.translation import gettext as _

from samspill.exports.variables import Variable, variables_of
from samspill.readings.public import Reading, ShownFigures, StoredItem
from samspill.toolbox.languages import in_language

Cell: TypeAlias = str | int | float | None
Cells: TypeAlias = Mapping[str, Cell]


@dataclass(frozen=True)
class ExportTable:
    """The variables, and under each a cell in every row; a code is its number."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(reading: Reading, language: str) -> ExportTable:
    """Return a reading as rows, with texts in one language.

    What is not shown is missing (None), never 0. Where groups are shown, one that does not stand
    alone has a row too, with `form` 0; those that are shown together have one after the others.
    Where statements are on several scales, a column has the answers that stand in its place on
    each, and every row names its scale.
    """
    labels = [in_language(scale.points, language) for scale in reading.scales]
    variables = variables_of(
        [" / ".join(dict.fromkeys(filter(None, names))) for names in zip_longest(*labels)],
        has_scales=len(labels) > 1,
        has_dont_know=any(scale.dont_know for scale in reading.scales),
    )
    rows = tuple(
        tuple(cells.get(variable.name) for variable in variables)
        for cells in _rows(reading, language)
    )
    return ExportTable(variables, rows)


def _rows(reading: Reading, language: str) -> Iterator[Cells]:
    grouping = reading.grouping
    names = [in_language(name, language) for name in grouping.names] if grouping else []
    for item in reading.items:
        about = {
            "item": item.key,
            "item_text": in_language(item.text, language),
            "theme": in_language(item.theme, language),
            "scale": " / ".join(in_language(reading.scale_of(item).points, language)),
        }
        yield {**about, "group": 0, "group_name": "", **_of_everybody(item)}
        for place, name, figures in _groups(item, names):
            yield {**about, "group": place, "group_name": name, **_figures(figures)}


def _of_everybody(item: StoredItem) -> Cells:
    low, high = item.interval or (None, None)
    return {
        **_figures(item.figures),
        "dont_know": _code("dont_know", item.dont_know.share if item.dont_know else None),
        "interval_low": low,
        "interval_high": high,
        "change": _code("change", item.since.change if item.since else None),
        "middle_before": item.since.middle_before if item.since else None,
    }


def _groups(item: StoredItem, names: Sequence[str]) -> Iterator[tuple[int, str, ShownFigures]]:
    """Give each group with its number and its name, and last those that are shown together."""
    if item.groups is None:
        return
    for place, (name, group) in enumerate(zip(names, item.groups.each, strict=False), start=1):
        yield place, name, group.figures
    if together := item.groups.together:
        inside = [names[place] for place in together.places]
        unsaid = [_("those who did not say")] if together.with_unsaid else []
        yield len(names) + 1, " + ".join([*inside, *unsaid]), together.shown.figures


def _figures(figures: ShownFigures) -> Cells:
    """Return the cells of one distribution: what is not shown of it is missing."""
    tiles = {f"tiles_{place}": value for place, value in enumerate(figures.tiles, start=1)}
    percent = {
        f"percent_{place}": value for place, value in enumerate(figures.percent or (), start=1)
    }
    is_hidden = figures.form == "hidden"
    return {
        **tiles,
        **percent,
        "form": _code("form", figures.form),
        "n": figures.count,
        # Which of the hidden groups was too small is not told: the others give it cover.
        "n_band": None if is_hidden else figures.count_band,
        "agreed_side": _code("agreed_side", figures.agreed_side),
        "word": _code("word", figures.word),
        "middle": figures.middle,
        "nearest_point": figures.nearest_point,
        "spread": _code("spread", figures.spread),
    }


_CODES = {
    variable.name: variable.codes
    for variable in variables_of([], has_dont_know=True)
    if variable.codes
}


def _code(variable: str, word: str | None) -> int | None:
    return None if word is None else _CODES[variable][word][0]
