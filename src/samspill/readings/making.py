"""The reading of a round: from answers to what is shown, once, in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np

from samspill.readings.comparisons import (
    Earlier,
    add_earlier,
    add_group_differences,
    add_uncertainty,
)
from samspill.readings.languages import in_every_language
from samspill.readings.memory import Remembered, has_other_groups, remembered_items
from samspill.readings.releases import Audit, Shown
from samspill.readings.wording import (
    ScaleWords,
    describe_count,
    describe_item,
    describe_sides,
)
from samspill.science.disclosure import ShownDistribution, show_distribution, withhold
from samspill.science.distributions import Distribution, count_ratings
from samspill.science.groups import UNSAID, Division
from samspill.science.reading_disclosure import AuditedItem, AuditedRoom, show_room
from samspill.science.reading_order import read_items
from samspill.science.scales import ResponseScale

Ratings = Sequence[int | None]
Row = tuple[Ratings, int | None]


@dataclass(frozen=True)
class Answers:
    """What a reading is made of: how many took part, and how each item was answered.

    `groups` has, for each item, the distribution of each group by its place in the round's
    groups (as text), and of those who did not say; empty where no background was asked for.
    """

    people: int
    items: tuple[Distribution, ...]
    groups: tuple[Mapping[str, Distribution], ...] = ()


@dataclass(frozen=True)
class Grouping:
    """The groups of a round: their names in every language, and the smallest that is shown.

    `asked` is how many were asked from each partner in each group.
    """

    background: str
    names: tuple[dict[str, str], ...]
    minimum: int
    asked: tuple[dict[str, int], ...] = ()


def count_answers(content: dict[str, Any], rows: Sequence[Row], *, group_count: int = 0) -> Answers:
    """Count answers that were given one by one.

    Parameters
    ----------
    content : the round's own copy of the instrument.
    rows : for each respondent the ratings (n_items scale points; None is item nonresponse) and
        the place of the chosen group, None for not said.
    group_count : how many groups there were to choose among; 0 where none was asked for.
    """
    scale = _scale(content)
    places = range(len(content["items"]))
    everybody = [ratings for ratings, _group in rows]
    return Answers(
        people=len(rows),
        items=tuple(count_ratings(_column(everybody, place), scale=scale) for place in places),
        groups=tuple(_by_group(rows, place, scale, group_count) for place in places)
        if group_count
        else (),
    )


def read_counts(content: dict[str, Any], counts: Mapping[str, Any]) -> Answers:
    """Return what open tables and imported files leave behind: counts alone.

    `counts` has the number of people, and under `items` for each item how many chose each point.
    Where groups were asked about, `groups` has the same for each group by its place (as text),
    and for those who did not say.
    """
    items = _distributions(content, counts)
    groups = {key: _distributions(content, one) for key, one in counts.get("groups", {}).items()}
    return Answers(
        people=counts["people"],
        items=items,
        groups=tuple(
            {key: one[place] for key, one in groups.items()} for place in range(len(items))
        )
        if groups
        else (),
    )


def _distributions(content: dict[str, Any], counts: Mapping[str, Any]) -> tuple[Distribution, ...]:
    scale = _scale(content)
    people = counts["people"]
    return tuple(
        Distribution(scale, tuple(one), missing=people - sum(one)) for one in counts["items"]
    )


def make_reading(
    content: dict[str, Any],
    answers: Answers,
    *,
    minimum: int,
    grouping: Grouping | None = None,
    earlier: Earlier | None = None,
    remembered: Remembered | None = None,
    lots: np.random.Generator | None = None,
) -> Shown:
    """Return what is shown of a round, ready to be stored as a release.

    Parameters
    ----------
    content : the round's own copy of the instrument.
    answers : what people answered, counted.
    minimum : the smallest group that is shown.
    grouping : the groups that answers came from, where the round asked.
    earlier : what an earlier round with the same wording has shown.
    remembered : everything that has been shown of the collaboration before.
    lots : draws the statements whose groups are left out; drawn anew where not given.

    Nothing in the result is finer than `science.reading_disclosure` lets through.
    """
    memory = remembered or Remembered()
    lots = lots or np.random.default_rng()
    audited = _audited(content, answers, minimum, grouping, memory, lots)
    shown = [one.shown.room for one in audited.items]
    room = show_distribution(_whole_room(answers.people, _scale(content)), minimum=minimum)
    items = [
        {**_item_shown(item, one.shown.room, content["scale"]), "repeats": one.repeats}
        for item, one in zip(content["items"], audited.items, strict=True)
    ]
    reading = {
        "title": content["title"],
        "scale": content["scale"],
        "minimum": minimum,
        "count": in_every_language(partial(_count_words, room)),
        "is_hidden": room.form == "hidden",
        "items": items,
        "reading": asdict(read_items(shown)),
    }
    if grouping is not None and answers.groups and room.form != "hidden":
        reading["groups"] = asdict(grouping)
        for item, one in zip(items, audited.items, strict=True):
            _add_groups(item, one, audited.division, grouping, content["scale"])
        add_group_differences(reading)
    add_uncertainty(reading)
    if earlier is not None:
        add_earlier(reading, earlier)
    return Shown(reading, Audit(audited.is_safe, memory.releases))


def _audited(
    content: dict[str, Any],
    answers: Answers,
    minimum: int,
    grouping: Grouping | None,
    remembered: Remembered,
    lots: np.random.Generator,
) -> AuditedRoom:
    """Decide what may be shown; without groups where others have been shown of the same people."""
    known = remembered_items(remembered, content, grouping.names if grouping else ())
    if (
        grouping is None
        or not answers.groups
        or has_other_groups(remembered, grouping.names, grouping.asked, minimum=grouping.minimum)
    ):
        room = {UNSAID: answers.people}
        return show_room(
            room, [{UNSAID: one} for one in answers.items], minimum=minimum, earlier=known
        )
    people = {group: d.n + d.missing for group, d in answers.groups[0].items()}
    if not people.get(UNSAID):
        people.pop(UNSAID, None)
    return show_room(
        people,
        [{group: one[group] for group in people} for one in answers.groups],
        # Of a file it is not known how many were asked.
        asked={str(place): sum(one.values()) for place, one in enumerate(grouping.asked) if one},
        minimum=minimum,
        group_minimum=grouping.minimum,
        earlier=known,
        rng=lots,
    )


def _add_groups(
    item: dict[str, Any],
    audited: AuditedItem,
    division: Division | None,
    grouping: Grouping,
    scale: dict[str, Any],
) -> None:
    """Put the groups beside an item: in their order those that stand alone, then those together.

    A group that does not stand alone is stored as hidden, whether it was too small or not.
    """
    item["groups"], item["together"] = [], None
    if division is None or not audited.shown.units:
        return
    by_unit = dict(zip(division.units, audited.shown.units, strict=True))
    hidden = withhold(ResponseScale(scale["low"], scale["high"]), minimum=grouping.minimum)
    item["groups"] = [
        _group_shown(by_unit.get((str(place),), hidden), scale)
        for place in range(len(grouping.names))
    ]
    joined = next((unit for unit in division.units if len(unit) > 1 or unit == (UNSAID,)), None)
    if joined:
        item["together"] = {
            "places": [int(group) for group in joined if group != UNSAID],
            "with_unsaid": UNSAID in joined,
            **_group_shown(by_unit[joined], scale),
        }


def _group_shown(shown: ShownDistribution, scale: dict[str, Any]) -> dict[str, Any]:
    group = _figures_and_words(shown, scale)
    counts = in_every_language(partial(_count_words, shown))
    for language, words in group["words"].items():
        words["count"] = counts[language]
    return group


def _count_words(shown: ShownDistribution, _language: str) -> str:
    return describe_count(shown)


def _by_group(
    rows: Sequence[Row], place: int, scale: ResponseScale, group_count: int
) -> dict[str, Distribution]:
    by_group: dict[str, list[Ratings]] = {str(group): [] for group in range(group_count)}
    for ratings, group in rows:
        by_group.setdefault(UNSAID if group is None else str(group), []).append(ratings)
    return {key: count_ratings(_column(one, place), scale=scale) for key, one in by_group.items()}


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


def _scale(content: dict[str, Any]) -> ResponseScale:
    return ResponseScale(content["scale"]["low"], content["scale"]["high"])


def _column(ratings: Sequence[Ratings], index: int) -> np.ndarray[Any, Any]:
    return np.array(
        [np.nan if row[index] is None else row[index] for row in ratings], dtype=np.float64
    )


def _whole_room(n: int, scale: ResponseScale) -> Distribution:
    """Everybody who answered anything, as one heap: only its size is used."""
    return Distribution(scale=scale, counts=(n, *[0] * (scale.points - 1)), missing=0)


def _item_shown(
    item: dict[str, Any], shown: ShownDistribution, scale: dict[str, Any]
) -> dict[str, Any]:
    return {
        "key": item["key"],
        "text": item["text"],
        "theme": item["theme"],
        "talk": item["talk"],
        **_figures_and_words(shown, scale),
    }


def _figures_and_words(shown: ShownDistribution, scale: dict[str, Any]) -> dict[str, Any]:
    figures = asdict(shown)
    del figures["scale"]
    return {
        "shown": figures,
        "words": in_every_language(
            lambda language: _words_shown(shown, scale_words(scale, language))
        ),
    }


def _words_shown(shown: ShownDistribution, words: ScaleWords) -> dict[str, str]:
    low_sum, high_sum = describe_sides(shown, words)
    return {**asdict(describe_item(shown, words)), "low_sum": low_sum, "high_sum": high_sum}
