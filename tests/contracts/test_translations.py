"""Every text in three languages: complete, with the same placeholders, plain, each its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from samspill.toolbox.guide_texts import guide_texts
from tests.language import foreign_words, lix, misspelt, words

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samspill"
LANGUAGES = ("nb", "nn")

# Words that a dictionary lacks and that are right all the same.
RIGHT = {
    "nb": "datoen noe noen regionråd skalaen skjemaet skjemaene temaene kameraet poengsum app cp "
    "mb xls dpia pdf personvernforordningen spørreverktøy spørreverktøyet kontoer stilark "
    "spss r read encoding wg polars parquet demoen evaluatorer ikt innloggingslenke "
    "tilgangsnøkler tillitsreform kl no kommandoer postserver postserveren arenaene datoene dfø "
    "dørlista fl informasjonskapsel informasjonskapsler kilmanns masteroppgaven noens "
    "partssamarbeid poeng tillitsreformer trinnfri bc m p room s size b",
    "nn": "hovudmeny regionråd skalaen skjemaet skjemaa datoen kameraet poengsum app cp storskjerm "
    "storskjermen tekstfil temaa éi kryptering kollegaer "
    "stilguide stilguiden pikslar barnevernvakt stilark datamappe bakgrunnsarbeid tilbakelegging "
    "tryggingskopi tryggingskopien teiknsettet serveren mb xls dpia pdf skript forms "
    "personvernforordninga personvernvurdering personvernombodet spss r read encoding wg "
    "polars parquet demoen evaluatorar følgjar innlogging innlogginga innloggingslenkje "
    "personvernombod personvernvurderinga posttenar posttenaren sikkerheitskopiar "
    "tilgangsnøkkel tilgangsnøkkelen tilgangsnøklar tillitsreform tryggingskopiar arenaene "
    "bordskilt bordskiltet dfø fl førehandsvising halden informasjonskapsel informasjonskapslar "
    "kilmann kontrolltal masteroppgåva partssamarbeid poeng tillitsreformer trinnfri vektinga øv "
    "bc g m p room s size b",
}
RIGHT_IN_GUIDES = {
    "nb": "openid connect escape page up down tab demoen kommandoen kommandoene prosjektoren e n "
    "tilgangsnøkler utlogging informasjonskapsler innlogginger innloggingssiden postserveren s "
    "tillitsreform datoene a agree ahead content cronbachs csrf j low mcdonalds md middle naboer "
    "otree p pandas pingouin pyreadstat radnummeret rollback security skalaer sqlites strongly "
    "tillitsøvelsen write",
    "nn": "openid connect escape page up down tab demoen kommandoen kommandoane prosjektoren e n "
    "tilgangsnøkkel tilgangsnøklar utlogging innlogging innlogginga bakgrunnsarbeidet følgjar "
    "datamappa informasjonskapslar innloggingar innloggingssida posttenaren s tillitsreform "
    "kryptert oppstart personvernombod personvernvurderinga piltastar tryggingskopiar a agree "
    "ahead content cronbachs csrf gruppekolonnen high j kollegabesøk low mcdonalds md middle ms "
    "nettverksleiar otree p pandas pingouin policy prosessortid pyreadstat påbyrja pålitelegheit "
    "radnummeret rollback security skalaar strongly sundvoll tillitsøvinga write",
}
# Words on the list of the other form that this form has too, in one of their meanings.
SHARED = {"nb": set(), "nn": {"gjort"}}

# Bokmål and nynorsk may say the same, in short texts; a longer one that is identical has probably
# not been written twice. Those that were, and came out alike, are listed here.
ALIKE = re.compile(r"^(?:\W|\w){0,28}$")


def catalogues(language: str, source: Path = SOURCE) -> dict[str, polib.POFile]:
    """Return the catalogue of each slice that has its own, and the one of all others."""
    return {
        str(path.relative_to(source)): polib.pofile(str(path))
        for path in sorted(source.rglob(f"locale/{language}/LC_MESSAGES/django.po"))
    }


def entries(language: str) -> list[polib.POEntry]:
    return [entry for catalogue in catalogues(language).values() for entry in catalogue]


def texts(language: str) -> list[str]:
    found: list[str] = []
    for entry in entries(language):
        found += [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    return found


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|\{\w*\}|\[\w+\]|</?\w+>", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_complete(language: str) -> None:
    lacking = [one.msgid for one in entries(language) if not one.translated() or one.fuzzy]
    assert not lacking
    assert {one.metadata["Language"] for one in catalogues(language).values()} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_translated_in_one_way(language: str) -> None:
    """Where two slices have the same text, Django takes one translation for both."""
    ways: dict[tuple[str | None, str], set[str]] = {}
    for entry in entries(language):
        given = entry.msgstr or str(sorted(entry.msgstr_plural.items()))
        ways.setdefault((entry.msgctxt, entry.msgid), set()).add(given)
    assert not {text: given for text, given in ways.items() if len(given) > 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    for entry in entries(language):
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
    wanted = collected(catalogues("nb", copy))
    for language in LANGUAGES:
        there = collected(catalogues(language))
        assert wanted == there, sorted(map(str, wanted ^ there))


def collected(some: dict[str, polib.POFile]) -> set[tuple[str, str | None, str]]:
    """Return where each text stands, by slice and context."""
    return {
        (place.partition("locale")[0], one.msgctxt, one.msgid)
        for place, catalogue in some.items()
        for one in catalogue
        if not one.obsolete
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_of_norwegian_is_itself(language: str) -> None:
    wrong = {
        text: found
        for text in texts(language)
        if (found := {word.lower() for word in foreign_words(text, language)} - SHARED[language])
    }
    assert not wrong


def test_bokmal_and_nynorsk_are_both_written() -> None:
    nn = {(one.msgctxt, one.msgid): one.msgstr for one in entries("nn")}
    same = {
        one.msgstr
        for one in entries("nb")
        if one.msgstr == nn[one.msgctxt, one.msgid] and not ALIKE.match(one.msgstr)
    }
    # Of some four thousand, these few came out alike.
    assert len(same) <= 20, same


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


# --- Guides -----------------------------------------------------------------------------------


def guides(language: str) -> dict[str, str]:
    """Return the text of each guide in a language, without commands, code and addresses."""
    return {
        text.key: re.sub(
            r"^    .*$|`[^`]*`|\]\([^)]*\)|\b[A-Z]\b", " ", text.text, flags=re.MULTILINE
        )
        for text in guide_texts().values()
        if text.language == language
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_guides_are_written_in_the_form_they_say(language: str) -> None:
    wrong = {
        key: words
        for key, text in guides(language).items()
        if (words := {word.lower() for word in foreign_words(text, language)} - SHARED[language])
    }
    assert guides(language)
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_guides_are_spelt_right(language: str) -> None:
    wrong = {word.lower() for word in misspelt(list(guides(language).values()), language)}
    assert not wrong - set(RIGHT[language].split()) - set(RIGHT_IN_GUIDES[language].split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_guides_are_plain(language: str) -> None:
    # Headings and tables are no sentences.
    readability = {
        key: lix(re.sub(r"^[|#].*$", " ", text, flags=re.MULTILINE))
        for key, text in guides(language).items()
    }
    assert not {key: value for key, value in readability.items() if value > 40}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_shouts(language: str) -> None:
    assert not [text for text in texts(language) if "!" in text]
