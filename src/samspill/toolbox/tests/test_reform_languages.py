"""What is known of trust reforms, in three languages: nothing lacks, and no number changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
import pytest

from samspill.toolbox.languages import LANGUAGES, LocalizedText
from samspill.toolbox.reform import loading
from samspill.toolbox.reform.preparing import preparing
from samspill.toolbox.reform.translation import SOURCE, paths_in, phrases_in, translation
from samspill.toolbox.reform.written import LONGEST_GRADE
from samspill.toolbox.tests.norwegian import BOKMAL_ONLY, NYNORSK_ONLY
from samspill.toolbox.tests.texts import words

OTHERS = sorted(set(LANGUAGES) - {SOURCE})
in_another_language = pytest.mark.parametrize("language", OTHERS)

# What is named or quoted as it is, whatever language the rest is in.
AS_IT_IS = re.compile(
    r"«[^»]*»|‘[^’]*’|Sammen om en bedre kommune|Fem misforståelser om tillid, Den offentlige"
    r"|Frikommunenettværk om flere billige boliger mv\.|\bi gang\b"
)
FIGURE = re.compile(r"\d+(?:[ .,]\d+)*")
# Three to eight in each language; "to" and "ni" are other words as well.
NUMBER_WORDS = {
    "nb": ("tre", "fire", "fem", "seks", "sju", "åtte"),
    "nn": ("tre", "fire", "fem", "seks", "sju", "åtte"),
    "en": ("three", "four", "five", "six", "seven", "eight"),
}


def figures(text: str, language: str) -> set[str]:
    """Return the numbers of a text, the decimal sign and the thousands' as in English."""
    found = set()
    for figure in FIGURE.findall(text):
        if language == "en":
            found.add(figure.replace(",", ""))
        else:
            found.add(re.sub(r"(?<=\d) (?=\d{3}\b)", "", figure).replace(",", "."))
    return found


def numbers_in_words(text: str, language: str) -> set[int]:
    every = {word.lower() for word in words(text)}
    return {n for n, word in enumerate(NUMBER_WORDS[language], start=3) if word in every}


def written_texts() -> Iterator[tuple[str, LocalizedText]]:
    """Yield every text in Samspill's own words, with where it stands."""
    own: dict[str, object] = {
        "works": tuple(loading.works().values()),
        "grades": tuple(loading.grades().values()),
        "talk_cases": tuple(loading.talk_cases().values()),
        "steering": loading.steering(),
        "readiness": loading.readiness(),
        "preparing": preparing(),
        "trial_or_pilot": loading.trial_or_pilot(),
        "why_trust": loading.why_trust(),
    }
    for name, content in own.items():
        yield from _texts_in(content, name)
    for key in loading.what_is_known(SOURCE).initiatives:
        yield f"leads {key}", {name: loading.leads(name)[key] for name in LANGUAGES}


def _texts_in(content: object, place: str) -> Iterator[tuple[str, LocalizedText]]:
    if isinstance(content, msgspec.Struct):
        for name in content.__struct_fields__:
            yield from _texts_in(getattr(content, name), f"{place} {name}")
    elif isinstance(content, tuple):
        for number, inner in enumerate(content, start=1):
            yield from _texts_in(inner, f"{place} {number}")
    elif isinstance(content, Mapping):
        if set(content) == set(LANGUAGES):
            yield place, content
        else:
            for key, inner in content.items():
                yield from _texts_in(inner, f"{place} {key}")


@in_another_language
def test_everything_is_said_in_every_language(language: str) -> None:
    """A fact that is shown in bokmål alone says so, but today none has to."""
    known = dict(paths_in(loading.what_is_known(SOURCE)))
    assert not known.keys() - translation(language).texts.keys()


def test_every_phrase_is_english() -> None:
    """A phrase that is not translated is a reference, which is the same in every language."""
    same = set(phrases_in(loading.what_is_known(SOURCE))) - translation("en").phrases.keys()
    names = {"metadata", "pilot"}
    assert not {each for each in same - names if not re.search(r"\d{4}", each)}


@in_another_language
def test_a_number_is_the_same_in_every_language(language: str) -> None:
    said = translation(language).texts
    for path, source in paths_in(loading.what_is_known(SOURCE)):
        assert figures(said[path], language) == figures(source, SOURCE), path
        assert numbers_in_words(source, SOURCE) <= numbers_in_words(said[path], language), path


@in_another_language
def test_a_number_is_the_same_in_our_own_words(language: str) -> None:
    for place, text in written_texts():
        assert figures(text[language], language) == figures(text[SOURCE], SOURCE), place
        assert numbers_in_words(text[SOURCE], SOURCE) <= numbers_in_words(text[language], language)


def test_a_number_in_a_lead_is_in_a_fact() -> None:
    known = loading.what_is_known(SOURCE)
    for key, lead in loading.leads(SOURCE).items():
        own = (fact.text for fact in known.facts.values() if fact.id.startswith(f"{key}."))
        facts = " ".join(own)
        said = f"{facts} {known.initiatives[key].units} {known.initiatives[key].name}"
        assert figures(lead, SOURCE) <= figures(said, SOURCE), key


def test_every_initiative_has_its_lead() -> None:
    assert loading.leads(SOURCE).keys() == loading.what_is_known(SOURCE).initiatives.keys()


def test_nynorsk_is_nynorsk() -> None:
    texts = [*translation("nn").texts.items()]
    texts += [(place, text["nn"]) for place, text in written_texts()]
    for place, text in texts:
        found = {word.lower() for word in words(AS_IT_IS.sub("", text))}
        assert not found & BOKMAL_ONLY, (place, found & BOKMAL_ONLY)


def test_bokmal_is_bokmal() -> None:
    texts = [*paths_in(loading.what_is_known(SOURCE))]
    texts += [(place, text["nb"]) for place, text in written_texts()]
    for place, text in texts:
        found = {word.lower() for word in words(AS_IT_IS.sub("", text))}
        assert not found & NYNORSK_ONLY, (place, found & NYNORSK_ONLY)


def test_a_grade_is_told_in_few_words_that_no_other_has() -> None:
    for language in LANGUAGES:
        told = [grade.words[language] for grade in loading.grades().values()]
        assert len(set(told)) == len(told) == 13
        assert all(len(each.split()) <= LONGEST_GRADE for each in told)


def test_every_grade_is_in_use() -> None:
    facts = loading.what_is_known(SOURCE).facts.values()
    assert {fact.grade for fact in facts} == set(loading.grades())


def test_every_misconception_has_a_case_to_talk_about() -> None:
    known = loading.what_is_known(SOURCE)
    assert loading.talk_cases().keys() == {each.id for each in known.misconception}


def test_what_stands_beside_the_conditions_rests_on_facts_that_are_there() -> None:
    known, beside = loading.what_is_known(SOURCE), preparing()
    resting = [part.facts for part in beside.parts]
    resting += [lacked.facts for lacked in beside.others_lacked]
    resting += [beside.early_gains.facts, loading.steering().facts]
    assert all(set(facts) <= known.facts.keys() for facts in resting)
    conditions = set(known.conditions)
    assert {each.id for each in loading.readiness().conditions} == conditions
    assert set(beside.asked.values()) | {each.condition for each in beside.know} == conditions
    assert {each.condition for each in beside.others_lacked} <= conditions
    assert all(set(each.conditions) <= conditions for each in beside.parts)


def test_why_trust_is_sourced_and_never_says_what_is_the_cause() -> None:
    why = loading.why_trust()
    for answer in (*why.effects, *why.answers):
        assert answer.source.partition(" ")[0] in loading.works(), answer.key
        assert answer.sure in loading.grades(), answer.key
    assert [kind.key for kind in why.kinds if kind.is_here] == ["relational"]
    causing = {"nb": "fører til|gjør at|på grunn av", "en": "leads to|causes|because of trust"}
    for language, pattern in causing.items():
        texts = [answer.text[language] for answer in (*why.effects, *why.answers)]
        assert not [text for text in texts if re.search(pattern, text)]


def test_what_the_law_says_names_its_paragraph_and_what_is_second_hand_says_so() -> None:
    guide = loading.trial_or_pilot()
    points = [
        point for outcome in guide.outcomes for part in outcome.parts for point in part.points
    ]
    assert all(point.law for point in points if point.sure == "law")
    assert set(guide.sure) == {point.sure for point in points}
    assert {point.sure for point in points if point.law} <= {"law", "checked"}
