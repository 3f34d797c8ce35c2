"""Pages of facts that are read: lessons, conditions, what stands in the way, words, and the rest.

Each is a title, a lede, and groups of facts; all are drawn by one template. Together with the
pages of the records they have room for every fact there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.foundation.access.public import NotFoundError
from samspill.register.facts_shown import (
    FactGroup,
    FactPart,
    Links,
    country_name,
    parts_of,
    show_facts,
)
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.loading import Known, steering, talk_cases, what_is_known
from samspill.toolbox.reform.records import Lesson, Misconception, Resistance


@dataclass(frozen=True)
class FactPage:
    """`sayings` are our own examples, as pairs; `own_words` says what on the page is ours."""

    lede: str
    groups: tuple[FactGroup, ...]
    title: str = ""
    own_words: str = ""
    sayings: tuple[tuple[str, str], ...] = ()
    next_links: Links = ()


def find_lesson(key: str) -> str:
    """Return the id of a lesson that there is. Raises `NotFoundError`."""
    if key not in what_is_known("nb").lessons:
        raise NotFoundError
    return key


def lesson_page(key: str, language: str) -> FactPage:
    known = what_is_known(language)
    lesson = known.lessons[key]
    countries = ", ".join(country_name(country) for country in lesson.countries)
    place = list(known.lessons).index(key)
    later = known.lesson[place + 1 : place + 2]
    return FactPage(
        title=lesson.name,
        lede=_("Lesson %(number)s of %(count)s. From %(countries)s.")
        % {"number": place + 1, "count": len(known.lesson), "countries": countries},
        groups=(
            FactGroup(
                anchor=key,
                title=_("What the texts say"),
                parts=(FactPart("", show_facts(lesson.points, language)),),
                links_title=_("Rests on and shows in"),
                links=(
                    *_initiative_links(known, lesson),
                    *_condition_links(known, lesson.conditions),
                ),
            ),
        ),
        next_links=tuple((each.name, _lesson_url(each.id)) for each in later),
    )


def conditions_page(language: str) -> FactPage:
    known = what_is_known(language)
    groups = (
        FactGroup(
            anchor=each.id,
            title=each.question,
            parts=parts_of((("", each.facts),), language),
            intro=_("Only for trials that need an exemption.") if each.only else "",
            links_title=_("Lessons"),
            links=_lesson_links(known, (*each.lessons, *each.related_lessons)),
        )
        for each in known.condition
    )
    return FactPage(
        lede=_("Thirty-two conditions that others have named. One that is missing can be enough."),
        groups=tuple(groups),
        own_words=_(
            "The questions are in Samspill’s own words. What each rests on stands below it."
        ),
    )


def barriers_page(language: str) -> FactPage:
    known = what_is_known(language)
    groups = (
        FactGroup(
            anchor=each.key,
            title=each.name,
            parts=parts_of(
                (
                    (_("How it shows"), each.signs),
                    (_("What helps"), each.counter),
                    (_("What speaks against"), each.against),
                    (_("What the text does not say"), each.unknown),
                ),
                language,
            ),
            intro=_duty(each.duty, is_inferred=each.duty_inferred),
            links_title=_("Lessons and conditions"),
            links=(*_lesson_links(known, each.lessons), *_condition_links(known, each.conditions)),
        )
        for each in known.barrier
    )
    return FactPage(
        lede=_("What can stand between leaders and staff, as Bentzen found it in her thesis."),
        groups=tuple(groups),
    )


def misconceptions_page(language: str) -> FactPage:
    known = what_is_known(language)
    return FactPage(
        lede=_("Read the case, talk about it, and then look at what the texts say. It is no quiz."),
        groups=tuple(_misconception(known, each, language) for each in known.misconception),
        own_words=_("The cases and the questions are Samspill’s own, and invented."),
    )


def _misconception(known: Known, each: Misconception, language: str) -> FactGroup:
    case = talk_cases()[each.id]
    return FactGroup(
        anchor=each.id,
        title=in_language(case.title, language),
        intro=in_language(case.case, language),
        ask=in_language(case.ask, language),
        parts=parts_of(
            (
                (_("The misconception"), (each.claim,)),
                (_("How it shows"), each.signs),
                (_("What speaks against"), each.counter),
                (_("Where there is something in it"), each.where_true),
            ),
            language,
        ),
        links_title=_("Lessons"),
        links=_lesson_links(known, each.lessons),
    )


def resistance_page(language: str) -> FactPage:
    known = what_is_known(language)
    reduce = FactGroup(
        anchor="reduce",
        title=_("What lessens resistance"),
        parts=parts_of((("", known.reduce.facts),), language),
    )
    return FactPage(
        lede=_("By level, with the reasons. It is about levels and never about persons."),
        groups=(*(_resistance(each, language) for each in known.resistance), reduce),
    )


def _resistance(each: Resistance, language: str) -> FactGroup:
    expected = _("Resistance that is expected: %(expected)s.") % {"expected": each.expect}
    return FactGroup(
        anchor=each.id,
        title=each.name,
        intro=" ".join(part for part in (expected, each.note) if part),
        parts=parts_of(
            (
                (_("Reasons"), each.reasons),
                (_("What it rests on"), each.evidence),
                (_("What speaks against"), each.against),
                (_("What the text does not say"), each.unknown),
            ),
            language,
        ),
    )


def languages_page(language: str) -> FactPage:
    """Show the language of steering and of the mission: what the texts say, and our examples."""
    known, content = what_is_known(language), steering()
    facts = [known.facts[fact_id] for fact_id in content.facts]
    return FactPage(
        lede=_(
            "The texts say that the two differ, and what follows. They give no words of either."
        ),
        groups=(FactGroup("facts", _("What the texts say"), parts_of((("", facts),), language)),),
        own_words=_("The examples are Samspill’s own. No source has them."),
        sayings=tuple(
            (in_language(each.steering, language), in_language(each.mission, language))
            for each in content.sayings
        ),
    )


def why_page(language: str) -> FactPage:
    known = what_is_known(language)
    return FactPage(
        lede=_("Four reasons, as Tom Eide gives them. They are the author’s own opinion."),
        groups=(
            FactGroup("reasons", _("The reasons"), parts_of((("", known.why.facts),), language)),
            FactGroup(
                "context", _("Where Norway stands"), parts_of((("", known.why.context),), language)
            ),
            FactGroup(
                "payoff", _("What is hoped for"), parts_of((("", known.why.payoff),), language)
            ),
        ),
    )


def _duty(duty: str, *, is_inferred: bool) -> str:
    told = _("Whose it is to do something: %(duty)s.") % {"duty": duty}
    return f"{told} {_('The link is ours.')}" if is_inferred else told


def _lesson_url(lesson_id: str) -> str:
    return reverse("register:lesson", args=[lesson_id])


def _lesson_links(known: Known, ids: Iterable[str]) -> Links:
    return tuple((known.lessons[each].name, _lesson_url(each)) for each in dict.fromkeys(ids))


def _condition_links(known: Known, ids: Iterable[str]) -> Links:
    address = reverse("register:reading", args=["conditions"])
    return tuple((known.conditions[each].question, f"{address}#{each}") for each in ids)


def _initiative_links(known: Known, lesson: Lesson) -> Links:
    return tuple(
        (known.initiatives[key].name, reverse("register:record", args=[key]))
        for key in lesson.initiatives
    )
