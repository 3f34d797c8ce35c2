"""Numbers leave only inside a release: who may make one, who may look at answers, who may count."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samspill.readings.models import Release
from samspill.readings.public import NotSafeError, Reading, earlier_releases, read_stored, release
from samspill.readings.releases import Audit, Shown
from samspill.readings.tests.test_formats import SAMPLE
from samspill.science.reading_disclosure import AuditedRoom
from samspill.surveys import closing_operations
from tests import cast as people
from tests.contracts.test_house import SOURCE, imports_of, product_files


def calls(name: str) -> set[str]:
    """Return `file:function` for every place in the product where `name` is called."""
    found = set()
    for path in product_files():
        for function in ast.walk(ast.parse(path.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] == name:
                    found.add(f"{path.relative_to(SOURCE)}:{function.name}")
    return found


def test_only_a_reading_makes_what_is_shown() -> None:
    assert calls("Shown") == {"readings/making.py:make_reading"}


def test_only_the_door_makes_releases() -> None:
    assert calls("Release") == set()
    assert calls("_releases") == {
        "readings/releases.py:release",
        "readings/releases.py:earlier_releases",
    }


def test_only_a_reading_says_that_it_was_tried() -> None:
    assert calls("Audit") == {"readings/making.py:make_reading"}


def test_science_is_entered_once_for_a_reading() -> None:
    """One call gives every figure, asked for in one place; a rehearsal shows invented ones."""
    assert calls("read_answers") == {"readings/making.py:_read"}
    assert calls("make_reading") == {
        "surveys/closing_operations.py:read_once",
        "surveys/rehearsals.py:rehearse",
    }
    assert calls("show_room") == {"science/reading_figures.py:read_answers"}


def test_answers_are_looked_at_in_few_places() -> None:
    """To store, rewrite, delete and read them once; to count them roughly; to know one's own."""
    assert calls("Response") == {
        "surveys/operations.py:submit_response",
        "surveys/operations.py:_check_has_room",
        "surveys/reading_inputs.py:gather_answers",
        "surveys/closing_operations.py:_delete_answers",
        "surveys/closing.py:count_rows",
        "surveys/closing.py:people_in",
        "surveys/closing.py:rewrite_answers",
        "surveys/results.py:has_response",
    }


def test_sheets_of_open_tables_are_looked_at_in_few_places() -> None:
    """By the phone that keeps one; to list, count and delete them. What leaves are counts."""
    assert calls("TableSheet") == {
        "surveys/table_operations.py:take_table",
        "surveys/table_operations.py:free_table",
        "surveys/table_operations.py:open_talk_from",
        "surveys/table_operations.py:_held_sheet",
        "surveys/closing_operations.py:_delete_answers",
        "surveys/closing.py:count_tables",
        "surveys/closing.py:people_in",
        "surveys/results.py:table_list",
        "surveys/results.py:_held",
    }


def test_statistics_are_made_in_few_places() -> None:
    """In a reading; and by the lab, which reads files of the user's own, without a database.

    `group_forecasts` runs the rule on numbers of people who are asked, before there is an answer,
    and `promises` and `round_page` say from how many answers on what is shown. `conflict` reads
    what one person says of a case, and `seating` who is to sit where: neither sees an answer.
    """
    without_answers = {"samspill.science.conflict", "samspill.science.seating"}
    users = {
        str(path.relative_to(SOURCE))
        for path in product_files()
        if path.relative_to(SOURCE).parts[0] not in {"science", "lab"}
        and any(
            name.startswith("samspill.science")
            and ".".join(name.split(".")[:3]) not in without_answers
            for name in imports_of(path)
        )
    }
    assert users == {
        "readings/answers.py",
        "readings/comparisons.py",
        "readings/figures.py",
        "readings/making.py",
        "readings/memory.py",
        "surveys/groupings.py",
        "surveys/group_forecasts.py",
        "surveys/promises.py",
        "surveys/round_page.py",
        "readings/wording.py",
    }


def test_no_raw_sql_goes_around_it() -> None:
    users = {
        str(path.relative_to(SOURCE)) for path in product_files() if "cursor(" in path.read_text()
    }
    # The last two ask for settings, tables and columns, and give nothing of what is in the rows.
    assert users == {
        "foundation/privacy/traces.py",
        "operating/database_checks.py",
        "operating/first_databases.py",
    }


def a_reading() -> Reading:
    return read_stored(json.loads(SAMPLE.read_text(encoding="utf-8")))


@pytest.mark.django_db
@pytest.mark.parametrize("bare", [{"mean": 3.2}, [1, 2, 3], None, 3.2])
def test_bare_numbers_do_not_leave(bare: object, cast: people.Cast) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    with pytest.raises(TypeError, match="disclosure control"):
        release(bare, collaboration=collaboration, at=timezone.now())  # type: ignore[arg-type]
    assert not Release.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("audit", "reason"),
    [
        (Audit(is_safe=False, earlier=()), "an answer could be found"),
        (Audit(is_safe=True, earlier=("another",)), "tried against 1 earlier releases of 0"),
    ],
)
def test_what_the_audit_fails_is_not_released(audit: Audit, reason: str, cast: people.Cast) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    with pytest.raises(NotSafeError, match=reason):
        release(Shown(a_reading(), audit), collaboration=collaboration, at=timezone.now())
    assert not Release.objects.exists()


@pytest.mark.django_db
def test_without_an_audit_there_is_nothing_to_release(cast: people.Cast) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    with pytest.raises(TypeError):
        Shown(a_reading())  # type: ignore[call-arg]
    for shown in (Shown(a_reading(), None), Shown({}, Audit(is_safe=True, earlier=()))):  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="disclosure control"):
            release(shown, collaboration=collaboration, at=timezone.now())
    assert not Release.objects.exists()


@pytest.mark.django_db
def test_a_refused_result_stays_closed_and_says_what_to_do(
    cast: people.Cast, cecilie: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = people.a_closed_round(cast.cecilie)
    monkeypatch.setattr(AuditedRoom, "is_safe", False)
    cecilie.post(f"/rounds/{closed.pk}/publish/")
    closing_operations.draw_due()
    told = cecilie.get(f"/rounds/{closed.pk}/being-drawn/", follow=True)
    assert "Resultatet ble ikke vist." in told.content.decode()
    closed.refresh_from_db()
    assert (closed.state, closed.release) == ("closed", None)
    assert not Release.objects.exists()
    monkeypatch.undo()
    cecilie.post(f"/rounds/{closed.pk}/publish/")
    closing_operations.draw_due()
    closed.refresh_from_db()
    assert closed.state == "published"


@pytest.mark.django_db
def test_a_release_knows_all_earlier_ones_of_the_same_collaboration(cast: people.Cast) -> None:
    first = people.a_published_round(cast.cecilie)
    people.a_published_round(cast.cecilie)
    opened = people.an_open_round(cast.cecilie, first.collaboration)
    people.answer_it(opened, people.some_answers(12))
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    second = closing_operations.publish_reading(closed, by=cast.cecilie)
    assert first.release is not None
    assert second.release is not None
    assert first.release.knows == []
    assert second.release.knows == [str(first.release.pk)]
    assert earlier_releases(first.collaboration) == (first.release, second.release)


@pytest.mark.django_db
def test_two_rounds_shown_at_once_take_turns(cast: people.Cast) -> None:
    """Who comes second waits before looking at what has been shown, and so knows the first."""
    closed = closing_operations.close_round(people.an_open_round(cast.cecilie), by=cast.cecilie)
    with CaptureQueriesContext(connection) as captured:
        closing_operations.publish_reading(closed, by=cast.cecilie)
    asked = [one["sql"] for one in captured.captured_queries]
    looked = next(place for place, sql in enumerate(asked) if 'FROM "releases_release"' in sql)
    turns = [sql for sql in asked[:looked] if 'FROM "collaborations_collaboration"' in sql]
    assert turns
    if connection.features.has_select_for_update:
        assert "FOR NO KEY UPDATE" in turns[-1]


def test_this_file_looks_where_the_product_is() -> None:
    assert (Path(SOURCE) / "readings" / "making.py").exists()
