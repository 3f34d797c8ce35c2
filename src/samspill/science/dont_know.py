"""How many answered "don't know": an answer of its own, of which a word is said and no number.

It lies on no point of a scale, so it is in no middle and no tile. What may be said of it is decided
together with them: whoever knows how many answered would else take those with an opinion from all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias

from samspill.science.disclosure import FIFTHS_FROM, TENTHS_FROM

Share: TypeAlias = Literal["few_or_none", "some", "many"]

# Up to so many are few, however many answered. With two, one who answers "don't know" can find from
# what else is shown that exactly one other did (docs/methods/what-can-be-found.md).
FEW = 3
FEW_TENTHS = 1
MANY_THIRDS = 1
# How many rounds in a row one word can stand for: the last of them within so many people of it.
MOST_REPEATS = 2
# The number with an opinion is said in these steps from here on.
TENS_FROM = 30


@dataclass(frozen=True)
class SaidDontKnow:
    """What is said of how many answered "don't know", among all who answered an item.

    Attributes
    ----------
    share : {"few_or_none", "some", "many"} or None
        None where too few answered the item.
    repeats : int
        How many times in a row it has been said again, as it may not quite be so.
    """

    share: Share | None
    repeats: int = 0


def share_of_dont_know(with_opinion: int, dont_know: int) -> Share | None:
    """Say in a word how many answered "don't know".

    Parameters
    ----------
    with_opinion, dont_know : int
        How many chose a point, and how many answered "don't know". Who gave no answer is in
        neither.

    Returns
    -------
    {"few_or_none", "some", "many"} or None
        At most three, or a tenth; more; a third or more. None under twelve answers.

    Examples
    --------
    >>> share_of_dont_know(24, 0), share_of_dont_know(24, 3), share_of_dont_know(24, 12)
    ('few_or_none', 'few_or_none', 'many')
    """
    n = with_opinion + dont_know
    if n < FIFTHS_FROM:
        return None
    if dont_know <= FEW or dont_know * 10 <= FEW_TENTHS * n:
        return "few_or_none"
    return "many" if dont_know * 3 >= MANY_THIRDS * n else "some"


def say_dont_know(
    with_opinion: int, dont_know: int, *, earlier: Sequence[SaidDontKnow] = ()
) -> SaidDontKnow:
    """Say how many answered "don't know", as the last time where so few people stand between.

    Parameters
    ----------
    with_opinion, dont_know : int
        As `share_of_dont_know`.
    earlier : sequence of SaidDontKnow
        What earlier rounds have said of the same item, the latest first.

    Returns
    -------
    SaidDontKnow
        What was said before, if at most one person who came, left or answered otherwise (two, after
        one repetition) could have made it so. Whether it is so now is then not told.

    Examples
    --------
    >>> say_dont_know(20, 4)
    SaidDontKnow(share='some', repeats=0)
    >>> say_dont_know(20, 4, earlier=[SaidDontKnow("few_or_none")])
    SaidDontKnow(share='few_or_none', repeats=1)
    """
    for before in earlier:
        people = min(before.repeats + 1, MOST_REPEATS)
        if before.share and before.share in _shares_near(with_opinion, dont_know, people):
            return SaidDontKnow(before.share, before.repeats + 1)
    return SaidDontKnow(share_of_dont_know(with_opinion, dont_know))


def _shares_near(with_opinion: int, dont_know: int, people: int) -> set[Share | None]:
    """Return what would be said of every room that is at most so many people away.

    Also of rooms with fewer than none, of which nothing else is said than of those beside them.
    """
    moves = range(-people, people + 1)
    return {
        share_of_dont_know(with_opinion + opinions, dont_know + unsure)
        for opinions, unsure in product(moves, repeat=2)
        # One who goes from the one to the other is one person.
        if abs(opinions + unsure) <= people
    }


def round_number(n: int) -> int:
    """Round a number of opinions down, where those without one would else be counted by it.

    Parameters
    ----------
    n : int
        How many chose a point, 22 or more.

    Returns
    -------
    int
        22, and from 30 on whole tens.

    Examples
    --------
    >>> round_number(22), round_number(29), round_number(30), round_number(257)
    (22, 22, 30, 250)
    """
    return TENTHS_FROM if n < TENS_FROM else n - n % 10
