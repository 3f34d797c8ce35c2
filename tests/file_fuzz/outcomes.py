"""What comes of one file: it is read and counted, or a fault is told in words. Nothing else."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from samspill.imports.faults import describe_fault
from samspill.imports.file_rows import Fault
from samspill.imports.reader import count, describe
from samspill.imports.reading import read_file
from samspill.imports.recognition import (
    NO_ANSWER,
    guess_columns,
    guess_names,
    guess_points,
    guess_scale,
)
from samspill.toolbox.catalogue import instrument
from samspill.toolbox.languages import LANGUAGES

CHECK = instrument("collaboration_test")
(SCALE,) = CHECK.asked.scales
PARTNERS = {"1": "Bø kommune", "2": "Ås", "3": "Øyer"}


@dataclass(frozen=True)
class Outcome:
    """The code of a fault, "read", or "fell"; and what is wrong with it, in a line, or nothing."""

    code: str
    problem: str


def look_at(data: bytes, *, through_child: bool) -> Outcome:
    """Describe a file, guess, and count the columns that were guessed."""
    try:
        found = _do({"do": "describe"}, data, through_child=through_child)
        _must_be_storable(found)
        spec = _spec(found)
        if spec is not None:
            counted = _do(spec, data, through_child=through_child)
            _must_be_storable(counted)
            _must_add_up(found, counted)
    except Fault as fault:
        return Outcome(fault.code, _what_is_wrong_with(fault))
    except BaseException:  # a panic in the library's own language stands outside of Exception
        return Outcome("failure", _last_words())
    return Outcome("read", "")


def _do(spec: dict[str, Any], data: bytes, *, through_child: bool) -> dict[str, Any]:
    if through_child:
        return read_file([data], spec, tell_rows=lambda _rows: None, is_wanted=lambda: True)
    work = describe if spec["do"] == "describe" else count
    return work(data, spec, lambda _line: None)


def _spec(found: dict[str, Any]) -> dict[str, Any] | None:
    """Choose as the pages suggest: the columns that were guessed, or those like answers."""
    columns = found["columns"]
    guessed = [one for one in guess_columns(columns, CHECK.asked) if one is not None]
    if len(guessed) != len(set(guessed)):
        raise AssertionError(f"a column is guessed twice: {guessed}")
    scale = guess_scale(columns)
    chosen = guessed or list(scale.columns) or [
        place for place, column in enumerate(columns) if column["values"]
    ]  # fmt: skip
    if not chosen:
        return None
    texts = sorted({text for place in chosen for text in columns[place]["values"]})
    points = guess_points(texts, SCALE)
    places = {
        text: None if point in (None, NO_ANSWER) else int(point) - SCALE.low
        for text, point in points.items()
    }
    others = [place for place in range(len(columns)) if place not in chosen]
    group = None
    if others and columns[others[0]]["values"]:
        group = {"column": others[0], "of": guess_names(columns[others[0]]["values"], PARTNERS)}
    return {
        "do": "count", "sheet": found["sheet"], "header_row": found["header_row"],
        "items": [{"column": one, "reversed": one % 3 == 0, "scale": "agree"} for one in chosen],
        "scales": {"agree": {"points": places, "n_points": 5}}, "group": group,
    }  # fmt: skip


def _must_be_storable(found: dict[str, Any]) -> None:
    """PostgreSQL stores no null character and no half of a pair, in a text of JSON."""
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    text.encode()
    if "\\u0000" in text.replace("\\\\", ""):
        raise AssertionError("a null character")


def _must_add_up(found: dict[str, Any], counted: dict[str, Any]) -> None:
    people = sum(heap["people"] for heap in counted["groups"].values())
    if people + counted["left_out"] != found["rows"]:
        raise AssertionError(f"{people} + {counted['left_out']} is not {found['rows']}")
    for heap in counted["groups"].values():
        for item in heap["items"]:
            if sum(item) > heap["people"] or min(item) < 0:
                raise AssertionError(f"{item} of {heap['people']} people")


def _what_is_wrong_with(fault: Fault) -> str:
    """Return what makes a fault impossible to store or to tell; nothing when it can be told."""
    try:
        stored = {"code": fault.code, "place": fault.place}
        _must_be_storable(stored)
        for language in LANGUAGES:
            with translation.override(language):
                if not describe_fault(stored):
                    return "a fault without words"
    except Exception:
        return _last_words()
    # What was described was counted a moment later: it must be known.
    return f"told of {fault.place}" if fault.code == "unknown_answer" else ""


def _last_words() -> str:
    return traceback.format_exc(limit=-3, chain=False).strip().replace("\n", " | ")
