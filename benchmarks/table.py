"""From a file of a million answers to the finished table: how long it takes (`make bench-table`).

Makes a CSV and a Parquet file of one million respondents, 19 five-point items and 357
municipalities in a temporary folder. Measures whole programs, each in a process of its own and in
turns, start included: `samspill table`; a program that only reads the file, with the same engine;
and one with pandas and pingouin that computes mean and alpha of every municipality with intervals.
Prints seconds; seconds of processor, which other programs on the machine hardly change; how many
times those of reading; and the most memory.

SAMSPILL_PEER names a virtual environment that has the peers (and pyarrow and duckdb, where other
engines are to be timed too); without it, they are installed in a temporary folder. pingouin is
licensed GPL-3 and is only measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from benchmarks.science import make_answers

PEERS = ("pingouin==0.7.0", "pyarrow", "duckdb")
ITEMS = tuple(f"A{item}" for item in range(1, 20))
GROUP = "municipality"
MEGABYTE = 1e6

# A small program of its own: a process is said to have held what its parent held when it began.
WATCH = """
import json, os, subprocess, sys, time
began = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
seconds = time.perf_counter() - began
processor = usage.ru_utime + usage.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), seconds, processor, usage.ru_maxrss]))
"""
READ_POLARS = """
import sys, polars
path, items = sys.argv[1], sys.argv[2].split(",")
if path.endswith(".csv"):
    polars.read_csv(path, schema_overrides=dict.fromkeys(items, polars.Int8))
else:
    polars.read_parquet(path)
"""
READ_PYARROW = """
import sys
from pyarrow import csv, int8, parquet
path, items = sys.argv[1], sys.argv[2].split(",")
if path.endswith(".csv"):
    kinds = csv.ConvertOptions(column_types=dict.fromkeys(items, int8()))
    csv.read_csv(path, convert_options=kinds)
else:
    parquet.read_table(path)
"""
READ_DUCKDB = """
import sys, duckdb
duckdb.sql(f"SELECT * FROM '{sys.argv[1]}'").fetchnumpy()
"""
PINGOUIN = """
import sys, warnings
warnings.simplefilter("ignore")
import pandas, pingouin
path, items, group = sys.argv[1], sys.argv[2].split(","), sys.argv[3]
if path.endswith(".csv"):
    frame = pandas.read_csv(path, dtype=dict.fromkeys(items, "int8"))
else:
    frame = pandas.read_parquet(path)
rows = []
for part in [frame, *[part for _, part in frame.groupby(group)]]:
    score = part[items].mean(axis=1)
    error = score.std() / len(part) ** 0.5
    alpha = pingouin.cronbach_alpha(part[items])
    rows.append([len(part), score.mean(), error, alpha[0], *alpha[1]])
pandas.DataFrame(rows).to_csv(sys.argv[4])
"""


@dataclass
class Measured:
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)


def write_files(folder: Path, respondents: int, seed: int) -> list[Path]:
    ratings, groups = make_answers(respondents, seed)
    frame = pl.DataFrame(
        {GROUP: [f"K{1000 + code}" for code in groups.tolist()]}
        | {item: ratings[:, place] for place, item in enumerate(ITEMS)}
    )
    paths = [folder / "answers.csv", folder / "answers.parquet"]
    frame.write_csv(paths[0])
    frame.write_parquet(paths[1])
    return paths


def run_once(command: list[str], measured: Measured) -> None:
    """Run a program to its end; keep the seconds, and the most memory it held."""
    watched = subprocess.run(
        [sys.executable, "-c", WATCH, *command], check=True, capture_output=True, text=True
    )
    status, seconds, processor, kilobytes = json.loads(watched.stdout.splitlines()[-1])
    if status:
        raise subprocess.CalledProcessError(status, command, stderr=watched.stderr)
    measured.seconds.append(seconds)
    measured.processor.append(processor)
    measured.megabytes.append(kilobytes * 1024 / MEGABYTE)


def programs(path: Path, peer: Path | None) -> dict[str, list[str]]:
    items = ",".join(ITEMS)
    asked = [str(path), items]
    table = str(path.with_name("table.csv"))
    found = {
        "only reading": [sys.executable, "-c", READ_POLARS, *asked],
        "samspill table": [
            *(sys.executable, "-m", "samspill.site.command_line", "table", str(path)),
            *("--scale", "1:5", "--items", items, "--by", GROUP, "--out", table),
        ],
    }
    if peer:
        found["pandas and pingouin"] = [str(peer), "-c", PINGOUIN, *asked, GROUP, table]
        found["only reading, pyarrow"] = [str(peer), "-c", READ_PYARROW, *asked]
        found["only reading, duckdb"] = [str(peer), "-c", READ_DUCKDB, *asked]
    return found


def peer_python(folder: Path) -> Path | None:
    given = os.environ.get("SAMSPILL_PEER")
    if given:
        return Path(given) / "bin" / "python"
    print(f"Installing {', '.join(PEERS)} in a temporary folder.")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "peer")], check=True)
    python = folder / "peer" / "bin" / "python"
    installed = subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PEERS],
        check=False,
    )
    if installed.returncode:
        print("They could not be installed, so there is no peer. Is the network away?")
        return None
    return python


def report(path: Path, found: dict[str, Measured]) -> None:
    reading = found["only reading"]
    print(f"\n{path.name}, {path.stat().st_size / MEGABYTE:.0f} MB")
    print(f"{'':<24}{'seconds':>9}{'times':>7}{'processor':>12}{'times':>7}{'most memory':>14}")
    for name, one in found.items():
        seconds, processor = min(one.seconds), min(one.processor)
        print(
            f"{name:<24}{seconds:>9.2f}{seconds / min(reading.seconds):>7.1f}"
            f"{processor:>12.2f}{processor / min(reading.processor):>7.1f}"
            f"{max(one.megabytes):>11.0f} MB"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--respondents", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-peer", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_files(Path(folder), chosen.respondents, chosen.seed)
        peer = None if chosen.without_peer else peer_python(Path(folder))
        print(
            f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
            f"polars {pl.__version__}; load {os.getloadavg()[0]:.1f}\n"
            f"{chosen.respondents} respondents x {len(ITEMS)} items, best of {chosen.repeats}"
        )
        for path in paths:
            found = {name: Measured() for name in programs(path, peer)}
            for _repeat in range(chosen.repeats):
                for name, command in programs(path, peer).items():
                    run_once(command, found[name])
            report(path, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
