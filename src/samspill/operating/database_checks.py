"""The checks of `samspill doctor` on the database, and on what is promised of what it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.foundation.jobs.public import job_states
from samspill.foundation.mail.public import is_configured, outbox_state
from samspill.operating import database_copies
from samspill.operating.backup_archive import CopyProblem
from samspill.operating.check_results import LOOK, OK, WRONG, CheckResult
from samspill.surveys.public import keeping

SECONDS = 5.0
OLDEST_POSTGRESQL = 14
# The worker looks every two seconds; a long rewriting may take it some minutes.
LATE = timedelta(minutes=15)
# How far a clock may be behind the newest row: several machines never agree entirely.
SKEW = timedelta(minutes=5)
KEPT_ON = ("fsync", "full_page_writes", "synchronous_commit")
# Columns of which PostgreSQL must gather no samples: they would outlive the rows. Of the columns
# beside them, such as the round an answer belongs to, it may.
SECRET = (
    ("surveys_response", "id"),
    ("surveys_response", "ratings"),
    ("surveys_response", "group"),
    ("surveys_tablesheet", "id"),
    ("surveys_tablesheet", "holder"),
    ("surveys_tablesheet", "columns"),
    ("surveys_surveyround", "counts"),
    ("participation_ticket", "id"),
    ("participation_ticket", "token_hash"),
    ("participation_invitation", "id"),
    ("participation_invitation", "name"),
    ("imports_answerfile", "name"),
    ("imports_answerfile", "found"),
    ("imports_answerfile", "choices"),
    ("imports_answerfile", "counts"),
    ("imports_answerfile", "fault"),
    ("imports_filepart", "data"),
)
SAMPLES = (
    "SELECT count(*) FROM pg_stats WHERE schemaname = 'public' "
    "AND (tablename || '.' || attname) = ANY(%s) "
    "AND (most_common_vals IS NOT NULL OR histogram_bounds IS NOT NULL)"
)


# --- SQLite -----------------------------------------------------------------------------------


def check_sqlite(folder: Path) -> Iterator[CheckResult]:
    title, file = _("Database"), folder / database_copies.SQLITE_NAME
    if not file.exists():
        message = _("There is no database yet.")
        do = _("Samspill makes it when it starts: make run, or samspill run.")
        yield CheckResult("database", WRONG if folder.is_dir() else LOOK, title, message, do)
        return
    try:
        with database_copies.opened_sqlite(file, SECONDS) as opened:
            ((journal,),) = opened.execute("PRAGMA journal_mode").fetchall()
            problems = database_copies.problems_of_sqlite(opened)
    except sqlite3.OperationalError as error:
        do = _("Stop other programs that have it open, and look again.")
        message = _("It does not open: {reason}.").format(reason=error)
        yield CheckResult("database", WRONG, title, message, do)
        return
    except sqlite3.DatabaseError as error:
        yield _damaged(title, str(error))
        return
    if problems:
        yield _damaged(title, problems)
        return
    size = file.stat().st_size >> 10
    message = _("SQLite {version}, {size} kB, and sound.").format(
        version=sqlite3.sqlite_version, size=size
    )
    yield CheckResult("database", OK, title, message)
    yield _check_pragmas(journal)


def _damaged(title: str, reason: str) -> CheckResult:
    message = _("The file is damaged: {reason}.").format(reason=reason)
    do = _("Keep a copy of the folder, and restore the last backup: samspill restore --replace.")
    return CheckResult("database", WRONG, title, message, do)


def _check_pragmas(journal: str) -> CheckResult:
    """See that the product's own connection syncs, and overwrites what it deletes."""
    title = _("Safe on disk")
    wanted = {"synchronous": 2, "secure_delete": 1}
    try:
        with connection.cursor() as cursor:
            settings = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    except DatabaseError:
        settings = {}
    if settings == wanted and journal == "wal":
        told = _(
            "Every answer is on disk before it is acknowledged, and deleted rows are overwritten."
        )
        return CheckResult("durability", OK, title, told)
    if settings == wanted:
        told = _("The database is not in WAL mode.")
        return CheckResult("durability", LOOK, title, told, _("The next start sets it."))
    told = _("SQLite does not use the settings that it was given.")
    return CheckResult("durability", WRONG, title, told, _("Install Samspill anew."))


# --- PostgreSQL -------------------------------------------------------------------------------


def check_postgresql(address: str) -> Iterator[CheckResult]:
    title = _("Database")
    try:
        with database_copies.PostgreSQL(address).connected() as opened:
            version = opened.info.server_version // 10000
            settings = dict(
                opened.execute(
                    "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)",
                    [[*KEPT_ON, "server_encoding"]],
                ).fetchall()
            )
            secret = [f"{table}.{column}" for table, column in SECRET]
            ((samples,),) = opened.execute(SAMPLES.encode(), [secret]).fetchall()
    except CopyProblem as problem:
        do = _("Start the server, or correct SAMSPILL_DATABASE_URL.")
        yield CheckResult("database", WRONG, title, str(problem), do)
        return
    message = _("PostgreSQL {version}, and it answers.").format(version=version)
    if version < OLDEST_POSTGRESQL:
        do = _("Use version {version} or newer.").format(version=OLDEST_POSTGRESQL)
        yield CheckResult("database", WRONG, title, message, do)
    elif settings.get("server_encoding") != "UTF8":
        yield CheckResult(
            "database", WRONG, title, message, _("Make the database with encoding UTF8.")
        )
    else:
        yield CheckResult("database", OK, title, message)
    off = [name for name in KEPT_ON if settings.get(name) in ("off", "local")]
    title = _("Safe on disk")
    if off:
        told = _("{names} is off, and a power cut can lose answers.").format(names=", ".join(off))
        yield CheckResult("durability", WRONG, title, told, _("Turn it on in postgresql.conf."))
    else:
        told = _("Every answer is on disk before it is acknowledged.")
        yield CheckResult("durability", OK, title, told)
    if samples:
        told = _("PostgreSQL keeps samples of answers, and they outlive the rows.")
        yield CheckResult("samples", WRONG, _("Samples"), told, "samspill manage migrate; ANALYZE")
    else:
        yield CheckResult("samples", OK, _("Samples"), _("PostgreSQL keeps no samples of answers."))


# --- What it holds ----------------------------------------------------------------------------


def check_contents(*, is_running: bool) -> Iterator[CheckResult]:
    """Look at migrations, worker and promises, through the product's own connection."""
    try:
        migrations = check_migrations()
        yield migrations
        if migrations.state == OK:
            yield from _check_worker(is_running=is_running)
            yield from _check_promises()
            yield _check_mail()
    except DatabaseError as error:
        told = _("It does not answer: {reason}.").format(reason=type(error).__name__)
        yield CheckResult("contents", WRONG, _("Database"), told, _("Look again in a minute."))
    finally:
        connection.close()


def _check_mail() -> CheckResult:
    """Say whether e-mail can be sent, and what has not been; never to whom, or what."""
    title = _("E-mail")
    if not is_configured():
        told = _(
            "No mail server is set up. People get a text to paste instead, and nobody can log in "
            "by a code."
        )
        do = _("Give SAMSPILL_MAIL_URL when you want Samspill to send e-mail.")
        return CheckResult("mail", OK, title, told, do)
    state = outbox_state()
    if not state.given_up:
        told = _("A mail server is set up. {waiting} wait to be sent.").format(
            waiting=state.waiting
        )
        return CheckResult("mail", OK, title, told)
    told = _(
        "A mail server is set up. {waiting} wait to be sent, and {given_up} were given up "
        "({error})."
    ).format(waiting=state.waiting, given_up=state.given_up, error=state.last_error or "–")
    do = _("Look at SAMSPILL_MAIL_URL and at the log of the mail server.")
    return CheckResult("mail", LOOK, title, told, do)


def check_migrations() -> CheckResult:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415  (slow to import)

    title = _("Version of the database")
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    known, applied = set(loader.disk_migrations or {}), set(loader.applied_migrations or {})
    if applied - known:
        told = _("The database was made by a newer Samspill.")
        return CheckResult(
            "migrations", WRONG, title, told, _("Install that version or a later one.")
        )
    if not applied:
        told = _("The database is empty.")
        return CheckResult("migrations", LOOK, title, told, _("The next start fills it."))
    if known - applied:
        told = _("The database is older than this Samspill.")
        do = _("Take a backup, and start: the start brings it up to date.")
        return CheckResult("migrations", LOOK, title, told, do)
    return CheckResult("migrations", OK, title, _("It is that of this Samspill."))


def _check_worker(*, is_running: bool) -> Iterator[CheckResult]:
    title, states = _("Worker"), job_states(timezone.now())
    failing = [duty for duty in states if duty.failures]
    for duty in failing:
        told = _('The duty "{name}" has failed {count} times ({error}).').format(
            name=duty.name, count=duty.failures, error=duty.last_error
        )
        yield CheckResult("worker", WRONG, title, told, _("It is tried again. Look in the log."))
    late = sorted((duty for duty in states if duty.late > LATE), key=lambda duty: -duty.late)
    if any(duty.keeps_a_promise for duty in late):
        minutes = late[0].late // timedelta(minutes=1)
        told = _("It should have worked {minutes} minutes ago.").format(minutes=minutes)
        do = _("Start Samspill. Where only a server runs: samspill worker.")
        yield CheckResult("worker", WRONG if is_running else LOOK, title, told, do)
    elif late:
        told = _('The duty "{name}" has waited for {minutes} minutes. What was promised is done.')
        told = told.format(name=late[0].name, minutes=late[0].late // timedelta(minutes=1))
        do = _("Look in the log: something that it waits for does not answer.")
        yield CheckResult("worker", LOOK, title, told, do)
    elif not failing:
        yield CheckResult("worker", OK, title, _("It has done what was due."))


def _check_promises() -> Iterator[CheckResult]:
    kept, title = keeping(), _("Promises")
    told = ngettext("{count} round is open.", "{count} rounds are open.", kept.open_rounds).format(
        count=kept.open_rounds
    )
    do = _("Start Samspill: the worker does it at once.")
    if kept.overdue:
        told = ngettext(
            "The answers of {count} round should have been deleted.",
            "The answers of {count} rounds should have been deleted.",
            kept.overdue,
        ).format(count=kept.overdue)
        yield CheckResult("promises", WRONG, title, told, do)
    if kept.traces:
        told = ngettext(
            "The traces of {count} closed round wait to be destroyed.",
            "The traces of {count} closed rounds wait to be destroyed.",
            kept.traces,
        ).format(count=kept.traces)
        yield CheckResult("traces", LOOK, title, told, do)
    if not kept.overdue and not kept.traces:
        told += " " + _("Nothing waits to be deleted.")
        yield CheckResult("promises", OK, title, told)
    if kept.newest and kept.newest > timezone.now() + SKEW:
        told = _("The clock of this machine is behind the newest round.")
        do = _("Set it right: it decides when answers are deleted.")
        yield CheckResult("clock", WRONG, _("Clock"), told, do)
    else:
        told = _("It is {moment} here.").format(moment=f"{timezone.localtime():%Y-%m-%d %H:%M %Z}")
        yield CheckResult("clock", OK, _("Clock"), told)
