from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Target
from samspill.foundation.ui.drawing import DistributionFigure
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.legends import legend_of
from samspill.foundation.ui.menu import address_of
from samspill.foundation.ui.style_guide import example_figures as examples
from samspill.foundation.ui.style_guide.component import (
    Component,
    Context,
    Group,
    State,
    Text,
    changed,
    narrow,
    sample,
    styles,
    templates,
)
from samspill.toolbox.explanations import PARTS, explanations
from samspill.toolbox.languages import in_language

Draw = Callable[[str], DistributionFigure]

WIDE_TILES = (3, 3, 2, 2, 0)
CAMP_TILES = (3, 2, 0, 2, 3)
GATHERED_TILES = (0, 1, 2, 4, 3)
SPREAD_TILES = (2, 2, 2, 2, 2)
FIFTH_TILES = (2, 2, 1, 0, 0)


def _tiles(tiles: tuple[int, ...], **more: Any) -> Draw:
    return lambda key: examples.tiles_figure(key, tiles, **more)


def _distribution(name: Text, drawn: Draw, **more: object) -> State:
    return State(name, "ui/distribution.html", lambda prefix: {"figure": drawn(prefix), **more})


TENTHS = _tiles(WIDE_TILES, middle=2.3)
FIFTHS = _tiles(FIFTH_TILES)
CAMPS = _tiles(CAMP_TILES, middle=3.0, camps=True)
PERCENT = _tiles(WIDE_TILES, middle=2.3, percent=(28, 31, 19, 17, 5))

DISTRIBUTION = Component(
    name="Distribution",
    when=_("How people have answered one statement. The form follows from how many have answered."),
    when_not=_("Never without words beside it, and never for fewer than the promise allows."),
    files=(*templates("distribution", "distribution_drawing"), *styles("distribution")),
    states=(
        _distribution(_("From 22 answers: tenths and the middle"), TENTHS,
                      note=_("26 answers, rounded to tenths")),
        _distribution(_("How sure the middle is"),
                      _tiles(WIDE_TILES, middle=2.3, interval=(1.5, 3.0)),
                      note=_("26 answers, rounded to tenths")),
        _distribution(_("Higher than last time, more than chance"),
                      _tiles((1, 2, 3, 3, 1), middle=3.1, interval=(2.5, 4.0), before=1.7)),
        _distribution(_("From 250 answers: percent in the table"), PERCENT,
                      note=_("280 answers, rounded to whole percentages")),
        _distribution(_("12 to 21 answers: fifths"), FIFTHS, note=_("12 to 21 answers")),
        _distribution(_("Two camps"), CAMPS),
        _distribution(_("Nearly everybody agrees"),
                      lambda key: examples.near_unanimous(key, "high")),
        _distribution(_("Nearly everybody disagrees"),
                      lambda key: examples.near_unanimous(key, "low")),
        _distribution(_("Nearly everybody answers in the middle"),
                      lambda key: examples.near_unanimous(key, "middle")),
        _distribution(_("5 to 11 answers: words"), examples.in_words,
                      why=_("Fewer than twelve have answered, so this is said in words only.")),
        _distribution(_("Held back"), examples.hidden,
                      why=_("With so few answers, what one person answered could be worked out.")),
        _distribution(_("Words alone"), examples.in_words),
    ),
)  # fmt: skip


def _length(points: int, length: examples.Length) -> State:
    name = _("%(points)s answers to choose among")
    words = {"short": _("short words"), "long": _("long words")}[length]

    def drawn(key: str) -> DistributionFigure:
        return examples.figure_of(key, points, length)

    def named() -> str:
        return f"{name % {'points': points}}, {words}"

    return _distribution(lazy(named, str)(), drawn, no_table=True)


SCALE_LENGTHS = Component(
    name="Scale lengths",
    when=_("A scale has two to eleven points. The same drawing serves them all."),
    when_not=_("Where the words are too long, only the outermost two stand below the drawing."),
    files=templates("distribution_drawing"),
    states=tuple(
        _length(points, length) for points in examples.SPREAD_OVER for length in ("short", "long")
    ),
)

SMALL = Component(
    name="Small distribution",
    when=_("Rows of distributions, to be compared. All wells hold eight tenths."),
    when_not=_("Not for what is to be talked about. Then the figure is large, with its words."),
    files=(*templates("distribution"), *styles("distribution")),
    states=narrow(
        _distribution(_("Tenths and the middle"), _tiles(WIDE_TILES, middle=2.3, small=True)),
        _distribution(_("Fifths"), _tiles(FIFTH_TILES, small=True)),
        _distribution(_("Nearly everybody agrees"),
                      lambda key: examples.near_unanimous(key, "high", small=True)),
        _distribution(_("Nearly everybody answers in the middle"),
                      lambda key: examples.near_unanimous(key, "middle", small=True)),
    ),
)  # fmt: skip

OPENED = changed(('<details class="twin">', '<details class="twin" open>'))


def _table(name: Text, drawn: Draw, note: Text = "", *, is_open: bool = True) -> State:
    def context(prefix: str) -> Context:
        return {"figure": drawn(prefix), "note": note}

    return State(name, "ui/distribution_table.html", context, after=OPENED if is_open else None)


TABLE_OF_IT = Component(
    name="Distribution table",
    when=_("The figures of a drawing as a table, for those who would rather read or hear them."),
    when_not=_("Not more exact than the drawing. The table says the same."),
    files=(*templates("distribution_table"), *styles("table")),
    states=(
        _table(_("Folded"), TENTHS, is_open=False),
        _table(_("Tenths"), TENTHS, _("26 answers, rounded to tenths")),
        _table(_("Fifths"), FIFTHS, _("12 to 21 answers")),
        _table(_("Percent"), PERCENT, _("280 answers, rounded to whole percentages")),
        _table(_("Nearly everybody agrees"), lambda key: examples.near_unanimous(key, "high")),
        _table(_("Nearly everybody answers in the middle"),
               lambda key: examples.near_unanimous(key, "middle")),
    ),
)  # fmt: skip


def _numbers(_prefix: str = "") -> Context:
    language = page_language()
    explained = [
        {part: in_language(getattr(one, part), language) for part in ("title", *PARTS)}
        | {"key": one.key}
        for one in explanations().numbers
    ]
    return {
        "numbers": explained[:3],
        "name": examples.statement(3),
        "more": address_of(Target.HOW_NUMBERS_ARE_MADE),
    }


OPENED_NUMBERS = changed(('<details class="twin numbers">', '<details class="twin numbers" open>'))

NUMBERS = Component(
    name="Numbers opened up",
    when=_("What each number of one statement means, how sure it is and how it is made. Folded."),
    when_not=_("Not for help with the page. Not on paper, where it is said once for all."),
    files=(
        *templates("numbers", "numbers_said", "numbers_on_paper"),
        *styles("numbers", "table", "facts"),
    ),
    states=(
        State(_("Folded"), "ui/numbers.html", _numbers),
        State(_("Opened"), "ui/numbers.html", _numbers, after=OPENED_NUMBERS),
        State(_("Where it has a page of its own"), "ui/numbers_said.html", _numbers),
        State(_("On paper"), "ui/numbers_on_paper.html", _numbers, size="wide", always_light=True),
    ),
)


def _legend(name: Text, **signs: bool) -> State:
    return State(name, "ui/legend.html", lambda _prefix: {"legend": legend_of(**signs)})


LEGEND = Component(
    name="Legend",
    when=_("What the signs in the drawings mean, once on a page, above the first drawing."),
    when_not=_("Not on a page where all is said in words."),
    files=(*templates("legend"), *styles("legend")),
    states=(
        _legend(_("Tenths and the middle"), middle=True),
        _legend(_("Tenths")),
        _legend(_("Fifths"), tenths=False, fifths=True),
        _legend(_("Both, and the middle"), fifths=True, middle=True),
        _legend(_("How sure it is, and where it was"), middle=True, interval=True, change=True),
    ),
)


def _statement(*figures: tuple[str, Draw]) -> Callable[[str], Context]:
    def context(prefix: str) -> Context:
        drawn = {name: draw(f"{prefix}-{name}") for name, draw in figures}
        texts = {"statement": examples.statement(3), "question": examples.question(3)}
        return {**texts, **drawn}

    return context


def _groups(prefix: str) -> dict[str, object]:
    return {"groups": [(name, FIFTHS(f"{prefix}-{name}")) for name in ("Lidal", "Nesdal")]}


def _times(prefix: str) -> dict[str, object]:
    asked = ((_("May"), WIDE_TILES, 2.3), (_("November"), SPREAD_TILES, 3.0))
    drawn = [
        (month, _tiles(tiles, middle=middle, small=True)(f"{prefix}-{middle}"))
        for month, tiles, middle in asked
    ]
    return {"times": drawn}


ALIKE = (
    ("gathered", _tiles((0, 1, 8, 1, 0), middle=3.0, small=True)),
    ("camps", _tiles(CAMP_TILES, middle=3.0, small=True)),
    ("spread", _tiles(SPREAD_TILES, middle=3.0, small=True)),
)

READING = Component(
    name="Statement",
    when=_("One statement as it is read: the sentence first, then the figure, then the number."),
    when_not=_("No statement without a sentence that a chair can read aloud."),
    files=styles("reading", "groups", "times"),
    states=(
        State(_("As it is"), sample("statement"), _statement(("figure", TENTHS)), size="wide"),
        State(_("Groups under a statement"), sample("groups"),
              _groups,
              size="wide"),
        State(_("One statement, every time it was asked"), sample("times"), _times, size="wide"),
        State(_("Two groups side by side"), sample("pair"),
              _statement(("leaders", FIFTHS), ("administration", _tiles((0, 1, 2, 2, 0)))),
              size="wide"),
        State(_("Same middle, three rooms"), sample("panel"), _statement(*ALIKE), size="wide"),
        State(_("A whole reading"), sample("reading"),
              _statement(("figure", CAMPS), ("small", _tiles(GATHERED_TILES, small=True))),
              size="wide"),
    ),
)  # fmt: skip

GROUP = Group(
    "figures",
    _("Figures"),
    (LEGEND, DISTRIBUTION, TABLE_OF_IT, NUMBERS, SMALL, SCALE_LENGTHS, READING),
)
