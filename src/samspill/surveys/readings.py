"""The reading of a round: from answers to what is shown, once, in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from django.utils import translation

from samspill.releases.public import Shown
from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution, count_ratings
from samspill.science.readings import read_items
from samspill.science.scales import ResponseScale
from samspill.surveys.wording import (
    ScaleWords,
    describe_count,
    describe_item,
    describe_sides,
)
from samspill.toolbox.catalogue import LANGUAGES


def make_reading(
    content: dict[str, Any], ratings: Sequence[Sequence[int | None]], *, minimum: int
) -> Shown:
    """Return what is shown of a round, ready to be stored as a release.

    Parameters
    ----------
    content : the round's own copy of the instrument.
    ratings : n_respondents rows of n_items scale points; None is item nonresponse.
    minimum : the smallest group that is shown.

    Nothing in the result is finer than `science.disclosure` lets through.
    """
    scale = ResponseScale(content["scale"]["low"], content["scale"]["high"])
    distributions = [
        count_ratings(_column(ratings, index), scale=scale)
        for index in range(len(content["items"]))
    ]
    shown = [show_distribution(one, minimum=minimum) for one in distributions]
    room = show_distribution(_whole_room(len(ratings), scale), minimum=minimum)
    reading = {
        "title": content["title"],
        "scale": content["scale"],
        "minimum": minimum,
        "count": _in_every_language(lambda _language: describe_count(room)),
        "is_hidden": room.form == "hidden",
        "items": [
            _item_shown(item, one, content["scale"])
            for item, one in zip(content["items"], shown, strict=True)
        ],
        "reading": asdict(read_items(shown, distributions)),
    }
    return Shown(reading)


def scale_words(scale: dict[str, Any], language: str) -> ScaleWords:
    """Return a scale's labels and sentences in one language."""
    return ScaleWords(
        points=tuple(scale["points"][language]),
        low=scale["low_sentence"][language],
        middle=scale["middle_sentence"][language],
        high=scale["high_sentence"][language],
        low_short=scale["low_short"][language],
        high_short=scale["high_short"][language],
    )


def _column(ratings: Sequence[Sequence[int | None]], index: int) -> np.ndarray[Any, Any]:
    return np.array(
        [np.nan if row[index] is None else row[index] for row in ratings], dtype=np.float64
    )


def _whole_room(n: int, scale: ResponseScale) -> Distribution:
    """Everybody who answered anything, as one heap: only its size is used."""
    return Distribution(scale=scale, counts=(n, *[0] * (scale.points - 1)), missing=0)


def _item_shown(
    item: dict[str, Any], shown: ShownDistribution, scale: dict[str, Any]
) -> dict[str, Any]:
    figures = asdict(shown)
    del figures["scale"]
    return {
        "key": item["key"],
        "text": item["text"],
        "theme": item["theme"],
        "talk": item["talk"],
        "shown": figures,
        "words": _in_every_language(
            lambda language: _words_shown(shown, scale_words(scale, language))
        ),
    }


def _words_shown(shown: ShownDistribution, words: ScaleWords) -> dict[str, str]:
    low_sum, high_sum = describe_sides(shown, words)
    return {**asdict(describe_item(shown, words)), "low_sum": low_sum, "high_sum": high_sum}


def _in_every_language(make: Any) -> dict[str, Any]:
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = make(language)
    return made
