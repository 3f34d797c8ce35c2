"""A million answers: how long the numbers take, beside other packages (`make bench-science`).

One million respondents, 19 five-point items, 357 municipalities of very different size: alpha with
its interval, r_wg(j), and ICC(1) and ICC(2), for every municipality and for all. The plain numpy
version is what somebody would write by hand. Runs alternate, and the best of each is compared: the
machine may be doing other things. Every figure is checked against the others.

SAMSPILL_PEER names a virtual environment that has pingouin; without it, it is installed in a
temporary folder. It is licensed GPL-3 and is only measured, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from samspill.lab import (
    GroupSums,
    Sums,
    cronbach_alpha_of,
    intraclass_correlation_of,
    within_group_agreement_index_of,
)

PEER = "pingouin==0.7.0"
POINTS = 5
Ratings = npt.NDArray[np.int8]
Groups = npt.NDArray[np.int32]
Figures = dict[str, Any]

# What runs in the peer's own environment: alpha of all, and of every municipality.
PEER_PROGRAM = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy, pandas, pingouin
data = numpy.load(sys.argv[1])
frame = pandas.DataFrame(data["ratings"].astype(float))
began = time.perf_counter()
whole = pingouin.cronbach_alpha(frame)[0]
middle = time.perf_counter()
groups = [pingouin.cronbach_alpha(part)[0] for _, part in frame.groupby(data["groups"])]
print(json.dumps({"all": float(whole), "groups": [float(a) for a in groups],
    "seconds": middle - began, "groups_seconds": time.perf_counter() - middle}))
"""


def make_answers(n: int, seed: int) -> tuple[Ratings, Groups]:
    """Invent a survey: one common attitude, municipalities that differ by a tenth."""
    rng = np.random.default_rng(seed)
    weights = np.exp(rng.normal(8.5, 1.1, 357))
    groups = rng.choice(357, size=n, p=weights / weights.sum()).astype(np.int32)
    attitude = rng.normal(0, 0.35, 357)[groups] + rng.normal(size=n)
    ratings = np.empty((n, 19), dtype=np.int8)
    for item in range(19):
        wanted = rng.uniform(0.6, 1.1) * attitude + rng.normal(0, 0.4) + rng.normal(size=n)
        ratings[:, item] = 1 + np.searchsorted([-1.5, -0.5, 0.5, 1.5], wanted)
    return ratings, groups


def samspill(ratings: Ratings, groups: Groups) -> Figures:
    sums = GroupSums.from_ratings(ratings, groups)
    groups_sums = list(sums.by_label().values())
    alphas = [cronbach_alpha_of(own) for own in groups_sums]
    icc = intraclass_correlation_of(sums)
    return {
        "alpha": cronbach_alpha_of(sums.together()).value,
        "alphas": [alpha.value for alpha in alphas],
        "low": [alpha.low for alpha in alphas],
        "index": [within_group_agreement_index_of(own, scale_points=POINTS) for own in groups_sums],
        "icc": (icc.icc1, icc.icc2),
    }


def plain_numpy(ratings: Ratings, groups: Groups) -> Figures:
    """Compute the same without the intervals: sorted by group, added up with reduceat."""
    order = np.argsort(groups, kind="stable")
    sorted_groups = groups[order]
    starts = np.flatnonzero(np.r_[True, np.diff(sorted_groups) > 0])
    n = np.diff(np.r_[starts, groups.size])
    ordered = ratings[order].astype(np.float32)
    total = np.add.reduceat(ordered, starts, axis=0, dtype=np.float64)
    square = np.add.reduceat(ordered * ordered, starts, axis=0, dtype=np.float64)
    score = ordered.sum(axis=1, dtype=np.float64)
    score_total = np.add.reduceat(score, starts)
    score_square = np.add.reduceat(score * score, starts)
    items = ratings.shape[1]
    own = (square - total**2 / n[:, None]) / (n - 1)[:, None]
    whole = (score_square - score_total**2 / n) / (n - 1)
    ratio = own.mean(axis=1) / ((POINTS**2 - 1) / 12)
    within = float(np.sum(score_square - score_total**2 / n)) / (groups.size - n.size)
    middle = score_total.sum() / groups.size
    between = float(np.sum(n * (score_total / n - middle) ** 2)) / (n.size - 1)
    k = groups.size / n.size
    all_own = square.sum(axis=0) - total.sum(axis=0) ** 2 / groups.size
    all_whole = score_square.sum() - score_total.sum() ** 2 / groups.size
    return {
        "alpha": items / (items - 1) * (1 - all_own.sum() / all_whole),
        "alphas": items / (items - 1) * (1 - own.sum(axis=1) / whole),
        "index": items * (1 - ratio) / (items * (1 - ratio) + ratio),
        "icc": ((between - within) / (between + (k - 1) * within), (between - within) / between),
    }


def read_once(ratings: Ratings, groups: Groups) -> Figures:
    """Read every byte once, which nobody can do without."""
    return {"sum": (ratings.view(np.uint8).sum(dtype=np.int64), groups.sum(dtype=np.int64))}


def measured(run: Callable[[], Figures]) -> tuple[float, Figures]:
    began = time.perf_counter()
    figures = run()
    return time.perf_counter() - began, figures


def memory_of(run: Callable[[], Figures]) -> int:
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def peer_python(folder: Path) -> Path:
    given = os.environ.get("SAMSPILL_PEER")
    if given:
        return Path(given) / "bin" / "python"
    print(f"Installing {PEER} in a temporary folder.")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "peer")], check=True)
    python = folder / "peer" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", PEER], check=True)
    return python


def run_peer(python: Path, data: Path) -> Figures:
    answer = subprocess.run(
        [str(python), "-c", PEER_PROGRAM, str(data)], check=True, capture_output=True, text=True
    )
    found: Figures = json.loads(answer.stdout.splitlines()[-1])
    return found


def largest_difference(one: Figures, other: Figures) -> float:
    return max(
        float(np.max(np.abs(np.subtract(one[name], other[name]))))
        for name in ("alpha", "alphas", "index", "icc")
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--respondents", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-peer", action="store_true")
    chosen = parser.parse_args()
    ratings, groups = make_answers(chosen.respondents, chosen.seed)
    print(
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"numpy {np.__version__}; load {os.getloadavg()[0]:.1f}\n"
        f"{len(ratings)} respondents x {ratings.shape[1]} items, {len(np.unique(groups))} groups, "
        f"{(ratings.nbytes + groups.nbytes) / 1e6:.0f} MB"
    )
    runs: dict[str, Callable[[], Figures]] = {
        "reading every byte once": lambda: read_once(ratings, groups),
        "samspill, everything": lambda: samspill(ratings, groups),
        "plain numpy, no intervals": lambda: plain_numpy(ratings, groups),
        "samspill, alpha of all": lambda: {"alpha": cronbach_alpha_of(Sums.from_ratings(ratings))},
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    figures: dict[str, Figures] = {}
    peers: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "answers.npz"
        np.savez(data, ratings=ratings, groups=groups)
        python = None if chosen.without_peer else peer_python(Path(folder))
        for repeat in range(chosen.repeats):
            for name, run in runs.items():
                took, figures[name] = measured(run)
                seconds[name].append(took)
            if python and repeat % 2 == 0:
                peers.append(run_peer(python, data))
    if peers:
        seconds[f"{PEER}, alpha of all"] = [peer["seconds"] for peer in peers]
        seconds[f"{PEER}, alpha of each"] = [peer["groups_seconds"] for peer in peers]
    report(seconds)
    ours, plain = figures["samspill, everything"], figures["plain numpy, no intervals"]
    print(f"Largest difference to plain numpy: {largest_difference(ours, plain):.1e}")
    if peers:
        away = np.max(np.abs(np.subtract(peers[0]["groups"], ours["alphas"])))
        print(f"Largest difference to {PEER}, alpha: {away:.1e}")
    for name in ("samspill, everything", "plain numpy, no intervals"):
        share = memory_of(runs[name]) / (ratings.nbytes + groups.nbytes)
        print(f"Memory beside the data, {name}: {share:.2f} times the data")
    return 0


def report(seconds: dict[str, list[float]]) -> None:
    ours = min(seconds["samspill, everything"])
    print(f"{'':<34}{'best':>9}{'median':>9}  s   times ours")
    for name, taken in seconds.items():
        print(f"{name:<34}{min(taken):>9.3f}{np.median(taken):>9.3f}{min(taken) / ours:>14.2f}")


if __name__ == "__main__":
    sys.exit(main())
