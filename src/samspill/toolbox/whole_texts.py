"""Whether every text of what is published is whole in every language that is required."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import msgspec

from samspill.toolbox import languages
from samspill.toolbox.languages import LocalizedList, LocalizedText
from samspill.toolbox.round_content import ContentError


def check_texts(part: msgspec.Struct, path: str = "") -> None:
    """Refuse a text that lacks a language, or is empty; the message names its place."""
    for place, text in _texts(part, path):
        _check_text(text, place)


def _texts(value: object, at: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every text that has languages, with its path, however deep it lies."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), f"{at}.{name}" if at else name)
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _texts(inner, f"{at}[{place}]")
    elif isinstance(value, Mapping):
        named = {key.value: inner for key, inner in value.items() if isinstance(key, Enum)}
        if not named:
            yield at, value
        for name, inner in named.items():
            yield from _texts(inner, f"{at}.{name}")


def _check_text(text: LocalizedText | LocalizedList, path: str) -> None:
    """Refuse a text that is not whole in every language that is required."""
    for language in languages.REQUIRED:
        if language not in text:
            message = f"{path}.{language} is missing"
            raise ContentError(message)
    for language, said in text.items():
        if language not in languages.LANGUAGES:
            message = f"{path}.{language} is not known here"
            raise ContentError(message)
        lines = [said] if isinstance(said, str) else said
        if not lines or not all(line.strip() for line in lines):
            message = f"{path}.{language} is empty"
            raise ContentError(message)
        expected = text[languages.REQUIRED[0]]
        if not isinstance(said, str) and len(said) != len(expected):
            message = (
                f"{path}.{language} has {len(said)} lines, "
                f"{languages.REQUIRED[0]} has {len(expected)}"
            )
            raise ContentError(message)
