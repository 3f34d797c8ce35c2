"""Signs: two figures that show that somebody is in the room, where a code alone could be passed on.

Nothing is stored. A sign follows from the server's secret key, what it is a sign of, and the clock.
The one on a screen is new every half minute and good for three, so that it can be read, typed and
sent. A *pass* is what a phone gets for a sign that it has shown: it lets the person read the
promise in peace, and tells of nobody.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

HALF_MINUTE = 30
# How many half minutes a sign is good for.
GOOD_FOR = 3
PASS_LASTS = timedelta(minutes=20)


def sign_now(of: str, now: datetime | None = None) -> str:
    """Return the sign that stands on the screen just now: two figures."""
    return _sign(of, _half_minute(now or timezone.now()))


def sign_on_paper(of: str) -> str:
    """Return a sign that does not change: for a room without a screen, or for one table."""
    return _sign(of, "paper")


def is_sign(of: str, typed: str, now: datetime | None = None) -> bool:
    """Return whether this is the sign on the screen, or was it within the last three."""
    current = _half_minute(now or timezone.now())
    return any(_is_same(typed, _sign(of, current - back)) for back in range(GOOD_FOR))


def is_sign_on_paper(of: str, typed: str) -> bool:
    return _is_same(typed, sign_on_paper(of))


def half_minute(now: datetime | None = None) -> int:
    """Return what changes whenever signs do; it tells of nobody."""
    return _half_minute(now or timezone.now())


def give_pass(of: str) -> str:
    """Return what a phone holds that has shown the sign, until the person has read the promise."""
    return signing.TimestampSigner(salt=f"samspill.participation.pass.{of}").sign("in")


def is_pass(of: str, given: str) -> bool:
    try:
        signing.TimestampSigner(salt=f"samspill.participation.pass.{of}").unsign(
            given, max_age=PASS_LASTS
        )
    except signing.BadSignature:
        return False
    return True


def _half_minute(now: datetime) -> int:
    return int(now.timestamp()) // HALF_MINUTE


def _sign(of: str, when: int | str) -> str:
    key = b"samspill sign" + settings.SECRET_KEY.encode()
    digest = hmac.digest(key, f"{of} {when}".encode(), "sha256")
    return f"{int.from_bytes(digest[:8]) % 100:02}"


def _is_same(typed: str, sign: str) -> bool:
    return hmac.compare_digest(typed.strip().encode(), sign.encode())
