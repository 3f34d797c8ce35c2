"""The shared surveys as arrays, and what other packages compute from them."""

import csv
import json
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import settings
from tests.shared import shared_file

# A busy machine is no fault of the numbers: how long an example takes is not tested.
UNHURRIED = settings(deadline=None)

Floats = npt.NDArray[np.float64]

COMPANY_SCALES = {
    "LEAD": ([f"LEAD{i:02}" for i in range(1, 12)], 1),
    "TSIG": ([f"TSIG{i:02}" for i in range(1, 4)], 1),
    "HOSTILE": ([f"HOSTIL{i:02}" for i in range(1, 6)], 0),
}
# The items that are worded the other way, turned as the reference results have turned them.
PERSON_SCALES = {
    "agree": ("A", {1}),
    "conscientious": ("C", {4, 5}),
    "extraversion": ("E", {1, 2}),
    "neuroticism": ("N", set()),
    "openness": ("O", {2, 5}),
}


def read_columns(file: str, columns: list[str]) -> Floats:
    with shared_file(f"data/surveys/{file}").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return np.array([[float(row[c] or "nan") for c in columns] for row in rows])


def person_scale(name: str) -> Floats:
    letter, turned = PERSON_SCALES[name]
    ratings = read_columns("bfi.csv", [f"{letter}{i}" for i in range(1, 6)])
    for item in turned:
        ratings[:, item - 1] = 7 - ratings[:, item - 1]
    return ratings


def company_scale(name: str) -> tuple[Floats, npt.NDArray[np.int64], int]:
    """Ratings, companies, and the lowest point of the scale."""
    columns, lowest = COMPANY_SCALES[name]
    companies = read_columns("lq2002.csv", ["COMPID"])[:, 0].astype(np.int64)
    return read_columns("lq2002.csv", columns), companies, lowest


def every_scale() -> dict[str, Floats]:
    scales = {name: person_scale(name) for name in PERSON_SCALES}
    for name in COMPANY_SCALES:
        scales[f"lq_{name.lower()}"] = company_scale(name)[0]
    return scales


def reference(file: str = "reliability_and_agreement_R.json") -> dict[str, Any]:
    result: dict[str, Any] = json.loads(shared_file(f"data/expected/{file}").read_text())
    return result
