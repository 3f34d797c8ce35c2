"""What a leader says aloud must be said in words one would say, in each language as itself."""

import re

import pytest

from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.run_sheet_content import RunSheet
from samspill.toolbox.run_sheets import run_sheet_words, run_sheets
from samspill.toolbox.tests.norwegian import BOKMAL_ONLY, HARDEST, NYNORSK_ONLY
from samspill.toolbox.tests.texts import lix, texts_in, words

ALL = run_sheets()
each_sheet = pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.key)
# What an English text would hold if it were not written by a Briton, or were left in Norwegian.
NOT_ENGLISH = re.compile(
    r"[æøåÆØÅ«»]|\b(organiz|recogniz|realiz|color|favor|center)\w*|\bprogram\b"
)
# In a council a party is a political one; those who work together are partners.
PARTY = re.compile(r"(?<!political )\b(party|parties)\b", re.IGNORECASE)


def lower_words(text: str) -> set[str]:
    return {word.lower() for word in words(text)}


@pytest.mark.parametrize("language", ["nb", "nn"])
@each_sheet
def test_what_is_said_is_easy(sheet: RunSheet, language: str) -> None:
    for step in sheet.steps:
        for said in step.spoken:
            text = " ".join(said[language])
            assert lix(text) <= HARDEST, (step.key, round(lix(text)), text)


@each_sheet
def test_nobody_has_to_draw_breath_in_a_sentence(sheet: RunSheet) -> None:
    for step in sheet.steps:
        for language in LANGUAGES:
            for line in step.say[language]:
                for sentence in re.split(r"(?<=[.!?…])\s+", line):
                    assert len(sentence.split()) <= 26, sentence


@each_sheet
def test_each_norwegian_is_itself(sheet: RunSheet) -> None:
    stored = sheet.encode()
    for text in texts_in(stored, "nn"):
        assert not lower_words(text) & BOKMAL_ONLY, text
    for text in texts_in(stored, "nb"):
        assert not lower_words(text) & NYNORSK_ONLY, text


@each_sheet
def test_english_is_english(sheet: RunSheet) -> None:
    for text in texts_in(sheet.encode(), "en"):
        assert not NOT_ENGLISH.search(text), text
        assert not PARTY.search(text), text


@each_sheet
def test_a_text_is_whole(sheet: RunSheet) -> None:
    """Nothing trails off, nothing has a blank too many, and a title has no full stop."""
    for language in LANGUAGES:
        for text in texts_in(sheet.encode(), language):
            assert text == " ".join(text.split()), text
        for step in sheet.steps:
            assert not step.title[language].endswith("."), step.title[language]
            for line in (*step.say[language], step.watch_for[language], step.if_stuck[language]):
                assert re.search(r"[.?!…]['’»]?$", line), line


def test_the_words_of_kinds_and_works_are_themselves() -> None:
    told = run_sheet_words()
    for entries in (told.kinds.values(), told.works.values()):
        for entry in entries:
            for name in entry.__struct_fields__:
                text = getattr(entry, name)
                said = text["nn"] if isinstance(text["nn"], str) else " ".join(text["nn"])
                quoted = re.sub("«[^»]*»", "", said)
                assert not lower_words(quoted) & BOKMAL_ONLY, said
