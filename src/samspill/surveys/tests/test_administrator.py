"""The administrator has the database, every log and every backup, and recovers nothing.

The real product takes the answers of fifty-two phones, some of them by personal links. What it
left is then looked through: while the round is open, where the promise says what can be seen, and
after it has been closed, where nothing of it may be left. On the database that the suite runs on:
a file with SQLite, and PostgreSQL with `make test-postgresql`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from tests.chaos.databases import Database, PostgreSQL
from tests.chaos.people import number_of

from samspill.surveys.tests import a_whole_round as a
from samspill.surveys.tests.a_whole_round import Person, WholeRound

# The worker writes here when it has looked for work, whether anybody answers or not.
OF_THE_WORKER = "jobs_job"


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, suites_server: str
) -> Iterator[tuple[WholeRound, Database]]:
    folder = tmp_path_factory.mktemp("administrator")
    with a.running_product(folder, suites_server) as (product, database):
        yield a.play(product, database), database


@pytest.fixture(scope="module")
def left(place: tuple[WholeRound, Database]) -> WholeRound:
    return place[0]


@pytest.fixture(scope="module")
def database(place: tuple[WholeRound, Database]) -> Database:
    return place[1]


def traces(person: Person) -> dict[str, bytes]:
    return person.traces


def secrets(person: Person) -> dict[str, bytes]:
    return person.secrets


def answers_in(tables: a.Tables, database: Database) -> list[dict[str, Any]]:
    names = a.columns_of(database, "surveys_response")
    return [dict(zip(names, row, strict=True)) for row in tables["surveys_response"]]


def numbers(answers: list[dict[str, Any]]) -> list[int]:
    return [
        number_of([int(one) for one in re.findall(r"\d+", str(row["ratings"]))]) for row in answers
    ]


# --- While the round is open: what the promise says, and no more ------------------------------


def test_what_a_phone_holds_is_never_stored(left: WholeRound) -> None:
    """No admission and no personal link lies anywhere, open or closed, answered or not."""
    everybody = [*left.people, *left.silent]
    for copies in (left.copies_while_open, left.copies_when_closed):
        assert a.found_in(copies, secrets, everybody) == []


def test_answering_changes_the_answers_and_the_links_that_were_used_and_nothing_else(
    left: WholeRound,
) -> None:
    """Every table is laid beside itself, before the first answer and after the last."""
    assert left.before.keys() == left.answered.keys()
    changed = {
        name
        for name, rows in left.answered.items()
        if sorted(map(repr, rows)) != sorted(map(repr, left.before[name]))
    }
    # The worker notes on the half minute whether enough have answered: one word, by the clock.
    by_the_clock = {OF_THE_WORKER, "surveys_surveyround"}
    assert changed - by_the_clock == {"surveys_response", "participation_ticket"}
    assert len(left.answered[OF_THE_WORKER]) == len(left.before[OF_THE_WORKER])


def test_while_it_is_open_a_row_is_a_key_the_round_and_the_points(
    left: WholeRound, database: Database
) -> None:
    answers = answers_in(left.answered, database)
    assert len(answers) == a.ANSWERS
    for row in answers:
        row["id"], row["survey_round_id"] = UUID(str(row["id"])), UUID(str(row["survey_round_id"]))
    columns = {frozenset(row) for row in answers}
    assert columns == {frozenset({"id", "survey_round_id", "ratings", "group"})}
    assert {row["group"] for row in answers} == {None}, "this round asks for no background"
    assert {row["survey_round_id"].hex for row in answers} == {left.key}
    by_key = {row["id"]: numbers([row])[0] for row in answers}
    # The limit that THREAT_MODEL.md names: with the phone's own cookie its answer can be told.
    assert by_key == {one.key: number_of(one.ratings) for one in left.people}


def test_a_link_tells_that_it_was_used_and_nothing_of_when(
    left: WholeRound, database: Database
) -> None:
    names = a.columns_of(database, "participation_ticket")
    rows = [dict(zip(names, row, strict=True)) for row in left.answered["participation_ticket"]]
    assert {frozenset(row) for row in rows} == {
        frozenset({"id", "join_code_id", "token_hash", "state"})
    }
    assert [row["state"] for row in rows] == ["used"] * a.BY_LINK


def test_while_it_is_open_the_database_tells_in_which_order_they_came(left: WholeRound) -> None:
    """The limit as the promise says it. When this no longer holds, the promise can say more."""
    assert left.order_while_open == [one.key.hex for one in left.people]


def test_a_copy_made_while_it_is_open_is_outside_our_reach(left: WholeRound) -> None:
    """The other limit: such a copy holds the keys, the names, and who has used a link.

    It shows as well that what is looked for below can be found where it is.
    """
    for kind, copy in left.copies_while_open.items():
        for person in left.people:
            there = [what for what, canary in person.traces.items() if canary in copy]
            assert any("key" in what for what in there), kind
            assert ("the name" in there) is bool(person.name), kind
            assert ("the hash of the link as text" in there) is bool(person.token), kind


def test_the_promise_says_so(left: WholeRound, database: Database) -> None:
    place = a.columns_of(database, "surveys_surveyround").index("promise")
    ((*_row,),) = left.answered["surveys_surveyround"]
    promise = json.loads(_row[place]) if isinstance(_row[place], str) else _row[place]
    said = " ".join(part["text"] for part in promise["languages"]["en"])
    assert "Copies of the database" in said
    assert "in which order they came" in said


# --- After it has been closed: nothing --------------------------------------------------------


def test_no_key_no_link_and_no_name_is_left_in_any_copy(left: WholeRound) -> None:
    assert a.found_in(left.copies_when_closed, traces, [*left.people, *left.silent]) == []
    for kind, copy in left.copies_when_closed.items():
        assert a.NAME.encode() not in copy, kind
        assert len(copy) > 50_000, f"there is something to look in: {kind}"


def test_no_answer_and_no_exact_count_is_left(left: WholeRound, database: Database) -> None:
    """The picture is there, and nothing that it was made from."""
    assert left.closed["surveys_response"] == []
    names = a.columns_of(database, "surveys_surveyround")
    ((*row,),) = left.closed["surveys_surveyround"]
    closed = dict(zip(names, row, strict=True))
    assert closed["picture_id"] is not None
    assert str(closed["counts"]) == "{}"
    assert closed["answers_deleted_at"] is not None
    ratings = {
        f"{number}": json.dumps(person.ratings).encode()
        for number, person in enumerate(left.people)
    }
    for kind, copy in left.copies_when_closed.items():
        there = [number for number, rating in ratings.items() if rating in copy]
        assert there == [], kind


def test_nothing_has_a_time_between_the_first_answer_and_the_last(
    left: WholeRound, database: Database
) -> None:
    """Every column of every table that holds a moment, in the database as it was closed."""
    looked = 0
    for model in apps.get_models(include_auto_created=True):
        moments = [f for f in model._meta.concrete_fields if isinstance(f, models.DateTimeField)]
        table = model._meta.db_table
        names = a.columns_of(database, table)
        for one in moments:
            for row in left.closed[table]:
                value = row[names.index(str(one.column))]
                if value is None:
                    continue
                looked += 1
                moment = _moment(value)
                assert not left.first_at <= moment <= left.last_at, (table, one.column, moment)
    assert looked > 10


def _moment(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def test_no_table_is_outside_the_models(left: WholeRound) -> None:
    """The walk above sees every table, and a table of the database's own counts nothing."""
    of_models = {one._meta.db_table for one in apps.get_models(include_auto_created=True)}
    # The cache counts tries to log in, and nothing of those who answer.
    own = {"django_migrations", "sqlite_sequence", "samspill_cache"}
    assert left.closed.keys() - of_models <= own
    assert left.before["samspill_cache"] == left.answered["samspill_cache"]
    assert left.before["django_migrations"] == left.closed["django_migrations"]


def test_what_the_database_counts_by_itself_does_not_move_with_an_answer(left: WholeRound) -> None:
    ((before, answered),) = left.counters
    assert before == answered
    assert before, "there are counters to look at"
    assert not {name for name in left.closed if name.startswith("sqlite_stat")}


def test_the_log_says_nothing_of_those_who_answered(left: WholeRound) -> None:
    """What server and worker print, all of it: no address of a page, no key, no time."""
    assert "/log-in/" in left.said, "it is the log"
    everybody = [*left.people, *left.silent]
    log = {"the log": left.said.encode()}
    assert a.found_in(log, traces, everybody) == []
    assert a.found_in(log, secrets, everybody) == []
    for trace in (
        left.way_in.address,
        left.way_in.figures,
        "/r/",
        "answer/",
        "begin/",
        "POST",
        "GET ",
        a.NAME,
        "127.0.0.1",
    ):
        assert trace not in left.said
    assert not re.search(r"\d\d:\d\d:\d\d", left.said)


def test_the_audit_tells_what_the_facilitator_did_and_nothing_of_answers(
    left: WholeRound, database: Database
) -> None:
    names = a.columns_of(database, "audit_auditentry")
    place = names.index("operation")
    done = [row[place] for row in left.closed["audit_auditentry"]]
    began = ["print_login_link", "start_organisation", "use_login_link"]
    asked = ["create_collaboration", "create_round", "invite", "open_round", "announce_closing"]
    asked += ["close_round", "keep_picture"]
    assert sorted(done) == sorted(began + asked)
    assert len(left.closed["django_session"]) == 1, "the facilitator's, and nobody else's"


# --- PostgreSQL's own ways to remember ----------------------------------------------------------


def test_on_postgresql_no_statistics_are_gathered_of_what_is_secret(database: Database) -> None:
    """The planner's samples hold values of rows, and live longer than the rows."""
    if not isinstance(database, PostgreSQL):
        return  # SQLite gathers none unless it is asked to, and the product does not ask
    harmless = {"survey_round_id", "join_code_id", "ticket_id", "state", "is_checked_in", "number"}
    harmless |= {"sealed"}
    for table in (
        "surveys_response",
        "surveys_tablesheet",
        "participation_ticket",
        "participation_invitation",
    ):
        rows = database.run(
            "SELECT attname, attstattarget FROM pg_attribute "
            f"WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped"
        )
        gathered = {name for name, target in rows if target != 0}
        assert gathered <= harmless, f"{table}: say SET STATISTICS 0 in a migration"
    sampled = database.run("SELECT attname FROM pg_stats WHERE tablename = 'surveys_response'")
    assert {name for (name,) in sampled} <= harmless
    files = database.run(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'imports_filepart'::regclass "
        "AND attnum > 0 AND NOT attisdropped AND attstattarget != 0"
    )
    assert {name for (name,) in files} == {"id", "answer_file_id", "number"}


def test_on_postgresql_the_servers_own_log_is_outside_our_reach(
    left: WholeRound, database: Database
) -> None:
    """The limit as THREAT_MODEL.md says it: what was written lies there until it is overwritten."""
    if not isinstance(database, PostgreSQL):
        return  # SQLite's write-ahead log lies in the data folder, and is scanned above
    log = a.log_of_postgresql(database)
    assert any(one.key.bytes in log for one in left.people)
