"""The run sheets keep to the facts they were written from: times, sizes, order and sources."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from typing import Any

import pytest

from samspill.toolbox.run_sheet_content import RunSheet, Source, Work
from samspill.toolbox.run_sheets import run_sheets
from tests.shared import SHARED

FACTS = SHARED / "content" / "room" / "run_sheets.toml"
CONTACT = SHARED / "content" / "case" / "contact_rules.toml"
LEADERS = SHARED / "content" / "case" / "experience_form.toml"

pytestmark = pytest.mark.skipif(
    not FACTS.exists(),
    reason=f"NOT CHECKED: the facts behind the run sheets; {FACTS} is not there",
)

# How the facts name a work, and which file holds it.
SEEDS = {
    Work.DISTRIKTSSENTERET_ARTICLE: "S000",
    Work.SVARE: "S001",
    Work.EIDE: "S002",
    Work.THESIS: "S003",
    Work.DFO: "S004",
}
# Chapters of the notes from the field; what they say of the trust exercise is from the article.
FIELD = {
    "1.1": Work.DISTRIKTSSENTERET_PAGE,
    "1.2": Work.DISTRIKTSSENTERET_PAGE,
    "1.3": Work.DISTRIKTSSENTERET_ARTICLE,
    "6": Work.DEBRIEF_RESEARCH,
}
BY_KEY = {sheet.key: sheet for sheet in run_sheets()}


@cache
def facts() -> dict[str, Any]:
    return {sheet["key"]: sheet for sheet in tomllib.loads(FACTS.read_text("utf-8"))["sheets"]}


def works_in(reference: str) -> set[Work]:
    """Return the works that a reference of the facts names, as in "S001 Headline; field 1.2"."""
    by_seed = {seed: work for work, seed in SEEDS.items()}
    named = {by_seed[seed] for seed in re.findall(r"S00\d", reference)}
    return named | {FIELD[part] for part in re.findall(r"field (\d+(?:\.\d+)?)", reference)}


def works(sources: tuple[Source, ...]) -> set[Work]:
    return {source.work for source in sources}


@cache
def seed_text(seed: str) -> str:
    number = seed.removeprefix("S")
    path = next((SHARED / "seeds").glob(f"{number}_*"))
    text = unicodedata.normalize("NFC", path.read_text("utf-8")).replace("\xad", "")
    return " ".join(text.lower().split())


def minutes_of(sheet: RunSheet) -> dict[str, tuple[int, int]]:
    """Return minutes and least minutes; the time to choose was taken from sharing."""
    times = {step.key: (step.minutes, step.shortest) for step in sheet.steps}
    if sheet.key == "trust_exercise":
        chosen, _shortest = times.pop("choose")
        shared, shortest = times["share"]
        times["share"] = (shared + chosen, shortest)
    return times


def test_every_sheet_is_there() -> None:
    assert set(BY_KEY) - set(facts()) == {"contact_rules", "leader_quarter"}
    assert not set(facts()) - set(BY_KEY)


@pytest.mark.parametrize("key", sorted(set(BY_KEY) - {"contact_rules", "leader_quarter"}))
def test_a_sheet_keeps_to_the_facts(key: str) -> None:
    sheet, known = BY_KEY[key], facts()[key]
    assert sheet.minutes == known["total_minutes"]
    assert (sheet.fewest, sheet.most) == (known["people"]["fewest"], known["people"]["most"])
    tables = known["tables"]
    assert (sheet.tables.least, sheet.tables.most) == (tables["least"], tables["most"])
    assert sheet.tables.by_region == tables["region_wise"]
    assert sheet.tables.table_leader == tables["table_leader"]
    assert bool(sheet.tables.mix) == bool(tables["mix"]) or key == "mutual_views"
    assert [before.key for before in sheet.before] == [
        before["key"] for before in known["preconditions"]
    ]
    assert minutes_of(sheet) == {
        step["key"]: (step["minutes"], step["shortest"]) for step in known["steps"]
    }


@pytest.mark.parametrize("key", sorted(set(BY_KEY) - {"contact_rules", "leader_quarter"}))
def test_a_step_is_of_the_kind_and_from_the_source_it_says(key: str) -> None:
    sheet, known = BY_KEY[key], facts()[key]
    assert works(sheet.sources) == works_in(known.get("source", ""))
    for written in known["steps"]:
        step = sheet.step(written["key"])
        assert step.kind.value == written["kind"]
        assert works(step.sources) == works_in(written.get("source", "")), step.key
        assert bool(step.minutes_from) == ("minutes_source" in written), step.key
        assert {trust.value for trust in step.lets_show} == set(written["lets_show"]), step.key
    for condition, before in zip(sheet.before, known["preconditions"], strict=True):
        assert works(condition.sources) == works_in(before.get("source", "")), before["key"]


def test_a_heading_that_is_named_stands_in_the_source() -> None:
    for sheet in BY_KEY.values():
        named = [*sheet.sources, *sheet.aim_from, *sheet.tables.sources]
        for step in sheet.steps:
            named += [*step.sources, *step.aim_from]
        for before in sheet.before:
            named += before.sources
        for source in named:
            if source.work in SEEDS and source.place:
                heading = " ".join(source.place.lower().split())
                assert heading in seed_text(SEEDS[source.work]), (sheet.key, source.place)


def test_contact_rules_take_the_minutes_that_are_known() -> None:
    known = tomllib.loads(CONTACT.read_text("utf-8"))
    steps = sorted(known["make_it_step"], key=lambda step: int(step["order"]))
    sheet = BY_KEY["contact_rules"]
    assert sheet.minutes == known["make_it"]["minutes"]
    assert [step.minutes for step in sheet.steps] == [step["minutes"] for step in steps]
    assert f"{sheet.fewest}–{sheet.most}" in known["make_it"]["people"]


def test_the_fifteen_minutes_are_divided_as_known() -> None:
    short = tomllib.loads(LEADERS.read_text("utf-8"))["leader_hour"]["short_form"]
    total, *parts = [int(number) for number in re.findall(r"\d+", short)]
    sheet = BY_KEY["leader_quarter"]
    assert sheet.minutes == total
    assert [step.minutes for step in sheet.steps] == parts
