"""A run sheet whole, as one reads it before choosing it, and prints it before leading by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.meetings.wording import (
    joined,
    kind_name,
    lines_of,
    minutes_said,
    speaker_name,
    trust_names,
)
from samspill.toolbox.languages import LocalizedText, in_language
from samspill.toolbox.run_sheet_content import (
    Rule,
    RunSheet,
    Show,
    Shown,
    Source,
    StepContent,
    Work,
)
from samspill.toolbox.run_sheets import RUN_SHEETS, Aim, run_sheet_words, run_sheets


@dataclass(frozen=True, kw_only=True)
class SheetCard:
    """What is said of a run sheet where one chooses among them."""

    key: str
    title: str
    purpose: str
    fits: str
    minutes: str
    people: str


@dataclass(frozen=True, kw_only=True)
class SheetGroup:
    heading: str
    sheets: tuple[SheetCard, ...]


@dataclass(frozen=True, kw_only=True)
class ReadStep:
    number: int
    key: str
    title: str
    kind: str
    minutes: str
    shortest: str
    speaker: str
    say: tuple[str, ...]
    say_anonymous: tuple[str, ...]
    watch_for: str
    if_stuck: str
    phone: tuple[str, ...]
    wall_question: str
    wall_lines: tuple[str, ...]
    after_talk: tuple[str, ...]
    shows_model: bool
    written: str
    late: str
    no_phone: str
    lets_show: tuple[tuple[str, str], ...]
    lets_show_said: str
    rules: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class ReadWork:
    """A work the sheet builds on: what it is, and how sure what it says is."""

    title: str
    how_sure: str


@dataclass(frozen=True, kw_only=True)
class ReadSheet:
    card: SheetCard
    version: int
    before: tuple[tuple[str, str], ...]
    tables: str
    source: str
    aim: str
    steps: tuple[ReadStep, ...]
    works: tuple[ReadWork, ...]
    has_own: bool


def sheet_groups(language: str) -> list[SheetGroup]:
    """Return every run sheet, by what one wants to do together."""
    headings = {
        Aim.BEGIN: _("Begin together"),
        Aim.SEE: _("See how it is between us"),
        Aim.LEARN: _("Learn from what we do"),
    }
    return [
        SheetGroup(
            heading=heading,
            sheets=tuple(
                sheet_card(sheet, language)
                for sheet in run_sheets()
                if RUN_SHEETS[sheet.key] is aim
            ),
        )
        for aim, heading in headings.items()
    ]


def sheet_card(sheet: RunSheet, language: str) -> SheetCard:
    return SheetCard(
        key=sheet.key,
        title=in_language(sheet.title, language),
        purpose=in_language(sheet.purpose, language),
        fits=in_language(sheet.fits, language),
        minutes=minutes_said(sheet.minutes),
        people=_("%(fewest)s to %(most)s people") % {"fewest": sheet.fewest, "most": sheet.most},
    )


def sheet_page(sheet: RunSheet, language: str) -> ReadSheet:
    return ReadSheet(
        card=sheet_card(sheet, language),
        version=sheet.version,
        before=tuple(
            (in_language(each.text, language), works_said(each.sources, language))
            for each in sheet.before
        ),
        tables=in_language(sheet.tables.why, language),
        source=sources_said(sheet.sources, language),
        aim=places_said(sheet.aim_from, language),
        steps=tuple(
            _step(number, step, language) for number, step in enumerate(sheet.steps, start=1)
        ),
        works=tuple(_works(sheet, language)),
        has_own=any(step.is_own for step in sheet.steps),
    )


def sources_said(sources: tuple[Source, ...], language: str) -> str:
    """Say which works something stands in, or that it is Samspill's own proposal."""
    return places_said(sources, language) or _("Samspill’s own proposal")


def works_said(sources: tuple[Source, ...], language: str) -> str:
    """Say in short which works something stands in, without the place in them."""
    works = {source.work: run_sheet_words().works[source.work] for source in sources}
    return joined(in_language(work.short, language) for work in works.values()) or _(
        "Samspill’s own proposal"
    )


def places_said(sources: tuple[Source, ...], language: str) -> str:
    """Say works in short and the places in them, each work once."""
    works = run_sheet_words().works
    places: dict[Work, list[str]] = {}
    for source in sources:
        places.setdefault(source.work, []).append(source.place)
    said = []
    for work, named in places.items():
        short = in_language(works[work].short, language)
        where = joined(_("“%(said)s”") % {"said": place} for place in named if place)
        said.append(f"{short}, {where}" if where else short)
    return "; ".join(said)


def rule_said(rule: Rule) -> str:
    """Say a rule of the method, as whoever leads would say it."""
    return {
        Rule.FRAME_FIRST: _("Nobody answers anything before this is said."),
        Rule.LOCKED_UNTIL_READ: _(
            "Nobody discusses before everyone at the table has read or passed."
        ),
        Rule.SUCCESS_BEFORE_FAILURE: _(
            "A table hands in what went well before it takes up what went badly."
        ),
        Rule.BOTH_BEFORE_EITHER: _("Nothing is shown before both groups have handed in."),
        Rule.PROMPTS_IN_ORDER: _("The questions come in order."),
        Rule.HOST_FIRST: _("The host says and writes first."),
        Rule.BOTH_SIDES_WRITE: _("A note has something from both sides."),
        Rule.STRONG_FIRST: _("What is strong comes first."),
        Rule.NO_TABLE_COMPARED: _("Tables are never compared or ranked."),
        Rule.NO_PERSON_NAMED: _("What is written names no person."),
        Rule.OPENS_AFTER_TALK: _("What the sources say comes on the wall when people have talked."),
    }[rule]


def _step(number: int, step: StepContent, language: str) -> ReadStep:
    def said(text: LocalizedText) -> str:
        return in_language(text, language)

    names, uses = trust_names(), step.uses
    anonymous = step.when_anonymous.say if step.when_anonymous else None
    shown = [(names[trust], said(text)) for trust, text in step.lets_show.items()]
    return ReadStep(
        number=number,
        key=step.key,
        title=said(step.title),
        kind=kind_name(step, language),
        minutes=minutes_said(step.minutes),
        shortest=minutes_said(step.shortest),
        speaker=speaker_name(step, ""),
        say=lines_of(step.say, language),
        say_anonymous=lines_of(anonymous, language),
        watch_for=said(step.watch_for),
        if_stuck=said(step.if_stuck),
        phone=lines_of(step.phone_lines, language),
        wall_question=said(step.wall_question),
        wall_lines=lines_of(step.wall_lines, language),
        after_talk=lines_of(step.after_talk, language),
        shows_model=isinstance(uses, Show) and uses.what is Shown.MODEL,
        written=said(step.written),
        late=said(step.late),
        no_phone=said(step.no_phone),
        lets_show=tuple((name.capitalize(), text) for name, text in shown),
        lets_show_said=joined(name for name, _text in shown),
        rules=tuple(rule_said(rule) for rule in step.rules),
        source=sources_said(step.sources, language),
    )


def _works(sheet: RunSheet, language: str) -> Iterable[ReadWork]:
    """Yield every work the sheet builds on, in the order in which they are met."""
    met = [*sheet.sources, *sheet.aim_from, *sheet.tables.sources]
    for condition in sheet.before:
        met += condition.sources
    for step in sheet.steps:
        met += [*step.sources, *step.aim_from]
    works = run_sheet_words().works
    for work in dict.fromkeys(source.work for source in met):
        yield ReadWork(
            title=in_language(works[work].title, language),
            how_sure=in_language(works[work].how_sure, language),
        )
