"""A table of 8 952 cells in two rounds, protected and attacked (`make protection-figures`).

357 municipalities in 15 counties, three roles, five bands of trust; in the second round one more
person in each of 40 municipalities, and the attacker knows which. The counts are the shared
reference data; the peer's figures are those of the shared reference results, not measured here.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from samspill.lab.native_output import quiet_output
from samspill.lab.protection.cubes import Axis, Counts, Cube, PublishedTable
from samspill.lab.protection.earlier_tables import EarlierRound, perhaps_same
from samspill.lab.protection.table_audit import TableAudit, audit_tables
from samspill.lab.protection.table_protection import ProtectedTable, protect_table
from samspill.lab.tests.protection.shared_tables import z3

MINIMUM = 5
SHARED = Path(os.environ.get("SAMSPILL_SHARED", Path(__file__).resolve().parents[1] / "../shared"))
PEER = {
    "only small cells hidden, peer's own attack (linear)": (0, 880, 1513),
    "GaussSuppression 1.2.3, attacker knows x >= 0": (808, 0, 386),
    "GaussSuppression 1.2.3, attacker knows hidden >= 1": (808, 0, 1094),
    "GaussSuppression 1.2.3, second round, hidden >= 1": (808, 1, 1095),
}


def read(name: str) -> tuple[Cube, Counts]:
    """Read one round."""
    path = SHARED / "data" / "disclosure" / name
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    cube = Cube(
        (
            Axis.nested("municipality", {row["mun"]: row["county"] for row in rows}),
            Axis.flat("role", sorted({row["role"] for row in rows})),
            Axis.flat("band", sorted({row["band"] for row in rows})),
        )
    )
    return cube, cube.count(((r["mun"], r["role"], r["band"]), int(r["freq"])) for r in rows)


def tell(step: str, done: int, of: int) -> None:
    """Keep whoever waits informed."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{step} {done}/{of}      ")


def show(name: str, make: Callable[[], ProtectedTable | TableAudit]) -> ProtectedTable | TableAudit:
    """Make one table or attack, time it, and print its row."""
    start = time.perf_counter()
    # The solver writes to the standard output by itself.
    with quiet_output():
        made = make()
    seconds = time.perf_counter() - start
    audit = made if isinstance(made, TableAudit) else made.audit
    lost = "" if isinstance(made, TableAudit) else f"{made.secondary} / {made.numbers_lost}"
    print(
        f"| {name} | {len(audit.targets)} | {lost} | {audit.exact.sum()} | "
        f"{audit.surely_small.sum()} | {audit.undecided.sum()} | {seconds:.1f} |",
        flush=True,
    )
    return made


def protected(name: str, cube: Cube, counts: Counts, **more: Any) -> ProtectedTable:
    """Protect a table and print its row."""
    made = show(name, lambda: protect_table(cube, counts, minimum=MINIMUM, progress=tell, **more))
    assert isinstance(made, ProtectedTable)
    return made


def attacked(
    name: str, rounds: list[PublishedTable], truths: list[Counts], **more: Any
) -> TableAudit:
    """Attack tables and print the row."""
    made = show(name, lambda: audit_tables(rounds, truths, minimum=MINIMUM, **more))
    assert isinstance(made, TableAudit)
    return made


def main() -> int:
    """Protect and attack both rounds; 1 when anything was found."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    cube, counts = read("municipalities_357x3x5.csv")
    _, later = read("municipalities_round2.csv")
    n_units = cube.shape[0]
    unchanged = (counts.reshape(n_units, -1) == later.reshape(n_units, -1)).all(axis=1)
    same = np.repeat(unchanged, cube.n_cells // n_units)
    print(
        "| table | cells asked about | secondary / numbers lost | exact | surely small "
        "| undecided | s |\n|---|---|---|---|---|---|---|"
    )
    bare = PublishedTable(cube, np.where((counts > 0) & (counts < MINIMUM), -1, counts))
    attacked("only small cells hidden", [bare], [counts])
    first = protected("first round, protected", cube, counts)
    attacked("first round, attacked again", [first.published], [counts])
    earlier = EarlierRound(first.published, counts, same)
    second = protected("both rounds, protected", cube, later, earlier=[earlier])
    both = [first.published, second.published]
    joined = attacked(
        "both rounds, attacker knows nobody left", both, [counts, later], same=[same],
        only_joined=True,
    )  # fmt: skip
    believed = perhaps_same(first.published, PublishedTable(cube, later))
    gone = EarlierRound(first.published, None, believed)
    third = protected("both rounds, counts of the first gone", cube, later, earlier=[gone])
    told = protected("first round, neighbours told together", cube, counts, ordered=["band"])
    again = attacked("the same, attacked again", [told.published], [counts])
    office = protected("the statistical office's z3", *z3())
    audits = [first.audit, second.audit, joined, third.audit, told.audit, again, office.audit]
    print(
        "\nFrom the shared reference results, not measured here (secondary, exact, surely small):"
    )
    for name, figures in PEER.items():
        print(f"  {name}: {figures}")
    return 0 if all(audit.is_safe for audit in audits) else 1


if __name__ == "__main__":
    sys.exit(main())
