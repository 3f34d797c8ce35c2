import json
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from tests.shared import shared_file

from samspill.lab.protection import table_protection
from samspill.lab.protection.cubes import TOTAL, Axis, Counts, Cube, PublishedTable
from samspill.lab.protection.earlier_tables import EarlierRound
from samspill.lab.protection.table_audit import TableAudit, audit_tables
from samspill.lab.protection.table_protection import ProtectedTable, protect_table
from samspill.lab.tests.protection.shared_tables import flat_table, z2

PLACES = {f"K{i}": "east" if i < 4 else "west" for i in range(8)}
CUBE = Cube(
    (
        Axis.nested("place", PLACES),
        Axis.flat("role", ["politician", "leader", "employee"]),
        Axis.flat("band", ["low", "middle", "high"]),
    )
)


def _counts(seed: int) -> Counts:
    """Eight municipalities of different size, where leaders are few."""
    generator = np.random.default_rng(seed)
    size = np.outer(generator.lognormal(1.2, 0.5, 8), [1.2, 0.9, 4.0])
    inner = generator.poisson(size[:, :, None], (8, 3, 3))
    return CUBE.count(
        ((place, role, band), int(people))
        for (place, role, band), people in zip(
            product(*(axis.leaves for axis in CUBE.axes)), inner.ravel(), strict=True
        )
    )


def _check(table: ProtectedTable, counts: Counts, *, minimum: int) -> None:
    assert table.audit.is_safe
    shown = ~table.published.hidden
    assert (table.published.values[shown] == counts[shown]).all()
    assert (counts[shown] >= minimum).all()
    for cells, people in table.merged:
        assert table.published.hidden[list(cells)].all()
        assert people == counts[list(cells)].sum()
    assert table.secondary == table.published.hidden.sum() - table.primary.sum()


@pytest.mark.parametrize("seed", range(2))
def test_nothing_small_can_be_worked_out_and_most_is_shown(seed: int) -> None:
    counts = _counts(seed)
    table = protect_table(CUBE, counts, minimum=5)
    _check(table, counts, minimum=5)
    assert table.primary.sum() == ((counts > 0) & (counts < 5)).sum()
    # Never in doubt where the level is: all of the region above is shown.
    upper = CUBE.unit_of_cells() >= len(PLACES)
    assert not table.published.hidden[upper].any()


def test_the_same_table_is_protected_the_same_way() -> None:
    counts = _counts(1)
    first, second = (protect_table(CUBE, counts, minimum=5) for _ in range(2))
    assert (first.published.values == second.published.values).all()


# Of z2 the reference tells only here how many cells the peer hides.
HIDDEN_BY_PEER = {"z2_max3|suppressed": {"suppressed": 29}}


@pytest.mark.parametrize("name", ["mun_accidents", "z1", "z2"])
def test_the_statistical_office_s_tables(name: str) -> None:
    told = json.loads(shared_file("data/expected/disclosure_attack.json").read_text())
    hidden_by_peer = (HIDDEN_BY_PEER | told)[f"{name}_max3|suppressed"]["suppressed"]
    cube, counts = {
        "mun_accidents": lambda: flat_table("mun_accidents", ("mun", "inj"), "freq"),
        "z1": lambda: flat_table("z1", ("region", "hovedint"), "ant"),
        "z2": z2,
    }[name]()
    table = protect_table(cube, counts, minimum=4)
    _check(table, counts, minimum=4)
    # The peer's hidden cells leave 21 of 22 cells surely small in mun_accidents; these leave none.
    assert table.published.hidden.sum() <= hidden_by_peer + 4


def test_the_next_round_leaves_nothing_either() -> None:
    counts = _counts(2)
    first = protect_table(CUBE, counts, minimum=5)
    newcomers = [(("K3", "leader", "high"), 1), (("K7", "leader", "high"), 1)]
    later = counts + CUBE.count(newcomers)
    changed = {CUBE.axes[0].nodes.index(name) for name in ("K3", "K7", "east", "west", TOTAL)}
    same = ~np.isin(CUBE.unit_of_cells(), list(changed))
    assert (counts[same] == later[same]).all()
    second = protect_table(
        CUBE, later, minimum=5, earlier=[EarlierRound(first.published, counts, same)]
    )
    _check(second, later, minimum=5)
    joined = audit_tables(
        [first.published, second.published],
        [counts, later],
        minimum=5,
        same=[same],
        only_joined=True,
    )
    assert joined.is_safe


def test_what_an_earlier_round_has_shown_fails_the_audit() -> None:
    cube = Cube((Axis.flat("place", ["north", "south"]), Axis.flat("answer", ["no", "yes"])))
    counts = cube.count([(("north", "no"), 1), (("south", "yes"), 20)])
    careless = EarlierRound(PublishedTable(cube, counts), counts, np.ones(9, dtype=bool))
    table = protect_table(cube, counts, minimum=5, earlier=[careless])
    assert table.audit.exact.any()
    assert not table.audit.is_safe


def test_progress_is_told() -> None:
    heard: list[str] = []
    protect_table(CUBE, _counts(0), minimum=5, progress=lambda step, _done, _of: heard.append(step))
    assert heard[0] == "choose"
    assert "audit" in heard


def test_counts_that_do_not_add_up_are_refused() -> None:
    counts = _counts(0)
    counts[-1] += 1
    with pytest.raises(
        ValueError,
        match=r"^The counts do not add up to their totals\. Make them with Cube\.count\.$",
    ):
        protect_table(CUBE, counts, minimum=5)
    with pytest.raises(ValueError, match="minimum is 1"):
        protect_table(CUBE, _counts(0), minimum=1)
    with pytest.raises(ValueError, match="not on the axis place"):
        CUBE.count([(("Oz", "leader", "low"), 3)])
    with pytest.raises(ValueError, match="-1 people"):
        CUBE.count([(("K1", "leader", "low"), -1)])


# --- Step by step ----------------------------------------------------------------------------

FLAT = Cube((Axis.flat("place", ["a", "b", "c"]), Axis.flat("answer", ["no", "so-so", "yes"])))
AT = {label: cell for cell, label in enumerate(FLAT.labels())}
Group = tuple[int, ...]


def _flat(*rows: tuple[int, int, int]) -> Counts:
    leaves = product(*(axis.leaves for axis in FLAT.axes))
    return FLAT.count(zip(leaves, [people for row in rows for people in row], strict=True))


PLAIN = _flat((1, 5, 9), (6, 7, 8), (4, 9, 5))


def _round(*hidden: tuple[str, str], counts: Counts = PLAIN) -> PublishedTable:
    values = counts.copy()
    values[[AT[cell] for cell in hidden]] = -1
    return PublishedTable(FLAT, values)


def test_hidden_cells_have_no_number_and_nobody_is_asked_about() -> None:
    """Cells of nobody are hidden too, and are no finding: there is nobody in them."""
    counts = _flat((0, 5, 9), (6, 1, 8), (4, 9, 5))
    table = protect_table(FLAT, counts, minimum=3)
    values = table.published.values
    assert set(values[table.published.hidden].tolist()) == {-1}
    assert table.published.hidden[AT["a", "no"]]
    assert not table.primary[AT["a", "no"]]
    assert table.audit.targets.tolist() == [AT["b", "so-so"]]


def test_two_are_enough_for_a_least() -> None:
    table = protect_table(FLAT, PLAIN, minimum=2)
    assert table.primary.sum() == 1
    assert table.audit.is_safe


def test_what_any_earlier_round_hid_stays_hidden() -> None:
    same = np.zeros(FLAT.n_cells, dtype=bool)
    block = [("a", "no"), ("a", "so-so"), ("b", "no"), ("b", "so-so")]
    other = [("a", "no"), ("a", "yes"), ("c", "no"), ("c", "yes")]
    rounds = [EarlierRound(_round(*cells), PLAIN, same) for cells in (block, other)]
    table = protect_table(FLAT, PLAIN, minimum=3, earlier=rounds)
    assert {AT[cell] for cell in block + other} <= set(np.flatnonzero(table.published.hidden))
    assert table.audit.is_safe


def test_what_was_told_together_is_told_again_while_it_is_enough() -> None:
    same = np.zeros(FLAT.n_cells, dtype=bool)
    cells = (AT["a", "no"], AT["a", "so-so"])
    block = _round(("a", "no"), ("a", "so-so"), ("b", "no"), ("b", "so-so"))
    before = EarlierRound(PublishedTable(FLAT, block.values, ((cells, 6),)), PLAIN, same)
    again = protect_table(FLAT, PLAIN, minimum=3, earlier=[before])
    assert table_protection._still_told(before.published, PLAIN, minimum=6) == [cells]
    assert table_protection._still_told(before.published, PLAIN, minimum=7) == []
    fewer = _flat((1, 3, 11), (6, 7, 8), (4, 9, 5))
    assert table_protection._still_told(before.published, fewer, minimum=5) == []
    assert again.audit.is_safe


def test_it_is_mended_a_few_times_and_then_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """What then is made says that it is not safe."""
    asked: list[int] = []
    mended: list[list[int]] = []

    def unsafe(tables: list[PublishedTable], counts: list[Counts], **how: Any) -> TableAudit:
        asked.append(1)
        result = audit_tables(tables, counts, **how)
        return replace(result, undecided=np.ones(len(result.targets), dtype=bool))

    def untouched(
        _cube: Cube, _counts: Counts, hidden: Any, told: Any, *, at_risk: Any, **_how: Any
    ) -> tuple[Any, Any]:
        mended.append(at_risk.tolist())
        return hidden, told

    monkeypatch.setattr(table_protection, "audit_tables", unsafe)
    monkeypatch.setattr(table_protection, "mend", untouched)
    table = protect_table(FLAT, PLAIN, minimum=3)
    assert not table.audit.is_safe
    assert len(asked) == table_protection.ROUNDS_OF_REPAIR + 1
    assert mended == [[AT["a", "no"]]] * table_protection.ROUNDS_OF_REPAIR


@pytest.mark.parametrize(
    ("whole", "chosen"),
    [(1_000, [("choose", 1, 1)]), (0, [("choose", n + 1, 8) for n in range(8)])],
)
def test_all_of_what_is_done_is_told(
    whole: int, chosen: list[tuple[str, int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_protection, "WHOLE", 10**9 if whole else 0)
    heard: list[tuple[str, int, int]] = []
    counts = _counts(0)
    table = protect_table(
        CUBE, counts, minimum=5, progress=lambda step, done, of: heard.append((step, done, of))
    )
    _check(table, counts, minimum=5)
    assert [one for one in heard if one[0] == "choose"] == chosen
    audits = [one for one in heard if one[0] == "audit"]
    assert audits[-1][1:] == (table.primary.sum(), table.primary.sum())


def test_a_large_table_of_two_axes_is_left_to_the_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_protection, "WHOLE", 0)
    hidden, told = table_protection._choose(FLAT, PLAIN, ordered=(), minimum=3, progress=None)
    assert np.flatnonzero(hidden).tolist() == [AT["a", "no"]]
    assert told == []
    ordered, sums = table_protection._choose(
        FLAT, PLAIN, ordered=["answer"], minimum=3, progress=None
    )
    assert ordered[AT["a", "no"]]
    assert ordered.sum() == 2
    assert sums == [(AT["a", "no"], AT["a", "so-so"])]
    second = _flat((6, 7, 8), (1, 5, 9), (4, 9, 5))
    _hidden, sums = table_protection._choose(
        FLAT, second, ordered=["answer"], minimum=3, progress=None
    )
    assert sums == [(AT["b", "no"], AT["b", "so-so"])]
    none, _sums = table_protection._choose(
        FLAT, PLAIN + 9, ordered=["answer"], minimum=3, progress=None
    )
    assert not none.any()
    # At the least itself nothing is small.
    four, _sums = table_protection._choose(
        FLAT, PLAIN, ordered=["answer"], minimum=4, progress=None
    )
    assert not four[AT["c", "no"]]


@pytest.mark.parametrize(
    ("hidden", "told", "left"),
    [
        ([("a", "no"), ("a", "so-so")], [], [[("a", "no"), ("a", "so-so")]]),
        # One alone is its own number, all three are the total of the row.
        ([("a", "no")], [], []),
        ([("a", "no"), ("a", "so-so"), ("a", "yes")], [], []),
        # The total of the row is not shown.
        ([("a", "no"), ("a", "so-so"), ("a", TOTAL)], [], []),
        # Told already, or with a cell of another row.
        ([("a", "no"), ("a", "so-so")], [[("a", "no"), ("a", "so-so")]], []),
        (
            [("a", "no"), ("a", "so-so"), ("a", "yes"), ("b", "no")],
            [[("a", "no"), ("b", "no")]],
            [],
        ),
        (
            [("a", "no"), ("a", "so-so"), ("b", "no"), ("b", "so-so")],
            [[("a", "no"), ("a", "so-so")]],
            [[("b", "no"), ("b", "so-so")]],
        ),
        (
            [(place, answer) for place in "ab" for answer in ("no", "so-so", "yes")],
            [[("a", "no"), ("b", "no")], [("a", "so-so"), ("a", "yes")]],
            [],
        ),
    ],
)
def test_what_is_left_in_a_row_is_its_total_less_what_is_shown(
    hidden: list[tuple[str, str]],
    told: list[list[tuple[str, str]]],
    left: list[list[tuple[str, str]]],
) -> None:
    def group(cells: list[tuple[str, str]]) -> Group:
        return tuple(AT[cell] for cell in cells)

    sums = tuple((group(cells), int(PLAIN[list(group(cells))].sum())) for cells in told)
    published = PublishedTable(FLAT, _round(*hidden).values, sums)
    result = table_protection._left_in_rows(published, PLAIN)
    assert [cells for cells, _people in result] == [group(cells) for cells in left]
    assert all(people == PLAIN[list(cells)].sum() for cells, people in result)


def test_on_an_axis_of_several_levels_nothing_is_left_in_rows() -> None:
    cube = Cube((Axis.flat("answer", ["no", "yes"]), Axis.nested("place", {"a": "x", "b": "x"})))
    counts = cube.count([(("no", "a"), 4), (("yes", "b"), 9)])
    published = PublishedTable(cube, np.where(np.arange(cube.n_cells) < 2, -1, counts))
    assert table_protection._left_in_rows(published, counts) == ()
