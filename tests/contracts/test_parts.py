"""What is left out where nothing has changed: only what could not come out otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import parts
from tests.parts import PARTS, counts, imported_below


@pytest.fixture(scope="module")
def imported() -> dict[str, set[str]]:
    return {name: imported_below(part.folder) for name, part in PARTS.items()}


@pytest.mark.parametrize(
    ("changed", "runs"),
    [
        ("src/samspill/science/disclosure.py", {"lab", "operating", "upgrades"}),
        ("src/samspill/lab/analyse.py", {"lab"}),
        ("src/samspill/lab/tests/test_analyse.py", {"lab"}),
        ("src/samspill/surveys/templates/surveys/reading.html", {"operating", "upgrades"}),
        ("src/samspill/action_plans/migrations/0009_more.py", {"operating", "upgrades"}),
        ("src/samspill/operating/backup.py", {"operating", "upgrades"}),
        ("src/samspill/action_plans/views.py", set()),
        ("src/samspill/foundation/ui/static/ui/css/components/button.css", set()),
        ("docs/glossary.md", set()),
        ("tests/chaos/databases.py", {"operating", "upgrades"}),
        ("tests/stand_ins.py", {"lab"}),
        ("requirements/dev.txt", {"lab", "operating", "upgrades"}),
    ],
)
def test_a_part_runs_where_something_has_changed_that_it_reaches(
    changed: str, runs: set[str], imported: dict[str, set[str]]
) -> None:
    assert {name for name, part in PARTS.items() if counts(part, changed, imported[name])} == runs


def test_a_part_runs_where_it_is_not_known_what_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PASSED", tmp_path / "passed")
    assert parts.why_it_runs("lab")
    (tmp_path / "passed").write_text("lab 0123456789012345678901234567890123456789\n")
    assert parts.why_it_runs("lab")


def test_a_part_does_not_run_where_nothing_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "changed_since", lambda _commit: {"docs/glossary.md"})
    assert not parts.why_it_runs("lab")
    monkeypatch.setattr(parts, "changed_since", lambda _commit: {"src/samspill/lab/table.py"})
    assert parts.why_it_runs("lab")
