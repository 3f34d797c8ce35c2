"""Where the shared reference data is, for the tests that compare with it."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

SHARED = Path(
    os.environ.get("SAMSPILL_SHARED", Path(__file__).resolve().parents[2] / "shared")
).absolute()


def shared_file(name: str) -> Path:
    """Return a file of the shared data; where a clone lacks it, what stands in for it."""
    path = SHARED / name
    return path if path.exists() else _stand_in(name)


@cache
def _stand_in(name: str) -> Path:
    from tests.stand_ins import STAND_INS

    path = Path(tempfile.mkdtemp(prefix="samspill-stand-ins-")) / Path(name).name
    path.write_text(STAND_INS[name](), encoding="utf-8")
    return path
