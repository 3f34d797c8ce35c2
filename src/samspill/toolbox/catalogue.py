"""The loader of instruments: read from files, checked, and handed out as they are.

A file is one version of one instrument, named `key.vN.toml`. A published version never changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

LANGUAGES = ("nb", "nn", "en")

Text: TypeAlias = Mapping[str, str]
Texts: TypeAlias = Mapping[str, tuple[str, ...]]

# What a sentence about a side of the scale must hold: the place of "six of ten".
SHARE = "{share}"

INSTRUMENT_TEXTS = ("title", "summary", "source", "how_to_read", "status_note", "prompt", "talk")
ITEM_TEXTS = ("theme", "text", "talk")
SENTENCES = ("low_sentence", "middle_sentence", "high_sentence", "low_short", "high_short")
AREAS = ("low_side", "not_low", "middle_side", "high_side", "not_high")
KINDS = ("statements", "questions", "template")


class ContentError(ValueError):
    """An instrument's content is not as it must be; the message names the place and the fault."""


class UnknownInstrument(KeyError):  # noqa: N818  (reads as what it says)
    """There is no instrument with this key and version; the message lists those there are."""

    def __str__(self) -> str:
        """Return the message as it is; a KeyError would put quotation marks around it."""
        return str(self.args[0])


@dataclass(frozen=True)
class Item:
    """One statement or question, its theme, and a question for the table about it."""

    key: str
    theme: Text
    text: Text
    talk: Text


@dataclass(frozen=True)
class Scale:
    """The answers one chooses among, and how a share of them is said in a sentence."""

    key: str
    low: int
    high: int
    points: Texts
    points_short: Texts
    sentences: Mapping[str, Text]
    areas: Mapping[str, Text]


@dataclass(frozen=True)
class Instrument:
    """What is asked, in one version. A template has slots instead of items."""

    key: str
    version: int
    kind: str
    minutes: int
    slots: int
    texts: Mapping[str, Text]
    how_to_run: Texts
    scale: Scale
    items: tuple[Item, ...]
    _content: Mapping[str, Any]

    @property
    def title(self) -> Text:
        return self.texts["title"]

    def content(self) -> dict[str, Any]:
        """Return a copy of all texts in all languages, as plain data: what a round freezes."""
        copy: dict[str, Any] = _copied(self._content)
        return copy

    @staticmethod
    def from_content(content: Mapping[str, Any]) -> Instrument:
        """Check plain data and make an instrument of it.

        Raises
        ------
        ContentError
            Something is missing, empty, unknown or does not fit; the message names its path.
        """
        _no_strangers(
            content,
            "",
            {"key", "version", "kind", "minutes", "slots", "how_to_run", "scale", "items"}
            | set(INSTRUMENT_TEXTS),
        )
        kind = _required(content, "", "kind", str)
        if kind not in KINDS:
            raise ContentError(f"kind is {kind!r}; it must be one of {', '.join(KINDS)}")
        items = _items(content)
        slots = _above_zero(content, "slots") if "slots" in content else 0
        if bool(items) == bool(slots) or (kind == "template") != bool(slots):
            raise ContentError("an instrument has either items, or slots if it is a template")
        return Instrument(
            key=_required(content, "", "key", str),
            version=_above_zero(content, "version"),
            kind=kind,
            minutes=_above_zero(content, "minutes"),
            slots=slots,
            texts={name: _text(content, "", name) for name in INSTRUMENT_TEXTS},
            how_to_run=_lists(content, "", "how_to_run"),
            scale=_scale(_required(content, "", "scale", dict)),
            items=items,
            _content=_copied(content),
        )


@cache
def _all() -> Mapping[tuple[str, int], Instrument]:
    found = {}
    for file in files("samspill.toolbox").joinpath("instruments").iterdir():
        name = re.fullmatch(r"(?P<key>[a-z_]+)\.v(?P<version>\d+)\.toml", file.name)
        if name is None:
            continue
        one = Instrument.from_content(tomllib.loads(file.read_text(encoding="utf-8")))
        if (one.key, str(one.version)) != (name["key"], name["version"]):
            raise ContentError(f"{file.name} says it is {one.key}, version {one.version}")
        found[one.key, one.version] = one
    return dict(sorted(found.items()))


def instruments() -> tuple[Instrument, ...]:
    """Return the newest version of every instrument and template, by key."""
    newest = {key: one for (key, _version), one in _all().items()}
    return tuple(newest.values())


def instrument(key: str, version: int | None = None) -> Instrument:
    """Return one instrument, in its newest version unless another is named."""
    versions = {number: one for (name, number), one in _all().items() if name == key}
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        known = ", ".join(f"{name} version {number}" for name, number in _all())
        raise UnknownInstrument(f"no instrument {key!r}, version {version}; there are: {known}")
    return versions[wanted]


# --- Checking ---------------------------------------------------------------------------------


def _items(content: Mapping[str, Any]) -> tuple[Item, ...]:
    listed = _required(content, "", "items", list) if "items" in content else []
    items = tuple(_item(item, f"items[{place}]") for place, item in enumerate(listed))
    keys = [item.key for item in items]
    if len(set(keys)) != len(keys):
        raise ContentError(f"items: a key stands twice among {', '.join(keys)}")
    return items


def _item(content: Any, path: str) -> Item:
    if not isinstance(content, Mapping):
        raise ContentError(f"{path} must be a table")
    _no_strangers(content, path, {"key", *ITEM_TEXTS})
    return Item(
        key=_required(content, path, "key", str),
        theme=_text(content, path, "theme"),
        text=_text(content, path, "text"),
        talk=_text(content, path, "talk"),
    )


def _scale(content: Mapping[str, Any]) -> Scale:
    path = "scale"
    _no_strangers(
        content, path, {"key", "low", "high", "points", "points_short", *SENTENCES, *AREAS}
    )
    low, high = _required(content, path, "low", int), _required(content, path, "high", int)
    if low >= high:
        raise ContentError(f"{path}.high must be above {path}.low")
    points, short = _lists(content, path, "points"), _lists(content, path, "points_short")
    for name, labels in (("points", points), ("points_short", short)):
        for language in LANGUAGES:
            if len(labels[language]) != high - low + 1:
                raise ContentError(
                    f"{path}.{name}.{language} has {len(labels[language])} labels "
                    f"for {high - low + 1} points"
                )
    sentences = {name: _text(content, path, name) for name in SENTENCES}
    for name, text in sentences.items():
        for language in LANGUAGES:
            if text[language].count(SHARE) != 1:
                raise ContentError(f"{path}.{name}.{language} must hold {SHARE} once")
    areas = {name: _text(content, path, name) for name in AREAS}
    key = _required(content, path, "key", str)
    return Scale(key, low, high, points, short, sentences, areas)


def _text(content: Mapping[str, Any], path: str, name: str) -> Text:
    value = _languages(content, path, name)
    for language in LANGUAGES:
        if not isinstance(value[language], str) or not value[language].strip():
            raise ContentError(f"{_at(path, name)}.{language} is empty")
    return dict(value)


def _lists(content: Mapping[str, Any], path: str, name: str) -> Texts:
    value = _languages(content, path, name)
    for language in LANGUAGES:
        lines = value[language]
        if (
            not isinstance(lines, list)
            or not lines
            or not all(isinstance(x, str) and x.strip() for x in lines)
        ):
            raise ContentError(f"{_at(path, name)}.{language} must be a list of texts")
        if len(lines) != len(value[LANGUAGES[0]]):
            raise ContentError(
                f"{_at(path, name)}.{language} has {len(lines)} lines, "
                f"{LANGUAGES[0]} has {len(value[LANGUAGES[0]])}"
            )
    return {language: tuple(value[language]) for language in LANGUAGES}


def _languages(content: Mapping[str, Any], path: str, name: str) -> Mapping[str, Any]:
    value: Mapping[str, Any] = _required(content, path, name, dict)
    for language in LANGUAGES:
        if language not in value:
            raise ContentError(f"{_at(path, name)}.{language} is missing")
    _no_strangers(value, _at(path, name), set(LANGUAGES))
    return value


def _required(content: Mapping[str, Any], path: str, name: str, kind: type) -> Any:
    if name not in content:
        raise ContentError(f"{_at(path, name)} is missing")
    value = content[name]
    # In Python True is a whole number; in an instrument it is a slip of the pen.
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ContentError(f"{_at(path, name)} must be {kind.__name__}")
    if value == "":
        raise ContentError(f"{_at(path, name)} is empty")
    return value


def _above_zero(content: Mapping[str, Any], name: str) -> int:
    value: int = _required(content, "", name, int)
    if value < 1:
        raise ContentError(f"{name} is {value}; it must be above zero")
    return value


def _no_strangers(content: Mapping[str, Any], path: str, known: set[str]) -> None:
    strangers = sorted(set(content) - known)
    if strangers:
        raise ContentError(f"{_at(path, strangers[0])} is not known here")


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(inner) for inner in value]
    return value
