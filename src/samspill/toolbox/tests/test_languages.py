"""A text is looked up in one way, and one that lacks a language is shown in another."""

import pytest

from samspill.toolbox.languages import in_language

TEXT = {"en": "Trust", "nn": "Tillit (nn)", "nb": "Tillit"}


@pytest.mark.parametrize(("language", "said"), [("en", "Trust"), ("nn", "Tillit (nn)")])
def test_the_language_that_is_asked_for_comes_first(language: str, said: str) -> None:
    assert in_language(TEXT, language) == said


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (("nb", "nn", "en"), "Tillit"),
        (("nn", "en"), "Tillit (nn)"),
        (("en",), "Trust"),
    ],
)
def test_another_language_is_better_than_nothing(there: tuple[str, ...], said: str) -> None:
    assert in_language({name: TEXT[name] for name in there}, "se") == said


def test_a_language_that_nobody_knows_any_more_is_still_shown() -> None:
    assert in_language({"da": "Tillid"}, "nb") == "Tillid"


def test_no_text_at_all_is_told() -> None:
    with pytest.raises(LookupError, match="no text in any language, and 'nb' was asked for"):
        in_language({}, "nb")
