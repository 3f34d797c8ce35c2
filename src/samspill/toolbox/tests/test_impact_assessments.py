"""The draft of the privacy assessment: complete in three languages, plain, and filled in alike."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from samspill.toolbox.impact_assessments import impact_assessment, read_assessment
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.round_content import ContentError
from samspill.toolbox.tests.norwegian import BOKMAL_ONLY, HARDEST, NYNORSK_ONLY
from samspill.toolbox.tests.texts import lix, words


def content() -> dict[str, Any]:
    source = files("samspill.toolbox").joinpath("impact_assessment.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def texts_in(language: str) -> list[str]:
    draft = impact_assessment()
    found = [part.text[language] for one in draft.sections for part in (*one.texts, *one.fill_in)]
    found += [one.title[language] for one in draft.sections]
    return found + [
        text[language] for one in draft.risks for text in (one.risk, one.measure, one.rest)
    ]


def test_it_has_what_the_regulation_asks_for() -> None:
    """Article 35(7) a to d, 35(2), 35(9), 35(11) and 36 each have their place."""
    sections = [one.key for one in impact_assessment().sections]
    assert sections == [
        *("draft", "responsible", "purpose", "who", "stored", "access", "basis", "necessary"),
        *("risks", "heard", "advice", "decision"),
    ]
    said = " ".join(texts_in("nb"))
    for place in ("35 nr. 2", "35 nr. 9", "35 nr. 11", "artikkel 36", "artikkel 6", "artikkel 9"):
        assert place in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_plain(language: str) -> None:
    """As a whole as easy as the rest, and no paragraph as hard as an ordinary report."""
    assert lix(" ".join(texts_in(language))) <= HARDEST
    hard = {
        text: round(lix(text)) for text in texts_in(language)
        if len(words(text)) > 20 and lix(text) > HARDEST + 12
    }  # fmt: skip
    assert not hard


def test_norwegian_is_written_in_its_own_form() -> None:
    for language, foreign in (("nb", NYNORSK_ONLY), ("nn", BOKMAL_ONLY)):
        found = {word.lower() for text in texts_in(language) for word in words(text)}
        assert not found & foreign


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda c: c["section"][0]["text"][0].pop("nn"), "draft, text 1: a language is missing"),
        (lambda c: c["section"][2]["text"][0].update(nb="{name}"), "is not filled in alike"),
        (lambda c: c["section"][2]["text"][0].update(nb="Alle."), "is not filled in alike"),
        (lambda c: c["risk"][0].pop("rest"), "risk 1, rest: a language is missing"),
        (lambda c: c["risk"][0].update(when=["secret"]), "cannot be told of a round"),
    ],
)
def test_a_fault_is_named(change: Any, told: str) -> None:
    broken = copy.deepcopy(content())
    change(broken)
    with pytest.raises(ContentError, match=told):
        read_assessment(broken)
