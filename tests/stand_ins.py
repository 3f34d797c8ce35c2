"""What stands in for the shared reference data where a clone lacks it: drawn here, by nobody.

The surveys have the columns of the real ones, and far fewer rows. What other packages
would compute from them is worked out by the formulas in their plainest form: one answer, one pair,
one whole matrix at a time. tests/contracts/test_stand_ins.py holds those against the packages' own
results, where the real data are there.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = Sequence[Sequence[float]]
Floats = npt.NDArray[np.float64]

PERSON_ITEMS = [f"{letter}{number}" for letter in "ACENO" for number in range(1, 6)]
TURNED = {"A1", "C4", "C5", "E1", "E2", "O2", "O5"}
PERSON_SCALES = dict(
    zip(("agree", "conscientious", "extraversion", "neuroticism", "openness"), "ACENO", strict=True)
)
COMPANY_SCALES = {
    "LEAD": [f"LEAD{number:02}" for number in range(1, 12)],
    "TSIG": [f"TSIG{number:02}" for number in range(1, 4)],
    "HOSTILE": [f"HOSTIL{number:02}" for number in range(1, 6)],
}
PEOPLE = 700
COMPANIES = {2: 24, 13: 21, 15: 30, 18: 26, 28: 22, 41: 25, 46: 28}


# --- The data -----------------------------------------------------------------------------------


def persons() -> str:
    """Draw 700 people who answer 25 statements on a scale of six points, with gaps."""
    dice = np.random.default_rng(7)
    answers = []
    for letter in "ACENO":
        common = dice.normal(size=(PEOPLE, 1))
        wanted = 4.4 + common * np.linspace(0.8, 1.2, 5) + dice.normal(scale=0.9, size=(PEOPLE, 5))
        points = np.clip(np.rint(wanted), 1, 6)
        turned = [f"{letter}{number}" in TURNED for number in range(1, 6)]
        answers.append(np.where(turned, 7 - points, points))
    gaps = dice.random((PEOPLE, 25)) < 0.01
    rows = [
        ["" if gap else int(point) for gap, point in zip(gap_row, row, strict=True)]
        + [number % 2 + 1, "" if number % 9 == 0 else number % 5 + 1, 20 + number % 50]
        for number, (gap_row, row) in enumerate(zip(gaps, np.hstack(answers), strict=True))
    ]
    return _as_csv([*PERSON_ITEMS, "gender", "education", "age"], rows)


def companies() -> str:
    """Draw people in seven companies, who answer three scales of five points."""
    dice = np.random.default_rng(8)
    columns = [column for items in COMPANY_SCALES.values() for column in items]
    rows = []
    for company, size in COMPANIES.items():
        climate = dice.normal(scale=0.5)
        for person in range(size):
            points = []
            for name, items in COMPANY_SCALES.items():
                own = 3 + climate + dice.normal(scale=0.6)
                drawn = np.clip(np.rint(own + dice.normal(scale=0.9, size=len(items))), 1, 5)
                points += [int(point) - (name == "HOSTILE") for point in drawn]
            rows.append([company, person + 1, *points, statistics.fmean(points[:11])])
    return _as_csv(["COMPID", "SUB", *columns, "LEAD"], rows)


# Cells of two small tables: some places, some kinds, how many people.
SMALL_TABLE = {"A": (11, 7, 3), "B": (2, 9, 8), "C": (12, 8, 10), "D": (9, 1, 14), "E": (6, 13, 7)}
SMALLER_TABLE = {"k1": (4, 9, 0), "k2": (2, 1, 6), "k3": (8, 3, 11), "k4": (7, 12, 5)}


def small_table() -> str:
    """Return a table of regions, of which two ways to group them make further sums."""
    rows = [
        [region, 1 + place % 2, 100 * (1 + place // 2), kind, number]
        for place, (region, numbers) in enumerate(SMALL_TABLE.items())
        for kind, number in zip(("annet", "arbeid", "trygd"), numbers, strict=True)
    ]
    return _as_csv(["region", "fylke", "kostragr", "hovedint", "ant"], rows)


def smaller_table() -> str:
    rows = [
        [place, kind, number]
        for place, numbers in SMALLER_TABLE.items()
        for kind, number in zip(("light", "serious", "severe"), numbers, strict=True)
    ]
    return _as_csv(["mun", "inj", "freq"], rows)


def _as_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([heading, *rows])
    return out.getvalue()


def columns_of(text: str, columns: Sequence[str]) -> Floats:
    rows = csv.DictReader(io.StringIO(text))
    return np.array([[float(row[column] or "nan") for column in columns] for row in rows])


# --- What is computed from a scale --------------------------------------------------------------


def reliability(ratings: Floats) -> dict[str, Any]:
    complete = ratings[~np.isnan(ratings).any(axis=1)]
    return {
        "n": len(ratings),
        "n_complete": len(complete),
        "alpha_complete": alpha(complete),
        "alpha_pairwise": alpha(ratings),
        "omega_lavaan_ml_complete": omega(complete),
    }


def alpha(ratings: Floats) -> dict[str, Any]:
    """Alpha from the covariances of every pair of items, each of those who answered both."""
    items = range(ratings.shape[1])
    shared = [[covariance(ratings[:, i], ratings[:, j]) for j in items] for i in items]
    value = _alpha_of(shared, list(items))
    rows = []
    for i in items:
        answered = [point for point in ratings[:, i] if not math.isnan(point)]
        rest = [j for j in items if j != i]
        with_rest = sum(shared[i][j] for j in rest)
        of_rest = sum(shared[j][k] for j in rest for k in rest)
        rows.append(
            {
                "n": len(answered),
                "mean": statistics.fmean(answered),
                "sd": statistics.stdev(answered),
                "r.drop": with_rest / math.sqrt(shared[i][i] * of_rest),
            }
        )
    dropped = [_alpha_of(shared, [j for j in items if j != i]) for i in items]
    return {
        "total": {"raw_alpha": value},
        "feldt_raw": _feldt(value, *ratings.shape),
        "item_stats": rows,
        "alpha_drop": [{"raw_alpha": without} for without in dropped],
    }


def covariance(first: Floats, second: Floats) -> float:
    pairs = [
        (a, b) for a, b in zip(first, second, strict=True) if not (math.isnan(a) or math.isnan(b))
    ]
    middle = [statistics.fmean(side) for side in zip(*pairs, strict=True)]
    return float(sum((a - middle[0]) * (b - middle[1]) for a, b in pairs) / (len(pairs) - 1))


def _alpha_of(shared: Rows, items: Sequence[int]) -> float:
    own = sum(shared[i][i] for i in items)
    whole = sum(shared[i][j] for i in items for j in items)
    return float(len(items) / (len(items) - 1) * (1 - own / whole))


def _feldt(value: float, n: int, items: int) -> dict[str, float]:
    from scipy.stats import f

    free = (n - 1, (n - 1) * (items - 1))
    lower, upper = (1 - (1 - value) * float(f.ppf(share, *free)) for share in (0.975, 0.025))
    return {"lower": lower, "upper": upper}


def omega(ratings: Floats) -> dict[str, Any]:
    """Fit one factor by searching for the highest likelihood over all parameters at once."""
    from scipy.optimize import minimize

    n, items = ratings.shape
    shared = np.cov(ratings.T, ddof=0)
    scale = np.sqrt(np.diagonal(shared))

    def discrepancy(parameters: Floats) -> tuple[float, Floats]:
        loadings, roots = parameters[:items] * scale, parameters[items:] * scale
        model = np.outer(loadings, loadings) + np.diag(roots**2)
        inverse = np.linalg.inv(model)
        fit = np.linalg.slogdet(model)[1] - np.linalg.slogdet(shared)[1]
        slope = inverse - inverse @ shared @ inverse
        by_loading = 2 * slope @ loadings * scale
        by_root = 2 * np.diagonal(slope) * roots * scale
        value = fit + np.trace(shared @ inverse) - items
        return float(value), np.concatenate([by_loading, by_root])

    start = np.full(2 * items, math.sqrt(0.5))
    found = minimize(discrepancy, start, jac=True, method="BFGS", options={"gtol": 1e-10})
    loadings = found.x[:items] * scale
    loadings *= np.sign(loadings.sum())
    common = loadings.sum() ** 2
    return {
        "omega_u_model": common / (common + float((found.x[items:] * scale) ** 2 @ np.ones(items))),
        "loadings": {str(place): loading for place, loading in enumerate(loadings)},
        "fit": {"chisq": n * found.fun},
    }


# --- What is computed from groups ---------------------------------------------------------------


def agreement(ratings: Floats, groups: Floats, items: Sequence[str]) -> dict[str, Any]:
    labels = sorted(set(groups))
    own = [ratings[groups == label] for label in labels]
    scores = [[statistics.fmean(person) for person in group] for group in own]
    single = {
        name: [max(1 - statistics.variance(group[:, place]) / 2, 0) for group in own]
        for place, name in enumerate(items)
    }
    by_item = [[list(group[:, place]) for group in own] for place in range(len(items))]
    tau, sigma = by_reml(scores)
    return {
        "rwgj": {"values": [_rwgj(group) for group in own]},
        "rwgj_lindell": {"values": [1 - _mean_variance(group) / 2 for group in own]},
        "ad_mean": {"values": [_deviation(group, statistics.fmean) for group in own]},
        "ad_median": {"values": [_deviation(group, statistics.median) for group in own]},
        "item_rwg": {
            name: {"mean": statistics.fmean(values), "median": statistics.median(values)}
            for name, values in single.items()
        },
        "scale_score": {
            **by_anova(scores), "ICC1_reml": tau / (tau + sigma), "lmer_tau00": tau,
            "lmer_sigma2": sigma,
        },
        "mult_icc": [_stepped_up(by_reml(answers), answers) for answers in by_item],
    }  # fmt: skip


def _mean_variance(group: Floats) -> float:
    return statistics.fmean(statistics.variance(item) for item in group.T.tolist())


def _rwgj(group: Floats) -> float:
    """Agreement of a group about several items with five points; a negative one is called 0."""
    items, disagreement = group.shape[1], _mean_variance(group) / 2
    value = items * (1 - disagreement) / (items * (1 - disagreement) + disagreement)
    return max(value, 0) if disagreement <= 1 else 0.0


def _deviation(group: Floats, middle: Callable[[list[float]], float]) -> float:
    return statistics.fmean(
        statistics.fmean(abs(point - middle(item)) for point in item) for item in group.T.tolist()
    )


def by_anova(groups: Rows) -> dict[str, float]:
    n, k = sum(map(len, groups)), len(groups)
    whole = statistics.fmean(itertools.chain(*groups))
    middles = [statistics.fmean(group) for group in groups]
    pairs = list(zip(groups, middles, strict=True))
    between = sum(len(g) * (middle - whole) ** 2 for g, middle in pairs) / (k - 1)
    within = sum((x - middle) ** 2 for g, middle in pairs for x in g) / (n - k)
    size = n / k
    return {
        "ICC1": (between - within) / (between + (size - 1) * within),
        "ICC2": (between - within) / between,
    }


def by_reml(groups: Rows) -> tuple[float, float]:
    """Return the variances between and within groups, by searching for the highest likelihood.

    With the matrix of everybody's covariances written out, and no formula made shorter.
    """
    from scipy.optimize import minimize_scalar

    answers = np.concatenate([np.asarray(group, dtype=float) for group in groups])
    member = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    together = (member[:, None] == member[None, :]).astype(float)
    ones = np.ones(len(answers))

    def rest(ratio: float) -> tuple[float, float]:
        """Return minus twice the log of the likelihood, and the variance within groups."""
        matrix = np.eye(len(answers)) + ratio * together
        solved = np.linalg.solve(matrix, np.column_stack([ones, answers]))
        precision = ones @ solved[:, 0]
        middle = ones @ solved[:, 1] / precision
        free = len(answers) - 1
        sigma = float((answers - middle) @ (solved[:, 1] - middle * solved[:, 0])) / free
        log = np.linalg.slogdet(matrix)[1] + math.log(precision) + free * math.log(sigma)
        return float(log), sigma

    found = minimize_scalar(
        lambda log_ratio: rest(math.exp(log_ratio))[0],
        bounds=(-12, 4), method="bounded", options={"xatol": 1e-9},
    )  # fmt: skip
    ratio = math.exp(found.x)
    sigma = rest(ratio)[1]
    return ratio * sigma, sigma


def _stepped_up(variances: tuple[float, float], groups: Rows) -> dict[str, float]:
    single = variances[0] / sum(variances)
    size = sum(map(len, groups)) / len(groups)
    return {"ICC1": single, "ICC2": size * single / (1 + (size - 1) * single)}


def by_chance(n: int, points: int) -> dict[str, float]:
    """Let groups answer one item by chance: every group that there is, or 20 000 that are drawn."""
    if points**n < 200_000:
        groups = np.array(list(itertools.product(range(points), repeat=n)))
    else:
        groups = np.random.default_rng(n * points).integers(0, points, size=(20_000, n))
    values = np.maximum(1 - groups.var(axis=1, ddof=1) / ((points**2 - 1) / 12), 0)
    return {"p95": float(np.quantile(values, 0.95)), "p99": float(np.quantile(values, 0.99))}


# --- What is found out about a table ------------------------------------------------------------


def attack(table: Mapping[str, tuple[int, ...]], minimum: int) -> dict[str, dict[str, int]]:
    """Hide small cells alone, and count those of which every table that fits says the same."""
    rows = list(table.values())
    whole = [[*row, sum(row)] for row in rows]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    hidden = [
        (i, j)
        for i, row in enumerate(rows)
        for j, number in enumerate(row)
        if number < minimum
    ]  # fmt: skip
    small = sum(number < minimum for row in whole for number in row)
    fits = []
    for guess in itertools.product(range(minimum), repeat=len(hidden)):
        tried = [list(row) for row in rows]
        for (i, j), number in zip(hidden, guess, strict=True):
            tried[i][j] = number
        sums = [*map(sum, tried)], [*map(sum, zip(*tried, strict=True))]
        if sums == ([*map(sum, rows)], [*map(sum, zip(*rows, strict=True))]):
            fits.append(guess)
    exact = sum(len(set(values)) == 1 for values in zip(*fits, strict=True))
    # Each small cell can be hidden in a rectangle with three others.
    return {"primary": {"primary": small, "exact": exact}, "suppressed": {"suppressed": 4 * small}}


# --- The files ----------------------------------------------------------------------------------


def expected_of_surveys(people: str, staff: str) -> dict[str, Any]:
    """Return what other packages compute, under the names of their own results."""
    scales = {}
    for name, letter in PERSON_SCALES.items():
        items = [f"{letter}{number}" for number in range(1, 6)]
        ratings = columns_of(people, items)
        scales[name] = np.where([item in TURNED for item in items], 7 - ratings, ratings)
    groups = columns_of(staff, ["COMPID"])[:, 0]
    of_staff = {name: columns_of(staff, items) for name, items in COMPANY_SCALES.items()}
    scales |= {f"lq_{name.lower()}": ratings for name, ratings in of_staff.items()}
    return {
        "reliability": {name: reliability(ratings) for name, ratings in scales.items()},
        "agreement": {
            f"lq2002_{name}": agreement(ratings, groups, COMPANY_SCALES[name])
            for name, ratings in of_staff.items()
        },
        "null": {
            f"rwg_n{n}_A{points}": by_chance(n, points) for n in (5, 6, 10, 20) for points in (5, 7)
        },
    }


def expected_of_tables() -> dict[str, Any]:
    tables = {"mun_accidents": SMALLER_TABLE, "z1": SMALL_TABLE, "z2": SMALL_TABLE}
    return {
        f"{name}_max3|{what}": numbers
        for name, table in tables.items()
        for what, numbers in attack(table, minimum=4).items()
    }


def gathered_facts() -> str:
    """Return one of the facts that were gathered from the texts, in their shape."""
    return """
[[initiative.facts]]
id = "no_oslo.facts.4"
text = "Ramme 6,75 millioner kroner"
ref = "Oslo kommune, 2018, s. 11"
grade = "egen rapport"
"""


def facts_to_tick_off() -> str:
    """Return the list of what must be told, with two things on it."""
    return """
| hva | linje | i posten |
|---|---|---|
| fire bydeler | 434 | no_oslo.facts.2, no_oslo.numbers.1 |
| 7,7 prosent | 575 | no_bergen_heltom.not_worked.1 |
"""


STAND_INS: dict[str, Callable[[], str]] = {
    "content/reform/reform_check.md": facts_to_tick_off,
    **{
        f"content/reform/reform{name}.toml": gathered_facts
        for name in ("", "_initiatives", "_lessons", "_resistance", "_table", "_terms", "_context")
    },
    "data/surveys/bfi.csv": persons,
    "data/surveys/lq2002.csv": companies,
    "data/disclosure/z1.csv": small_table,
    "data/disclosure/z2.csv": small_table,
    "data/disclosure/mun_accidents.csv": smaller_table,
    "data/expected/reliability_and_agreement_R.json": lambda: json.dumps(
        expected_of_surveys(persons(), companies())
    ),
    "data/expected/disclosure_attack.json": lambda: json.dumps(expected_of_tables()),
}
