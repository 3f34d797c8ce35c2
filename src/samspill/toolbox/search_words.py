"""Find texts by words, whichever written form they are in: an index in memory, and nothing else.

A word is folded to bokmål, and loses its ending; so *heimetenestene* finds *hjemmetjenester*. It
is found inside another, since words are put together. No language is known any further than so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

WORD = re.compile(r"[^\W_]+")
# What is taken off the end, the longest first; so much of a word is always left.
ENDINGS = (
    *("endes", "ende", "enes", "anes", "ene", "ane", "ing"),
    *("ers", "ars", "er", "ar", "en", "et", "te", "de", "es", "a", "e", "s"),
)
SHORTEST = 4
# So long a word is also found inside another one.
FOUND_INSIDE = 4
# So much of what is asked for, a text must have.
ENOUGH = 0.5
LONGEST_QUERY = 12
# How much it counts that a word stands inside another, begins with it, or only means the same.
INSIDE, BEGINS, MEANS_THE_SAME = 0.7, 0.5, 0.6


@dataclass(frozen=True)
class Hit:
    """A text that was found: how much of the query it has, and how well."""

    key: str
    words: int
    weight: float


@dataclass(frozen=True)
class Forms:
    forms: tuple[tuple[str, str], ...]
    same: Mapping[str, tuple[str, ...]]
    skip: frozenset[str]


@cache
def written_forms() -> Forms:
    """Return how words are folded."""
    source = files("samspill.toolbox").joinpath("written_forms.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    forms = sorted(content["forms"].items(), key=lambda form: -len(form[0]))
    return Forms(
        tuple(forms), _same(tuple(forms), content["same"]), frozenset(content["skip"]["words"])
    )


def _same(
    forms: tuple[tuple[str, str], ...], groups: Iterable[Mapping[str, list[str]]]
) -> dict[str, tuple[str, ...]]:
    stems = [
        tuple(_without_ending(_folded(word, forms)) for word in group["words"]) for group in groups
    ]
    return {stem: group for group in stems for stem in group}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word as it is looked for."""
    return _without_ending(_folded(word.casefold(), written_forms().forms))


def stems_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are looked for, in their order, each once."""
    skip = written_forms().skip
    words = (word for word in WORD.findall(text.casefold()) if word not in skip)
    return tuple(dict.fromkeys(stem(word) for word in words))


def _folded(word: str, forms: tuple[tuple[str, str], ...]) -> str:
    for form, other in forms:
        if form in word:
            word = word.replace(form, other)
    return word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending)
            break
    is_doubled = len(word) > SHORTEST and word[-1] == word[-2]
    return word[:-1] if is_doubled else word


class WordIndex:
    """Texts by the words in them. What is given with a greater weight counts for more."""

    def __init__(self) -> None:
        """Begin with nothing in it."""
        self._weights: dict[str, dict[str, float]] = {}

    def add(self, key: str, text: str, *, weight: float = 1.0) -> None:
        for word in stems_of(text):
            held = self._weights.setdefault(word, {})
            held[key] = max(weight, held.get(key, 0.0))

    def find(self, query: str) -> tuple[Hit, ...]:
        """Return the texts that have at least half of the words, those with most of them first."""
        asked = stems_of(query)[:LONGEST_QUERY]
        words: dict[str, int] = {}
        weights: dict[str, float] = {}
        for word in asked:
            for key, weight in self._having(word).items():
                words[key] = words.get(key, 0) + 1
                weights[key] = weights.get(key, 0.0) + weight
        hits = (
            Hit(key, count, weights[key])
            for key, count in words.items()
            if count >= ENOUGH * len(asked)
        )
        return tuple(sorted(hits, key=lambda hit: (-hit.words, -hit.weight, hit.key)))

    def _having(self, word: str) -> dict[str, float]:
        """Return the texts with a word: whole, inside another, or one that means the same."""
        same = written_forms().same.get(word, (word,))
        wanted = [(each, 1.0 if each == word else MEANS_THE_SAME) for each in (word, *same)]
        having: dict[str, float] = {}
        for held, weights in self._weights.items():
            share = max(_share(each, held) * factor for each, factor in wanted)
            if share:
                for key, weight in weights.items():
                    if weight * share > having.get(key, 0.0):
                        having[key] = weight * share
        return having


def _share(asked: str, held: str) -> float:
    """Return how well a word that is held is the one asked for: 1 the same, 0 another."""
    if asked in held:
        return 1.0 if asked == held else INSIDE if len(asked) >= FOUND_INSIDE else 0.0
    return BEGINS if len(held) > FOUND_INSIDE and asked.startswith(held) else 0.0
