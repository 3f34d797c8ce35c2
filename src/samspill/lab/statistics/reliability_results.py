"""What is said of how consistently items measure one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.lab.statistics.accumulation import Missing
from samspill.lab.statistics.one_factor import OneFactor
from samspill.science.arrays import Floats

Absent: TypeAlias = Literal["too_few", "no_variation", "no_factor"]
Interval: TypeAlias = Literal["feldt", "jackknife"]
Doubt: TypeAlias = Literal["few_answers", "heaped"]


@dataclass(frozen=True)
class Reliability:
    """An estimate of reliability with its interval.

    Attributes
    ----------
    value : float
        1 is no error of measurement. Below 0 where items pull against each other; shown as it
        is. NaN where it is not defined: `absent` says why.
    low, high : float
        The interval. NaN where there is none, also beside a value: where `doubt` says why, for
        omega at 1 or above, and for omega that the answers hardly decide.
    level : float
        How often such an interval holds the truth, if what the method assumes is so.
    n, left_out : int
        Respondents counted, and those left out because they left items out.
    missing : {"listwise", "pairwise"}
        The rule for missing answers that was used.
    absent : {"too_few", "no_variation", "no_factor"} or None
        Why there is no value: too few respondents (two for alpha, more than there are items for
        omega), answers that do not vary, or answers that no single factor can have made.
    doubt : {"few_answers", "heaped"} or None
        Why there are too few to tell how sure the value is. Few answers: under 5 for Feldt's
        interval, 8 for the jackknife, 12 for omega. Heaped: more than half of the
        answers stand at one end of the scale. Under 1000 respondents no interval then holds as
        often as it says, and none is given; from 1000 the jackknife does, and the usual one,
        which is given where it is asked for, does not.
    """

    value: float
    low: float
    high: float
    level: float
    n: int
    left_out: int
    missing: Missing
    absent: Absent | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, eq=False)
class Omega(Reliability):
    """McDonald's omega, with the factor it stands on.

    Attributes
    ----------
    factor : OneFactor or None
        Loadings and residual variances, in the order of the items.
    """

    factor: OneFactor | None = None


@dataclass(frozen=True, eq=False)
class GroupReliability:
    """Alpha of each of several groups: arrays of shape (n_groups,), in the order of `labels`."""

    labels: tuple[object, ...]
    value: Floats
    low: Floats
    high: Floats
    n: npt.NDArray[np.int64]
    level: float
    missing: Missing


@dataclass(frozen=True)
class ItemStatistics:
    """One item and its part in the scale.

    Attributes
    ----------
    n, n_missing : int
        Answers counted, and respondents who did not answer this item.
    mean, standard_deviation : float
        In scale points, of the answers counted.
    item_total : float
        Correlation with the sum of the other items. NaN where one of them does not vary.
    alpha_if_dropped : float
        Alpha of the other items. NaN with two items.
    """

    n: int
    n_missing: int
    mean: float
    standard_deviation: float
    item_total: float
    alpha_if_dropped: float
