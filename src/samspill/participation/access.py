"""The way to what a code opens, whichever slice it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from samspill.foundation.access.public import NotFoundError
from samspill.foundation.declarations.public import CodeOpener, declared


@dataclass(frozen=True)
class Opened:
    """What a code opens, and the slice that shows it."""

    opener: CodeOpener
    thing: object


def find_by_code(code: str) -> Opened:
    """Fetch what a code on the screen leads to. Everybody may."""
    for opener in declared().codes:
        try:
            return Opened(opener, opener.find(code))
        except NotFoundError:
            continue
    raise NotFoundError
