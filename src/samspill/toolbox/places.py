"""The municipalities and counties of Norway in force in 2026.

Source: the public register of municipalities (facts), with the official main name, which may be
Sámi or Kven, and the Norwegian name where that is another.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Municipality:
    """One municipality; `label` has both names where it has two."""

    number: str
    name: str
    name_norwegian: str
    county_number: str
    county: str

    @property
    def label(self) -> str:
        return (
            self.name
            if self.name == self.name_norwegian
            else f"{self.name} / {self.name_norwegian}"
        )


@dataclass(frozen=True)
class County:
    number: str
    name: str

    @property
    def label(self) -> str:
        return self.name


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return the 357 municipalities, by county and name."""
    text = files("samspill.toolbox").joinpath("municipalities.csv").read_text(encoding="utf-8")
    found = [Municipality(**row) for row in csv.DictReader(text.splitlines())]
    return tuple(sorted(found, key=lambda place: (place.county_number, place.name_norwegian)))


@cache
def counties() -> tuple[County, ...]:
    """Return the 15 counties, by number."""
    found = {place.county_number: place.county for place in municipalities()}
    return tuple(County(number, found[number]) for number in sorted(found))


def find_municipality(text: str) -> Municipality | None:
    """Return the municipality with this name, in either language, or this label.

    None when there is no such name, and when two municipalities share it: then nobody can tell
    which was meant.
    """
    wanted = _folded(text)
    found = [
        place
        for place in municipalities()
        if wanted in {_folded(place.name), _folded(place.name_norwegian), _folded(place.label)}
    ]
    return found[0] if len(found) == 1 else None


def find_county(text: str) -> County | None:
    """Return the county with this name, with or without "fylkeskommune" or "fylke" after it."""
    wanted = _folded(text).removesuffix(" fylkeskommune").removesuffix(" fylke")
    return next((place for place in counties() if _folded(place.name) == wanted), None)


def _folded(text: str) -> str:
    # Some keyboards send "á" as two characters; the register has it as one.
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
