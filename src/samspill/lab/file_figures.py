"""Figures beside the reading of a file: intervals, agreement, reliability, groups compared.

All but reliability come from what is shown (`lab.statistics.released_figures`) and tell nothing
more. Reliability needs how answers hang together, which nothing else shows: so it is for the whole
file alone, from thirty people who answered at least three items, and coarse under a hundred.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from samspill.lab.file_readings import GroupResult
from samspill.lab.statistics.change import Estimate
from samspill.lab.statistics.multiple_comparisons import GroupDifference
from samspill.lab.statistics.released_figures import (
    SeenAgreement,
    seen_agreement,
    seen_differences,
    seen_mean,
)
from samspill.lab.statistics.reliability import Reliability, cronbach_alpha_of, mcdonald_omega_of
from samspill.lab.statistics.sufficient_statistics import Sums
from samspill.science.disclosure import PERCENT_FROM, ShownDistribution
from samspill.science.uncertainty import BesideChance, agreement_beside_chance

# field.md section 3.2: no alpha or omega below about thirty answers. Two items of two points
# would be one cross-table, which one number gives away.
FEWEST_PEOPLE = 30
FEWEST_ITEMS = 3
# More groups than this are not compared in pairs: so much is asked of each that little is seen.
MOST_COMPARED = 12


@dataclass(frozen=True)
class Together:
    """Alpha and omega of the items, and how many answered them all."""

    n: int
    left_out: int
    decimals: int
    alpha: Reliability
    omega: Reliability


@dataclass(frozen=True)
class ComparedGroups:
    """Pairs of groups, item by item; and how many groups there were to compare."""

    pairs: tuple[tuple[str, GroupDifference], ...] = ()
    groups: int = 0

    @property
    def are_too_many(self) -> bool:
        return self.groups > MOST_COMPARED


def read_together(sums: Sums | None) -> Together | None:
    """Return alpha and omega of the items, where they may be shown and can be told."""
    if sums is None or sums.n < FEWEST_PEOPLE or sums.n_items < FEWEST_ITEMS:
        return None
    return Together(
        n=sums.n,
        left_out=sums.left_out,
        decimals=_decimals(sums.n >= PERCENT_FROM),
        alpha=cronbach_alpha_of(sums),
        omega=mcdonald_omega_of(sums),
    )


def compare(groups: Sequence[GroupResult]) -> ComparedGroups:
    """Compare every pair of the groups that are shown with a middle, for each item."""
    shown = [group for group in groups if not group.is_hidden]
    if not 2 <= len(shown) <= MOST_COMPARED:
        return ComparedGroups(groups=len(shown))
    items = range(len(shown[0].items))
    return ComparedGroups(
        pairs=tuple(
            (shown[0].items[item].item, pair)
            for item in items
            for pair in seen_differences(
                {group.name or "": group.items[item].shown for group in shown},
                comparisons=len(items),
            )
            if not pair.difference.is_too_few
        ),
        groups=len(shown),
    )


# --- Text -----------------------------------------------------------------------------------


def item_figures(shown: ShownDistribution) -> Iterator[str]:
    """Yield sentences on how sure the middle of an item is, and its agreement beside chance."""
    mean, agreement = seen_mean(shown), seen_agreement(shown)
    if mean is not None:
        yield _("The middle may as well be between {low} and {high} (95 %).").format(
            low=_number(mean.low, 1), high=_number(mean.high, 1)
        )
    verdict = _told(agreement.told if agreement else agreement_beside_chance(shown))
    if agreement is not None:
        decimals = _decimals(shown.percent is not None)
        said = _("Agreement (r_wg) is {value}; answers by chance reach {mark}.").format(
            value=_number(agreement.value, decimals), mark=_number(agreement.mark, decimals)
        )
        split = _("Below 0 means that the answers are split.") if agreement.value < 0 else ""
        verdict = " ".join(part for part in (said, split, verdict) if part)
    if verdict:
        yield verdict


def together_in_words(together: Together | None) -> Iterator[str]:
    yield _("Do the items hang together?")
    if together is None:
        sentence = _(
            "  Alpha and omega: too few to tell. They need at least {people} people who have "
            "answered every item, and {items} items."
        )
        yield sentence.format(people=FEWEST_PEOPLE, items=FEWEST_ITEMS)
        return
    for name, reliability in (("alpha", together.alpha), ("omega", together.omega)):
        yield f"  {name}: {_reliability(reliability, together.decimals)}"
    sentence = _("  ({n} answered every item; {left_out} did not, and are left out)")
    yield sentence.format(n=number_format(together.n), left_out=number_format(together.left_out))


def groups_in_words(compared: ComparedGroups, not_stated: str) -> Iterator[str]:
    """Name the differences that are larger than chance, counting every comparison made."""
    if compared.are_too_many:
        sentence = _("More than {most} groups are not compared: too little would be seen.")
        yield sentence.format(most=MOST_COMPARED)
        return
    if not compared.pairs:
        yield _("Too few to tell whether the groups differ.")
        return
    yield _("Groups compared")
    larger = [(item, pair) for item, pair in compared.pairs if _is_larger(pair.difference)]
    for item, pair in larger:
        gap = pair.difference
        lower, higher = (pair.first, pair.second) if gap.value > 0 else (pair.second, pair.first)
        ends = sorted((abs(gap.low), abs(gap.high)))
        sentence = _("  {item}: {lower} lies {gap} lower than {higher} ({low} to {high}).")
        yield sentence.format(
            item=item,
            lower=lower or not_stated,
            higher=higher or not_stated,
            gap=_number(abs(gap.value), 1),
            low=_number(ends[0], 1),
            high=_number(ends[1], 1),
        )
    sentence = (
        _("  Of {count} comparisons, the others are not larger than chance.")
        if larger
        else _("  None of {count} comparisons is larger than chance.")
    )
    yield sentence.format(count=len(compared.pairs))


def _reliability(reliability: Reliability, decimals: int) -> str:
    if math.isnan(reliability.value):
        return _("cannot be computed from these answers")
    value = _number(reliability.value, decimals)
    ends = _ends(reliability, decimals)
    if ends is None:
        return _("{value}, with no interval").format(value=value)
    low, high = (_number(end, decimals) for end in ends)
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def _told(verdict: BesideChance | None) -> str:
    return {
        "beyond_chance": _("Closer together than answers by chance."),
        "like_habit": _(
            "Closer than even chance, but not than answers a little to one side out of habit."
        ),
        "like_chance": _("Not told from answers by chance."),
        "further_than_chance": _("Further apart than answers by chance."),
    }.get(verdict or "", "")


# --- JSON -----------------------------------------------------------------------------------


def item_figures_as_json(shown: ShownDistribution) -> dict[str, Any]:
    mean, agreement = seen_mean(shown), seen_agreement(shown)
    return {
        "mean": mean and {"value": mean.value, "low": mean.low, "high": mean.high},
        "agreement": agreement and _agreement_as_json(agreement, shown),
        "beside_chance": agreement_beside_chance(shown),
    }


def together_as_json(together: Together | None) -> dict[str, Any] | None:
    if together is None:
        return None
    return {
        "n": together.n,
        "left_out": together.left_out,
        "alpha": _reliability_as_json(together.alpha, together.decimals),
        "omega": _reliability_as_json(together.omega, together.decimals),
    }


def groups_as_json(compared: ComparedGroups) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "first": pair.first or None,
            "second": pair.second or None,
            "value": pair.difference.value,
            "low": pair.difference.low,
            "high": pair.difference.high,
            "larger_than_chance": _is_larger(pair.difference),
        }
        for item, pair in compared.pairs
    ]


def _agreement_as_json(agreement: SeenAgreement, shown: ShownDistribution) -> dict[str, float]:
    decimals = _decimals(shown.percent is not None)
    return {
        "r_wg": round(agreement.value, decimals),
        "chance_mark": round(agreement.mark, decimals),
    }


def _reliability_as_json(reliability: Reliability, decimals: int) -> dict[str, float] | None:
    if math.isnan(reliability.value):
        return None
    low, high = _ends(reliability, decimals) or (None, None)
    return {"value": round(reliability.value, decimals), "low": low, "high": high}  # type: ignore[dict-item]


# --- Both -----------------------------------------------------------------------------------


def _decimals(is_percent: bool) -> int:  # noqa: FBT001
    return 2 if is_percent else 1


def _ends(reliability: Reliability, decimals: int) -> tuple[float, float] | None:
    """Return the ends of an interval, outwards to what is shown of the value."""
    if math.isnan(reliability.low) or math.isnan(reliability.high):
        return None
    parts = 10**decimals
    return math.floor(reliability.low * parts) / parts, math.ceil(reliability.high * parts) / parts


def _is_larger(difference: Estimate) -> bool:
    return difference.low > 0 or difference.high < 0


def _number(value: float, decimals: int) -> str:
    return str(number_format(round(value, decimals) + 0.0, decimal_pos=decimals))
