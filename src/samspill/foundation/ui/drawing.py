"""The drawing of one distribution: tiles in wells, sums above, the middle below.

All arithmetic is done here, from values that may be shown; the templates do none.
A tile is a share of a whole room, never a person; see direction.md section 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from django.utils.translation import gettext as _

from samspill.foundation.ui.lettering import LETTER, LINE_HEIGHT, fold, wrap
from samspill.foundation.ui.shapes import (
    Box,
    DistributionFigure,
    Form,
    Row,
    Span,
    Stroke,
    Word,
    box,
    number,
)
from samspill.foundation.ui.tracks import DIAMOND, Places, track

__all__ = ["DistributionFigure", "draw"]

Side: TypeAlias = Literal["low", "middle", "high"]

WIDTH = 300.0
WELL_GAP = 5.0
NARROW_WELL_GAP = 3.0
MOST_WIDE_WELLS = 7
INSET = 4.0
TILE = 12.0
TILE_GAP = 2.0
# A fifth is two tenths and the gap between them: the same area, visibly coarser.
TALL_TILE = 2 * TILE + TILE_GAP
# Wells hold half of the answers, and grow when one point has more; in a row of small drawings
# all of them hold eight tenths, so that rows can be compared.
HELD = 5
HELD_SMALL = 8
# "At least nine in ten" is all that is said of a side that nearly everyone is on.
NEAR_UNANIMOUS_TILES = 9

SUM_BASELINE = 13.0
SUM_LINE = 20.0
WELL_TOP = 25.0
TRACK_BELOW = 16.0
LABEL_BELOW = 17.0
LABEL_BELOW_TRACK = 25.0
HATCH_STEP = 9.0


def draw(  # noqa: PLR0913  one drawing, described once, by name
    *,
    key: str,
    form: Form,
    tiles: Sequence[int],
    labels: Sequence[str],
    title: str,
    description: str,
    sides: tuple[int, int, int] = (0, 0, 0),
    middle: float | None = None,
    interval: tuple[float, float] | None = None,
    before: tuple[float, str] | None = None,
    scale_low: int = 1,
    scale_high: int = 5,
    labels_short: Sequence[str] = (),
    low_sum: str = "",
    high_sum: str = "",
    agreed_side: Side | None = None,
    side_labels: Sequence[str] = (),
    small: bool = False,
    camps: bool | None = None,
    percent: Sequence[int] = (),
) -> DistributionFigure:
    """Lay out one distribution.

    Parameters
    ----------
    key : str
        Letters, digits and hyphens; unique on the page.
    form : {"hidden", "words", "fifths", "tenths", "near_unanimous"}
        How much is shown. "hidden" and "words" have no drawing.
    tiles : sequence of int, length n_points
        Fifths or tenths at each scale point; empty where none are shown.
    labels, labels_short : sequences of str, length n_points
        The answers in the table, and below the wells (the long ones where there are no short).
    title, description : str
        The finding, and the whole distribution in words: the name of the drawing.
    sides : tuple of int
        Tiles on the low side, the middle and the high side.
    middle : float or None
        The number for the middle, as shown. Drawn with tenths only; with fifths there is none.
    interval : (low, high) or None
        Where the middle may as well lie, in scale points; a thick line.
    before : (middle, text) or None
        The middle last time and when, such as "May": a ring, and an arrow to the middle. Only
        where the change is more than chance.
    scale_low, scale_high : int
        The first and the last scale point.
    low_sum, high_sum : str
        The words above each side; empty for none. In the near-unanimous form `low_sum` is said of
        the first area and `high_sum` of the last; when nearly all are on the middle, `low_sum` of
        both sides and `high_sum` of the middle.
    agreed_side : {"low", "middle", "high"} or None
        Near-unanimous only: the side that nearly all answers are on.
    side_labels : sequence of str
        Near-unanimous only: the words below each area, in scale order. Two, or three when
        nearly all are on the middle.
    small : bool
        For a row of drawings: no text, and every well holds eight.
    camps : bool or None
        Whether the answers form two camps, which draws both sums bold. Without it: where three
        of ten stand on each outer side and none are drawn on the middle.
    percent : sequence of int, length n_points
        Whole percentages for the table, where so many have answered that they may be shown.

    Returns
    -------
    DistributionFigure
        The same input always gives the same drawing.
    """
    whole = 5 if form == "fifths" else 10
    common = {"key": key, "form": form, "title": title, "description": description}
    if camps is None:
        camps = form in ("fifths", "tenths") and _are_camps(sides, whole, points=len(labels))
    figure = DistributionFigure(**common, small=small, camps=camps, whole=whole)  # type: ignore[arg-type]
    if form in ("hidden", "words"):
        return figure
    points = len(labels)
    if form == "near_unanimous":
        return _near_unanimous(
            figure, points, agreed_side or "high", tuple(side_labels), (low_sum, high_sum)
        )
    if len(tiles) != points:
        msg = f"Each of the {points} labels needs its number of tiles; got {len(tiles)}."
        raise ValueError(msg)
    places = None
    if form == "tenths" and middle is not None:
        places = _places(middle, interval, before, (scale_low, scale_high), _wells(points))
    sums, rows = (low_sum, high_sum), _rows(labels, tiles, percent, whole)
    return _in_wells(figure, tiles, sums, places, tuple(labels_short or labels), rows)


def _rows(
    labels: Sequence[str], tiles: Sequence[int], percent: Sequence[int], whole: int
) -> tuple[Row, ...]:
    texts = [_("{percent} %").format(percent=value) for value in percent]
    texts = texts or [_share(count, whole) for count in tiles]
    return tuple(Row(label, text) for label, text in zip(labels, texts, strict=True))


def _share(tiles: int, whole: int) -> str:
    """Say how large a share so many tiles of five or ten stand for."""
    if not tiles:
        return _("few or none")
    said = _("about %(tiles)s of 5") if whole == 5 else _("about %(tiles)s of 10")
    return said % {"tiles": tiles}


def _are_camps(sides: tuple[int, int, int], whole: int, *, points: int) -> bool:
    # A scale with no midpoint has no empty middle to see.
    low, middle, high = sides
    return points % 2 == 1 and middle == 0 and min(low, high) * 10 >= 3 * whole


def _wells(points: int) -> tuple[Span, ...]:
    gap = WELL_GAP if points <= MOST_WIDE_WELLS else NARROW_WELL_GAP
    width = (WIDTH - gap * (points - 1)) / points
    return tuple(Span(i * (width + gap), i * (width + gap) + width) for i in range(points))


def _places(
    middle: float,
    interval: tuple[float, float] | None,
    before: tuple[float, str] | None,
    scale: tuple[int, int],
    wells: tuple[Span, ...],
) -> Places:
    return Places(
        middle=_place_of(middle, *scale, wells),
        interval=None
        if interval is None
        else Span(*(_place_of(end, *scale, wells) for end in interval)),
        before=None if before is None else _place_of(before[0], *scale, wells),
        before_text=before[1] if before else "",
    )


def _place_of(middle: float, low: int, high: int, wells: tuple[Span, ...]) -> float:
    """Where a number lies along the track, from the number as it is written: one decimal."""
    share = (min(max(round(middle, 1), low), high) - low) / (high - low)
    return wells[0].centre + share * (wells[-1].centre - wells[0].centre)


def _in_wells(
    figure: DistributionFigure,
    tiles: Sequence[int],
    sums: tuple[str, str],
    places: Places | None,
    shorts: tuple[str, ...],
    rows: tuple[Row, ...],
) -> DistributionFigure:
    wells = _wells(len(tiles))
    tile = TALL_TILE if figure.form == "fifths" else TILE
    top = 1.0 if figure.small else WELL_TOP
    depth = max(_stack(HELD_SMALL if figure.small else HELD, TILE), _stack(max(tiles), tile))
    base = top + depth
    track_y = base + TRACK_BELOW
    labels_from = base + LABEL_BELOW if places is None else track_y + LABEL_BELOW_TRACK
    words, label_lines = ((), 0) if figure.small else _labels(shorts, wells, labels_from)
    height = labels_from + (label_lines - 1) * LINE_HEIGHT + 5 if label_lines else base + 1
    if places is not None and figure.small:
        height = track_y + DIAMOND + 1
    sum_words, lines = ((), ()) if figure.small else _sums(sums, wells)
    below = {} if places is None else track(places, track_y, WIDTH, small=figure.small)
    return _with(
        figure,
        height=number(height),
        wells=tuple(box(w, top, depth, 6.0) for w in wells),
        tiles=tuple(b for w, n in zip(wells, tiles, strict=True) for b in _pile(w, n, base, tile)),
        side_lines=lines,
        sum_words=sum_words,
        words=words,
        rows=rows,
        **below,
    )


def _near_unanimous(
    figure: DistributionFigure,
    points: int,
    agreed: Side,
    names: tuple[str, ...],
    sums: tuple[str, str],
) -> DistributionFigure:
    """Two areas (three when the middle is what they agree on): one with tiles, the rest hatched."""
    areas = _areas(points, agreed)
    top, depth = (1.0 if figure.small else WELL_TOP), _stack(HELD, TILE)
    if figure.small:
        depth = _stack(HELD_SMALL, TILE)
    base = top + depth
    full = {"low": 0, "middle": 1, "high": len(areas) - 1}[agreed]
    # Nine tiles fill the well: there is no tenth place that could be read as a person.
    pitch = (depth - 2 * INSET + TILE_GAP) / NEAR_UNANIMOUS_TILES
    pile = tuple(
        box(_inner(areas[full]), base - INSET - (i + 1) * pitch + TILE_GAP, pitch - TILE_GAP, 2.0)
        for i in range(NEAR_UNANIMOUS_TILES)
    )
    hatched = [area for i, area in enumerate(areas) if i != full]
    said = sums if agreed != "middle" else (sums[0], sums[1], sums[0])
    # Three areas are too narrow for three texts: hatching alone tells that the sides are held back.
    over = said if agreed != "middle" else ("", sums[1], "")
    sum_words, lines = ((), ()) if figure.small else _over(over, areas)
    words, label_lines = ((), 0) if figure.small else _labels(names, areas, base + LABEL_BELOW)
    height = base + LABEL_BELOW + (label_lines - 1) * LINE_HEIGHT + 5 if label_lines else base + 1
    return _with(
        figure,
        height=number(height),
        wells=(box(areas[full], top, depth, 6.0),),
        tiles=pile,
        hatched=tuple(
            box(Span(a.left + 0.5, a.right - 0.5), top + 0.5, depth - 1, 6.0) for a in hatched
        ),
        hatching=tuple(s for area in hatched for s in _hatching(area, top, depth)),
        side_lines=lines,
        sum_words=sum_words,
        words=words,
        rows=tuple(Row(name, text) for name, text in zip(names, said, strict=False)),
    )


def _areas(points: int, agreed: Side) -> tuple[Span, ...]:
    """As wide as their wells together; three are alike, so that the middle can be named."""
    if agreed == "middle":
        return _wells(3)
    wells, half = _wells(points), points // 2
    cut = half if agreed == "low" else points - half
    return tuple(Span(wells[a].left, wells[b - 1].right) for a, b in ((0, cut), (cut, points)))


def _stack(count: int, tile: float) -> float:
    return 2 * INSET + count * tile + max(count - 1, 0) * TILE_GAP


def _inner(well: Span) -> Span:
    inset = min(INSET, well.width / 8)
    return Span(well.left + inset, well.right - inset)


def _pile(well: Span, count: int, base: float, tile: float) -> tuple[Box, ...]:
    inner = _inner(well)
    steps = range(1, count + 1)
    return tuple(box(inner, base - INSET - i * tile - (i - 1) * TILE_GAP, tile, 3.0) for i in steps)


def _sums(
    sums: tuple[str, str], wells: tuple[Span, ...]
) -> tuple[tuple[Word, ...], tuple[Stroke, ...]]:
    half = len(wells) // 2
    low = Span(wells[0].left, wells[half - 1].right)
    high = Span(wells[-half].left, wells[-1].right)
    return _over(sums, (low, high))


def _over(
    texts: Sequence[str], spans: Sequence[Span]
) -> tuple[tuple[Word, ...], tuple[Stroke, ...]]:
    """Words above spans, each with its line; a text too wide for its span stays in the drawing."""
    words, lines = [], []
    for text, span in zip(texts, spans, strict=True):
        if not text:
            continue
        half = len(text) * LETTER / 2
        x = min(max(span.centre, half), WIDTH - half)
        words.append(Word(text, number(x), number(SUM_BASELINE)))
        y = number(SUM_LINE)
        lines.append(Stroke(number(span.left + 1), y, number(span.right - 1), y))
    return tuple(words), tuple(lines)


def _labels(
    texts: tuple[str, ...], spans: tuple[Span, ...], baseline: float
) -> tuple[tuple[Word, ...], int]:
    """Words below spans, folded; where they are too long even so, only the outermost two."""
    folded = [fold(text, span.width) for text, span in zip(texts, spans, strict=False)]
    if all(lines is not None for lines in folded):
        words = [
            Word(line, number(span.centre), number(baseline + i * LINE_HEIGHT))
            for lines, span in zip(folded, spans, strict=False)
            for i, line in enumerate(lines or ())
        ]
        return tuple(words), max((len(lines or ()) for lines in folded), default=0)
    ends = [(texts[0], 0.0, "start"), (texts[-1], WIDTH, "end")]
    room = WIDTH / 2 - WELL_GAP
    folded_ends = [(fold(text, room) or wrap(text, room), x, anchor) for text, x, anchor in ends]
    words = [
        Word(line, number(x), number(baseline + i * LINE_HEIGHT), anchor)
        for lines, x, anchor in folded_ends
        for i, line in enumerate(lines)
    ]
    return tuple(words), max(len(lines) for lines, _x, _anchor in folded_ends)


def _hatching(area: Span, top: float, depth: float) -> tuple[Stroke, ...]:
    """Slanted lines inside an area, cut at its edges: no pattern, so every medium draws them."""
    left, right, base = area.left + 2, area.right - 2, top + depth - 2
    inner = depth - 4
    lines, start = [], left - inner + HATCH_STEP
    while start < right:
        a, b = max(start, left), min(start + inner, right)
        if b - a > 3:
            y1, y2 = base - (a - start), base - (b - start)
            lines.append(Stroke(number(a), number(y1), number(b), number(y2)))
        start += HATCH_STEP
    return tuple(lines)


def _with(figure: DistributionFigure, **parts: object) -> DistributionFigure:
    values = {**figure.__dict__, **parts, "has_drawing": True}
    return DistributionFigure(**values)
