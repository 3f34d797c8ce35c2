"""Made-up distributions, each within what may be shown; nobody has given these answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from django.utils.translation import gettext as _

from samspill.foundation.ui.drawing import DistributionFigure, draw
from samspill.foundation.ui.languages import page_language
from samspill.toolbox import catalogue
from samspill.toolbox.languages import in_language

Length = Literal["short", "long"]
Said = TypeVar("Said")


@dataclass(frozen=True)
class Wording:
    """The words of one response scale, in the language of the page."""

    points: tuple[str, ...]
    short: tuple[str, ...]
    low: str
    high: str
    low_short: str
    high_short: str
    first: int = 1


def agreement() -> Wording:
    return _of_the_toolbox("collaboration_test")


def extent() -> Wording:
    return _of_the_toolbox("dialogue_and_trust_check")


def _of_the_toolbox(key: str) -> Wording:
    scale = catalogue.instrument(key).asked.scales[0]
    return Wording(
        points=_said(scale.points),
        short=_said(scale.points_short),
        low=_said(scale.low_sentence),
        high=_said(scale.high_sentence),
        low_short=_said(scale.low_short),
        high_short=_said(scale.high_short),
        first=scale.low,
    )


def _said(texts: Mapping[str, Said]) -> Said:
    return in_language(texts, page_language())


def statement(place: int = 0) -> str:
    """Return the text of one of the toolbox's own statements."""
    return _said(catalogue.instrument("collaboration_test").items[place].text)


def question(place: int = 0) -> str:
    """Return the question for the table that goes with it."""
    return _said(catalogue.instrument("collaboration_test").items[place].talk)


def tiles_figure(  # noqa: PLR0913  one drawing, described once, by name
    key: str,
    tiles: tuple[int, ...],
    *,
    wording: Wording | None = None,
    middle: float | None = None,
    interval: tuple[float, float] | None = None,
    before: float | None = None,
    small: bool = False,
    camps: bool = False,
    percent: Sequence[int] = (),
) -> DistributionFigure:
    """Draw tenths or fifths, with the words that belong to them."""
    words = wording or agreement()
    whole = sum(tiles)
    low, high = sum(tiles[: len(tiles) // 2]), sum(tiles[-(len(tiles) // 2) :])
    sentence = words.low if low >= high else words.high
    shares = [_("{tiles} of {of}").format(tiles=n, of=whole) if n else _("few or none")
              for n in tiles]  # fmt: skip
    opening = _("Rounded to tenths.") if whole == 10 else _("Rounded to fifths.")
    if percent:
        opening = _("Rounded to whole percentages.")
        shares = [f"{n} %" for n in percent]
    said = [_("{label}: {share}.").format(label=label, share=share)
            for label, share in zip(words.points, shares, strict=True)]  # fmt: skip
    return draw(
        key=key,
        form="tenths" if whole == 10 else "fifths",
        tiles=tiles,
        sides=(low, whole - low - high, high),
        labels=words.points,
        labels_short=words.short,
        title=sentence.replace("{share}", _share(max(low, high), whole)),
        description=" ".join([opening, *said]),
        middle=middle,
        interval=interval,
        before=None if before is None else (before, _("May")),
        scale_low=words.first,
        scale_high=words.first + len(words.points) - 1,
        low_sum=words.low_short.replace("{share}", _in_figures(low, whole)),
        high_sum=words.high_short.replace("{share}", _in_figures(high, whole)),
        small=small,
        camps=camps,
        percent=percent,
    )


def near_unanimous(
    key: str, side: Literal["low", "middle", "high"], *, small: bool = False
) -> DistributionFigure:
    """Draw answers that are almost alike: one area is shown, the rest held back."""
    scale = catalogue.instrument("collaboration_test").asked.scales[0]
    names, said = {
        "low": ((scale.low_side, scale.not_low), scale.low_sentence),
        "middle": ((scale.low_side, scale.middle_side, scale.high_side), scale.middle_sentence),
        "high": ((scale.not_high, scale.high_side), scale.high_sentence),
    }[side]
    held_back, shown = _("too few to show"), _("at least 9 of 10")
    finding = _said(said).replace("{share}", _("At least nine of ten"))
    return draw(
        key=key,
        form="near_unanimous",
        tiles=(),
        labels=_said(scale.points),
        title=finding,
        description=f"{finding} {_('The rest is not shown.')}",
        low_sum=shown if side == "low" else held_back,
        high_sum=held_back if side == "low" else shown,
        agreed_side=side,
        side_labels=tuple(_said(name) for name in names),
        small=small,
    )


def in_words(key: str) -> DistributionFigure:
    """Five to eleven answers: a sentence and no drawing."""
    finding = agreement().high.replace("{share}", _("Most"))
    return _without_drawing(key, "words", finding)


def hidden(key: str) -> DistributionFigure:
    """Nothing may be shown."""
    return _without_drawing(key, "hidden", _("Too few have answered for this to be shown."))


def _without_drawing(key: str, form: Any, finding: str) -> DistributionFigure:
    return draw(
        key=key, form=form, tiles=(), labels=agreement().points, title=finding, description=finding
    )


def _share(tiles: int, whole: int) -> str:
    if whole == 5:
        return (_("Three of five"), _("Four of five"))[max(tiles, 3) - 3]
    return (_("Half"), _("Six of ten"), _("Seven of ten"), _("Eight of ten"))[max(tiles, 5) - 5]


def _in_figures(tiles: int, whole: int) -> str:
    return _("{tiles} of {of}").format(tiles=tiles, of=whole) if tiles else _("few or none")


# --- Scales of other lengths ------------------------------------------------------------------


def scale_of(points: int, length: Length) -> Wording:
    """Return a scale with this many points, with short labels or with long ones."""
    labels = (_short_labels() if length == "short" else _long_labels())[points]
    return Wording(
        points=labels,
        short=labels,
        low=_("{share} lie on the low side."),
        high=_("{share} lie on the high side."),
        low_short=_("{share} low"),
        high_short=_("{share} high"),
        first=0 if points == 11 else 1,
    )


SPREAD_OVER = {
    2: (4, 6),
    3: (2, 3, 5),
    4: (1, 3, 4, 2),
    5: (1, 2, 3, 3, 1),
    6: (1, 1, 2, 3, 2, 1),
    7: (0, 1, 1, 2, 3, 2, 1),
    11: (0, 0, 1, 0, 1, 1, 2, 2, 2, 1, 0),
}


def figure_of(key: str, points: int, length: Length) -> DistributionFigure:
    """Draw tenths on a scale with this many points."""
    tiles, wording = SPREAD_OVER[points], scale_of(points, length)
    mean = sum(n * (wording.first + i) for i, n in enumerate(tiles)) / 10
    return tiles_figure(key, tiles, wording=wording, middle=round(mean, 1))


def _short_labels() -> dict[int, tuple[str, ...]]:
    return {
        2: (_("No"), _("Yes")),
        3: (_("Too little"), _("About right"), _("Too much")),
        4: (_("Never"), _("Seldom"), _("Often"), _("Always")),
        5: extent().short,
        6: (_("Very bad"), _("Bad"), _("Rather bad"), _("Rather good"), _("Good"), _("Very good")),
        7: tuple(str(n) for n in range(1, 8)),
        11: tuple(str(n) for n in range(11)),
    }


def _long_labels() -> dict[int, tuple[str, ...]]:
    middle = [str(n) for n in range(2, 7)]
    return {
        2: (_("No, not as far as I know"), _("Yes, and it is written down")),
        3: (
            _("Far less than the children need"),
            _("About what the children need"),
            _("More than the children need"),
        ),
        4: (
            _("Never, or hardly ever"),
            _("Sometimes, if somebody asks"),
            _("Often, but not always"),
            _("Always, without being asked"),
        ),
        5: extent().points,
        6: (
            *agreement().points[:2],
            _("Disagree a little"),
            _("Agree a little"),
            *agreement().points[3:],
        ),
        7: (_("Very dissatisfied with the collaboration"), *middle,
            _("Very satisfied with the collaboration")),
        11: (_("We cannot manage it together"), *(str(n) for n in range(1, 10)),
             _("We manage it well together")),
    }  # fmt: skip
