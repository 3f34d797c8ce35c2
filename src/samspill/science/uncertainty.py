"""How sure a reading is: computed from what is shown, so that it tells nothing more.

The middle of a room is that of those who answered on that day. Asked on another day, or with
others present, the same people would have answered a little otherwise; this is that little.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias, TypeVar

from samspill.science.chance_agreement import Shape, chance_agreement
from samspill.science.confidence import LEVEL, check_level, student_quantile
from samspill.science.disclosure import (
    FIFTHS,
    FIFTHS_FROM,
    TENTHS_FROM,
    ShownDistribution,
    Side,
    as_drawn,
)
from samspill.science.distributions import mean
from samspill.science.scales import ResponseScale

Change: TypeAlias = Literal["higher", "lower", "too_little"]
BesideChance: TypeAlias = Literal[
    "beyond_chance", "like_habit", "like_chance", "further_than_chance"
]

Group = TypeVar("Group", bound=Hashable)

# Up to five points; on others in proportion to their length (`stretch`).
# The mean of ten tiles lies 0.10 from that of the answers at most, that of five 0.20 (one standard
# deviation, the worst of eight populations: tools/coverage_of_intervals.py). Half as much again,
# since a lone answer always moves the same way.
ROUNDED_TENTHS = 0.15
ROUNDED_FIFTHS = 0.3
# Near-unanimous is at least 8 of 10 answers on one side (`disclosure`).
AGREED_SHARE = 0.8
# A lone answer has moved towards the middle before it became a tile, so tiles lie closer
# together than the answers did: their variance is this much larger, in squared scale points.
MOVED_VARIANCE = 0.1
# What chance shows is counted exactly, and approximated only from the last of these on, where no
# table is small enough to count. Counting takes long for large rooms: from the first on they are
# measured as the nearest ten below, and never as more than the second, which asks a little more
# of them than their own yardstick would.
SMALLEST_IN_TENS = 30
LARGEST_COUNTED = 100
SMALLEST_APPROXIMATED = 450
SHAPES: tuple[Shape, Shape] = ("even", "skewed")
# How much wider or narrower than the tiles the answers may have lain, on five points; and the
# fewest points on which tiles say how far a room can be told from chance. Both are counted by
# tools/agreement_by_chance.py.
ROUNDED_SPREAD = 0.1
FEWEST_POINTS_BESIDE_CHANCE = 4


@dataclass(frozen=True)
class Interval:
    """Where a middle may as well lie, in scale points; rounded outwards to halves."""

    low: float
    high: float
    level: float


def interval_of_middle(shown: ShownDistribution, *, level: float = LEVEL) -> Interval | None:
    """Return the interval of a middle that is shown, rounded outwards to halves.

    Parameters
    ----------
    shown : ShownDistribution
        What may be shown of one room and one item.
    level : float
        How often the interval holds the middle of those the answers stand for; between 0 and 1.

    Returns
    -------
    Interval or None
        In scale points, inside the scale. None where no middle is shown.

    Raises
    ------
    ValueError
        `level` is not between 0 and 1; the message names it.

    Notes
    -----
    Student's t for the mean, with the variance of the tiles and that of rounding to tiles, and both
    ends moved outwards to the nearest half. Computed from the tiles and their number alone, it
    leaves no fewer tables of answers possible than they do.
    Method page: docs/methods/uncertainty.md.
    """
    check_level(level)
    if shown.middle is None or shown.n is None or not shown.tiles:
        return None
    rounding = ROUNDED_TENTHS * stretch(shown.scale)
    error = _variance(shown, shown.n) / shown.n + rounding**2
    half = student_quantile(shown.n - 1, level) * math.sqrt(error)
    return Interval(
        low=max(float(shown.scale.low), math.floor(2 * (shown.middle - half)) / 2),
        high=min(float(shown.scale.high), math.ceil(2 * (shown.middle + half)) / 2),
        level=level,
    )


def compare_rounds(
    before: ShownDistribution,
    after: ShownDistribution,
    *,
    comparisons: int = 1,
    level: float = LEVEL,
) -> Change | None:
    """Return whether a middle has moved by more than its uncertainty.

    Parameters
    ----------
    before, after : ShownDistribution
        What was shown of the same item in two rounds.
    comparisons : int
        How many items are compared at once: the more, the more is asked of each, so that the
        chance of calling anything a change when nothing has changed stays under 1 - `level`.
    level : float
        Between 0 and 1.

    Returns
    -------
    {"higher", "lower", "too_little"} or None
        None where one of them shows no middle: then nothing can be said.

    Raises
    ------
    ValueError
        The scales differ, `comparisons` is under 1 or `level` is not between 0 and 1.

    Notes
    -----
    Welch's t with the variances of the tiles and of rounding to them, and Bonferroni's
    correction. Takes the rounds as different people. Where they are largely the same, real
    changes are found less often than they could be, because nobody is followed from one round
    to the next.
    Method page: docs/methods/uncertainty.md.
    """
    check_level(level)
    _check_comparisons(comparisons)
    if before.scale != after.scale:
        msg = f"Only answers on one scale are compared; got {before.scale} and {after.scale}."
        raise ValueError(msg)
    if before.middle is None or after.middle is None or before.n is None or after.n is None:
        return None
    if not before.tiles or not after.tiles:
        return None
    difference = mean(as_drawn(after)) - mean(as_drawn(before))
    reach = _reach(
        (_variance(before, before.n), before.n),
        (_variance(after, after.n), after.n),
        (1 - level) / comparisons,
        rounding=2 * (ROUNDED_TENTHS * stretch(before.scale)) ** 2,
    )
    if abs(difference) <= reach:
        return "too_little"
    return "higher" if difference > 0 else "lower"


def compare_groups(
    groups: Mapping[Group, ShownDistribution], *, comparisons: int = 1, level: float = LEVEL
) -> tuple[Group, Group] | None:
    """Return the two groups that lie furthest apart, if that is more than their uncertainty.

    Parameters
    ----------
    groups : mapping from group to ShownDistribution
        What is shown of each group for one item.
    comparisons : int
        How many items are compared at once; every pair of groups is counted besides.
    level : float
        Between 0 and 1.

    Returns
    -------
    (lower, higher) or None
        None where no difference is larger than its uncertainty, and where fewer than two
        groups can be compared (`can_compare`): too few to tell.

    Raises
    ------
    ValueError
        `comparisons` is under 1 or `level` is not between 0 and 1.

    Notes
    -----
    Groups are shown in fifths without their number. So the fewest that the band allows (12 or
    22) are counted with, and a third of a step for the rounding of each. Few differences are
    large enough for that; none is called one by chance. A group that answers almost alike has no
    tiles: then the share on the side it agrees on is compared, which is at least four of five
    of it, with the most that the other can have there.
    Method page: docs/methods/uncertainty.md.
    """
    check_level(level)
    _check_comparisons(comparisons)
    compared = {name: shown for name, shown in groups.items() if can_compare(shown)}
    pairs = list(combinations(compared, 2))
    chance = (1 - level) / (comparisons * max(1, len(pairs)))
    differences = {
        pair: _beyond(compared[pair[0]], compared[pair[1]], chance=chance)
        for first, second in pairs
        for pair in ((first, second), (second, first))
    }
    widest = max(differences, key=lambda pair: differences[pair], default=None)
    return widest if widest and differences[widest] > 0 else None


def can_compare(shown: ShownDistribution) -> bool:
    """Return whether a group can be compared with others: by its tiles, or by what it agrees on."""
    return bool(shown.tiles) or (shown.form == "near_unanimous" and shown.agreed_side != "middle")


def agreement_beside_chance(
    shown: ShownDistribution, *, level: float = LEVEL
) -> BesideChance | None:
    """Return whether a spread that is shown can be told from what people answering by chance show.

    Parameters
    ----------
    shown : ShownDistribution
        What may be shown of one room and one item.
    level : float
        Share of rooms answering by chance that are not told from it; between 0 and 1. What is
        left is halved, as a room may be called either closer or further.

    Returns
    -------
    {"beyond_chance", "like_habit", "like_chance", "further_than_chance"} or None
        Closer together than chance; closer than answers spread evenly by chance, but not than
        those slightly heaped to one side; not told from chance; or further apart. None where no
        tiles are shown, and on scales of two or three points, where tiles are too coarse for it.

    Raises
    ------
    ValueError
        `level` is not between 0 and 1; the message names it.

    Notes
    -----
    The variance of the tiles beside the exact distribution of that of as many people who answer by
    chance, evenly or slightly heaped to one side. Where the number is not
    shown, the fewest that the band allows. What tiles hide by moving lone answers and by rounding
    is counted against the finding.
    Method page: docs/methods/uncertainty.md.

    References
    ----------
    James, Demaree & Wolf (1984), J. Appl. Psychol. 69(1), 85-98. Dunlap, Burke & Smith-Crowe
    (2003), J. Appl. Psychol. 88, 356-362.
    """
    check_level(level)
    points = shown.scale.points
    if not shown.tiles or points < FEWEST_POINTS_BESIDE_CHANCE:
        return None
    widest, fewest = _as_few(shown)
    rounded = ROUNDED_SPREAD * ((points - 1) / 4) ** 2
    one_side = (1 + level) / 2
    chances = [
        chance_agreement(n=measured_as(fewest), scale_points=points, shape=shape)
        for shape in SHAPES
    ]
    closer = [widest + rounded < chance.critical_spread(one_side) for chance in chances]
    if all(closer):
        return "beyond_chance"
    # Five tiles are too coarse to tell the one kind of chance from the other.
    if closer[0] and sum(shown.tiles) > FIFTHS:
        return "like_habit"
    narrowest = widest - MOVED_VARIANCE * stretch(shown.scale) ** 2 - rounded
    if all(chance.p_of(narrowest) > one_side for chance in chances):
        return "further_than_chance"
    return "like_chance"


def measured_as(n: int) -> int:
    """Return how many people a room of `n` is measured as, where it is put beside chance."""
    if n < SMALLEST_IN_TENS or n >= SMALLEST_APPROXIMATED:
        return n
    return min(n - n % 10, LARGEST_COUNTED)


def stretch(scale: ResponseScale) -> float:
    """Return how many times as long as five points a scale is; at least 1.

    Rounding to tiles was counted on five points and grows with the scale. On fewer points it is
    less, and tiles are so coarse that it is taken to be the same.
    """
    return max(1.0, (scale.points - 1) / 4)


def _variance(shown: ShownDistribution, n: int) -> float:
    """Sample variance of n answers, as near as the tiles tell."""
    drawn = as_drawn(shown)
    middle = mean(drawn)
    points = enumerate(drawn.counts, start=shown.scale.low)
    squares = sum(count * (point - middle) ** 2 for point, count in points)
    return squares / drawn.n * n / (n - 1) + MOVED_VARIANCE * stretch(shown.scale) ** 2


def _as_few(shown: ShownDistribution) -> tuple[float, int]:
    """Return variance and number for the fewest people that the shown band allows."""
    fewest = _fewest(shown)
    return _variance(shown, fewest), fewest


def _fewest(shown: ShownDistribution) -> int:
    return shown.n or {"22 or more": TENTHS_FROM}.get(shown.band or "", FIFTHS_FROM)


def _reach(
    first: tuple[float, int], second: tuple[float, int], chance: float, *, rounding: float = 0.0
) -> float:
    """How far apart two means can lie by chance: Welch's t times the standard error."""
    parts = [variance / n for variance, n in (first, second)]
    error = sum(parts)
    freedom = error**2 / sum(
        part**2 / (n - 1) for part, (_variance, n) in zip(parts, (first, second), strict=True)
    )
    return student_quantile(freedom, 1 - chance) * math.sqrt(error + rounding)


def _beyond(lower: ShownDistribution, higher: ShownDistribution, *, chance: float) -> float:
    """Return how much of the scale one lies above another, if beyond chance; else 0."""
    points = lower.scale.high - lower.scale.low
    if lower.tiles and higher.tiles:
        difference = mean(as_drawn(higher)) - mean(as_drawn(lower))
        reach = _reach(_as_few(lower), _as_few(higher), chance)
        reach += 2 * ROUNDED_FIFTHS * stretch(lower.scale)
        return difference / points if difference > reach else 0.0
    return max(
        _shares_beyond(lower, higher, "low", chance=chance),
        _shares_beyond(higher, lower, "high", chance=chance),
    )


def _shares_beyond(
    agreed: ShownDistribution, other: ShownDistribution, side: Side, *, chance: float
) -> float:
    """Return how much more of one group stands on a side; 0 where it may be chance."""
    if agreed.agreed_side != side or other.agreed_side == side:
        return 0.0
    least, most = AGREED_SHARE, _most_on(other, side)
    numbers = [_fewest(shown) for shown in (agreed, other)]
    first, second = (
        (share * (1 - share) * n / (n - 1), n)
        for share, n in zip((least, most), numbers, strict=True)
    )
    difference = least - most
    return difference if difference > _reach(first, second, chance) else 0.0


def _most_on(shown: ShownDistribution, side: Side) -> float:
    """Return the largest share that may stand on a side, before rounding and moving."""
    if not shown.tiles:
        return 1 - AGREED_SHARE
    whole = sum(shown.tiles)
    on_side = shown.sides[0] if side == "low" else shown.sides[-1]
    # Of three sides that are rounded to whole tiles, none loses more than two thirds of one.
    return min(1.0, (on_side + 2 / 3) / whole + 1 / _fewest(shown))


def _check_comparisons(comparisons: int) -> None:
    if comparisons < 1:
        msg = f"At least one item is compared; got {comparisons}."
        raise ValueError(msg)
