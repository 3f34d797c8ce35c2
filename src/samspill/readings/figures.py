"""Between what `science` calls what may be shown, and what is stored of it. No other knows both.

A class of `science` that gets other names is followed here, and no stored reading is touched.
"""

from __future__ import annotations

from collections.abc import Mapping

from samspill.readings.reading import (
    CountBand,
    ReadingOrder,
    ShownFigures,
    StoredDontKnow,
    StoredScale,
)
from samspill.science.disclosure import Band, ShownDistribution
from samspill.science.dont_know import SaidDontKnow
from samspill.science.reading_order import ItemOrder
from samspill.science.scales import ResponseScale
from samspill.toolbox.round_content import ScaleContent

# What the first releases said of a number of answers is no step of today's rule.
BANDS: Mapping[CountBand, Band] = {
    "under_minimum": "under_minimum",
    "5-11": "5-11",
    "12-21": "12-21",
    "22 or more": "22 or more",
}


def figures_of(shown: ShownDistribution) -> ShownFigures:
    """Return what is stored of what may be shown of one group and one statement."""
    return ShownFigures(
        form=shown.form,
        minimum=shown.minimum,
        count=shown.n,
        count_band=shown.band,
        tiles=shown.tiles,
        sides=shown.sides,
        agreed_side=shown.agreed_side,
        percent=shown.percent,
        middle=shown.middle,
        nearest_point=shown.nearest_point,
        spread=shown.spread,
        word=shown.word,
    )


def as_shown(figures: ShownFigures, scale: StoredScale) -> ShownDistribution:
    """Return stored figures as what they were made from, to be compared with what is shown now."""
    return ShownDistribution(
        scale=response_scale(scale),
        minimum=figures.minimum,
        form=figures.form,
        band=BANDS.get(figures.count_band) if figures.count_band else None,
        n=figures.count,
        tiles=figures.tiles,
        sides=figures.sides,
        agreed_side=figures.agreed_side,
        percent=figures.percent,
        middle=figures.middle,
        nearest_point=figures.nearest_point,
        spread=figures.spread,
        word=figures.word,
    )


def as_said(said: StoredDontKnow) -> SaidDontKnow:
    return SaidDontKnow(said.share, said.repeats)


def order_of(order: ItemOrder) -> ReadingOrder:
    return ReadingOrder(
        strong=order.strong,
        low=order.low,
        wide=order.wide,
        others=order.others,
        talk_first=order.talk_first,
    )


def response_scale(scale: StoredScale | ScaleContent) -> ResponseScale:
    return ResponseScale(scale.low, scale.high)


def scale_of(scale: ScaleContent) -> StoredScale:
    """Return what a reading keeps of a scale that was answered on."""
    return StoredScale(
        key=scale.key,
        low=scale.low,
        high=scale.high,
        points=scale.points,
        points_short=scale.points_short,
        low_side=scale.low_side,
        not_low=scale.not_low,
        middle_side=scale.middle_side,
        high_side=scale.high_side,
        not_high=scale.not_high,
        dont_know=scale.dont_know,
    )
