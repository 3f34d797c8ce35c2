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
# Where more than these are equally low, none of them is called the lowest.
MOST_LOW_ITEMS = 3
WIDE_ITEMS = 2


@dataclass(frozen=True)
class ItemOrder:
    """Items by place in the questionnaire, counted from 0; each item in one list only.

    Attributes
    ----------
    strong : tuple of int
        High and gathered, in the order of the questionnaire.
    low : tuple of int
        The lowest of the rest, lowest first, also those in camps; what lies equally low is there
        too. Low in this round, not against a norm.
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


def read_items(shown: Sequence[ShownDistribution]) -> ItemOrder:
    """Sort items into strong, low, wide and others.

    Strong: at least 8 of 10 on the high side and gathered, near-unanimously high, or
    "most high" in words. Then low: the two lowest middles of the rest and what ties with them, or
    "most low" in words; nothing that is left is lower. Then wide: the two of the rest with least
    agreement, those in camps first, or "split" in words. Talk first about the widest in camps,
    wherever it stands, else the first wide, else the first low, else the first whose answers vary.

    Parameters
    ----------
    shown : sequence of ShownDistribution, length n_items
        What may be shown of each item. Reversed items are reversed before.

    Returns
    -------
    ItemOrder
        Every item in exactly one list. Empty when no item may be shown.

    Notes
    -----
    Items may lie on different scales: shares of answers are compared, agreement is relative to
    the scale, and a middle is a share of the way from its lowest point to its highest.

    An order is also information: "this item lies lower than that one" is a fact about
    the exact answers of both. The order is therefore made only from what is shown (the
    percentages from 250 answers, the tiles from 12, the word from 5), so a reading tells
    nothing that its items do not. Two items whose middles are the same to one decimal are equally
    low, and keep the order of the questionnaire. A near-unanimous item counts as the
    centre of its side, whatever its mean.

    Two items apart by less than their uncertainty may fall in either order: a reading
    is where to begin to talk, not a ranking. Do not compare readings of two groups.
    Method page: docs/methods/distribution-middle-spread.md.
    """
    items = range(len(shown))
    if all(item.form == "hidden" for item in shown):
        return ItemOrder()
    strong = tuple(i for i in items if _is_strong(shown[i]))
    rest = [i for i in items if i not in strong]
    by_width = _by_width(rest, shown)
    camps = [i for i in by_width if shown[i].spread == "camps"]
    low = _lowest(rest, shown)
    split = [i for i in rest if shown[i].word == "split"]
    wide = (*[i for i in by_width if i not in low][:WIDE_ITEMS], *split)
    others = tuple(i for i in rest if i not in low and i not in wide)
    varied = [i for i in others if shown[i].word == "mixed"]
    first = next(iter((*camps, *wide, *low, *varied)), None)
    return ItemOrder(strong, low, wide, others, talk_first=first)


def _is_strong(item: ShownDistribution) -> bool:
    if item.form in {"fifths", "tenths"}:
        is_high = item.sides[-1] * 100 >= STRONG_PERCENT * sum(item.sides)
        return is_high and item.spread == "gathered"
    return item.agreed_side == "high" or item.word == "most_high"


def _lowest(rest: Sequence[int], shown: Sequence[ShownDistribution]) -> tuple[int, ...]:
    """Return the lowest two with all that are as low; none where more than three are equal."""
    placed = {
        i: _place(shown[i]) for i in rest if shown[i].form in {"fifths", "tenths", "near_unanimous"}
    }
    lowest: list[int] = []
    for place in sorted(set(placed.values())):
        tied = [i for i in rest if placed.get(i) == place]
        if len(lowest) >= LOW_ITEMS or len(lowest) + len(tied) > MOST_LOW_ITEMS:
            break
        lowest += tied
    return (*lowest, *(i for i in rest if shown[i].word == "most_low"))


def _by_width(rest: Sequence[int], shown: Sequence[ShownDistribution]) -> list[int]:
    """Order the items whose answers lie far apart, those in camps first, then the widest."""
    agreement = {
        i: agreement_of(as_drawn(shown[i])) for i in rest if shown[i].spread in {"wide", "camps"}
    }
    return sorted(agreement, key=lambda i: (shown[i].spread != "camps", agreement[i], i))


def _place(item: ShownDistribution) -> float:
    """Return how far up its scale an item lies, from 0 to 1; alike where one decimal is."""
    scale = item.scale
    side = item.agreed_side
    middle = mean(as_drawn(item)) if side is None else _centre(side, scale)
    return round(middle - scale.low, 1) / (scale.high - scale.low)


def _centre(side: Side, scale: ResponseScale) -> float:
    half = (scale.points // 2 - 1) / 2
    centres = {
        "low": scale.low + half,
        "middle": (scale.low + scale.high) / 2,
        "high": scale.high - half,
    }
    return centres[side]
