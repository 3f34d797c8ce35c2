"""What is said of figures side by side: whether a statement has moved, whether groups differ."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from samspill.readings.languages import in_every_language
from samspill.readings.memory import LastTime
from samspill.readings.reading import (
    GroupsSay,
    GroupsTogether,
    ItemGroups,
    RoundBefore,
    SinceLastTime,
    StoredGroup,
)
from samspill.readings.wording import joined
from samspill.science.disclosure import ShownDistribution
from samspill.science.groups import UNSAID
from samspill.science.reading_figures import ItemFigures
from samspill.toolbox.languages import LocalizedText, in_language


def since_last_time(figures: ItemFigures, before: ShownDistribution | None) -> SinceLastTime:
    """Say whether a statement has moved since last time; nothing is said of why."""
    has_moved = figures.change in {"higher", "lower"}
    return SinceLastTime(
        change=figures.change,
        middle_before=before.middle if before and has_moved else None,
        words=in_every_language(lambda _language: _describe_change(figures, before)),
    )


def round_before(
    last_time: LastTime | None, changes: Sequence[SinceLastTime], *, is_comparable: bool
) -> RoundBefore | None:
    """Say which round this one is compared with, and which statements have moved."""
    if last_time is None:
        return None
    places = range(len(changes))
    return RoundBefore(
        release=last_time.release,
        closed_on=last_time.closed_on,
        when=in_every_language(lambda _language: _month(last_time)),
        is_comparable=is_comparable,
        higher=tuple(place for place in places if changes[place].change == "higher"),
        lower=tuple(place for place in places if changes[place].change == "lower"),
    )


def groups_beside(
    figures: ItemFigures,
    each: tuple[StoredGroup, ...],
    together: GroupsTogether | None,
    names: Sequence[LocalizedText],
) -> ItemGroups:
    """Put beside the groups whether they differ by more than chance, or why none are shown."""
    say: GroupsSay | None = "groups_alike" if figures.comparable > 1 else "groups_few"
    if figures.room.form == "near_unanimous":
        say = None
    elif figures.differing:
        say = "groups_differ"
    describe = (
        partial(_describe_groups, figures, names) if each else partial(_describe_no_groups, figures)
    )
    return ItemGroups(each=each, together=together, say=say, words=in_every_language(describe))


def _describe_change(figures: ItemFigures, before: ShownDistribution | None) -> str:
    if before is None or figures.change is None:
        return _("Cannot be compared: one of the times it was not shown with a middle.")
    if figures.change == "too_little":
        return _("Too little to say whether anything has changed.")
    sentence = (
        _("Higher. The middle has gone from {before} to {after}, more than chance. Why, the "
          "figures do not say.")
        if figures.change == "higher"
        else _("Lower. The middle has gone from {before} to {after}, more than chance. Why, the "
               "figures do not say.")
    )  # fmt: skip
    return sentence.format(before=_decimal(before), after=_decimal(figures.room))


def _decimal(shown: ShownDistribution) -> str:
    return str(number_format(shown.middle or 0, decimal_pos=1))


def _describe_no_groups(figures: ItemFigures, _language: str) -> str:
    if figures.room.form == "near_unanimous":
        return _("Nearly everybody answers alike, so the groups are not shown.")
    return _("The groups are not shown here, so that nobody can work out an answer.")


def _describe_groups(
    figures: ItemFigures,
    names: Sequence[LocalizedText],
    language: str,
) -> str:
    if figures.differing:
        lower, higher = (_name_of(unit, names, language) for unit in figures.differing)
        return _("{lower} answer lower than {higher}, by more than chance.").format(
            lower=lower[:1].upper() + lower[1:], higher=higher
        )
    if figures.comparable > 1:
        return _("The differences between the groups may be chance.")
    return _("The groups are too small to tell whether a difference is more than chance.")


def _name_of(unit: Sequence[str], names: Sequence[LocalizedText], language: str) -> str:
    """Name a group, or those that are shown together."""
    inside = [
        _("those who did not say") if group == UNSAID else in_language(names[int(group)], language)
        for group in unit
    ]
    return joined(inside)


def _month(last_time: LastTime) -> str:
    """Name the month, as a ring in a drawing is labelled."""
    is_same_year = last_time.closed_on.year == last_time.compared_on.year
    return format_date(last_time.closed_on, "F" if is_same_year else "F Y")
