"""Upgrade the database in the surroundings, live with it for a while, and say what was seen.

Run by test_upgrades in a process of its own, since settings are read once. Prints JSON.
"""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

LANGUAGES = ("nb", "nn", "en")
# Every page of a round; some only exist in some states, and then say so.
PAGES = (
    "",
    "reading/",
    "over-time/",
    "groups-of/",
    "numbers-of/",
    "screen/",
    "links/",
    "groups/",
    "change/",
)


def main(script: Path) -> dict[str, Any]:
    """Load, upgrade, look at every page, answer, close and show, and do the worker's duties."""
    import django
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    django.setup()
    from samspill.foundation.jobs.public import keep_promises
    from samspill.operating.running import bring_up_to_date

    _load(script.read_text())
    seen: dict[str, Any] = {"before": _everything()}
    bring_up_to_date()
    seen["after"] = _everything()
    seen["problems"] = _problems()
    seen["pages"] = _pages()
    seen["screens"] = _screens()
    seen["shown"] = _answer_close_and_show()
    keep_promises()
    seen["traces"] = _traces()
    return seen


def _load(script: str) -> None:
    if os.environ.get("SAMSPILL_DATABASE_URL"):
        import psycopg

        with psycopg.connect(os.environ["SAMSPILL_DATABASE_URL"], autocommit=True) as connection:
            connection.execute(script.encode())
    else:
        import sqlite3
        from contextlib import closing

        file = Path(os.environ["SAMSPILL_DATA"]) / "samspill.sqlite3"
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(script)


def _everything() -> dict[str, Any]:
    """Return how many rows each table has, and, as stored, what may never change."""
    from django.db import connection

    with connection.cursor() as cursor:

        def ask(question: str) -> list[list[str]]:
            cursor.execute(question)
            return [[str(value) for value in row] for row in cursor.fetchall()]

        tables = connection.introspection.table_names(cursor)
        text = "::text" if connection.vendor == "postgresql" else ""
        rounds = f"id, state, promise{text}, content{text}, delete_answers_on"
        return {
            "rows": {name: int(ask(f'SELECT count(*) FROM "{name}"')[0][0]) for name in tables},
            "releases": ask(f"SELECT id, content{text} FROM releases_release ORDER BY id"),
            "codes": ask("SELECT id, code FROM participation_joincode ORDER BY id"),
            "rounds": ask(f"SELECT {rounds} FROM surveys_surveyround ORDER BY id"),
            "answers": ask(f"SELECT id, ratings{text} FROM surveys_response ORDER BY id"),
            "actions": ask("SELECT id, title, owner FROM action_plans_action ORDER BY id"),
        }


def _problems() -> list[str]:
    from django.core.management import call_command
    from django.db import connection

    found = []
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall()]
    found += [f"no column {name}" for name in _lacking()]
    return [one for one in found if one != "ok"]


def _lacking() -> list[str]:
    """Return what the models have and the tables lack."""
    from django.apps import apps
    from django.db import connection

    lacking = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            there = connection.introspection.get_table_description(cursor, table)
            names = {column.name for column in there}
            wanted = {field.column for field in model._meta.local_concrete_fields}
            lacking += [f"{table}.{name}" for name in wanted ^ names]
    return lacking


def _facilitator() -> Any:
    from django.apps import apps
    from django.conf import settings
    from django.test import Client

    accounts = apps.get_model("accounts", "Account").objects
    client = Client(raise_request_exception=False)
    client.force_login(accounts.get(email=settings.SAMSPILL_FACILITATOR_EMAIL))
    return client


def _rounds() -> Any:
    from django.apps import apps

    return apps.get_model("surveys", "SurveyRound").objects.select_related("join_code")


def _pages() -> list[list[object]]:
    """Ask for every page of every round in every language; each with its state and its status."""
    from django.test import Client

    seen: list[list[object]] = []
    facilitator, phone = _facilitator(), Client(raise_request_exception=False)
    for survey_round in _rounds():
        for language in LANGUAGES:
            for client in (facilitator, phone):
                client.cookies["samspill_language"] = language
            for page in PAGES:
                address = f"/rounds/{survey_round.pk}/{page}"
                status = facilitator.get(address, follow=True).status_code
                seen.append([survey_round.state, page or "round", status])
            if survey_round.join_code:
                for page in ("", "promise/"):
                    status = phone.get(f"/r/{survey_round.join_code.address}/{page}").status_code
                    seen.append([survey_round.state, f"r/{page}", status])
    for page in ("/", "/collaborations/", "/actions/", "/methods/"):
        seen.append(["", page, facilitator.get(page).status_code])
    return seen


def _screens() -> list[list[object]]:
    """Return what each big screen shows, as stored, and as its page says."""
    from django.apps import apps

    seen: list[list[object]] = []
    facilitator = _facilitator()
    for screen in apps.get_model("screens", "Screen").objects.all():
        page = facilitator.get(f"/rounds/{screen.subject_key}/screen/").content.decode()
        sees = re.search(r'data-sees="(\w+)"', page)
        stored = [screen.subject_kind, screen.what, screen.part_key, screen.changes]
        seen.append([*stored, sees[1] if sees else ""])
    return seen


def _answer_close_and_show() -> dict[str, Any]:
    """Let one more answer the open round, close it, and show it and the one that was closed."""
    from django.apps import apps
    from django.test import Client

    facilitator, phone = _facilitator(), Client()
    answers = apps.get_model("surveys", "Response").objects
    survey_round = _rounds().get(state="open")
    before = answers.filter(survey_round=survey_round).count()
    path = f"/r/{survey_round.join_code.address}/"
    phone.post(f"{path}begin/")
    form = {f"item-{place}": "4" for place in range(1, 11)}
    sent = phone.post(f"{path}answer/", form)
    after = answers.filter(survey_round=survey_round).count()
    facilitator.post(f"/rounds/{survey_round.pk}/close/")
    _let_the_minute_pass(survey_round)
    shown = [
        facilitator.post(f"/rounds/{one.pk}/publish/").status_code
        for one in _rounds().filter(state="closed")
    ]
    readings = [
        facilitator.get(f"/rounds/{one.pk}/reading/").status_code
        for one in _rounds().filter(state="published")
    ]
    return {
        "sent": sent.status_code,
        "received": bool(re.search("/received/$", sent["Location"])),
        "one more": after - before,
        "published": sorted(set(shown)),
        "readings": sorted(set(readings)),
        # What was promised when it was opened: the single answers are kept until a day.
        "kept": answers.filter(survey_round=survey_round).count() - before,
        "left": _rounds().exclude(state__in=("published", "draft")).count(),
    }


def _let_the_minute_pass(survey_round: Any) -> None:
    """Do what the worker does when the announced minute is over, and make the pictures."""
    from samspill.surveys import closing_operations

    survey_round.refresh_from_db()
    closing_operations.close_due(survey_round.closing_at + timedelta(seconds=10))
    closing_operations.draw_due()


def _traces() -> int:
    """Return for how many closed rounds traces still wait."""
    closed = _rounds().exclude(state__in=("draft", "open"))
    return int(closed.filter(traces_destroyed_at__isnull=True).count())


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
