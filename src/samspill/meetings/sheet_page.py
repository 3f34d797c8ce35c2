"""A run sheet whole, as one reads it before choosing it."""

from __future__ import annotations

from dataclasses import dataclass

from samspill.meetings.plan_page import source_said
from samspill.meetings.wording import joined, kind_name, lines_of, minutes_said, trust_names
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import RunSheet, StepContent


@dataclass(frozen=True, kw_only=True)
class ReadStep:
    title: str
    kind: str
    minutes: str
    say: tuple[str, ...]
    watch_for: str
    if_stuck: str
    no_phone: str
    written: str
    lets_show: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class ReadSheet:
    key: str
    title: str
    purpose: str
    fits: str
    minutes: str
    before: tuple[str, ...]
    tables: str
    mixed: str
    steps: tuple[ReadStep, ...]


def sheet_page(sheet: RunSheet, language: str) -> ReadSheet:
    return ReadSheet(
        key=sheet.key,
        title=in_language(sheet.title, language),
        purpose=in_language(sheet.purpose, language),
        fits=in_language(sheet.fits, language),
        minutes=minutes_said(sheet.minutes),
        before=tuple(in_language(each.text, language) for each in sheet.before),
        tables=in_language(sheet.tables.why, language),
        mixed=joined(lines_of(sheet.tables.mix, language)),
        steps=tuple(_step(step, language) for step in sheet.steps),
    )


def _step(texts: StepContent, language: str) -> ReadStep:
    names = trust_names()
    return ReadStep(
        title=in_language(texts.title, language),
        kind=kind_name(texts, language),
        minutes=minutes_said(texts.minutes),
        say=lines_of(texts.say, language),
        watch_for=in_language(texts.watch_for, language),
        if_stuck=in_language(texts.if_stuck, language),
        no_phone=in_language(texts.no_phone, language),
        written=in_language(texts.written, language),
        lets_show=tuple(
            (names[trust], in_language(text, language)) for trust, text in texts.lets_show.items()
        ),
        source=source_said(texts, language),
    )
