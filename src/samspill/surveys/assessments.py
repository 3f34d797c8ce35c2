"""The draft of a data protection impact assessment, filled in from what a round has decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from samspill.collaborations.public import partners_of
from samspill.surveys.models import SurveyRound
from samspill.toolbox.impact_assessments import Part, Risk, Section, impact_assessment
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_records import AskedGroup


@dataclass(frozen=True)
class FilledSection:
    """One section: what follows from the round, and what the municipality must write."""

    key: str
    title: str
    texts: tuple[str, ...]
    fill_in: tuple[str, ...]


@dataclass(frozen=True)
class FilledRisk:
    risk: str
    measure: str
    rest: str


@dataclass(frozen=True)
class Assessment:
    """The whole draft in one language. `items` are what is asked, as it stands in the round."""

    sections: tuple[FilledSection, ...]
    risks: tuple[FilledRisk, ...]
    items: tuple[str, ...]


def draft_assessment(survey_round: SurveyRound, language: str) -> Assessment:
    """Return the draft for a round, in whatever state it is: nothing in it comes from answers."""
    draft = impact_assessment()
    holds = _conditions(survey_round)
    values = _values(survey_round, language)
    return Assessment(
        sections=tuple(_section(one, holds, values, language) for one in draft.sections),
        risks=tuple(_risk(one, values, language) for one in draft.risks if one.when <= holds),
        items=tuple(in_language(item.text, language) for item in survey_round.asked.items),
    )


def _conditions(survey_round: SurveyRound) -> frozenset[str]:
    is_alone = not survey_round.is_imported and not survey_round.is_open_table
    ways_in = SurveyRound.WayIn
    organisation = survey_round.collaboration.organisation
    holds = {
        "contact": bool(organisation.contact),
        "no_contact": not organisation.contact,
        "officer": bool(organisation.data_protection_officer),
        "no_officer": not organisation.data_protection_officer,
        "anonymous": is_alone,
        "open_table": survey_round.is_open_table,
        "file": survey_round.is_imported,
        "answered_here": not survey_round.is_imported,
        "links": is_alone and survey_round.way_in != ways_in.CODE,
        "code": is_alone and survey_round.way_in != ways_in.LINK,
        "groups": bool(survey_round.groups),
        "gone_at_closing": not (survey_round.keeps_answers or survey_round.is_imported),
        "kept_until_a_day": survey_round.keeps_answers,
    }
    return frozenset(name for name, is_so in holds.items() if is_so)


def _values(survey_round: SurveyRound, language: str) -> dict[str, str]:
    asked = survey_round.asked
    groups = survey_round.asked_groups
    frozen = [one.name for one in survey_round.asked_partners]
    partners = frozen or [one.name for one in partners_of(survey_round.collaboration)]
    expected = survey_round.expected_count
    organisation = survey_round.collaboration.organisation
    return {
        "organisation": _as_sentence(organisation.name),
        "contact": _as_sentence(organisation.contact),
        "officer": _as_sentence(organisation.data_protection_officer),
        "title": in_language(asked.title, language),
        "item_count": str(len(asked.items)),
        "collaboration": survey_round.collaboration.name,
        "purpose": _as_sentence(survey_round.purpose),
        "intended_use": _as_sentence(survey_round.intended_use),
        "follow_up_on": date_format(survey_round.follow_up_on, "DATE_FORMAT"),
        "delete_on": date_format(survey_round.delete_answers_on, "DATE_FORMAT"),
        "opened_on": _day(survey_round.opened_at),
        "closed_on": _day(survey_round.closed_at),
        "minimum": number_format(survey_round.minimum_group_size),
        "group_minimum": number_format(survey_round.group_minimum),
        "asked": _as_sentence(number_format(expected) if expected else _("nobody has said yet")),
        "partners": _as_sentence(", ".join(partners) or _("none is written down yet")),
        "groups": _as_sentence(", ".join(_group(one, language) for one in groups)),
    }


def _group(group: AskedGroup, language: str) -> str:
    """Name a group, and how many are asked from it where that was said."""
    name, asked = in_language(group.name, language), sum(group.asked.values())
    return f"{name} ({asked})" if asked else name


def _section(
    section: Section, holds: frozenset[str], values: dict[str, str], language: str
) -> FilledSection:
    return FilledSection(
        key=section.key,
        title=in_language(section.title, language),
        texts=tuple(_filled(section.texts, holds, values, language)),
        fill_in=tuple(_filled(section.fill_in, holds, values, language)),
    )


def _filled(
    parts: Iterable[Part], holds: frozenset[str], values: dict[str, str], language: str
) -> Iterable[str]:
    return (
        in_language(part.text, language).format(**values) for part in parts if part.when <= holds
    )


def _risk(risk: Risk, values: dict[str, str], language: str) -> FilledRisk:
    return FilledRisk(
        risk=in_language(risk.risk, language).format(**values),
        measure=in_language(risk.measure, language).format(**values),
        rest=in_language(risk.rest, language).format(**values),
    )


def _as_sentence(text: str) -> str:
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?")) else f"{stripped}."


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localdate(moment), "DATE_FORMAT") if moment else ""
