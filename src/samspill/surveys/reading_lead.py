"""What a reading comes to, in whole sentences: what a council reads first, and may read alone.

Nothing is said here that the statements below do not show. What is called the lowest is lowest, and
what lies as low is named with it; where people come from two sides it is said whichever list the
statement stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspill.foundation.ui.markup import filled
from samspill.readings.public import ItemReading, RoundReading, joined

# More claims than this in one sentence are a list that nobody hears to the end.
MOST_CLAIMS = 2


def lead(reading: RoundReading) -> tuple[SafeString, ...]:
    """Return what is strong, what is lowest, and where people see it differently."""
    said = (*_strong(reading), *_low(reading), *_camps(reading), *_wide(reading))
    return said or tuple(_nothing_stands_out(reading))


def _strong(reading: RoundReading) -> Iterator[SafeString]:
    strong = reading.strong
    if not strong:
        return
    named = strong[:MOST_CLAIMS]
    if all(item.claim for item in named):
        text = (
            _("<strong>You agree that %(claims)s.</strong>")
            if all(item.figure.has_drawing for item in named)
            else _("<strong>Most of you find that %(claims)s.</strong>")
        )
        yield filled(text, claims=_that([item.claim for item in named]))
    else:
        text = _("<strong>You agree on this:</strong> %(quotes)s.")
        yield filled(text, quotes=_quoted(named))
    if strong[MOST_CLAIMS:]:
        yield filled(_("Strong too: %(themes)s."), themes=_themes(strong[MOST_CLAIMS:]))


def _low(reading: RoundReading) -> Iterator[SafeString]:
    if not reading.low:
        return
    text = (
        _("<strong>Lowest</strong>: %(themes)s.")
        if any(item.figure.has_drawing for item in reading.low)
        else _("Most answer <strong>low</strong> on %(themes)s.")
    )
    yield filled(text, themes=joined([_with_share(item) for item in reading.low]))


def _camps(reading: RoundReading) -> Iterator[SafeString]:
    camps = [item for item in reading.items if item.has_camps]
    named = camps[:MOST_CLAIMS]
    if named and all(item.claim for item in named):
        text = _("On whether %(claims)s, you are <strong>split in two</strong>.")
        yield filled(text, claims=_whether([item.claim for item in named]))
    elif named:
        text = _("You are <strong>split in two</strong> on this: %(quotes)s.")
        yield filled(text, quotes=_quoted(named))
    others = camps[MOST_CLAIMS:]
    if others:
        yield filled(_("So you are on %(themes)s."), themes=_themes(others))


def _wide(reading: RoundReading) -> Iterator[SafeString]:
    spread = [item for item in reading.wide if not item.has_camps]
    if spread:
        yield filled(_("The answers are spread on %(themes)s."), themes=_themes(spread))


def _nothing_stands_out(reading: RoundReading) -> Iterator[SafeString]:
    if any(item.figure.has_drawing for item in reading.items):
        yield filled(_("<strong>No statement stands out</strong> from the others."))
    else:
        yield filled(_("<strong>The answers vary on all of it.</strong> No view has most of them."))


def _with_share(item: ItemReading) -> str:
    return f"{item.theme} ({item.low_short})" if item.low_short else item.theme


def _that(claims: Sequence[str]) -> str:
    if len(claims) < 2:
        return "".join(claims)
    return _("%(first)s, and that %(second)s") % {"first": claims[0], "second": claims[1]}


def _whether(claims: Sequence[str]) -> str:
    if len(claims) < 2:
        return "".join(claims)
    return _("%(first)s, and whether %(second)s") % {"first": claims[0], "second": claims[1]}


def _quoted(items: Sequence[ItemReading]) -> str:
    return joined([_("“%(text)s”") % {"text": item.text.rstrip(".")} for item in items])


def _themes(items: Sequence[ItemReading]) -> str:
    return joined([item.theme for item in items])
