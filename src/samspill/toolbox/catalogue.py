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
from typing import Any

from samspill.toolbox.languages import LocalizedText
from samspill.toolbox.round_content import (
    ContentError,
    ItemContent,
    RoundContent,
    WrittenContent,
    decode,
)
from samspill.toolbox.whole_texts import check_texts


class UnknownInstrument(KeyError):  # noqa: N818  (reads as what it says)
    """There is no instrument with this key and version; the message lists those there are."""

    def __str__(self) -> str:
        """Return the message as it is; a KeyError would put quotation marks around it."""
        return str(self.args[0])


@dataclass(frozen=True)
class Instrument:
    """What can be asked, in one version. A template has slots instead of items."""

    asked: RoundContent
    slots: int

    @property
    def key(self) -> str:
        return self.asked.key

    @property
    def version(self) -> int:
        return self.asked.version

    @property
    def title(self) -> LocalizedText:
        return self.asked.title

    @property
    def items(self) -> tuple[ItemContent, ...]:
        return self.asked.items

    @staticmethod
    def from_content(content: Mapping[str, Any]) -> Instrument:
        """Check what a file has, and make an instrument of it.

        Raises
        ------
        ContentError
            Something is missing, empty, unknown or does not fit; the message names its path.
        """
        written = decode(content, WrittenContent)
        check_texts(written)
        is_template = written.kind == "template"
        if bool(written.items) == bool(written.slots) or is_template != bool(written.slots):
            message = "an instrument has either items, or slots if it is a template"
            raise ContentError(message)
        return Instrument(written.lifted(), written.slots)


@cache
def _all() -> Mapping[tuple[str, int], Instrument]:
    read = {}
    for file in files("samspill.toolbox").joinpath("instruments").iterdir():
        name = re.fullmatch(r"(?P<key>[a-z_]+)\.v(?P<version>\d+)\.toml", file.name)
        if name is None:
            continue
        made = Instrument.from_content(tomllib.loads(file.read_text(encoding="utf-8")))
        if (made.key, str(made.version)) != (name["key"], name["version"]):
            message = f"{file.name} says it is {made.key}, version {made.version}"
            raise ContentError(message)
        read[made.key, made.version] = made
    return dict(sorted(read.items()))


def instruments() -> tuple[Instrument, ...]:
    """Return the newest version of every instrument and template, by key."""
    newest = {key: made for (key, _version), made in _all().items()}
    return tuple(newest.values())


def earlier_versions() -> tuple[Instrument, ...]:
    """Return every version that is not the newest: people have answered them."""
    newest = instruments()
    return tuple(made for made in _all().values() if made not in newest)


def instrument(key: str, version: int | None = None) -> Instrument:
    """Return one instrument, in its newest version unless another is named."""
    versions = {number: made for (name, number), made in _all().items() if name == key}
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        known = ", ".join(f"{name} version {number}" for name, number in _all())
        message = f"no instrument {key!r}, version {version}; there are: {known}"
        raise UnknownInstrument(message)
    return versions[wanted]
