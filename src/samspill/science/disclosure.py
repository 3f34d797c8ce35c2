"""What may be shown of a distribution, and of a set of groups.

Tiles are shares of a whole room, never people; see docs/methods/what-is-shown.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from samspill.science.distributions import (
    GATHERED_ABOVE,
    Distribution,
    Spread,
    agreement_of,
    spread_of,
)
from samspill.science.scales import ResponseScale

Form: TypeAlias = Literal["hidden", "words", "fifths", "tenths", "near_unanimous"]
Band: TypeAlias = Literal["under_minimum", "5-11", "12-21", "22 or more"]
Side: TypeAlias = Literal["low", "middle", "high"]
Word: TypeAlias = Literal["most_low", "most_middle", "most_high", "split", "mixed"]

# Five is the research ethics library's advice for a group (field.md section 8.5). The steps are the
# lowest at which somebody who knows the rule, the number and their own answer finds nobody else's;
# at 10, 11, 20 and 21 a part of the whole is two people, and one of them could find the other.
MINIMUM_GROUP_SIZE = 5
# With yes and no alone, five answers leave a lone dissenter sure of the others, and six that are
# divided are three and three.
MINIMUM_ON_TWO_POINTS = 7
FIFTHS_FROM = 12
TENTHS_FROM = 22
PERCENT_FROM = 250

FIFTHS = 5
TENTHS = 10
HUNDREDTHS = 100

# direction.md section 4, "Near-unanimous": fewer than three outside one side.
FEWEST_OUTSIDE = 3

# Words for few answers, this product's own: "split" is a third on each outer side and a sixth in
# the middle at most; "most" two thirds, or all but two.
MOST_THIRDS = 2
SPLIT_THIRDS = 1
SIXTHS_BETWEEN = 1

REMEMBERED = 4096

SIDES: tuple[Side, Side, Side] = ("low", "middle", "high")


@dataclass(frozen=True)
class ShownDistribution:
    """What may be shown of the answers of one group to one item; nothing else is.

    Attributes
    ----------
    scale : ResponseScale
        The points that could be chosen.
    minimum : int
        The smallest group that is shown.
    form : {"hidden", "words", "fifths", "tenths", "near_unanimous"}
        How much is shown.
    band : {"under_minimum", "5-11", "12-21", "22 or more"} or None
        What is said of the number of answers; None where `n` is given, and for every group
        that is held back, whether it is too small or hides one that is.
    n : int or None
        Number of answers, from 22 and up. None in a group among others.
    tiles : tuple of int, length n_points or 0
        Fifths or tenths at each scale point. 0 means "few or none", never "none".
    sides : tuple of int
        Tiles on the low side, the middle and the high side: the sums of `tiles`.
    agreed_side : {"low", "middle", "high"} or None
        Near-unanimous only: the side that nearly all answers are on.
    percent : tuple of int or None
        Whole percentages that sum to 100, from 250 answers, lone answers moved.
    middle : float or None
        The mean of the tiles, or of the percentages, to one decimal: from 22 answers.
    nearest_point : int or None
        The scale point nearest the mean of the tiles, from 12 answers.
    spread : {"gathered", "wide", "camps"} or None
        How far apart the tiles, or the percentages, lie: from 12 answers.
    word : str or None
        The words form only: what most answers are, or that they are split or mixed.
    """

    scale: ResponseScale
    minimum: int
    form: Form
    band: Band | None = None
    n: int | None = None
    tiles: tuple[int, ...] = ()
    sides: tuple[int, int, int] = (0, 0, 0)
    agreed_side: Side | None = None
    percent: tuple[int, ...] | None = None
    middle: float | None = None
    nearest_point: int | None = None
    spread: Spread | None = None
    word: Word | None = None


def show_distribution(
    d: Distribution,
    *,
    minimum: int = MINIMUM_GROUP_SIZE,
    is_group: bool = False,
    words_only: bool = False,
) -> ShownDistribution:
    """Decide what may be shown of one distribution.

    Under `minimum` nothing; 5 to 11 answers a word; 12 to 21 fifths; from 22 tenths and the
    number of answers; from 250 also whole percentages. Where fewer than three people stand
    outside one side, or all tiles lie on one, only that side is named.

    Parameters
    ----------
    d : Distribution
        Missing answers are left out; the limits are on the answers given.
    minimum : int
        The smallest group that is shown. May be raised, never lowered. On a scale of two
        points it is at least 7.
    is_group : bool
        One group among others that add up to a shown total: fifths however many answered,
        and neither the number of answers, the middle nor percentages.
    words_only : bool
        A word however many answered: where drawings could be solved together.

    Returns
    -------
    ShownDistribution
        Safe to store and publish by itself. See Notes for what it does not cover.

    Raises
    ------
    ValueError
        `minimum` is under 5; the message names it.

    Notes
    -----
    Tiles are rounded in two steps. First an answer only one person gave is moved one
    step towards the middle, from the outermost point inwards, and on until it has
    company; alone on the innermost point it is left out. Then the three sides are
    rounded by largest remainder, ties towards the middle, and each side's tiles are
    split over its points in the same way. On a scale without a midpoint the sides are
    the two halves.

    `middle`, `nearest_point` and `spread` come from the tiles (from 250 answers, the
    percentages) and add nothing to them. A middle of the answers themselves, to one
    decimal beside ten tiles and their number, left a single table possible in one of
    ten rooms of twenty. The middle of the tiles lies a tenth or two from it.

    Not enough for several groups that add up to a shown total (`samspill.science.groups`),
    for two rounds of the same people (`samspill.science.inference`), or for free text.
    Method page: docs/methods/what-is-shown.md.
    """
    _check_minimum(minimum)
    if d.scale.points == 2:
        minimum = max(minimum, MINIMUM_ON_TWO_POINTS)
    if d.n < minimum:
        return ShownDistribution(d.scale, minimum, "hidden", band="under_minimum")
    band = _band(d.n)
    if d.n < FIFTHS_FROM or words_only:
        return ShownDistribution(d.scale, minimum, "words", band=band, word=_word(d))
    if d.n < TENTHS_FROM or is_group:
        return _show_tiles(d, minimum=minimum, band=band, n=None)
    return _show_tiles(d, minimum=minimum, band=None, n=d.n)


def _band(n: int) -> Band:
    if n < FIFTHS_FROM:
        return "5-11"
    return "12-21" if n < TENTHS_FROM else "22 or more"


def _show_tiles(
    d: Distribution, *, minimum: int, band: Band | None, n: int | None
) -> ShownDistribution:
    company = _with_company(d)
    parts = FIFTHS if n is None else TENTHS
    tiles = _shares(company, d.scale, parts=parts)
    agreed_side = _agreed_side(d, _by_side(tiles, d.scale))
    if agreed_side is not None:
        return ShownDistribution(
            d.scale, minimum, "near_unanimous", band=band, n=n, agreed_side=agreed_side
        )
    percent = None
    if n is not None and n >= PERCENT_FROM:
        percent = _shares(company, d.scale, parts=HUNDREDTHS)
    form: Form = "fifths" if n is None else "tenths"
    return _drawn(ShownDistribution(d.scale, minimum, form, band=band, n=n), tiles, percent)


# Trying a reading asks for the same few drawings again and again. They alone are remembered.
@lru_cache(maxsize=REMEMBERED)
def _drawn(
    bare: ShownDistribution, tiles: tuple[int, ...], percent: tuple[int, ...] | None
) -> ShownDistribution:
    """Return what is drawn and nothing more: from the answers, words singled out whole tables."""
    drawn = Distribution(bare.scale, percent or tiles, missing=0)
    tenths = _mean_in_tenths(drawn)
    return replace(
        bare,
        tiles=tiles,
        sides=_by_side(tiles, bare.scale),
        percent=percent,
        middle=None if bare.n is None else tenths / 10,
        nearest_point=_nearest_point(tenths, bare.scale),
        spread=spread_of(drawn),
    )


def as_drawn(shown: ShownDistribution) -> Distribution:
    """Return what is drawn as a distribution: the percentages where they are shown, else the tiles.

    Everything that is computed of what is shown starts here, so that it adds nothing to it.
    """
    return Distribution(shown.scale, shown.percent or shown.tiles, missing=0)


def withhold(scale: ResponseScale, *, minimum: int = MINIMUM_GROUP_SIZE) -> ShownDistribution:
    """Show nothing of a group: it is too small, or another one needs cover; which, is not said.

    Parameters
    ----------
    scale : ResponseScale
        The points that could be chosen.
    minimum : int
        The smallest group that is shown otherwise.

    Returns
    -------
    ShownDistribution
        The hidden form, the same for every group.

    Raises
    ------
    ValueError
        `minimum` is under 5; the message names it.
    """
    _check_minimum(minimum)
    return ShownDistribution(scale, minimum, "hidden")


def hidden_groups(sizes: Mapping[str, int], *, minimum: int = MINIMUM_GROUP_SIZE) -> frozenset[str]:
    """Return the groups that must be hidden when the total of them all is shown.

    Parameters
    ----------
    sizes : mapping from group to number of answers
        Groups that do not overlap and add up to the total.
    minimum : int
        The smallest group that is shown. May be raised, never lowered.

    Returns
    -------
    frozenset of str
        Every group under the minimum. If that is a single group, or they are together
        under the minimum, the smallest shown groups too (equal sizes by name), until at
        least two are hidden and hold the minimum together. Every group if that fails.

    Raises
    ------
    ValueError
        A size is negative or `minimum` is under 5; the message names it.

    Notes
    -----
    A group without answers is named as hidden, but there is nobody in it to protect and
    nobody to hide among: it counts as neither. Protects one breakdown of one total.
    Several breakdowns, or several rounds, can still be solved together: they need the
    release memory. Method page: docs/methods/what-is-shown.md.

    Examples
    --------
    >>> sorted(hidden_groups({"administration": 14, "unions": 3, "politicians": 9}))
    ['politicians', 'unions']
    """
    _check_minimum(minimum)
    for group, size in sizes.items():
        if size < 0:
            msg = f"A group cannot have a negative size; {group!r} has {size}."
            raise ValueError(msg)
    by_size = sorted((group for group, size in sizes.items() if size), key=lambda g: (sizes[g], g))
    count = sum(sizes[group] < minimum for group in by_size)
    if count:
        while count < len(by_size) and not _cover_each_other(
            by_size[:count], sizes, minimum=minimum
        ):
            count += 1
    empty = {group for group, size in sizes.items() if not size}
    return frozenset(by_size[:count]) | empty


def _cover_each_other(groups: Sequence[str], sizes: Mapping[str, int], *, minimum: int) -> bool:
    return len(groups) > 1 and sum(sizes[group] for group in groups) >= minimum


def _check_minimum(minimum: int) -> None:
    if minimum < MINIMUM_GROUP_SIZE:
        msg = f"The minimum may be raised, never lowered under {MINIMUM_GROUP_SIZE}; got {minimum}."
        raise ValueError(msg)


def _by_side(values: Sequence[int], scale: ResponseScale) -> tuple[int, int, int]:
    """Add up the low side, the middle and the high side."""
    half = scale.points // 2
    return sum(values[:half]), sum(values[half : scale.points - half]), sum(values[-half:])


def _agreed_side(d: Distribution, tiles: tuple[int, int, int]) -> Side | None:
    """Return the side that nearly all are on: drawn with every tile on one side, it would say more.

    Three outside are a single table where one of them is left out of the drawing.
    """
    people = _by_side(d.counts, d.scale)
    for place, side in enumerate(SIDES):
        if d.n - people[place] < FEWEST_OUTSIDE or tiles[place] == sum(tiles):
            return side
    return None


def _with_company(d: Distribution) -> tuple[int, ...]:
    """Move lone answers towards the middle, until no count is 1."""
    counts = list(d.counts)
    half = d.scale.points // 2
    last = d.scale.points - 1
    innermost = half if d.scale.has_midpoint else half - 1
    for step in range(innermost):
        for here, inward in ((step, step + 1), (last - step, last - step - 1)):
            if counts[here] == 1:
                counts[here] = 0
                counts[inward] += 1
    for point in (innermost, last - innermost):
        if counts[point] == 1:
            counts[point] = 0
    return tuple(counts)


def _shares(counts: Sequence[int], scale: ResponseScale, *, parts: int) -> tuple[int, ...]:
    """Parts of a whole at each scale point: sides rounded first, then split."""
    half = scale.points // 2
    low, middle, high = _apportion(_by_side(counts, scale), parts, distances=(1, 0, 1))
    outward = range(half)
    return (
        *_apportion(counts[:half], low, distances=outward[::-1]),
        *((middle,) if scale.has_midpoint else ()),
        *_apportion(counts[-half:], high, distances=outward),
    )


def _apportion(counts: Sequence[int], parts: int, *, distances: Sequence[int]) -> tuple[int, ...]:
    """Whole parts by largest remainder, in exact arithmetic.

    Equal remainders go to the place nearest the middle, then to the larger count, then to
    the lower place: where two sides weigh the same, agreement is not overstated.
    """
    total = sum(counts)
    if not total:
        return (0,) * len(counts)
    shares = [count * parts // total for count in counts]
    left = parts - sum(shares)
    if left:
        first_served = sorted(
            range(len(counts)),
            key=lambda i: (-(counts[i] * parts % total), distances[i], -counts[i], i),
        )
        for point in first_served[:left]:
            shares[point] += 1
    return tuple(shares)


def _mean_in_tenths(d: Distribution) -> int:
    """Round the mean to whole tenths, halves upwards as a spreadsheet does, exactly."""
    above_low = sum(count * step for step, count in enumerate(d.counts))
    return (20 * above_low + d.n) // (2 * d.n) + 10 * d.scale.low


def _nearest_point(tenths: int, scale: ResponseScale) -> int:
    """Return the scale point nearest a mean in tenths; halfway, the one nearer the middle."""
    return min(
        range(scale.low, scale.high + 1),
        key=lambda point: (abs(10 * point - tenths), abs(2 * point - scale.low - scale.high)),
    )


def _word(d: Distribution) -> Word:
    low, middle, high = _by_side(d.counts, d.scale)
    # Two heaps beside each other on a long or even scale are not split: they are close.
    apart = agreement_of(d) <= GATHERED_ABOVE
    on_both_sides = min(low, high) * 3 >= SPLIT_THIRDS * d.n and middle * 6 <= SIXTHS_BETWEEN * d.n
    if apart and on_both_sides:
        return "split"
    most: dict[Word, int] = {"most_low": low, "most_middle": middle, "most_high": high}
    for word, count in most.items():
        # At four of five the fifth would know what the four answered; so all but two are most.
        if count * 3 >= MOST_THIRDS * d.n or d.n - count < FEWEST_OUTSIDE:
            return word
    return "mixed"
