"""The other languages of the facts: texts by the path of what they are of, phrases by themselves.

`nn/` and `en/` hold files with two tables, `texts` and `phrases`. What nobody has translated stays
in bokmål, and a fact says that it has: `Fact.language`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TypeVar

import msgspec

from samspill.toolbox.reform.facts import Fact, Part

SOURCE = "nb"

Struct = TypeVar("Struct", bound=msgspec.Struct)


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one language says."""

    language: str
    texts: Mapping[str, str] = {}
    phrases: Mapping[str, str] = {}

    def of(self, part: Struct) -> Struct:
        """Return the part as this language says it, with all that is in it."""
        changes = {
            name: tuple(self.of(each) for each in value)
            if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct)
            else self.of(value)
            if isinstance(value, msgspec.Struct)
            else value
            for name, value in msgspec.structs.asdict(part).items()
        }
        if isinstance(part, Part):
            changes |= self._texts_of(part)
        return type(part)(**changes)

    def _texts_of(self, part: Part) -> dict[str, str]:
        changes = {name: self.phrase(getattr(part, name)) for name in part.PHRASES}
        for name in part.SAID:
            changes[name] = self.texts.get(part.path_of(name), getattr(part, name))
        if isinstance(part, Fact):
            is_translated = self.language == SOURCE or part.path in self.texts
            changes["language"] = self.language if is_translated else SOURCE
        return changes

    def phrase(self, said: str) -> str:
        return self.phrases.get(said, said)


class TranslationError(ValueError):
    """A text is of nothing, or stands twice; the message names it."""


def translation(language: str) -> Translation:
    """Read all files of a language. Bokmål has none: it is what the facts are written in."""
    texts: dict[str, str] = {}
    phrases: dict[str, str] = {}
    if language != SOURCE:
        for file in files("samspill.toolbox.reform").joinpath(language).iterdir():
            if not file.name.endswith(".toml"):
                continue
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            for kept, table in ((texts, "texts"), (phrases, "phrases")):
                twice = kept.keys() & content.get(table, {}).keys()
                if twice:
                    message = f"{language}/{file.name}: {sorted(twice)} stand in two files"
                    raise TranslationError(message)
                kept.update(content.pop(table, {}))
            if content:
                message = f"{language}/{file.name}: {sorted(content)} is neither texts nor phrases"
                raise TranslationError(message)
    return Translation(language=language, texts=texts, phrases=phrases)


def paths_in(part: msgspec.Struct) -> Iterator[tuple[str, str]]:
    """Yield the path and the bokmål of every text in a part, however deep it lies."""
    if isinstance(part, Part):
        yield from (
            (part.path_of(name), getattr(part, name)) for name in part.SAID if getattr(part, name)
        )
    for inner in _inside(part):
        yield from paths_in(inner)


def phrases_in(part: msgspec.Struct) -> Iterator[str]:
    """Yield every phrase in a part, as bokmål has it."""
    if isinstance(part, Part):
        yield from (getattr(part, name) for name in part.PHRASES if getattr(part, name))
    for inner in _inside(part):
        yield from phrases_in(inner)


def _inside(part: msgspec.Struct) -> Iterator[msgspec.Struct]:
    for name in part.__struct_fields__:
        value = getattr(part, name)
        values = value if isinstance(value, tuple) else (value,)
        yield from (each for each in values if isinstance(each, msgspec.Struct))
