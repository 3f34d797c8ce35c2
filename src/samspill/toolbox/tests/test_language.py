"""What a tired council member must understand at once, as far as a program can tell."""

import re
import shutil
import subprocess

import pytest

from samspill.toolbox.catalogue import Instrument, instrument
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.round_content import SHARE, ItemContent
from samspill.toolbox.tests.norwegian import BOKMAL_ONLY, HARDEST, NYNORSK_ONLY
from samspill.toolbox.tests.texts import ALL, WITH_ITEMS, lix, long_texts, texts_in, words

NEGATIONS = {
    "nb": {"ikke", "aldri", "ingen", "uten", "verken"},
    "nn": {"ikkje", "aldri", "ingen", "utan", "verken", "korkje"},
    "en": {"not", "never", "no", "none", "without", "neither", "nor"},
}
JOINING = {
    "nb": {"og", "eller", "samt", "men"},
    "nn": {"og", "eller", "samt", "men"},
    "en": {"and", "or", "but"},
}
US = {
    "nb": {"vi", "oss", "vår", "våre", "hverandre"},
    "nn": {"vi", "oss", "vår", "våre", "kvarandre"},
    "en": {"we", "us", "our"},
}
ASKS_FOR_A_PERSON = {"nb": {"hvem"}, "nn": {"kven"}, "en": {"who", "whom", "whose"}}
OPENING = {"nb": "I hvor stor grad ", "nn": "I kor stor grad ", "en": "To what extent "}


# Names, and words that are right but that the dictionaries of 2012 do not have.
KNOWN = {
    "BDO", "Bentzen", "Byregionprogrammet", "DFØ", "Davis", "Dialog-", "Distriktssenteret",
    "Eide", "Kaufmann", "Mayer", "Rambøll", "Samtale-", "Statskontoret",
    "Samarbeidssjekken", "Samarbeidstest", "Samarbeidstesten", "Samspill", "Schoorman", "Temaa",
    "Temaene", "Tillitsbasert", "attgir", "betrudde", "eigarskap", "s", "sluttevalueringa",
    "temaa", "temaene", "tillitsreform", "noe", "noen", "Noen", "poengsum",
    "skalaen", "tillitssjekk", "tillitssjekken",
}  # fmt: skip

each_item = pytest.mark.parametrize(
    "item",
    [item for one in WITH_ITEMS for item in one.items],
    ids=[f"{one.key}-{item.key}" for one in WITH_ITEMS for item in one.items],
)
each_instrument = pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
both_norwegian = pytest.mark.parametrize("language", ["nb", "nn"])


def lower_words(text: str) -> set[str]:
    return {word.lower() for word in words(text)}


def test_lix_is_counted_as_bjornsson_did() -> None:
    assert lix("Vi sier det vi mener. Kommunen svarer.") == pytest.approx(7 / 2 + 100 / 7)


@each_item
def test_an_item_is_one_short_thought_without_negation(item: ItemContent) -> None:
    for language in LANGUAGES:
        text = item.text[language]
        assert len(text) <= 110, text
        assert not lower_words(text) & NEGATIONS[language], text
        assert not lower_words(text) & JOINING[language], text


@pytest.mark.parametrize("item", instrument("collaboration_test").items, ids=lambda item: item.key)
def test_a_statement_is_about_us_and_a_whole_sentence(item: ItemContent) -> None:
    for language in LANGUAGES:
        assert lower_words(item.text[language]) & US[language], item.text[language]
        assert re.fullmatch(r"[A-ZÆØÅ][^.?!]+\.", item.text[language])


@pytest.mark.parametrize(
    "item", instrument("dialogue_and_trust_check").items, ids=lambda item: item.key
)
def test_a_question_asks_to_what_extent(item: ItemContent) -> None:
    for language in LANGUAGES:
        assert item.text[language].startswith(OPENING[language])
        assert re.fullmatch(r"[^.?!]+\?", item.text[language])


@each_item
def test_the_table_is_asked_about_a_case_and_not_for_a_person(item: ItemContent) -> None:
    for language in LANGUAGES:
        talk = item.talk[language]
        assert talk.endswith("?")
        assert not lower_words(talk) & ASKS_FOR_A_PERSON[language], talk
        assert not re.search(r"svarte|\bscore|\banswered|your answer", talk), talk


def test_no_english_text_says_party() -> None:
    """In a council a party is a political party; those who work together are partners."""
    for one in ALL:
        for text in texts_in(one.asked.encode(), "en"):
            assert not lower_words(text) & {"party", "parties"}, text


@both_norwegian
@each_instrument
def test_running_text_is_easy_to_read(one: Instrument, language: str) -> None:
    hard = {
        name: f"LIX {lix(text):.0f}"
        for name, text in long_texts(one, language).items()
        if lix(text) > HARDEST
    }
    assert not hard


@each_instrument
def test_nynorsk_is_nynorsk(one: Instrument) -> None:
    for text in texts_in(one.asked.encode(), "nn"):
        assert not lower_words(text) & BOKMAL_ONLY, text


@each_instrument
def test_bokmal_is_bokmal(one: Instrument) -> None:
    for text in texts_in(one.asked.encode(), "nb"):
        assert not lower_words(text) & NYNORSK_ONLY, text


@both_norwegian
def test_every_word_is_in_the_dictionary(language: str) -> None:
    dictionary = f"{language}_NO"
    program = shutil.which("hunspell")
    if program is None:
        pytest.skip("NOT CHECKED: hunspell is not installed (apt install hunspell hunspell-no)")
    listed = subprocess.run(
        [program, "-D"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if dictionary not in listed.stderr + listed.stdout:
        pytest.skip(f"NOT CHECKED: hunspell has no {dictionary} (apt install hunspell-no)")
    texts = "\n".join(text for one in ALL for text in texts_in(one.asked.encode(), language))
    checked = subprocess.run(
        [program, "-d", dictionary, "-i", "UTF-8", "-l"],
        input=texts.replace(SHARE, ""),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert not set(checked.stdout.split()) - KNOWN
