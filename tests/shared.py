"""Where the shared reference data is, for the tests that compare with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(
    os.environ.get("SAMSPILL_SHARED", Path(__file__).resolve().parents[2] / "shared")
).absolute()


def shared_file(name: str) -> Path:
    """Return a file of the shared data; skip loudly, with the reason, where a clone lacks it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared reference data is not here: {path}")
    return path
