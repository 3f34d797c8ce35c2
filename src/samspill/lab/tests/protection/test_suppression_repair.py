"""What an attack has found is covered, with as little else hidden as that takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import linprog, milp

from samspill.lab.protection import suppression_repair
from samspill.lab.protection.cubes import TOTAL, Axis, Counts, Cube, Mask, members_of
from samspill.lab.protection.suppression_repair import mend

MINIMUM = 5
PLACE = Axis.nested("place", {"a": "north", "b": "north", "c": "south", "d": "south"})
CUBE = Cube((PLACE, Axis.flat("answer", ["yes", "no", "perhaps"])))
AT = {label: place for place, label in enumerate(CUBE.labels())}
Group = tuple[int, ...]


def counted(**rows: tuple[int, int, int]) -> Counts:
    return CUBE.count(
        ((place, answer), people)
        for place, row in rows.items()
        for answer, people in zip(("yes", "no", "perhaps"), row, strict=True)
    )


PLAIN = counted(a=(2, 10, 12), b=(9, 8, 11), c=(7, 9, 13), d=(8, 8, 8))


def only(*cells: tuple[str, str]) -> Mask:
    hidden = np.zeros(CUBE.n_cells, dtype=bool)
    hidden[[AT[cell] for cell in cells]] = True
    return hidden


def mended(
    counts: Counts, hidden: Mask, told: list[Group], *cells: tuple[str, str], **how: Any
) -> tuple[Mask, list[Group]]:
    result = np.array([AT[cell] for cell in cells])
    return mend(CUBE, counts, hidden, told, at_risk=result, minimum=MINIMUM, progress=None, **how)


def most(counts: Counts, hidden: Mask, told: list[Group], cell: tuple[str, str]) -> float:
    """How many a reader must think possible in a cell, at most."""
    relations = CUBE.relations.toarray()
    sums = members_of(told, CUBE.n_cells).toarray()
    at_shown = np.eye(CUBE.n_cells)[~hidden]
    rows = np.vstack([relations, sums, at_shown])
    goal = np.zeros(CUBE.n_cells)
    goal[AT[cell]] = -1
    solved = linprog(goal, A_eq=rows, b_eq=rows @ counts, bounds=(0, None))
    return np.inf if solved.fun is None else float(-solved.fun)


def labels(mask: Mask) -> set[tuple[str, str]]:
    return {label for label, place in AT.items() if mask[place]}  # type: ignore[misc]


def test_one_found_cell_takes_three_along_that_cover_it() -> None:
    before = only(("a", "yes"))
    hidden, told = mended(PLAIN, before, [], ("a", "yes"))
    assert labels(before) == {("a", "yes")}, "what was given is left as it was"
    assert told == []
    assert hidden.sum() == 4
    # The sums of the region are not touched where that is not needed.
    assert all(place in {"a", "b"} for place, _answer in labels(hidden))
    assert most(PLAIN, hidden, [], ("a", "yes")) >= MINIMUM


def test_several_found_cells_share_what_covers_them() -> None:
    counts = counted(a=(2, 10, 12), b=(9, 3, 11), c=(7, 9, 13), d=(8, 8, 8))
    cells = [("a", "yes"), ("b", "no")]
    hidden, _told = mended(counts, only(*cells), [], *cells)
    assert hidden.sum() == 4
    assert all(most(counts, hidden, [], cell) >= MINIMUM for cell in cells)


def test_a_cell_that_only_its_region_can_cover_opens_the_region() -> None:
    """North has nobody else to hide behind: the sums above must give way."""
    counts = counted(a=(2, 0, 0), b=(0, 0, 0), c=(7, 9, 13), d=(8, 8, 8))
    hidden, _told = mended(counts, only(("a", "yes")), [], ("a", "yes"))
    assert any(place in {"north", TOTAL} for place, _answer in labels(hidden))
    assert most(counts, hidden, [], ("a", "yes")) >= MINIMUM


def test_what_is_told_together_is_kept_where_that_suffices() -> None:
    hidden = only(("a", "yes"), ("a", "no"), ("b", "yes"), ("b", "no"))
    told: list[Group] = [(AT["a", "yes"], AT["b", "yes"])]
    after, kept = mended(PLAIN, hidden, told, ("a", "yes"))
    assert kept == told
    assert (after == hidden).all()
    assert most(PLAIN, after, kept, ("a", "yes")) >= MINIMUM


def test_what_is_told_together_gives_way_where_it_must_and_nowhere_else() -> None:
    counts = counted(a=(2, 1, 12), b=(9, 8, 11), c=(7, 9, 13), d=(8, 8, 8))
    answers = ("yes", "no", "perhaps")
    north = [(place, answer) for place in "ab" for answer in answers]
    hidden = only(*north, ("c", "yes"), ("c", "no"))
    small, other = (AT["a", "yes"], AT["a", "no"]), (AT["c", "yes"], AT["c", "no"])
    after, kept = mended(counts, hidden, [small, other], ("a", "yes"))
    assert kept == [other]
    assert most(counts, after, kept, ("a", "yes")) >= MINIMUM
    assert most(counts, after, [small, other], ("a", "yes")) < MINIMUM


def test_how_far_it_has_come_is_told() -> None:
    heard: list[tuple[str, int, int]] = []
    result = np.array([AT["a", "yes"], AT["b", "no"]])
    hidden = only(("a", "yes"), ("b", "no"))
    mend(
        CUBE, PLAIN, hidden, [], at_risk=result, minimum=MINIMUM,
        progress=lambda step, done, of: heard.append((step, done, of)),
    )  # fmt: skip
    assert heard == [("mend", 1, 2), ("mend", 2, 2)]


@pytest.mark.parametrize(("work", "whole"), [(10**9, 1), (0, 0)])
def test_large_tables_are_mended_by_the_relaxed_choice(
    work: int, whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[npt.NDArray[np.int64], dict[str, float]]] = []

    def solved(*given: Any, **how: Any) -> Any:
        asked.append((how["integrality"], how["options"]))
        return milp(*given, **how)

    monkeypatch.setattr(suppression_repair, "milp", solved)
    monkeypatch.setattr(suppression_repair, "WORK", work)
    hidden, _told = mended(PLAIN, only(("a", "yes")), [], ("a", "yes"))
    [(integrality, options)] = asked
    assert set(integrality.tolist()) == {whole}
    assert options == {
        "time_limit": suppression_repair.PATIENCE,
        "mip_rel_gap": suppression_repair.GAP_OF_REPAIR,
    }
    assert most(PLAIN, hidden, [], ("a", "yes")) >= MINIMUM
