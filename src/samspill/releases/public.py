"""The door to releases for other slices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from samspill.releases.models import Release

__all__ = ["Release", "release"]


def release(content: Mapping[str, object], *, at: datetime) -> Release:
    """Store what is shown from now on. `content` has passed `science.disclosure` already."""
    return Release.objects.create(released_at=at, content=dict(content))
