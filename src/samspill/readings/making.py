"""The reading of a round: from answers to what is shown, once, in every language.

One call of `science` gives every figure; here they are put into words and stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from samspill.readings.answers import Answers, CountedItem
from samspill.readings.comparisons import groups_beside, round_before, since_last_time
from samspill.readings.figures import figures_of, order_of, scale_of
from samspill.readings.languages import in_every_language
from samspill.readings.memory import (
    LastTime,
    Remembered,
    has_other_groups,
    remembered_items,
    shown_last_time,
)
from samspill.readings.reading import (
    FigureWords,
    Grouping,
    GroupsTogether,
    ItemGroups,
    Reading,
    SinceLastTime,
    StoredDontKnow,
    StoredGroup,
    StoredItem,
)
from samspill.readings.releases import Audit, Shown
from samspill.readings.wording import (
    ScaleSentences,
    describe_count,
    describe_dont_know,
    describe_item,
    describe_sides,
)
from samspill.science.disclosure import ShownDistribution, withhold
from samspill.science.dont_know import SaidDontKnow
from samspill.science.groups import UNSAID
from samspill.science.reading_figures import ItemAnswers, ItemFigures, ReadingFigures, read_answers
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import ItemContent, RoundContent, ScaleContent


def make_reading(
    asked: RoundContent,
    answers: Answers,
    *,
    minimum: int,
    grouping: Grouping | None = None,
    last_time: LastTime | None = None,
    remembered: Remembered | None = None,
    lots: np.random.Generator | None = None,
) -> Shown:
    """Return what is shown of a round, ready to be stored as a release.

    Parameters
    ----------
    asked : what the round asks.
    answers : what people answered, counted.
    minimum : the smallest group that is shown.
    grouping : the groups that answers came from, where the round asked.
    last_time : what an earlier round that asked the same has shown.
    remembered : everything that has been shown of the collaboration before.
    lots : draws the statements whose groups are left out; drawn anew where not given.

    Nothing in the result is finer than `science.reading_disclosure` lets through.
    """
    memory = remembered or Remembered()
    before = shown_last_time(last_time, asked)
    figures = _read(asked, answers, minimum, grouping, memory, before, lots)
    is_hidden = figures.room.form == "hidden"
    compared = grouping if answers.groups and not is_hidden else None
    changes = [
        since_last_time(shown, then) for shown, then in zip(figures.items, before, strict=True)
    ]
    reading = Reading(
        title=asked.title,
        count=in_every_language(lambda _language: describe_count(figures.room)),
        minimum=minimum,
        is_hidden=is_hidden,
        scales=tuple(map(scale_of, asked.scales)),
        items=tuple(
            _item(
                item,
                asked.scale_of(item),
                shown,
                since=since if last_time else None,
                groups=_groups(shown, asked.scale_of(item), compared) if compared else None,
            )
            for item, shown, since in zip(asked.items, figures.items, changes, strict=True)
        ),
        order=order_of(figures.order),
        grouping=compared,
        before=round_before(last_time, changes, is_comparable=figures.is_comparable),
    )
    return Shown(reading, Audit(figures.is_safe, memory.releases))


def _read(
    asked: RoundContent,
    answers: Answers,
    minimum: int,
    grouping: Grouping | None,
    memory: Remembered,
    before: Sequence[ShownDistribution | None],
    lots: np.random.Generator | None,
) -> ReadingFigures:
    """Get every figure; without groups where others have been shown of the same people."""
    if (
        grouping is None
        or not answers.groups
        or has_other_groups(memory, grouping.names, grouping.asked, minimum=grouping.minimum)
    ):
        room: Mapping[str, int] = {UNSAID: answers.people}
        by_group: Sequence[Mapping[str, CountedItem]] = [{UNSAID: item} for item in answers.items]
    else:
        sizes = {
            group: item.ratings.n + item.ratings.missing
            for group, item in answers.groups[0].items()
        }
        room = {group: size for group, size in sizes.items() if size or group != UNSAID}
        by_group = answers.groups
    is_divided = len(room) > 1
    earlier = remembered_items(memory, asked, grouping)
    items = [
        ItemAnswers(
            by_group={group: counted[group].ratings for group in room},
            dont_know={group: counted[group].dont_know for group in room}
            if asked.scale_of(item).dont_know
            else None,
            earlier=known,
            last_time=then,
        )
        for item, counted, known, then in zip(asked.items, by_group, earlier, before, strict=True)
    ]
    return read_answers(
        room,
        items,
        asked=_asked(grouping) if is_divided else None,
        minimum=minimum,
        group_minimum=grouping.minimum if grouping else minimum,
        rng=(lots or np.random.default_rng()) if is_divided else None,
    )


def _asked(grouping: Grouping | None) -> Mapping[str, int]:
    """Return how many were asked in each group; of a file it is not known."""
    asked = grouping.asked if grouping else ()
    return {str(place): sum(partners.values()) for place, partners in enumerate(asked) if partners}


def _item(
    item: ItemContent,
    scale: ScaleContent,
    figures: ItemFigures,
    *,
    since: SinceLastTime | None,
    groups: ItemGroups | None,
) -> StoredItem:
    interval = figures.interval
    return StoredItem(
        key=item.key,
        wording=item.wording,
        scale=item.scale,
        text=item.text,
        theme=item.theme,
        talk=item.talk,
        figures=figures_of(figures.room),
        words=_words(figures.room, scale),
        repeats=figures.repeats,
        interval=None if interval is None else (interval.low, interval.high),
        beside_chance=figures.beside_chance,
        since=since,
        groups=groups,
        dont_know=_dont_know(figures.dont_know, scale),
        claim=item.claim,
    )


def _dont_know(said: SaidDontKnow | None, scale: ScaleContent) -> StoredDontKnow | None:
    label = scale.dont_know
    if said is None or label is None:
        return None
    return StoredDontKnow(
        share=said.share,
        repeats=said.repeats,
        words=in_every_language(
            lambda language: describe_dont_know(said, in_language(label, language))
        ),
    )


def _groups(figures: ItemFigures, scale: ScaleContent, grouping: Grouping) -> ItemGroups:
    """Put the groups beside an item: in their order those that stand alone, then those together.

    A group that does not stand alone is stored as hidden, whether it was too small or not.
    """
    units = figures.units
    hidden = withhold(figures.room.scale, minimum=grouping.minimum)
    places = range(len(grouping.names)) if units else ()
    each = tuple(_group(units.get((str(place),), hidden), scale) for place in places)
    pool = next((unit for unit in units if len(unit) > 1 or unit == (UNSAID,)), None)
    together = pool and GroupsTogether(
        places=tuple(int(group) for group in pool if group != UNSAID),
        with_unsaid=UNSAID in pool,
        shown=_group(units[pool], scale),
    )
    return groups_beside(figures, each, together or None, grouping.names)


def _group(shown: ShownDistribution, scale: ScaleContent) -> StoredGroup:
    return StoredGroup(
        figures=figures_of(shown),
        words=_words(shown, scale),
        count=in_every_language(lambda _language: describe_count(shown)),
    )


def _words(shown: ShownDistribution, scale: ScaleContent) -> FigureWords:
    """Put what is shown into words, in every language."""
    items = in_every_language(lambda language: describe_item(shown, sentences_of(scale, language)))
    sums = in_every_language(lambda language: describe_sides(shown, sentences_of(scale, language)))
    return FigureWords(
        finding={language: said.finding for language, said in items.items()},
        detail={language: said.detail for language, said in items.items()},
        middle={language: said.middle for language, said in items.items()},
        spread={language: said.spread for language, said in items.items()},
        distribution={language: said.distribution for language, said in items.items()},
        low_sum={language: low for language, (low, _high) in sums.items()},
        high_sum={language: high for language, (_low, high) in sums.items()},
    )


def sentences_of(scale: ScaleContent, language: str) -> ScaleSentences:
    """Return a scale's labels and sentences in one language."""
    return ScaleSentences(
        points=in_language(scale.points, language),
        low=in_language(scale.low_sentence, language),
        middle=in_language(scale.middle_sentence, language),
        high=in_language(scale.high_sentence, language),
        low_short=in_language(scale.low_short, language),
        high_short=in_language(scale.high_short, language),
    )
