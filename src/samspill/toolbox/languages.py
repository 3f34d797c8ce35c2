"""The languages of Samspill, and the one way to look a text up in them.

A text that was stored before a language was added lacks it; it is then shown in another language
rather than not at all. What is published with Samspill is checked for every language in `REQUIRED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, TypeVar

LocalizedText: TypeAlias = Mapping[str, str]
LocalizedList: TypeAlias = Mapping[str, tuple[str, ...]]

Said = TypeVar("Said")


def _(text: str) -> str:
    """Mark a text for translation; the framework translates it where a page is made."""
    return text


NAMES: Mapping[str, str] = {"nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English")}
LANGUAGES = tuple(NAMES)
REQUIRED = ("nb", "nn", "en")
# The language that texts in code and templates are written in.
SOURCE = "en"
# Where the language that is asked for is missing, the first of these that there is.
FALLBACK = ("nb", "nn", "en")


def in_language(texts: Mapping[str, Said], language: str) -> Said:
    """Return what is said in `language`, or else in the nearest language there is.

    Raises `LookupError` when there is no language at all.
    """
    for wanted in (language, *FALLBACK, *texts):
        if wanted in texts:
            return texts[wanted]
    message = f"there is no text in any language, and {language!r} was asked for"
    raise LookupError(message)
