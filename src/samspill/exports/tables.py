"""The rows of an export: one for each statement and group of a release, as it was shown.

Only what stands in a release is here. There is no way from here to an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samspill.exports.variables import Variable, variables_of
from samspill.readings.releases import Release

Cell = str | int | float | None
Content = dict[str, Any]


@dataclass(frozen=True)
class ExportTable:
    """The variables, and under each a cell in every row; a code is its number."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(release: Release, language: str) -> ExportTable:
    """Return a release as rows, with texts in one language.

    What is not shown is missing (None), never 0. Where groups are shown, one that does not stand
    alone has a row too, with `form` 0; those that are shown together have one after the others.
    """
    content = release.content
    labels = content["scale"]["points"][language]
    variables = variables_of(len(labels), lambda place: str(labels[place]))
    rows = tuple(
        tuple(cells.get(variable.name) for variable in variables)
        for cells in _rows(content, language)
    )
    return ExportTable(variables, rows)


def _rows(content: Content, language: str) -> Iterator[dict[str, Cell]]:
    names = [name[language] for name in content.get("groups", {}).get("names", ())]
    for item in content["items"]:
        about = {
            "item": item["key"],
            "item_text": item["text"][language],
            "theme": item["theme"][language],
        }
        interval = item.get("interval") or (None, None)
        since = item.get("since") or {}
        yield {
            **about,
            "group": 0,
            "group_name": "",
            **_figures(item["shown"]),
            "interval_low": interval[0],
            "interval_high": interval[1],
            "change": _code("change", since.get("change")),
            "middle_before": since.get("middle"),
        }
        for place, (name, group) in enumerate(zip(names, item.get("groups") or (), strict=False)):
            yield {**about, "group": place + 1, "group_name": name, **_figures(group["shown"])}
        if together := item.get("together"):
            inside = [names[place] for place in together["places"]]
            unsaid = [_("those who did not say")] if together["with_unsaid"] else []
            yield {
                **about,
                "group": len(names) + 1,
                "group_name": " + ".join([*inside, *unsaid]),
                **_figures(together["shown"]),
            }


def _figures(shown: Content) -> dict[str, Cell]:
    """Return the cells of one distribution: what is not shown of it is missing."""
    tiles = {f"tiles_{place}": value for place, value in enumerate(shown["tiles"], start=1)}
    percent = {
        f"percent_{place}": value for place, value in enumerate(shown["percent"] or (), start=1)
    }
    is_hidden = shown["form"] == "hidden"
    return {
        **tiles,
        **percent,
        "form": _code("form", shown["form"]),
        "n": shown["n"],
        # Which of the hidden groups was too small is not told: the others give it cover.
        "n_band": None if is_hidden else shown["band"],
        "agreed_side": _code("agreed_side", shown["agreed_side"]),
        "word": _code("word", shown["word"]),
        "middle": shown["middle"],
        "nearest_point": shown["nearest_point"],
        "spread": _code("spread", shown["spread"]),
    }


_CODES = {variable.name: variable.codes for variable in variables_of(0, str) if variable.codes}


def _code(variable: str, word: str | None) -> int | None:
    return None if word is None else _CODES[variable][word][0]
