"""The rows of a finished table: what may be said of everybody and of each group, in cells."""

from __future__ import annotations

import math
from collections.abc import Iterator

from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import Cell
from samspill.lab.file_readings import group_order
from samspill.lab.statistics.one_factor import FEWEST_ITEMS
from samspill.lab.statistics.reliability import Reliability
from samspill.lab.statistics.score_tables import (
    FEWEST_FOR_RELIABILITY,
    ScaleCounts,
    ScaleFigures,
    between_groups,
    is_nearly_unanimous,
    omega_of,
    scale_figures,
    withheld_groups,
)
from samspill.science.disclosure import PERCENT_FROM

UNSAID = ""
# Names of columns are a promise: the guide `table` says what each of them holds.
GROUP_COLUMNS = (
    *("n", "mean", "mean_low", "mean_high", "alpha", "alpha_low", "alpha_high"),
    *("r_wg_j", "r_wg_j_by_chance"),
)
WHOLE_COLUMNS = ("omega", "omega_low", "omega_high", "icc1", "icc2", "left_out")
COLUMNS = ("group", *GROUP_COLUMNS, *WHOLE_COLUMNS, "note")

Cells = dict[str, Cell]


def table_rows(counts: ScaleCounts, *, is_grouped: bool, minimum: int) -> list[list[Cell]]:
    """Return the names of the columns, a row for everybody, and one for each group.

    Parameters
    ----------
    counts : ScaleCounts
        Of the whole file.
    is_grouped : bool
        Whether groups were asked for.
    minimum : int
        The smallest group that is shown.
    """
    rows = [_whole_row(counts, is_grouped=is_grouped, minimum=minimum)]
    if is_grouped:
        rows += _group_rows(counts, minimum=minimum)
    return [list(COLUMNS), *([row.get(column) for column in COLUMNS] for row in rows)]


def _whole_row(counts: ScaleCounts, *, is_grouped: bool, minimum: int) -> Cells:
    row: Cells = {"group": _("Everybody")}
    together = counts.together()
    sides = together.sides[0]
    if sides.sum() < minimum or is_nearly_unanimous(sides):
        return row | {"note": _withheld()}
    figures = scale_figures(together)
    decimals = _decimals(figures.n)
    row |= _figures(figures) | {"left_out": figures.left_out}
    notes = _notes(figures)
    omega = omega_of(together)
    row |= _with_ends("omega", omega, decimals)
    if omega is not None and omega.absent:
        notes.append(_("Omega cannot be computed from these answers."))
    if is_grouped:
        between = between_groups(counts, unsaid=UNSAID)
        if between is None or between.absent:
            notes.append(_("ICC needs at least two groups with answers that differ."))
        else:
            # One more: shares of a few hundredths are what is usual.
            row["icc1"] = round(between.icc1, decimals + 1)
            row["icc2"] = round(between.icc2, decimals + 1) if between.icc2 >= 0 else None
    return row | {"note": " ".join(notes) or None}


def _group_rows(counts: ScaleCounts, *, minimum: int) -> Iterator[Cells]:
    withheld = withheld_groups(counts, minimum=minimum)
    for name, size in sorted(counts.sizes.items(), key=lambda group: group_order(group[0])):
        if name == UNSAID and not size:
            continue
        row: Cells = {"group": name or _("not stated")}
        if name in withheld:
            yield row | {"note": _withheld()}
            continue
        figures = scale_figures(counts.of(name))
        yield row | _figures(figures) | {"note": " ".join(_notes(figures)) or None}


def _figures(figures: ScaleFigures) -> Cells:
    decimals = _decimals(figures.n)
    mean = figures.mean
    cells: Cells = {
        "n": figures.n,
        "mean": round(mean.value, decimals),
        "mean_low": _outwards(mean.low, -decimals),
        "mean_high": _outwards(mean.high, decimals),
    }
    if figures.agreement >= 0:
        cells["r_wg_j"] = round(figures.agreement, decimals)
        cells["r_wg_j_by_chance"] = round(figures.by_chance, decimals)
    return cells | _with_ends("alpha", figures.alpha, decimals)


def _with_ends(name: str, reliability: Reliability | None, decimals: int) -> Cells:
    if reliability is None or reliability.absent:
        return {}
    cells: Cells = {name: round(reliability.value, decimals)}
    if not math.isnan(reliability.low):
        cells[f"{name}_low"] = _outwards(reliability.low, -decimals)
        cells[f"{name}_high"] = _outwards(reliability.high, decimals)
    return cells


def _notes(figures: ScaleFigures) -> list[str]:
    """Return why cells are empty."""
    notes: list[str] = []
    alpha = figures.alpha
    if alpha is None:
        sentence = _("Alpha needs {people} people who answered every item, and {items} items.")
        notes.append(sentence.format(people=FEWEST_FOR_RELIABILITY, items=FEWEST_ITEMS))
    elif alpha.absent:
        notes.append(_("Alpha cannot be computed from these answers."))
    elif alpha.doubt:
        notes.append(
            _(
                "Most answers stand at one end of the scale, and there no interval of alpha or "
                "omega holds."
            )
        )
    if math.isnan(figures.agreement):
        notes.append(_("So many answers on two points have no yardstick for agreement."))
    elif figures.agreement < 0:
        notes.append(_("Agreement lies below 0: the answers are split."))
    return notes


def _withheld() -> str:
    return _("Not shown, so that what a few people answered cannot be worked out.")


def _decimals(n: int) -> int:
    return 2 if n >= PERCENT_FROM else 1


def _outwards(value: float, decimals: int) -> float:
    """Round away from the middle of an interval: upwards, or downwards for negative decimals."""
    parts = 10.0 ** abs(decimals)
    steps = math.floor(value * parts) if decimals < 0 else math.ceil(value * parts)
    return steps / parts
