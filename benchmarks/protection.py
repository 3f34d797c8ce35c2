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
from pathlib import Path

import numpy as np

from samspill.science.earlier_tables import EarlierRound
from samspill.science.protection import ProtectedTable, protect_table
from samspill.science.table_audit import TableAudit, audit_tables
from samspill.science.tables import Axis, Counts, Cube, PublishedTable

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


def show(name: str, audit: TableAudit, *, seconds: float, table: ProtectedTable | None) -> None:
    """Print one row."""
    lost = "" if table is None else f"{table.secondary} / {table.numbers_lost}"
    print(
        f"| {name} | {len(audit.targets)} | {lost} | {audit.exact.sum()} | "
        f"{audit.surely_small.sum()} | {audit.undecided.sum()} | {seconds:.1f} |",
        flush=True,
    )


def main() -> int:
    """Protect and attack both rounds; 1 when anything was found."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    cube, counts = read("municipalities_357x3x5.csv")
    _, later = read("municipalities_round2.csv")
    n_units = cube.shape[0]
    unchanged = (counts.reshape(n_units, -1) == later.reshape(n_units, -1)).all(axis=1)
    same = np.repeat(unchanged, cube.n_cells // n_units)
    print(
        "| table | small cells asked about | secondary / numbers lost | exact | surely small "
        "| undecided | s |\n|---|---|---|---|---|---|---|"
    )
    start = time.perf_counter()
    bare = PublishedTable(cube, np.where((counts > 0) & (counts < MINIMUM), -1, counts))
    audit = audit_tables(
        [bare], [counts], minimum=MINIMUM, progress=lambda d, n: tell("audit", d, n)
    )
    show("only small cells hidden", audit, seconds=time.perf_counter() - start, table=None)
    start = time.perf_counter()
    first = protect_table(cube, counts, minimum=MINIMUM, progress=tell)
    show("first round, protected", first.audit, seconds=time.perf_counter() - start, table=first)
    start = time.perf_counter()
    audit = audit_tables([first.published], [counts], minimum=MINIMUM)
    show("first round, audit alone", audit, seconds=time.perf_counter() - start, table=None)
    start = time.perf_counter()
    earlier = EarlierRound(first.published, counts, same)
    second = protect_table(cube, later, minimum=MINIMUM, earlier=[earlier], progress=tell)
    show("both rounds, protected", second.audit, seconds=time.perf_counter() - start, table=second)
    start = time.perf_counter()
    joined = audit_tables(
        [first.published, second.published],
        [counts, later],
        minimum=MINIMUM,
        same=[same],
        only_joined=True,
    )
    show(
        "both rounds, attacker knows nobody left",
        joined,
        seconds=time.perf_counter() - start,
        table=None,
    )
    print(
        "\nFrom the shared reference results, not measured here (secondary, exact, surely small):"
    )
    for name, figures in PEER.items():
        print(f"  {name}: {figures}")
    return 0 if first.audit.is_safe and second.audit.is_safe and joined.is_safe else 1


if __name__ == "__main__":
    sys.exit(main())
