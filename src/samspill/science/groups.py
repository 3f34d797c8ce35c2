"""Groups inside a room: which can be asked about beforehand, and which can be shown afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samspill.science.disclosure import (
    MINIMUM_GROUP_SIZE,
    ShownDistribution,
    hidden_groups,
)
from samspill.science.distributions import Distribution
from samspill.science.dont_know import SaidDontKnow

# Between politics and administration everybody knows who is who (field.md section 8.5).
MINIMUM_ACROSS_THE_LINE = 8

# Those who did not say which group they come from.
UNSAID = ""


@dataclass(frozen=True)
class Division:
    """How a room is divided: the groups that stand by themselves, and last those joined."""

    units: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ShownItem:
    """What may be shown of one item: the room, and each unit of its division if they are shown.

    `dont_know` is what is said of those who answered that; None where it could not be answered.
    """

    room: ShownDistribution
    units: tuple[ShownDistribution, ...] = ()
    dont_know: SaidDontKnow | None = None


def merge_small_groups(
    sizes: Mapping[str, int], *, minimum: int = MINIMUM_GROUP_SIZE
) -> tuple[tuple[str, ...], ...]:
    """Join the groups that would be too small to show, before anybody is asked.

    Parameters
    ----------
    sizes : mapping from group to the number of people who are asked
        Groups that do not overlap. Nobody asked: the group is left out.
    minimum : int
        The smallest group that is shown. May be raised, never lowered.

    Returns
    -------
    tuple of tuples of str
        The groups to choose among, in the order given; each holds at least the minimum, and
        those that were too small stand together. Empty when fewer than two would be left:
        then there is nothing to compare.

    Raises
    ------
    ValueError
        A size is negative, or `minimum` is under 5; the message names it.

    Notes
    -----
    The smallest of those that are large enough joins in when the small ones together are too
    few. This is about who is asked. Fewer may answer: `divide` decides again.
    Method page: docs/methods/groups.md.

    Examples
    --------
    >>> merge_small_groups({"Nesdal": 9, "Lidal": 3, "Sundvoll": 8, "Tverrelv": 1})
    (('Nesdal',), ('Lidal', 'Sundvoll', 'Tverrelv'))
    >>> merge_small_groups({"Nesdal": 9, "Lidal": 3})
    ()
    """
    asked = {group: size for group, size in sizes.items() if size}
    small = hidden_groups(sizes, minimum=minimum)
    merged = tuple(group for group in asked if group in small)
    groups: list[tuple[str, ...]] = [(group,) for group in asked if group not in small]
    if merged:
        groups.append(merged)
    large_enough = sum(asked[group] for group in merged) >= minimum or not merged
    return tuple(groups) if len(groups) > 1 and large_enough else ()


def divide(sizes: Mapping[str, int], *, minimum: int = MINIMUM_GROUP_SIZE) -> Division | None:
    """Decide which groups stand by themselves and which stand together, for a whole reading.

    Parameters
    ----------
    sizes : mapping from group to the number of people who answered
        Groups that do not overlap and add up to the total; under `UNSAID` those who did not
        say which group they come from.
    minimum : int
        The smallest group that is shown. May be raised, never lowered.

    Returns
    -------
    Division or None
        None where fewer than two would be shown: then there is nothing to compare, and one alone
        beside the total would be two.

    Raises
    ------
    ValueError
        A size is negative, or `minimum` is under 5; the message names it.

    Notes
    -----
    Those that must be hidden (`hidden_groups`) are shown together instead, if they are a group of
    the minimum size: whoever takes the others from the total has them anyway. Which of them was too
    small, and which was taken along to cover it, is not told. A group that nobody answered from
    stands with them, or is left out where there are none.
    Method page: docs/methods/groups.md.

    Examples
    --------
    >>> divide({"Nesdal": 12, "Lidal": 11, "Sundvoll": 3, "Tverrelv": 15})
    Division(units=(('Nesdal',), ('Tverrelv',), ('Lidal', 'Sundvoll')))
    >>> divide({"Nesdal": 12, "Lidal": 3})
    """
    hidden = hidden_groups(sizes, minimum=minimum)
    separate = [(group,) for group, size in sizes.items() if size and group not in hidden]
    joined = tuple(group for group in sizes if group in hidden)
    together = sum(sizes[group] for group in joined)
    units = (*separate, joined) if together else tuple(separate)
    if len(units) < 2 or 0 < together < minimum:
        return None
    return Division(units)


def show_units(room: ShownDistribution, units: Iterable[ShownDistribution]) -> ShownItem:
    """Decide whether the groups are shown beside the room, for one item.

    Parameters
    ----------
    room : ShownDistribution
        What may be shown of everybody.
    units : iterable of ShownDistribution
        What may be shown of each unit of the division, as one group among others.

    Returns
    -------
    ShownItem
        No groups where one of them has too few answers to this item, where nothing is shown of the
        room, and where nearly all in it answer alike: a small group beside others would point at
        the few. Which of the three, is not told.
    """
    if room.form in {"hidden", "near_unanimous"}:
        return ShownItem(room)
    shown = tuple(units)
    return ShownItem(room, () if any(unit.form == "hidden" for unit in shown) else shown)


def find_small(
    sizes: Mapping[str, int],
    asked: Mapping[str, int],
    *,
    minimum: int = MINIMUM_GROUP_SIZE,
) -> tuple[str, ...]:
    """Return the groups that surely hold somebody, and fewer than the minimum.

    Parameters
    ----------
    sizes : mapping from group to the number of people who answered
        As `divide` got them.
    asked : mapping from group to the number who were asked
        What everybody knows. A group that is not in it may be of any size.
    minimum : int
        The smallest group that is shown.

    Returns
    -------
    tuple of str
        Groups that are small in every case that would be divided and said alike: with the same
        units, and the same words for the number in each.

    Notes
    -----
    Looks for one such case where the group is large enough, or empty: another group in its unit is
    the small one instead. Sums of units stay as they are, so the total does too. Errs on one side
    alone: a group that surely is small is never left out.
    """
    division = divide(sizes, minimum=minimum)
    if division is None:
        return ()
    return tuple(
        group
        for unit in division.units
        for group in unit
        if group != UNSAID
        and 0 < sizes[group] < minimum
        and not _could_be_another(group, unit, sizes, asked, minimum=minimum)
    )


def _could_be_another(
    group: str,
    unit: Sequence[str],
    sizes: Mapping[str, int],
    asked: Mapping[str, int],
    *,
    minimum: int,
) -> bool:
    together = sum(sizes[member] for member in unit)
    for other in unit:
        left = together - sum(sizes[member] for member in unit if member not in {group, other})
        most = max(asked.get(group, left), sizes[group])
        for size in (0, *range(minimum, min(most, left) + 1)):
            case = {**sizes, group: size, other: left - size}
            fits = case[other] <= max(asked.get(other, left), sizes[other])
            if (
                other != group
                and fits
                and divide(case, minimum=minimum) == divide(sizes, minimum=minimum)
            ):
                return True
    return False


def differ_by_few(
    now: Sequence[Mapping[str, int]],
    before: Sequence[Mapping[str, int]],
    *,
    minimum: int = MINIMUM_GROUP_SIZE,
) -> bool:
    """Return whether two groupings of the same partners differ by fewer people than the minimum.

    Parameters
    ----------
    now, before : sequence of mapping from partner to how many were asked, one for each group
        Each partner in one group at most.
    minimum : int
        The smallest group that is shown.

    Returns
    -------
    bool
        True where a group from one time, less a group from the other, or what they share, is
        somebody but fewer than the minimum. Those few stand between two things that are shown.

    Examples
    --------
    >>> differ_by_few([{"Nesdal": 9}, {"Lidal": 8}], [{"Nesdal": 9, "Lidal": 8}, {"union": 6}])
    False
    >>> differ_by_few([{"Nesdal": 9}, {"Lidal": 3}], [{"Nesdal": 9, "Lidal": 3}])
    True
    """
    for new in now:
        for old in before:
            both = new.keys() & old.keys()
            parts = (
                sum(new[partner] for partner in both),
                sum(new[partner] for partner in new.keys() - both),
                sum(old[partner] for partner in old.keys() - both),
            )
            if both and any(0 < size < minimum for size in parts):
                return True
    return False


def pool(distributions: Iterable[Distribution]) -> Distribution:
    """Return the distribution of several groups together; there is at least one."""
    groups = list(distributions)
    counts = tuple(sum(column) for column in zip(*(group.counts for group in groups), strict=True))
    return Distribution(groups[0].scale, counts, missing=sum(group.missing for group in groups))


def minimum_for(kinds: Sequence[str], *, minimum: int, across: tuple[str, str]) -> int:
    """Return the minimum for groups of these kinds: a higher one when they stand across the line.

    Parameters
    ----------
    kinds : sequence of str
        The kinds of the groups that are compared.
    minimum : int
        The minimum otherwise.
    across : two of the kinds
        Those between which the line runs.

    Returns
    -------
    int
        At least 8 where both are there, else `minimum`.
    """
    return max(minimum, MINIMUM_ACROSS_THE_LINE) if set(across) <= set(kinds) else minimum
