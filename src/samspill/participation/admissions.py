"""Admissions: what a phone holds from the moment it is let in until it has answered.

An admission is random and signed. The product stores nothing when it gives one; the answer that
it leads to is stored under a one-way hash of it, which is what makes sending twice harmless.
"""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.core import signing


def give_admission(code: str) -> str:
    """Return a fresh admission to the round with this code. Nothing is stored."""
    return _signer(code).sign(secrets.token_urlsafe(18))


def response_key(admission: str, code: str) -> UUID | None:
    """Return the key that the answer given on this admission has, or None if it is not ours.

    A one-way hash: the stored key does not lead back to the admission on the phone.
    """
    try:
        _signer(code).unsign(admission)
    except signing.BadSignature:
        return None
    digest = hashlib.blake2b(admission.encode(), digest_size=16, person=b"samspill answer").digest()
    return UUID(bytes=digest)


def _signer(code: str) -> signing.Signer:
    return signing.Signer(salt=f"samspill.participation.admission.{code}")
