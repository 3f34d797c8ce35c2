"""Every text in three languages: complete, with the same placeholders, plain, each its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.language import foreign_words, lix, misspelt, words

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samspill"
LANGUAGES = ("nb", "nn")

# Words that a dictionary lacks and that are right all the same.
RIGHT = {
    "nb": "datoen noe noen regionråd skalaen skjemaet skjemaene temaene kameraet poengsum app cp "
    "mb xls dpia pdf personvernforordningen spørreverktøy spørreverktøyet kontoer stilark "
    "spss r read encoding wg polars parquet",
    "nn": "hovudmeny regionråd skalaen skjemaet skjemaa datoen kameraet poengsum app cp storskjerm "
    "storskjermen tekstfil temaa éi kryptering "
    "stilguide stilguiden pikslar barnevernvakt stilark datamappe bakgrunnsarbeid tilbakelegging "
    "tryggingskopi tryggingskopien teiknsettet serveren mb xls dpia pdf skript forms "
    "personvernforordninga personvernvurdering personvernombodet spss r read encoding wg "
    "polars parquet",
}
# Words on the list of the other form that this form has too, in one of their meanings.
SHARED = {"nb": set(), "nn": {"gjort"}}

# Bokmål and nynorsk may say the same, in short texts; a longer one that is identical has probably
# not been written twice. Those that were, and came out alike, are listed here.
ALIKE = re.compile(r"^(?:\W|\w){0,28}$")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts(language: str) -> list[str]:
    found: list[str] = []
    for entry in catalogue(language):
        found += [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    return found


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|\{\w*\}|\[\w+\]|</?\w+>", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_complete(language: str) -> None:
    entries = catalogue(language)
    lacking = [one.msgid for one in entries if not one.translated() or one.fuzzy]
    assert not lacking
    assert entries.metadata["Language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    for entry in catalogue(language):
        # A command-line option may be named in one language and not in the other.
        wanted = placeholders(entry.msgid_plural or entry.msgid)
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert placeholders(text) == wanted, entry.msgid


def test_no_text_is_missing_from_the_catalogues(tmp_path: Path) -> None:
    """Collect the texts as `make messages` does, and compare."""
    if shutil.which("xgettext") is None:
        pytest.skip("needs GNU gettext: apt install gettext")
    copy = tmp_path / "samspill"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("vendor", "__pycache__", "*.mo"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "nb", "--no-location"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    fresh = polib.pofile(str(copy / "locale" / "nb" / "LC_MESSAGES" / "django.po"))
    wanted = {(one.msgctxt, one.msgid) for one in fresh if not one.obsolete}
    for language in LANGUAGES:
        there = {(one.msgctxt, one.msgid) for one in catalogue(language)}
        assert wanted == there, sorted(map(str, wanted ^ there))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_of_norwegian_is_itself(language: str) -> None:
    wrong = {
        text: found
        for text in texts(language)
        if (found := {word.lower() for word in foreign_words(text, language)} - SHARED[language])
    }
    assert not wrong


def test_bokmal_and_nynorsk_are_both_written() -> None:
    nn = {(one.msgctxt, one.msgid): one.msgstr for one in catalogue("nn")}
    same = [
        one.msgstr
        for one in catalogue("nb")
        if one.msgstr == nn[one.msgctxt, one.msgid] and not ALIKE.match(one.msgstr)
    ]
    assert len(same) <= 12, same


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_spelling_is_right(language: str) -> None:
    wrong = {word.lower() for word in misspelt(texts(language), language)}
    assert not wrong - set(RIGHT[language].split()) - {"a", "c", "e", "n"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_plain(language: str) -> None:
    """LIX at most 40 over all, and at most 50 in any longer text."""
    longer = [text for text in texts(language) if len(words(text)) > 14]
    assert lix(" ".join(longer)) <= 40
    assert not {text: lix(text) for text in longer if lix(text) > 50}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_shouts(language: str) -> None:
    assert not [text for text in texts(language) if "!" in text]
