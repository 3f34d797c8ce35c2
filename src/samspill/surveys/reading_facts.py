"""Facts below the lead: how many answered, what has moved, and whether groups see it alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.readings.public import ItemReading, RoundReading, joined
from samspill.surveys.models import SurveyRound
from samspill.surveys.results import RoundSummary


@dataclass(frozen=True)
class Fact:
    """One fact: what it is about, what is said first and loud, and what is said besides."""

    label: str
    first: str
    more: str = ""


def facts(
    reading: RoundReading, survey_round: SurveyRound, summary: RoundSummary
) -> tuple[Fact, ...]:
    return (
        _how_many(reading, survey_round, summary),
        _what_has_moved(reading),
        _seen_alike(reading, survey_round),
    )


def _how_many(reading: RoundReading, survey_round: SurveyRound, summary: RoundSummary) -> Fact:
    first = (
        _("%(count)s, %(asked)s were asked.")
        % {"count": reading.count, "asked": survey_round.expected_count}
        if survey_round.expected_count
        else f"{reading.count}."
    )
    how = {
        "open table": _("Open table"),
        "file": _("Answers from a file"),
    }.get(_kind(survey_round), _("Anonymous"))
    day = date_format(summary.closed_on, "DATE_FORMAT") if summary.closed_on else ""
    return Fact(_("How many"), first, ", ".join(filter(None, (how, day))))


def _kind(survey_round: SurveyRound) -> str:
    if survey_round.is_open_table:
        return "open table"
    return "file" if survey_round.is_imported else ""


def _what_has_moved(reading: RoundReading) -> Fact:
    if not reading.since_when:
        return Fact(_("Since last time"), _("No earlier round to compare with."))
    label = _("Since %(when)s") % {"when": reading.since_when}
    if not reading.since_comparable:
        reason = _("Too few answered, one of the times or both, for a middle to be shown.")
        return Fact(label, _("Cannot be compared."), reason)
    moved = [
        text % {"themes": _themes(items)}
        for text, items in (
            (_("Higher: %(themes)s."), reading.higher),
            (_("Lower: %(themes)s."), reading.lower),
        )
        if items
    ]
    too_little = sum(item.change == "too_little" for item in reading.items)
    if not moved:
        return Fact(label, _("Too little to say whether anything has changed."))
    more = ngettext(
        "For %(count)s other it is too little to say.",
        "For %(count)s others it is too little to say.",
        too_little,
    ) % {"count": too_little}
    return Fact(label, " ".join(moved), more if too_little else "")


def _seen_alike(reading: RoundReading, survey_round: SurveyRound) -> Fact:
    names = reading.group_names
    label = joined(names) if len(names) == 2 else _("The groups")
    if not survey_round.background:
        first = _("The round did not ask where people come from.")
        return Fact(_("Do groups see it alike?"), first)
    apart = [item for item in reading.items if item.groups_say == "groups_differ"]
    alike = sum(item.groups_say == "groups_alike" for item in reading.items)
    shown = sum(bool(item.groups) for item in reading.items)
    hidden = len(reading.items) - shown
    if not shown:
        first = _("Not shown, so that nobody can work out an answer.")
        return Fact(label, first)
    said = [_may_be_chance(alike)] if alike and apart else []
    if hidden:
        said.append(_not_shown(hidden))
    if apart:
        first = _("See it differently: %(themes)s.") % {"themes": _themes(apart)}
    elif alike:
        first = _("The differences may be chance.")
    else:
        first = _("The groups are too small to tell whether a difference is more than chance.")
    return Fact(label, first, " ".join(said))


def _may_be_chance(count: int) -> str:
    return ngettext(
        "For %(count)s other the difference may be chance.",
        "For %(count)s others the differences may be chance.",
        count,
    ) % {"count": count}


def _not_shown(count: int) -> str:
    return ngettext(
        "For %(count)s the groups are not shown, so that nobody can work out an answer.",
        "For %(count)s the groups are not shown, so that nobody can work out an answer.",
        count,
    ) % {"count": count}


def _themes(items: tuple[ItemReading, ...] | list[ItemReading]) -> str:
    return joined([item.theme for item in items])
