"""What is stored for good is stored in every language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.utils import translation

from samspill.toolbox import languages

Made = TypeVar("Made")


def in_every_language(make: Callable[[str], Made]) -> Mapping[str, Made]:
    """Call `make` once for each language, with that language active."""
    made = {}
    for language in languages.LANGUAGES:
        with translation.override(language):
            made[language] = make(language)
    return made
