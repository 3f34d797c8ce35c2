"""Say before the tests which of them this machine cannot run, and what to install."""

from __future__ import annotations

import os
import shutil
import sys

from tests.shared import SHARED

NEEDED = {
    "chromium": ("the journeys in a browser", "apt install chromium"),
    "xgettext": ("whether every text can be translated", "apt install gettext"),
    "hunspell": ("the spelling in bokmål and nynorsk", "apt install hunspell hunspell-no"),
}


def main() -> int:
    lacking = [
        f"  - {what} (needs {program}: {mend})"
        for program, (what, mend) in NEEDED.items()
        if shutil.which(program) is None
    ]
    if not SHARED.is_dir():
        print(f"No reference data in {SHARED}: drawn data stands in (tests/stand_ins.py).")
    if not lacking:
        return 0
    print("\nNOT TESTED HERE, because something is missing:", *lacking, "", sep="\n")
    return 1 if os.environ.get("SAMSPILL_NO_SKIP") else 0


if __name__ == "__main__":
    sys.exit(main())
