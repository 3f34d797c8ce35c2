"""Several groups at once: chance gets more tries, so more is asked of each difference."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from scipy.special import stdtr

from samspill.lab.statistics.change import (
    Estimate,
    mean_difference,
    welch,
)
from samspill.lab.statistics.tallies import Answers, Tally, tally
from samspill.science.confidence import LEVEL, check_level

# Every municipality of Norway may be compared with every other; 10 000 groups may not.
MOST_GROUPS = 400


@dataclass(frozen=True)
class GroupDifference:
    """How far the mean of one group lies above that of another, counting every comparison made.

    Attributes
    ----------
    first, second : str
        In the order the groups were given.
    difference : Estimate
        Second minus first. The intervals of all pairs hold together as often as its level says.
    chance : float
        How often chance alone would put some pair this far apart, at most; 0 to 1. NaN where
        there are too few to tell.
    """

    first: str
    second: str
    difference: Estimate
    chance: float


def compare_every_pair(
    groups: Mapping[str, Answers], *, comparisons: int = 1, level: float = LEVEL
) -> tuple[GroupDifference, ...]:
    """Compare the means of every pair of groups, so that all intervals hold together.

    Parameters
    ----------
    groups : mapping from name to array-like, shape (n_respondents,), Distribution or Tally
        Answers of different people. NaN is missing.
    comparisons : int
        How many items are compared in this way at once: pairs are counted for each.
    level : float
        How often every interval holds, all together; between 0 and 1.

    Returns
    -------
    tuple of GroupDifference
        One for each pair, in the order given. A pair may be too few to tell; it is counted still.

    Raises
    ------
    ValueError
        Fewer than two or more than 400 groups, `comparisons` under 1, an answer that is infinite
        or not a number, or a `level` that is not between 0 and 1.

    Notes
    -----
    Welch's t with Bonferroni's correction. Not for finding which of many municipalities is best:
    the more groups, the less is seen of each. Method page: docs/methods/several-groups.md.

    References
    ----------
    Dunn (1961), J. Am. Stat. Assoc. 56, 52-64.

    Examples
    --------
    >>> rooms = {"a": [1, 2, 2, 3, 1, 2, 3, 1], "b": [4, 5, 3, 4, 5, 4, 3, 5]}
    >>> [one] = compare_every_pair(rooms)
    >>> one.difference.value, one.chance < 0.001
    (2.25, True)
    """
    check_level(level)
    if comparisons < 1:
        msg = f"At least one item is compared; got {comparisons}."
        raise ValueError(msg)
    if not 2 <= len(groups) <= MOST_GROUPS:
        msg = f"From two groups to {MOST_GROUPS} are compared; got {len(groups)}."
        raise ValueError(msg)
    counted = {name: tally(answers, name=f"group {name}") for name, answers in groups.items()}
    pairs = list(combinations(counted, 2))
    tries = len(pairs) * comparisons
    return tuple(
        _compare((first, counted[first]), (second, counted[second]), tries, level)
        for first, second in pairs
    )


def _compare(
    first: tuple[str, Tally], second: tuple[str, Tally], tries: int, level: float
) -> GroupDifference:
    each = mean_difference(first[1], second[1], level=1 - (1 - level) / tries)
    difference = Estimate(each.value, each.low, each.high, level, each.too_few)
    chance = math.nan
    if not difference.is_too_few:
        error, freedom = welch(first[1], second[1])
        chance = min(1.0, 2 * tries * float(stdtr(freedom, -abs(difference.value) / error)))
    return GroupDifference(first[0], second[0], difference, chance)
