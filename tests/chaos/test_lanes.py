"""The worker's lanes: what waits for others, or breaks, never delays what was promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.chaos.databases import ROOT, Database
from tests.chaos.lanes import SECONDS

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
# On a busy machine; what hangs does so for a minute.
LONGEST_GAP = 3.0


def diary_of(what: str, database: Database, folder: Path) -> dict[str, list[float]]:
    environ = {**os.environ, **database.environ, "SAMSPILL_DATA": str(folder / "product" / "data")}
    environ["DJANGO_SETTINGS_MODULE"] = "samspill.site.settings"
    Path(environ["SAMSPILL_DATA"]).mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.lanes", what],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, list[float]] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("database", BOTH, indirect=True)
def test_mail_that_hangs_does_not_delay_a_promise(database: Database, tmp_path: Path) -> None:
    done = diary_of("hang", database, tmp_path)
    (began,) = done["post"]
    (stopped,) = done["stopped"]
    assert all(at < began for at in done.get("read", [])), "what is in its own lane waits for it"
    while_it_hangs = [began, *(at for at in done["wash"] if at > began), began + SECONDS]
    assert len(while_it_hangs) > 5
    assert max(later - at for at, later in pairwise(while_it_hangs)) < LONGEST_GAP
    assert stopped < began + SECONDS + 1 + LONGEST_GAP, "told to stop, it is not waited for"
    assert done["wash"][-1] < began + SECONDS + LONGEST_GAP, "the other lane has heard it too"


@pytest.mark.parametrize("database", BOTH, indirect=True)
def test_a_lane_that_breaks_off_begins_anew(database: Database, tmp_path: Path) -> None:
    done = diary_of("break off", database, tmp_path)
    broke_off = done["post"][0]
    assert [at for at in done["wash"] if at > broke_off], "the other lane went on"
    assert [at for at in done["read"] if at > broke_off], "its own lane began anew"
    assert len(done["post"]) == 1, "what it was at waits for its lease to run out"
