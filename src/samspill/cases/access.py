"""Every page here is open to everyone, and nothing on it is anybody's: there is content alone."""

from __future__ import annotations

from samspill.foundation.access.public import NotFoundError
from samspill.toolbox.case_content import situations
from samspill.toolbox.languages import SOURCE


def find_situation(key: str) -> str:
    """Return the id of a situation that there is. Raises `NotFoundError`."""
    if key not in situations(SOURCE):
        raise NotFoundError
    return key
