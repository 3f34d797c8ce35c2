"""Groups inside a room: which can be asked about beforehand, and which can be shown afterwards."""

from collections.abc import Mapping, Sequence

from samspill.science.disclosure import (
    MINIMUM_GROUP_SIZE,
    ShownDistribution,
    hidden_groups,
    show_distribution,
    withhold,
)
from samspill.science.distributions import Distribution

# Between politics and administration everybody knows who is who (field.md section 8.5).
MINIMUM_ACROSS_THE_LINE = 8

# Those who did not say which group they come from. They are counted, and never shown.
UNSAID = ""


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
    few. This is about who is asked. Fewer may answer: `show_groups` decides again.
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


def show_groups(
    distributions: Mapping[str, Distribution], *, minimum: int = MINIMUM_GROUP_SIZE
) -> dict[str, ShownDistribution]:
    """Decide what may be shown of each group's answers to one item, where the total is shown.

    Parameters
    ----------
    distributions : mapping from group to Distribution
        Groups that do not overlap and add up to the total; under `UNSAID` those who did not
        say which group they come from.
    minimum : int
        The smallest group that is shown. May be raised, never lowered.

    Returns
    -------
    dict from group to ShownDistribution
        Without `UNSAID`. A group that is too small is hidden, and with it the smallest others
        until no hidden group can be found by subtraction (`hidden_groups`). Nothing is shown
        where only one group would be left: it would stand alone beside the total.

    Raises
    ------
    ValueError
        `minimum` is under 5; the message names it.

    Notes
    -----
    A group is shown in fifths at most, without number and middle, so that a sum over groups
    says less than the total does. Protects one breakdown of one total; several rounds of the
    same people can still be solved together. Says nothing of whether groups differ.
    Method page: docs/methods/groups.md.
    """
    sizes = {group: d.n for group, d in distributions.items()}
    hidden = hidden_groups(sizes, minimum=minimum)
    named = [group for group in distributions if group != UNSAID]
    if sum(group not in hidden for group in named) < 2:
        hidden = frozenset(named)
    return {
        group: withhold(distributions[group], minimum=minimum)
        if group in hidden
        else show_distribution(distributions[group], minimum=minimum, is_group=True)
        for group in named
    }


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
