"""From what may be shown to sentences: the finding a chair can read aloud comes first.

Every sentence is translated whole. What is said of a side comes from the scale as data.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.science.disclosure import FIFTHS, TENTHS, TENTHS_FROM, ShownDistribution
from samspill.science.dont_know import SaidDontKnow

HALF_PERCENT = 50


@dataclass(frozen=True)
class ScaleSentences:
    """What is said of shares on one response scale, in one language; from what the round asks.

    `points` are the labels, lowest first. In the others `{share}` stands for a share of
    the answers: `low`, `middle` and `high` are sentences that open with it, `low_short`
    and `high_short` the labels above the wells.
    """

    points: tuple[str, ...]
    low: str
    middle: str
    high: str
    low_short: str
    high_short: str


@dataclass(frozen=True)
class ItemWords:
    """What is said of one item. A part that has nothing to say is empty.

    `distribution` is the whole distribution in words, for those who do not see the drawing.
    """

    finding: str
    detail: str
    middle: str
    spread: str
    distribution: str


def describe_item(shown: ShownDistribution, words: ScaleSentences) -> ItemWords:
    """Say in whole sentences what is shown of one item, and nothing that is not."""
    describe: Mapping[str, Callable[[ShownDistribution, ScaleSentences], ItemWords]] = {
        "hidden": _describe_hidden,
        "words": _describe_word,
        "near_unanimous": _describe_near_unanimous,
        "fifths": _describe_tiles,
        "tenths": _describe_tiles,
    }
    return describe[shown.form](shown, words)


def describe_count(shown: ShownDistribution) -> str:
    """Say how many answers there are, as exactly as may be shown."""
    return count_words(shown.n, shown.band, minimum=shown.minimum)


def count_words(n: int | None, band: str | None, *, minimum: int) -> str:
    """Say a number of answers, or the band it lies in; the first releases had other bands."""
    if n is not None:
        count = ngettext("%(number)s answer", "%(number)s answers", n)
        return count % {"number": number_format(n)}
    if band == "under_minimum":
        return _("fewer than {number} answers").format(number=_number_word(minimum))
    if band is None:
        return _("number of answers not shown")
    low, dash, high = band.partition("-")
    if dash:
        return _("{low} to {high} answers").format(low=low, high=high)
    return _("{low} answers or more").format(low=low.split()[0])


def share_words(tiles: int, of: int) -> str:
    """Say a share in words that can open a sentence: never everybody, never nobody."""
    if tiles == 0:
        return _("Few or none")
    if tiles >= of:
        return _at_least(of)
    return _shares()[of][tiles - 1]


def share_figures(tiles: int, of: int) -> str:
    """Say a share in figures, for labels and tables."""
    if tiles == 0:
        return _("few or none")
    if tiles >= of:
        return _("at least {tiles} of {of}").format(tiles=of - 1, of=of)
    return _("{tiles} of {of}").format(tiles=tiles, of=of)


def describe_dont_know(said: SaidDontKnow, label: str) -> str:
    """Say how many answered "don't know", by its label; nothing where too few answered."""
    sentence = {
        "few_or_none": _("Few or none answered “{label}”."),
        "some": _("Some answered “{label}”."),
        "many": _("Many answered “{label}”."),
    }.get(said.share or "", "")
    return sentence.format(label=label)


def describe_sides(shown: ShownDistribution, words: ScaleSentences) -> tuple[str, str]:
    """Label the low and the high side, above the wells; empty where nothing is drawn."""
    if not shown.tiles:
        return "", ""
    low, _middle, high = shown.sides
    return (
        _fill(words.low_short, share_figures(low, _whole(shown))),
        _fill(words.high_short, share_figures(high, _whole(shown))),
    )


# --- The forms ------------------------------------------------------------------------------


def _describe_hidden(shown: ShownDistribution, _words: ScaleSentences) -> ItemWords:
    if shown.band == "under_minimum":
        finding = _("Too few have answered for this to be shown.")
        detail = _("With so few answers, what one person answered could be worked out.")
    else:
        finding = _("This is not shown by itself.")
        detail = _("Otherwise the answers of a smaller group could be worked out.")
    return ItemWords(finding, detail, middle="", spread="", distribution=finding)


def _describe_word(shown: ShownDistribution, words: ScaleSentences) -> ItemWords:
    most = _("Most")
    finding = {
        "most_low": _fill(words.low, most),
        "most_middle": _fill(words.middle, most),
        "most_high": _fill(words.high, most),
        "split": _("The answers point in opposite directions."),
    }.get(shown.word or "", _("The answers vary. No view has most of them."))
    detail = (
        _("Fewer than twelve have answered, so this is said in words only.")
        if shown.band == "5-11"
        else _("This is said in words only: a drawing could tell what somebody answered.")
    )
    return ItemWords(finding, detail, middle="", spread="", distribution=finding)


def _describe_near_unanimous(shown: ShownDistribution, words: ScaleSentences) -> ItemWords:
    sentences = {"low": words.low, "middle": words.middle, "high": words.high}
    finding = _fill(sentences[shown.agreed_side or "high"], _at_least(_whole(shown)))
    detail = _(
        "The answers are almost alike. They are shown together, so that those few who may "
        "have answered otherwise cannot be pointed out."
    )
    # The finding stands beside the drawing: its name says the same in other words, as a label does.
    label = {"low": words.low_short, "high": words.high_short}.get(shown.agreed_side or "high")
    share = share_figures(_whole(shown), _whole(shown))
    said = f"{_capital(_fill(label, share))}." if label else finding
    distribution = _join(said, _("The rest is not shown."))
    return ItemWords(finding, detail, middle="", spread="", distribution=distribution)


def _describe_tiles(shown: ShownDistribution, words: ScaleSentences) -> ItemWords:
    finding, detail = _finding_and_detail(shown, words)
    return ItemWords(
        finding=finding,
        detail=detail,
        middle=_describe_middle(shown, words),
        spread=_describe_spread(shown),
        distribution=_describe_distribution(shown, words),
    )


# --- The parts ------------------------------------------------------------------------------


def _finding_and_detail(shown: ShownDistribution, words: ScaleSentences) -> tuple[str, str]:
    """Open with the side that holds most of the answers, or with both when none does."""
    low, middle, high = _side_sentences(shown, words)
    largest = max(shown.sides)
    holds_half = largest * 100 >= HALF_PERCENT * sum(shown.sides)
    if shown.spread == "camps" or not holds_half or shown.sides.count(largest) > 1:
        # The larger side is said first.
        both = (high, low) if shown.sides[-1] > shown.sides[0] else (low, high)
        return _join(*both), middle
    if largest == shown.sides[0]:
        return low, _join(high, middle)
    if largest == shown.sides[-1]:
        return high, _join(low, middle)
    return middle, _join(low, high)


def _side_sentences(shown: ShownDistribution, words: ScaleSentences) -> tuple[str, str, str]:
    """Say each side; the middle is empty on a scale without a midpoint."""
    low, _middle, high = shown.sides
    whole = _whole(shown)
    shares = [share_words(tiles, whole) for tiles in shown.sides]
    if whole == FIFTHS and shown.spread == "camps" and {low, high} == {2, 3}:
        # Five tiles cannot be halved, and which side has the odd one says nothing.
        shares[0] = shares[2] = _("About half")
    return (
        _fill(words.low, shares[0]),
        _fill(words.middle, shares[1]) if shown.scale.has_midpoint else "",
        _fill(words.high, shares[2]),
    )


def _describe_middle(shown: ShownDistribution, words: ScaleSentences) -> str:
    if shown.nearest_point is None:
        return ""
    index = shown.nearest_point - shown.scale.low
    label = words.points[index]
    is_named = label != str(shown.nearest_point)
    if shown.middle is None:
        sentence = (
            _("The middle is closest to “{label}”.")
            if is_named
            else _("The middle is closest to {label}.")
        )
    elif is_named:
        sentence = _("The middle is about {number}, closest to “{label}”.")
    else:
        sentence = _("The middle is about {number}.")
    number = "" if shown.middle is None else number_format(shown.middle, decimal_pos=1)
    said = sentence.format(label=label, number=number)
    if shown.tiles[index]:
        return said
    return _join(said, _("Few or none have answered just that."))


def _describe_spread(shown: ShownDistribution) -> str:
    return {
        "gathered": _("The answers lie close together."),
        "wide": _("The answers are spread."),
        "camps": _("The answers form two camps."),
    }.get(shown.spread or "", "")


def _describe_distribution(shown: ShownDistribution, words: ScaleSentences) -> str:
    whole = _whole(shown)
    opening = _("Rounded to tenths.") if whole == TENTHS else _("Rounded to fifths.")
    if shown.percent is not None:
        opening = _("Rounded to whole percentages.")
        # Translators: what was answered, and how many percent of the answers.
        parts = [
            _("{label}: {percent} %.").format(label=label, percent=percent)
            for label, percent in zip(words.points, shown.percent, strict=True)
        ]
    else:
        # Translators: what was answered, and a share such as "3 of 10".
        parts = [
            _("{label}: {share}.").format(label=label, share=share_figures(tiles, whole))
            for label, tiles in zip(words.points, shown.tiles, strict=True)
        ]
    return _join(opening, *parts)


def _whole(shown: ShownDistribution) -> int:
    """Tell how many tiles the whole room is."""
    return TENTHS if shown.form == "tenths" or (shown.n or 0) >= TENTHS_FROM else FIFTHS


def joined(words: Sequence[str]) -> str:
    """Join words as a sentence does."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _join(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fill(sentence: str, share: str) -> str:
    # Not str.format: the sentence is content, and may hold other braces.
    return sentence.replace("{share}", share)


def _at_least(of: int) -> str:
    # True by construction: near-unanimous is at least 8 of 10 answers, and 18 of 20.
    return {FIFTHS: _("At least four of five"), TENTHS: _("At least nine of ten")}[of]


def _shares() -> Mapping[int, tuple[str, ...]]:
    return {
        FIFTHS: (_("One of five"), _("Two of five"), _("Three of five"), _("Four of five")),
        TENTHS: (
            _("One of ten"),
            _("Two of ten"),
            _("Three of ten"),
            _("Four of ten"),
            _("Half"),
            _("Six of ten"),
            _("Seven of ten"),
            _("Eight of ten"),
            _("Nine of ten"),
        ),
    }


def _number_word(number: int) -> str:
    words = {5: _("five"), 6: _("six"), 7: _("seven"), 8: _("eight"), 9: _("nine"), 10: _("ten")}
    return words.get(number, str(number))
