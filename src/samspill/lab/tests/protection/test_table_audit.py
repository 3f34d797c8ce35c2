import json
import re
from itertools import product
from typing import Any

import numpy as np
import pytest
from tests.shared import shared_file

from samspill.lab.protection import table_audit
from samspill.lab.protection.cubes import Axis, Counts, Cube, PublishedTable
from samspill.lab.protection.table_audit import TableAudit, audit_tables
from samspill.lab.protection.table_equations import raise_many
from samspill.lab.tests.protection.shared_tables import flat_table

SMALL = Cube((Axis.flat("place", ["north", "south"]), Axis.flat("answer", ["no", "so-so", "yes"])))
MINIMUM = 3


def _count(inner: Counts) -> Counts:
    return SMALL.count(
        ((SMALL.axes[0].nodes[i], SMALL.axes[1].nodes[j]), int(inner[i, j]))
        for i, j in product(range(2), range(3))
    )


def _every_table(top: int) -> Counts:
    """Make every table with at most `top` people, one row each: the second opinion."""
    inner = np.array([t for t in product(range(top + 1), repeat=6) if sum(t) <= top])
    grid = np.zeros((len(inner), 3, 4), dtype=np.int64)
    grid[:, :2, :3] = inner.reshape(-1, 2, 3)
    grid[:, 2, :3] = grid[:, :2, :3].sum(axis=1)
    grid[:, :, 3] = grid[:, :, :3].sum(axis=2)
    return grid.reshape(len(inner), -1)


def _check(audit: TableAudit, possible: list[Counts]) -> None:
    """Compare with all that is possible, one array of tables for each round."""
    for index, (cell, number) in enumerate(zip(audit.targets, audit.rounds, strict=True)):
        values = possible[number][:, cell]
        assert audit.exact[index] == (values.min() == values.max())
        assert audit.surely_small[index] == (values.max() < MINIMUM)
        assert values.min() <= audit.lowest[index] <= audit.highest[index] <= values.max()
    assert audit.truth_fits
    assert not audit.undecided.any()


@pytest.mark.parametrize("seed", range(25))
def test_one_round_equals_trying_every_table(seed: int) -> None:
    generator = np.random.default_rng(seed)
    counts = _count(generator.integers(0, 4, (2, 3)) * generator.integers(0, 2, (2, 3)))
    hidden = generator.random(12) < 0.6
    hidden[-1] = False
    values = np.where(hidden, -1, counts)
    every = _every_table(int(counts[-1]))
    possible = every[(every[:, ~hidden] == counts[~hidden]).all(axis=1)]
    _check(audit_tables([PublishedTable(SMALL, values)], [counts], minimum=MINIMUM), [possible])


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("only_joined", [False, True])
def test_two_rounds_equal_trying_every_pair_of_tables(seed: int, only_joined: bool) -> None:
    generator = np.random.default_rng(100 + seed)
    first = generator.integers(0, 3, (2, 3)) * generator.integers(0, 2, (2, 3))
    second = first.copy()
    second[0, generator.integers(3)] += 1
    truths = [_count(first), _count(second)]
    hidden = generator.random((2, 12)) < 0.7
    hidden[:, -1] = False
    same = SMALL.unit_of_cells() == 1
    possible = []
    for truth, mask in zip(truths, hidden, strict=True):
        every = _every_table(int(truth[-1]))
        possible.append(every[(every[:, ~mask] == truth[~mask]).all(axis=1)])
    before, after = np.divmod(np.arange(len(possible[0]) * len(possible[1])), len(possible[1]))
    pairs = possible[0][before], possible[1][after]
    fits = (pairs[0][:, same] == pairs[1][:, same]).all(axis=1)
    if only_joined:
        fits &= (pairs[0] <= pairs[1]).all(axis=1)
    published = [
        PublishedTable(SMALL, np.where(mask, -1, truth))
        for truth, mask in zip(truths, hidden, strict=True)
    ]
    audit = audit_tables(published, truths, minimum=MINIMUM, same=[same], only_joined=only_joined)
    _check(audit, [pairs[0][fits], pairs[1][fits]])


@pytest.mark.parametrize(
    ("name", "columns", "people"),
    [("mun_accidents", ("mun", "inj"), "freq"), ("z1", ("region", "hovedint"), "ant")],
)
def test_hiding_small_cells_alone_leaves_what_others_find(
    name: str, columns: tuple[str, ...], people: str
) -> None:
    expected = json.loads(shared_file("data/expected/disclosure_attack.json").read_text())
    expected = expected[f"{name}_max3|primary"]
    cube, counts = flat_table(name, columns, people)
    # The shared result asked about cells of nobody in mun_accidents too; those are not people.
    small = counts < 4
    values = np.where(small, -1, counts)
    audit = audit_tables([PublishedTable(cube, values)], [counts], minimum=4)
    assert small.sum() == expected["primary"]
    people_found = audit.exact.sum()
    assert people_found <= expected["exact"]
    assert people_found > 0


def test_a_shown_cell_is_found_and_a_wrong_table_is_noticed() -> None:
    counts = _count(np.array([[1, 4, 5], [6, 7, 8]]))
    audit = audit_tables([PublishedTable(SMALL, counts)], [counts], minimum=MINIMUM)
    assert audit.exact.tolist() == [True]
    assert not audit.is_safe
    wrong = counts.copy()
    wrong[5] += 1
    assert not audit_tables([PublishedTable(SMALL, wrong)], [counts], minimum=2).truth_fits


def test_progress_is_told_and_questions_that_make_no_sense_are_refused() -> None:
    counts = _count(np.array([[1, 4, 5], [6, 7, 8]]))
    table = PublishedTable(SMALL, np.where(counts < 7, -1, counts))
    heard: list[tuple[int, int]] = []
    audit_tables([table], [counts], minimum=3, progress=lambda done, of: heard.append((done, of)))
    assert heard[-1] == (1, 1)
    with pytest.raises(ValueError, match="minimum is 1"):
        audit_tables([table], [counts], minimum=1)
    with pytest.raises(ValueError, match="one truth for each round"):
        audit_tables([table], [counts, counts], minimum=3)


# --- Step by step ----------------------------------------------------------------------------

# Two small cells cover each other in every row and column: of each no more is known than the sums.
BLOCK = _count(np.array([[1, 4, 5], [6, 2, 8]]))
COVERED = np.where(np.isin(np.arange(12), [0, 1, 4, 5]), -1, BLOCK)
# Only one is hidden in its row: it can be worked out.
BARE = np.where(np.arange(12) == 0, -1, BLOCK)


def audited(values: Counts, counts: Counts = BLOCK, **how: Any) -> TableAudit:
    return audit_tables([PublishedTable(SMALL, values)], [counts], minimum=MINIMUM, **how)


def test_small_cells_of_somebody_are_asked_about_and_no_others() -> None:
    counts = _count(np.array([[0, 1, 2], [3, 4, 9]]))
    result = audited(np.full(12, -1), counts)
    assert [SMALL.labels()[cell] for cell in result.targets] == [
        ("north", "so-so"),
        ("north", "yes"),
    ]
    assert result.targets.dtype == result.lowest.dtype == result.highest.dtype == np.int64
    assert result.undecided.dtype == result.exact.dtype == np.bool_


def test_others_are_asked_about_instead_where_that_is_wanted() -> None:
    """A large one that can be worked out is no finding; a small one is."""
    every = np.zeros(12, dtype=bool)
    every[[1, 4]] = True
    result = audited(COVERED, asked=[every])
    assert result.targets.tolist() == [1, 4]
    assert result.is_safe
    large = np.where(np.arange(12) == 4, -1, BLOCK)
    only = np.arange(12) == 4
    told = audited(large, asked=[only])
    assert (told.lowest.tolist(), told.highest.tolist()) == ([6], [6])
    assert told.is_safe
    assert not audited(BARE, asked=[np.arange(12) == 0]).is_safe


@pytest.mark.parametrize(
    ("published", "truths", "same", "told"),
    [
        (1, 2, 0, "Give one truth for each round, and one `same` between two rounds."),
        (2, 2, 0, "Give one truth for each round, and one `same` between two rounds."),
        (1, 1, 1, "Give one truth for each round, and one `same` between two rounds."),
    ],
)
def test_rounds_that_do_not_belong_together_are_refused(
    published: int, truths: int, same: int, told: str
) -> None:
    table = PublishedTable(SMALL, BLOCK)
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        audit_tables(
            [table] * published, [BLOCK] * truths, minimum=3, same=[np.ones(12, dtype=bool)] * same
        )
    with pytest.raises(ValueError, match=r"^The rounds are not of the same cells\.$"):
        audit_tables(
            [table, PublishedTable(SMALL, BLOCK[:-1])],
            [BLOCK, BLOCK],
            minimum=3,
            same=[np.ones(12, dtype=bool)],
        )
    assert audit_tables([table], [BLOCK], minimum=2).targets.size == 1


def test_what_the_search_could_not_settle_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def unsure(_system: object, _cell: int, *, sign: float) -> tuple[float, None]:
        asked.append(sign)
        return (4.0 if sign > 0 else 0.0), None

    monkeypatch.setattr(table_audit, "raise_many", lambda *_given, **_how: None)
    monkeypatch.setattr(table_audit, "reach", unsure)
    result = audited(COVERED)
    assert result.undecided.tolist() == [True, True]
    assert not result.exact.any()
    assert not result.surely_small.any()
    assert not result.is_safe
    assert asked == [1.0, 1.0], "the other end matters only where the cell is surely small"

    def narrow(_system: object, _cell: int, *, sign: float) -> tuple[float, None]:
        asked.append(sign)
        return (2.0 if sign > 0 else 0.0), None

    asked.clear()
    monkeypatch.setattr(table_audit, "reach", narrow)
    result = audited(COVERED)
    assert asked == [1.0, -1.0, 1.0, -1.0]
    # At most two, and nobody knows whether it could be fewer than the truth.
    assert result.undecided.tolist() == [True, True]


def test_a_cell_at_the_least_is_safe_and_one_that_is_proved_small_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []

    def counting(*given: Any, **how: Any) -> Any:
        tried.append(1)
        return raise_many(*given, **how)

    monkeypatch.setattr(table_audit, "raise_many", counting)
    result = audited(COVERED)
    assert result.is_safe
    assert (result.highest >= MINIMUM).all()
    tried.clear()
    bare = audited(BARE)
    assert (bare.exact.tolist(), bare.surely_small.tolist()) == ([True, False], [True, False]) or (
        bare.exact.all() and bare.surely_small.all()
    )
    assert len(tried) == 2, "twice without success is enough"


def test_every_part_is_told_of() -> None:
    heard: list[tuple[int, int]] = []
    values = np.where(np.isin(np.arange(12), [0, 5]), -1, BLOCK)
    audited(values, progress=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 2), (2, 2)]


def test_only_cells_that_were_asked_about_are_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []

    def counting(system: Any, left: Any, **how: Any) -> Any:
        searched.append(left.size)
        return raise_many(system, left, **how)

    monkeypatch.setattr(table_audit, "raise_many", counting)
    result = audited(COVERED, asked=[np.arange(12) == 0])
    assert result.is_safe
    assert set(searched) == {1}
