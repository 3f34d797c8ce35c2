"""A guide is open to everyone: no account, no session, and nothing in it that anybody owns."""

from __future__ import annotations

from samspill.foundation.access.public import NotFoundError
from samspill.toolbox.guide_texts import GUIDES


def find_guide(key: str) -> str:
    """Return the key of a guide that there is. Raises `NotFoundError`."""
    if key not in GUIDES:
        raise NotFoundError
    return key
