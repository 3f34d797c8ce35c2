"""What stands in for the reference data is worked out by formulas that give the packages' results.

With the real data there, the plain formulas are held against what other packages computed from
them. A clone that lacks them has only their own results to hold them against, and says so little.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tests import stand_ins
from tests.shared import shared_file
from tests.stand_ins import COMPANY_SCALES, PERSON_SCALES, TURNED


@pytest.fixture(scope="module")
def expected() -> Any:
    return json.loads(shared_file("data/expected/reliability_and_agreement_R.json").read_text())


def is_near(plain: Any, expected: Any, *, within: float) -> bool:
    """Compare all that was worked out plainly; the packages tell more."""
    if isinstance(plain, dict):
        return all(is_near(value, expected[key], within=within) for key, value in plain.items())
    if isinstance(plain, list):
        pairs = zip(plain, expected, strict=True)
        return all(is_near(value, other, within=within) for value, other in pairs)
    return bool(abs(plain - expected) <= within)


@pytest.mark.parametrize("name", PERSON_SCALES)
def test_reliability(name: str, expected: Any) -> None:
    items = [f"{PERSON_SCALES[name]}{number}" for number in range(1, 6)]
    ratings = stand_ins.columns_of(shared_file("data/surveys/bfi.csv").read_text(), items)
    ratings = np.where([item in TURNED for item in items], 7 - ratings, ratings)
    plain, of_package = stand_ins.reliability(ratings), expected["reliability"][name]
    factor = plain.pop("omega_lavaan_ml_complete")
    del factor["loadings"]
    assert is_near(plain, of_package, within=1e-9)
    assert is_near(factor, of_package["omega_lavaan_ml_complete"], within=1e-6)


@pytest.mark.parametrize("name", COMPANY_SCALES)
def test_agreement(name: str, expected: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the search for the highest likelihood, which takes a minute with so many people."""
    staff = shared_file("data/surveys/lq2002.csv").read_text()
    monkeypatch.setattr(stand_ins, "by_reml", lambda _groups: (1.0, 1.0))
    groups = stand_ins.columns_of(staff, ["COMPID"])[:, 0]
    items = COMPANY_SCALES[name]
    plain = stand_ins.agreement(stand_ins.columns_of(staff, items), groups, items)
    score = plain.pop("scale_score")
    by_anova = {key: score[key] for key in ("ICC1", "ICC2")}
    del plain["mult_icc"]
    of_package = expected["agreement"][f"lq2002_{name}"]
    assert is_near(plain, of_package, within=1e-9)
    assert is_near(by_anova, of_package["scale_score"], within=1e-9)


def test_the_search_for_the_highest_likelihood() -> None:
    """Groups of one size, where what is found can be written down: by the mean squares."""
    groups = [[4.0, 4, 5, 4], [2.0, 3, 2, 2], [3.0, 4, 3, 4], [5.0, 4, 4, 5]]
    between, within = stand_ins.by_reml(groups)
    assert between == pytest.approx((49 / 12 - 7 / 24) / 4, abs=1e-7)
    assert within == pytest.approx(7 / 24, abs=1e-7)
