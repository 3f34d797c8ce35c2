"""From what is shown of each item to the order in which a room reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspill.science.disclosure import ShownDistribution, Side, as_drawn
from samspill.science.distributions import agreement_of, mean
from samspill.science.scales import ResponseScale

# direction.md, mock-up 03: "Minst åtte av ti er enige, og svarene ligger samlet"; the two
# lowest; the two furthest apart. Field.md section 3.2: low by rank, not by a norm.
STRONG_PERCENT = 80
LOW_ITEMS = 2
WIDE_ITEMS = 2


@dataclass(frozen=True)
class ReadingOrder:
    """Items by place in the questionnaire, counted from 0; each item in one list only.

    Attributes
    ----------
    strong : tuple of int
        High and gathered, in the order of the questionnaire.
    low : tuple of int
        The lowest of the rest, lowest first. Low in this round, not against a norm.
    wide : tuple of int
        Those of the rest whose answers lie furthest apart, widest first.
    others : tuple of int
        The rest, in the order of the questionnaire; hidden items too.
    talk_first : int or None
        The one to talk about first.
    """

    strong: tuple[int, ...] = ()
    low: tuple[int, ...] = ()
    wide: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    talk_first: int | None = None


def read_items(shown: Sequence[ShownDistribution]) -> ReadingOrder:
    """Sort items into strong, low, wide and others.

    Strong: at least 8 of 10 on the high side and gathered, near-unanimously high, or
    "most high" in words. Camps are wide before they are low: a middle where few stand says
    little. Then low: the two lowest middles of the rest, or "most low" in words. Then wide:
    the two with least agreement, those in camps first, or "split" in words. Talk first about
    the first wide item in camps, else the first wide, else the first low.

    Parameters
    ----------
    shown : sequence of ShownDistribution, length n_items
        What may be shown of each item. Reversed items are reversed before.

    Returns
    -------
    ReadingOrder
        Every item in exactly one list. Empty when no item may be shown.

    Raises
    ------
    ValueError
        The items are not on one scale; the message names what was given.

    Notes
    -----
    An order is also information: "this item lies lower than that one" is a fact about
    the exact answers of both. The order is therefore made only from what is shown (the
    percentages from 250 answers, the tiles from 12, the word from 5), so a reading tells
    nothing that its items do not. Two items that look alike keep the order of the
    questionnaire, although one may be a little lower. A near-unanimous item counts as the
    centre of its side, whatever its mean.

    Two items apart by less than their uncertainty may fall in either order: a reading
    is where to begin to talk, not a ranking. Do not compare readings of two groups.
    Method page: docs/methods/distribution-middle-spread.md.
    """
    scales = {item.scale for item in shown}
    if len(scales) > 1:
        msg = f"Items in one reading share one scale; got {sorted(map(str, scales))}."
        raise ValueError(msg)
    items = range(len(shown))
    if all(item.form == "hidden" for item in shown):
        return ReadingOrder()
    strong = tuple(i for i in items if _is_strong(shown[i]))
    rest = [i for i in items if i not in strong]
    by_width = _by_width(rest, shown)
    camps = [i for i in by_width if shown[i].spread == "camps"][:WIDE_ITEMS]
    low = _lowest([i for i in rest if i not in camps], shown)
    split = [i for i in rest if shown[i].word == "split"]
    wide = (*[i for i in by_width if i in camps or i not in low][:WIDE_ITEMS], *split)
    others = tuple(i for i in rest if i not in low and i not in wide)
    # Those in camps are the first of the wide.
    return ReadingOrder(strong, low, wide, others, talk_first=next(iter((*wide, *low)), None))


def _is_strong(item: ShownDistribution) -> bool:
    if item.form in {"fifths", "tenths"}:
        is_high = item.sides[-1] * 100 >= STRONG_PERCENT * sum(item.sides)
        return is_high and item.spread == "gathered"
    return item.agreed_side == "high" or item.word == "most_high"


def _lowest(rest: Sequence[int], shown: Sequence[ShownDistribution]) -> tuple[int, ...]:
    placed = {
        i: _place(shown[i]) for i in rest if shown[i].form in {"fifths", "tenths", "near_unanimous"}
    }
    lowest = sorted(placed, key=lambda i: (placed[i], i))[:LOW_ITEMS]
    return (*lowest, *(i for i in rest if shown[i].word == "most_low"))


def _by_width(rest: Sequence[int], shown: Sequence[ShownDistribution]) -> list[int]:
    """Order the items whose answers lie far apart, those in camps first, then the widest."""
    agreement = {
        i: agreement_of(as_drawn(shown[i])) for i in rest if shown[i].spread in {"wide", "camps"}
    }
    return sorted(agreement, key=lambda i: (shown[i].spread != "camps", agreement[i], i))


def _place(item: ShownDistribution) -> float:
    if item.agreed_side is not None:
        return _centre(item.agreed_side, item.scale)
    return mean(as_drawn(item))


def _centre(side: Side, scale: ResponseScale) -> float:
    half = (scale.points // 2 - 1) / 2
    centres = {
        "low": scale.low + half,
        "middle": (scale.low + scale.high) / 2,
        "high": scale.high - half,
    }
    return centres[side]
