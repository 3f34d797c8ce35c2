"""What is known about a political case: complete in three languages, sourced, and our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.shared import SHARED

from samspill.toolbox import case_content
from samspill.toolbox.case_content import FOLDER, CaseContentError
from samspill.toolbox.case_records import AdviceContent, ContactContent, Record, TrustContent
from samspill.toolbox.languages import REQUIRED

# A run of so many words as in the thesis would be its sentence, and not ours.
RUN = 6
NO_WORD_FOR_A_PERSON = re.compile(
    r"\b(poengsum|skår\w*|score\w*|mennesketype|persontype|konfliktsky|kranglefant\w*"
    r"|personality type|conflict-averse)\b"
)


def every_record(language: str) -> Iterator[Record]:
    for content in (
        case_content.advice_content(language),
        case_content.trust_content(language),
        case_content.contact_content(language),
    ):
        yield from records_in(content)
    yield from case_content.situations(language).values()
    yield from case_content.findings(language).values()


def records_in(content: AdviceContent | TrustContent | ContactContent) -> Iterator[Record]:
    for name in content.__struct_fields__:
        held = getattr(content, name)
        for record in held if isinstance(held, tuple) else (held,):
            if isinstance(record, Record):
                yield record


def words(text: str) -> list[str]:
    return re.findall(r"[a-zæøå0-9]+", text.lower())


@pytest.mark.parametrize("language", REQUIRED)
def test_everything_names_its_sources_and_each_is_one_that_there_is(language: str) -> None:
    known = {*case_content.sources(language), *case_content.findings(language)}
    for record in every_record(language):
        assert record.sources, record
        assert {*record.sources} <= known, record
    for situation in case_content.situations(language).values():
        assert {*situation.said_by} <= known, situation.id


@pytest.mark.parametrize("language", REQUIRED)
def test_every_finding_of_the_thesis_is_used_somewhere(language: str) -> None:
    findings = case_content.findings(language)
    assert [finding.theme for finding in findings.values()].count("trust") == 6
    assert [finding.theme for finding in findings.values()].count("approaches") == 9
    used = {code for record in every_record(language) for code in record.sources}
    assert findings.keys() <= used, findings.keys() - used


@pytest.mark.parametrize("language", REQUIRED)
def test_a_situation_has_its_facts_its_sources_and_something_on_each_approach(
    language: str,
) -> None:
    every = case_content.situations(language)
    assert len(every) == 15
    approaches = {each.key for each in case_content.advice_content(language).approach}
    for situation in every.values():
        assert 5 <= len(situation.facts) <= 8, situation.id
        assert 2 <= len(situation.said) <= 4, situation.id
        assert len(situation.said) == len(situation.said_by), situation.id
        has_advice = situation.kind == "advice"
        assert set(situation.about) == (approaches if has_advice else set()), situation.id
        assert bool(situation.why) != has_advice, situation.id


@pytest.mark.parametrize("language", REQUIRED)
def test_every_answer_has_its_words(language: str) -> None:
    content = case_content.advice_content(language)
    questions = [(each.values, each.labels) for each in content.factor]
    questions += [(each.values, each.labels) for each in content.risk_question]
    for values, labels in questions:
        assert {*values} == labels.keys()
        assert values[-1] == "unknown"


def test_the_languages_say_the_same_in_as_many_words_of_their_own() -> None:
    """Each list is as long in every language, and no text was left in another one."""
    for name in ("factors", "rules", "situations", "trust_forms", "contact_rules", "findings"):
        shapes = [shape(case_content._read(f"texts/{name}.{each}.toml")) for each in REQUIRED]
        assert shapes[0] == shapes[1] == shapes[2], name


def shape(texts: object) -> object:
    if isinstance(texts, dict):
        return {key: shape(value) for key, value in texts.items()}
    return len(texts) if isinstance(texts, list) else type(texts)


def test_a_text_that_lacks_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    read = case_content._read

    def without_a_rule(name: str) -> dict[str, object]:
        content = read(name)
        if name == "texts/rules.nn.toml":
            content["rule"].pop("C1")
        return content

    monkeypatch.setattr(case_content, "_read", without_a_rule)
    with pytest.raises(CaseContentError, match=r"rules\.nn\.toml, rule: \['C1'\]"):
        case_content.advice_content.__wrapped__("nn")


@pytest.mark.parametrize("language", REQUIRED)
def test_nobody_is_a_type_and_nothing_is_a_score(language: str) -> None:
    for path in FOLDER.joinpath("texts").iterdir():
        if path.name.endswith(f".{language}.toml"):
            assert not NO_WORD_FOR_A_PERSON.search(path.read_text(encoding="utf-8").lower())


def test_no_sentence_is_that_of_the_thesis() -> None:
    source = SHARED / "seeds" / "003_269a75866be223d8.txt"
    if not source.exists():
        pytest.skip("needs the thesis among the shared texts")
    thesis = words(source.read_text(encoding="utf-8"))
    runs = {tuple(thesis[at : at + RUN]) for at in range(len(thesis) - RUN + 1)}
    copied = []
    for path in FOLDER.joinpath("texts").iterdir():
        for line in re.findall(r'"([^"]*)"', path.read_text(encoding="utf-8")):
            said = words(line)
            copied += [
                (path.name, " ".join(run))
                for at in range(len(said) - RUN + 1)
                if (run := tuple(said[at : at + RUN])) in runs
            ]
    assert not copied
