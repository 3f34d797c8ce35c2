"""The variables of an export: what each is called, what it means, and what its codes mean.

One list for the rows, the codebook and the labels in SPSS, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal["text", "number", "code"]
Text = str | Promise


@dataclass(frozen=True)
class Variable:
    """One column. Of a code, `codes` has the number of each word that a release uses."""

    name: str
    kind: Kind
    label: Text
    codes: Mapping[str, tuple[int, Text]] | None = None


FORMS: Mapping[str, tuple[int, Text]] = {
    "hidden": (0, _("Nothing is shown")),
    "words": (1, _("In words, from few answers")),
    "fifths": (2, _("In fifths")),
    "tenths": (3, _("In tenths")),
    "near_unanimous": (4, _("Nearly everybody answers alike: only the side is shown")),
}
SIDES: Mapping[str, tuple[int, Text]] = {
    "low": (1, _("The low side")),
    "middle": (2, _("The middle")),
    "high": (3, _("The high side")),
}
WORDS: Mapping[str, tuple[int, Text]] = {
    "most_low": (1, _("Most on the low side")),
    "most_middle": (2, _("Most in the middle")),
    "most_high": (3, _("Most on the high side")),
    "split": (4, _("In two camps")),
    "mixed": (5, _("Mixed")),
}
SPREADS: Mapping[str, tuple[int, Text]] = {
    "gathered": (1, _("Close together")),
    "wide": (2, _("Spread out")),
    "camps": (3, _("In two camps")),
}
CHANGES: Mapping[str, tuple[int, Text]] = {
    "lower": (-1, _("Lower, by more than chance")),
    "too_little": (0, _("Too little to say")),
    "higher": (1, _("Higher, by more than chance")),
}

BEFORE_THE_POINTS = (
    Variable("item", "text", _("The statement's key in the wording")),
    Variable("item_text", "text", _("The statement, as it was asked")),
    Variable("theme", "text", _("What the statement is about")),
    Variable(
        "group",
        "number",
        _(
            "0 is everybody; 1 and up are the groups that were asked about, and after them "
            "those that are shown together"
        ),
    ),
    Variable("group_name", "text", _("The name of the group; empty for everybody")),
    Variable("form", "code", _("How much is shown"), FORMS),
    Variable("n", "number", _("Number of answers, where it is shown")),
    Variable("n_band", "text", _("Number of answers, where only about how many is shown")),
    Variable("agreed_side", "code", _("The side that nearly everybody is on"), SIDES),
    Variable("word", "code", _("What few answers are, in words"), WORDS),
)
AFTER_THE_POINTS = (
    Variable("middle", "number", _("The mean of the tiles, to one decimal, where it is shown")),
    Variable("nearest_point", "number", _("The answer that the middle lies nearest to")),
    Variable("interval_low", "number", _("The lower end of its uncertainty at 95 %, in halves")),
    Variable("interval_high", "number", _("The upper end of its uncertainty at 95 %, in halves")),
    Variable("spread", "code", _("How far apart the answers lie"), SPREADS),
    Variable("change", "code", _("Since the last time the same was asked"), CHANGES),
    Variable("middle_before", "number", _("The middle last time, where it has moved")),
)


SCALE = Variable("scale", "text", _("The answers that could be chosen, from the lowest"))


SHARES: Mapping[str, tuple[int, Text]] = {
    "few_or_none": (1, _("Few or none")),
    "some": (2, _("Some")),
    "many": (3, _("Many")),
}
DONT_KNOW = Variable(
    "dont_know",
    "code",
    _("Of all who answered, those who chose “don't know”; n is then the others, rounded down"),
    SHARES,
)


def variables_of(
    labels: Sequence[str], *, has_scales: bool = False, has_dont_know: bool = False
) -> tuple[Variable, ...]:
    """Return every variable for answers with these labels, from the lowest.

    Where statements are on several scales, one tells which; and one what is said of "don't know",
    where that could be answered.
    """
    tiles = (
        Variable(
            f"tiles_{place}",
            "number",
            _("Tiles at “{answer}”: tenths or fifths of the answers").format(answer=label),
        )
        for place, label in enumerate(labels, start=1)
    )
    percent = (
        Variable(
            f"percent_{place}",
            "number",
            _("Per cent at “{answer}”, from 250 answers").format(answer=label),
        )
        for place, label in enumerate(labels, start=1)
    )
    scales = (SCALE,) if has_scales else ()
    beside = (DONT_KNOW,) if has_dont_know else ()
    return (*BEFORE_THE_POINTS, *scales, *tiles, *percent, *AFTER_THE_POINTS, *beside)
