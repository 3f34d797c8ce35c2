"""Browsers of those who have read the e-mail of an address: what strangers ask for is not theirs.

Anybody can ask for codes to an address until no more are sent. So each e-mail with a code holds a
link as well: the browser that opens it, and each that has logged in with a code, is counted apart.
The mark lets nobody in, and does not tell which address it is of.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from samspill.foundation.access.public import NotFoundError

COOKIE = "samspill_own_browser"
KEPT_FOR = timedelta(days=180)
# As long as a stranger can use up the codes of a day.
LINK_WORKS_FOR = timedelta(days=1)
LINK, MARK = "samspill.own-browser.link", "samspill.own-browser.mark"


@dataclass(frozen=True)
class OwnAddress:
    """An address whose e-mail has been read by whoever holds the link; only a hash of it."""

    address_hash: str


def link_key(email: str) -> str:
    """Return the last part of the link in an e-mail to this address."""
    return signing.dumps(_hash_of(email), salt=LINK)


def find_own_address(key: str) -> OwnAddress:
    """Return what a link stands for. Everybody may."""
    try:
        return OwnAddress(signing.loads(key, salt=LINK, max_age=LINK_WORKS_FOR))
    except signing.BadSignature as error:
        raise NotFoundError from error


def address_of(email: str) -> OwnAddress:
    """Return the address of whoever has just shown a code that was sent there."""
    return OwnAddress(_hash_of(email))


def mark(response: HttpResponse, own: OwnAddress) -> HttpResponse:
    """Let the browser be counted apart from now on."""
    response.set_cookie(
        COOKIE,
        signing.dumps([own.address_hash, secrets.token_urlsafe(8)], salt=MARK),
        max_age=KEPT_FOR,
        path="/log-in/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def counted_as(request: HttpRequest, email: str) -> str:
    """Return whose codes are counted: the browser's where it is the owner's, else everybody's."""
    try:
        address_hash, browser = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=MARK, max_age=KEPT_FOR
        )
    except signing.BadSignature:
        return email.lower()
    return f"{email.lower()} {browser}" if address_hash == _hash_of(email) else email.lower()


def _hash_of(email: str) -> str:
    return salted_hmac(LINK, email.lower(), algorithm="sha256").hexdigest()
