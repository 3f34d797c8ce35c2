"""What is known of trust reforms: read whole, and pointing to nothing that is not there."""

import pytest

from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.reform.loading import grades, what_is_known, works
from samspill.toolbox.reform.translation import SOURCE, paths_in, phrases_in, translation


def test_every_fact_is_there() -> None:
    known = what_is_known("nb")
    assert len(known.facts) == 1040
    assert len(known.initiative) == 33
    assert len(known.lesson) == 15
    assert sum(len(lesson.points) for lesson in known.lesson) == 83
    assert len(known.condition) == 32


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_facts(language: str) -> None:
    assert what_is_known(language).facts.keys() == what_is_known("nb").facts.keys()


def test_a_fact_tells_which_language_it_is_in() -> None:
    for language in set(LANGUAGES) - {SOURCE}:
        texts = translation(language).texts
        for fact in what_is_known(language).facts.values():
            assert fact.language == (language if fact.id in texts else SOURCE)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {SOURCE}))
def test_a_translation_is_of_something(language: str) -> None:
    known, said = what_is_known(SOURCE), translation(language)
    assert not said.texts.keys() - dict(paths_in(known)).keys()
    assert not said.phrases.keys() - set(phrases_in(known))


def test_a_fact_has_its_source_and_how_sure_it_is() -> None:
    for fact in what_is_known("nb").facts.values():
        assert fact.text, fact.id
        assert fact.ref, fact.id
        assert fact.grade in grades(), fact.id
        assert fact.work in works(), fact.id
        assert fact.section, fact.id


def test_what_we_infer_is_marked() -> None:
    """A fact that only we say is never told as if a text said it."""
    inferred = [
        fact for fact in what_is_known("nb").facts.values() if fact.grade == "egen slutning"
    ]
    assert inferred
    assert all(fact.ref == "egen slutning" for fact in inferred)
