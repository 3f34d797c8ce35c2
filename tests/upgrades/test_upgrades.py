"""From every earlier version: nothing is lost, every page answers, and the promises are kept."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import samspill
from tests.chaos.databases import own_database

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIXTURES = HERE / "fixtures"
VERSIONS = sorted({path.name.rsplit(".", 3)[0] for path in FIXTURES.glob("*.sql.gz")})
# Kept as they were; the others of the database are the framework's own.
PRECIOUS = ("releases", "codes", "rounds", "answers", "actions")
# Tables that got another name: what was in them is in the other one.
RENAMED = {
    "surveys_keyedinstrument": "instruments_keyedinstrument",
    "surveys_projection": "screens_screen",
}


@pytest.fixture(scope="module", params=VERSIONS)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, suites_server: str
) -> Any:
    """Upgrade the database that a version left, on the engine that this suite runs on."""
    folder = tmp_path_factory.mktemp("upgrade")
    if not suites_server:
        return upgrade(request.param, "sqlite", folder)
    with own_database(suites_server) as made:
        return upgrade(request.param, "postgresql", folder, SAMSPILL_DATABASE_URL=made.address)


def upgrade(version: str, engine: str, folder: Path, *, more: str = "", **environ: str) -> Any:
    packed = FIXTURES / f"{version}.{engine}.sql.gz"
    script = folder / "fixture.sql"
    script.write_bytes(gzip.decompress(packed.read_bytes()) + more.encode())
    without = {k: v for k, v in os.environ.items() if not k.startswith(("SAMSPILL_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.upgrades.upgrade_it", str(script)],
        cwd=ROOT,
        env={
            **without,
            "SAMSPILL_DATA": str(folder),
            "SAMSPILL_SECRET_KEY": "only for tests",
            "DJANGO_SETTINGS_MODULE": "samspill.site.settings",
            **environ,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout)


def test_every_fixture_is_there_for_both_engines_and_small() -> None:
    files = sorted(path.name for path in FIXTURES.iterdir())
    engines = ("postgresql", "sqlite")
    assert files == [f"{version}.{engine}.sql.gz" for version in VERSIONS for engine in engines]
    assert len(VERSIONS) >= 3
    assert max(path.stat().st_size for path in FIXTURES.iterdir()) < 300_000


def test_every_earlier_version_in_the_changelog_has_one() -> None:
    """When this fails: check the former version out, and run `make upgrade-fixture` there."""
    named = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert named[0] == samspill.__version__
    assert not set(named[1:]) - set(VERSIONS)


def test_no_row_is_lost(upgraded: Any) -> None:
    before, after = upgraded["before"]["rows"], upgraded["after"]["rows"]
    assert before["surveys_response"] > 50
    lost = {
        name: (count, after.get(RENAMED.get(name, name)))
        for name, count in before.items()
        if (after.get(RENAMED.get(name, name)) or 0) < count
    }
    assert not lost


@pytest.mark.parametrize("what", PRECIOUS)
def test_what_may_never_change_is_byte_for_byte_the_same(upgraded: Any, what: str) -> None:
    assert upgraded["before"][what]
    assert upgraded["after"][what] == upgraded["before"][what]


def test_the_database_is_sound_and_has_every_column_and_no_other(upgraded: Any) -> None:
    assert upgraded["problems"] == []


def test_every_page_of_every_round_answers_in_every_language(upgraded: Any) -> None:
    pages = [tuple(one) for one in upgraded["pages"]]
    # 410: the round is closed; 404: there is no such page in this state.
    # 302: what has been shown leads on to it.
    assert {status for _state, _page, status in pages} <= {200, 302, 404, 410}
    absent = {(state, page) for state, page, status in pages if status != 200}
    assert absent == {
        (state, page)
        for state in ("draft", "open", "closed")
        for page in ("over-time/", "groups-of/", "numbers-of/")
    } | {("closed", "r/"), ("published", "r/")}


def test_an_open_round_takes_an_answer_is_closed_and_shown(upgraded: Any) -> None:
    assert upgraded["shown"] == {
        "sent": 302,
        "received": True,
        "one more": 1,
        "published": [302],
        "readings": [200],
        "kept": 1,
        "left": 0,
    }


SHOWN_ON_SCREENS = """
INSERT INTO surveys_projection (id, what, item_key, is_blank, changes, survey_round_id)
SELECT id, 'item', 'loyalty', true, 7, id FROM surveys_surveyround WHERE state = 'published';
"""


def test_what_big_screens_showed_they_still_show(tmp_path: Path) -> None:
    """Rows of the first table of screens, which hung on rounds, are moved and not lost."""
    version = "main-9d20c17"
    server = os.environ.get("SAMSPILL_DATABASE_URL")
    if not server:
        screens = upgrade(version, "sqlite", tmp_path, more=SHOWN_ON_SCREENS)["screens"]
    else:
        with own_database(server) as made:
            screens = upgrade(
                version,
                "postgresql",
                tmp_path,
                more=SHOWN_ON_SCREENS,
                SAMSPILL_DATABASE_URL=made.address,
            )["screens"]
    assert screens
    assert all(one[:4] == ["round", "item", "loyalty", 7] for one in screens)
    assert {one[4] for one in screens} == {"blank"}


def test_the_worker_does_its_duties(upgraded: Any) -> None:
    assert upgraded["traces"] == 0
