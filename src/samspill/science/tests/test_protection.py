from itertools import product

import numpy as np
import pytest

from samspill.science.earlier_tables import EarlierRound
from samspill.science.protection import ProtectedTable, protect_table
from samspill.science.table_audit import audit_tables
from samspill.science.tables import TOTAL, Axis, Counts, Cube, PublishedTable
from samspill.science.tests.shared_tables import flat_table, z2

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


@pytest.mark.parametrize(("name", "hidden_by_peer"), [("mun_accidents", 24), ("z1", 6), ("z2", 29)])
def test_the_statistical_office_s_tables(name: str, hidden_by_peer: int) -> None:
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
    with pytest.raises(ValueError, match="do not add up"):
        protect_table(CUBE, counts, minimum=5)
    with pytest.raises(ValueError, match="minimum is 1"):
        protect_table(CUBE, _counts(0), minimum=1)
    with pytest.raises(ValueError, match="not on the axis place"):
        CUBE.count([(("Oz", "leader", "low"), 3)])
    with pytest.raises(ValueError, match="-1 people"):
        CUBE.count([(("K1", "leader", "low"), -1)])
