"""From stored figures to a drawing: labels in one language, and what lies above and below."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspill.foundation.ui.drawing import DistributionFigure, draw
from samspill.readings.explanations import decimal
from samspill.readings.reading import FigureWords, ShownFigures, Side, StoredItem, StoredScale
from samspill.toolbox.languages import in_language


def middle_short(figures: ShownFigures, scale: StoredScale, language: str) -> str:
    """Return the number where it is shown, else the answer that the middle is closest to."""
    if figures.middle is not None or figures.nearest_point is None:
        return decimal(figures.middle)
    return in_language(scale.points_short, language)[figures.nearest_point - scale.low]


def item_figure(
    item: StoredItem, scale: StoredScale, language: str, when: str, *, small: bool
) -> DistributionFigure:
    moved_from = item.since.middle_before if item.since else None
    return draw_figures(
        item.key,
        item.figures,
        item.words,
        scale,
        language,
        small=small,
        interval=item.interval,
        before=None if moved_from is None else (moved_from, when),
    )


def draw_figures(
    key: str,
    figures: ShownFigures,
    words: FigureWords,
    scale: StoredScale,
    language: str,
    *,
    small: bool,
    interval: tuple[float, float] | None = None,
    before: tuple[float, str] | None = None,
) -> DistributionFigure:
    low_sum, high_sum = _sums(figures, words, language)
    return draw(
        key=f"{key}-small" if small else key,
        form=figures.form,
        tiles=figures.tiles,
        sides=figures.sides,
        middle=figures.middle,
        interval=interval,
        before=before,
        scale_low=scale.low,
        scale_high=scale.high,
        labels=in_language(scale.points, language),
        labels_short=in_language(scale.points_short, language),
        low_sum=low_sum,
        high_sum=high_sum,
        agreed_side=figures.agreed_side,
        side_labels=_side_labels(scale, figures.agreed_side, language),
        title=in_language(words.finding, language),
        description=in_language(words.distribution, language),
        camps=figures.spread == "camps",
        small=small,
        percent=figures.percent or (),
    )


def _sums(figures: ShownFigures, words: FigureWords, language: str) -> tuple[str, str]:
    """Return the words above the drawing; where nearly all answer alike, one side is held back."""
    if figures.form != "near_unanimous":
        return in_language(words.low_sum, language), in_language(words.high_sum, language)
    held_back, shown_side = _("too few to show"), _("at least 9 of 10")
    if figures.agreed_side == "low":
        return shown_side, held_back
    return held_back, shown_side


def _side_labels(scale: StoredScale, side: Side | None, language: str) -> tuple[str, ...]:
    """Return the labels of the areas, in scale order, when nearly all answer alike."""
    areas = {
        "high": (scale.not_high, scale.high_side),
        "low": (scale.low_side, scale.not_low),
    }.get(side or "", (scale.low_side, scale.middle_side, scale.high_side))
    return tuple(in_language(area, language) for area in areas)
