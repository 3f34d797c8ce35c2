"""The shared tables of counts, as cubes."""

import csv
from pathlib import Path

from tests.shared import shared_file

from samspill.lab.protection.cubes import TOTAL, Axis, Counts, Cube


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _parts(rows: list[dict[str, str]], column: str) -> list[str]:
    return sorted({row[column] for row in rows})


def _several(rows: list[dict[str, str]], leaf: str, *parents: str) -> Axis:
    """Make an axis that is summed in several ways side by side, as in z2 and z3."""
    sums = []
    for parent in parents:
        groups: dict[str, set[str]] = {}
        for row in rows:
            groups.setdefault(f"{parent} {row[parent]}", set()).add(row[leaf])
        sums += [(name, tuple(sorted(leaves))) for name, leaves in sorted(groups.items())]
    leaves = tuple(_parts(rows, leaf))
    return Axis(leaf, leaves, (*sums, (TOTAL, leaves)))


def flat_table(name: str, columns: tuple[str, ...], people: str) -> tuple[Cube, Counts]:
    rows = _rows(shared_file(f"data/disclosure/{name}.csv"))
    cube = Cube(tuple(Axis.flat(column, _parts(rows, column)) for column in columns))
    return cube, cube.count((tuple(r[c] for c in columns), int(r[people])) for r in rows)


def z2() -> tuple[Cube, Counts]:
    rows = _rows(shared_file("data/disclosure/z2.csv"))
    axis = _several(rows, "region", "fylke", "kostragr")
    cube = Cube((axis, Axis.flat("hovedint", _parts(rows, "hovedint"))))
    return cube, cube.count(((r["region"], r["hovedint"]), int(r["ant"])) for r in rows)


def z3() -> tuple[Cube, Counts]:
    rows = _rows(shared_file("data/disclosure/z3.csv"))
    cube = Cube(
        (
            _several(rows, "region", "fylke", "kostragr"),
            Axis.flat("hovedint", _parts(rows, "hovedint")),
            Axis.flat("mnd", _parts(rows, "mnd")),
        )
    )
    return cube, cube.count(((r["region"], r["hovedint"], r["mnd"]), int(r["ant"])) for r in rows)
