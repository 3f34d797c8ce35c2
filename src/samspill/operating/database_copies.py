"""The database as a thing that is copied: what it holds, a copy of it, and one put in place.

Reads and writes behind the back of the framework, since a copy may be of another version.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from samspill.operating.backup_archive import CopyProblem

if TYPE_CHECKING:
    import psycopg

SQLITE_NAME = "samspill.sqlite3"
SECONDS_TO_WAIT = 20.0
# The database from which others are made and renamed; every server has it.
MAINTENANCE = "postgres"
BEING_MADE = "_restoring_"


@dataclass(frozen=True)
class Holdings:
    """What a database holds: its tables with their number of rows, and its migrations.

    `open_rounds` take answers; `delete_by` is the first day on which answers of any round were
    promised deleted, None when no round has answers left.
    """

    engine_version: str
    rows: dict[str, int]
    migrations: list[str]
    open_rounds: int
    delete_by: date | None


# The same words for both engines, and columns that every version has had.
MIGRATIONS = "SELECT app, name FROM django_migrations"
OPEN_ROUNDS = "SELECT count(*) FROM surveys_surveyround WHERE state = 'open'"
DELETE_BY = (
    "SELECT min(delete_answers_on) FROM surveys_surveyround "
    "WHERE answers_deleted_at IS NULL AND state <> 'draft'"
)


def _holdings(
    ask: Callable[[str], list[tuple[Any, ...]]], tables: list[str], version: str
) -> Holdings:
    rows = {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in sorted(tables)}  # noqa: S608
    migrations = ask(MIGRATIONS) if "django_migrations" in rows else []
    has_rounds = "surveys_surveyround" in rows
    day = ask(DELETE_BY)[0][0] if has_rounds else None
    return Holdings(
        engine_version=version,
        rows=rows,
        migrations=sorted(f"{app}.{name}" for app, name in migrations),
        open_rounds=ask(OPEN_ROUNDS)[0][0] if has_rounds else 0,
        delete_by=date.fromisoformat(str(day)) if day else None,
    )


# --- SQLite -----------------------------------------------------------------------------------


def copy_sqlite(source: Path, target: Path) -> Holdings:
    """Copy a database while it is in use, look whether the copy is sound, and say what it holds.

    One step that reads: writers go on meanwhile, and what they write is not in the copy. Raises
    `CopyProblem` when there is no database, or it is damaged, locked or too large for the disk.
    """
    if not source.exists():
        message = _("There is no database in {folder}. SAMSPILL_DATA names the folder.")
        raise CopyProblem(message.format(folder=source.parent))
    try:
        with opened_sqlite(source) as live, closing(sqlite3.connect(target)) as copy:
            # A copy would wait for ever for a lock; a question waits so long, and gives up.
            live.execute("SELECT count(*) FROM sqlite_master")
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            problems = problems_of_sqlite(copy)
            if problems:
                raise _unsound(source, problems)
            return holdings_of_sqlite(copy)
    except sqlite3.Error as error:
        raise _unsound(source, str(error)) from error


@contextmanager
def opened_sqlite(file: Path, seconds: float | None = None) -> Iterator[sqlite3.Connection]:
    """Open a database that is there; an address, since a plain name would make an empty one."""
    address = f"file:{quote(str(file))}?mode=rw"
    patience = SECONDS_TO_WAIT if seconds is None else seconds
    with closing(sqlite3.connect(address, uri=True, timeout=patience)) as connection:
        yield connection


def problems_of_sqlite(connection: sqlite3.Connection) -> str:
    """Return the first thing that is wrong in the file itself; empty when it is sound."""
    ((verdict,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if verdict != "ok":
        return str(verdict).strip().splitlines()[-1]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
    # The table alone: the row could tell whose it is.
    return f"{orphans[0]}: FOREIGN KEY" if orphans else ""


def holdings_of_sqlite(connection: sqlite3.Connection) -> Holdings:
    def ask(question: str) -> list[tuple[Any, ...]]:
        return connection.execute(question).fetchall()

    tables = ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return _holdings(ask, [name for (name,) in tables], sqlite3.sqlite_version)


def _unsound(file: Path, reason: str) -> CopyProblem:
    message = _("The database {file} cannot be copied: {reason}.")
    return CopyProblem(message.format(file=file, reason=reason))


# --- PostgreSQL -------------------------------------------------------------------------------


class PostgreSQL:
    """A database on a server, reached with its own tools."""

    def __init__(self, address: str) -> None:
        try:
            from psycopg import Error, conninfo  # noqa: PLC0415  (only installed with PostgreSQL)
        except ImportError as error:
            message = _(
                "The PostgreSQL driver is not installed: pip install 'samspill[postgresql]'."
            )
            raise CopyProblem(message) from error
        try:
            self.conninfo: dict[str, Any] = conninfo.conninfo_to_dict(address)
        except Error as error:
            message = _("SAMSPILL_DATABASE_URL cannot be understood. Write it as {example}.")
            example = "postgresql://user:password@host:5432/name"
            raise CopyProblem(message.format(example=example)) from error
        self.name = str(self.conninfo.get("dbname", ""))

    def address_of(self, name: str) -> str:
        """Return the address of another database on the same server, for the product itself."""
        where = {key: quote(str(value), safe="") for key, value in self.conninfo.items()}
        who = where.pop("user", "")
        if "password" in where:
            who += f":{where.pop('password')}"
        at = f"{who}@" if who else ""
        host = where.pop("host", "") + (f":{where.pop('port')}" if "port" in where else "")
        where.pop("dbname", None)
        rest = "&".join(f"{key}={value}" for key, value in where.items())
        return f"postgresql://{at}{host}/{quote(name, safe='')}" + (f"?{rest}" if rest else "")

    @contextmanager
    def connected(self, name: str = "", **options: Any) -> Iterator[psycopg.Connection]:
        """Connect to this database, or to another one on its server."""
        import psycopg  # noqa: PLC0415

        where = {**self.conninfo, "dbname": name or self.name, "connect_timeout": 10}
        try:
            connection = psycopg.connect(**where, **options)
        except psycopg.OperationalError as error:
            message = _("PostgreSQL does not answer: {reason}")
            raise CopyProblem(message.format(reason=_one_line(str(error)))) from error
        with connection:
            yield connection

    def copy(self, target: Path) -> Holdings:
        """Copy the database while it is in use, with `pg_dump`, and say what the copy holds.

        Rows are counted in the very state that is copied. Raises `CopyProblem`.
        """
        import psycopg  # noqa: PLC0415

        with self.connected() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            held = holdings_of_postgresql(connection)
            tool = self.find_tool("pg_dump", connection)
            ((state,),) = connection.execute("SELECT pg_export_snapshot()").fetchall()
            self.run_tool(
                [tool, "--format=custom", "--no-owner", "--no-privileges",
                 f"--snapshot={state}", f"--file={target}"]
            )  # fmt: skip
        return held

    def find_tool(self, name: str, connection: psycopg.Connection) -> str:
        """Return where a tool of PostgreSQL is, not older than the server."""
        wanted = connection.info.server_version // 10000
        versions = [(_major(path), path) for path in _tools(name)]
        if not versions:
            message = _(
                "{tool} is not installed. Install the PostgreSQL tools, version {version} or "
                "newer (apt install postgresql-client)."
            )
            raise CopyProblem(message.format(tool=name, version=wanted))
        version, best = max(versions)
        if version < wanted:
            message = _(
                "{tool} is version {found}, and the server is version {version}. Install the "
                "tools of that version or a newer one."
            )
            raise CopyProblem(message.format(tool=name, found=version, version=wanted))
        return best

    def run_tool(self, command: list[str], name: str = "") -> None:
        """Run a tool on this database; the password goes where no list of processes shows it."""
        import psycopg  # noqa: PLC0415

        where = {**self.conninfo, "dbname": name or self.name}
        password = where.pop("password", None)
        environ = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
        address = psycopg.conninfo.make_conninfo(**where)
        done = subprocess.run(  # noqa: S603  (PostgreSQL's own tools, no shell)
            [*command, f"--dbname={address}"],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            message = _("{tool} stopped: {reason}")
            reason = _one_line(done.stderr)
            raise CopyProblem(message.format(tool=Path(command[0]).name, reason=reason))

    def check_no_connections(self) -> None:
        """Raise `CopyProblem` while anybody else is connected: a server, a worker, a person."""
        with self.connected() as connection:
            ((others,),) = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).fetchall()
        if others:
            raise self._is_in_use()

    @contextmanager
    def temporary_database(self) -> Iterator[str]:
        """Make an empty database on the same server; gone afterwards unless it was put in place."""
        import psycopg  # noqa: PLC0415
        from psycopg import sql  # noqa: PLC0415

        name = f"{self.name}{BEING_MADE}{secrets.token_hex(4)}"
        with self.connected(MAINTENANCE, autocommit=True) as connection:
            self._drop_abandoned(connection)
            try:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
                )
            except psycopg.errors.InsufficientPrivilege as error:
                message = _(
                    "A backup is restored into a new database first, and {user} may not make "
                    "one. Let the one who runs PostgreSQL say: ALTER ROLE {user} CREATEDB"
                )
                raise CopyProblem(message.format(user=connection.info.user)) from error
        try:
            yield name
        finally:
            with self.connected(MAINTENANCE, autocommit=True) as connection:
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
                )

    def _drop_abandoned(self, connection: psycopg.Connection) -> None:
        """Drop what killed restores have left, answers included, and nobody is connected to."""
        from psycopg import sql  # noqa: PLC0415

        left = connection.execute(
            "SELECT datname FROM pg_database d WHERE starts_with(datname, %s) AND NOT EXISTS "
            "(SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)",
            [f"{self.name}{BEING_MADE}"],
        ).fetchall()
        for (name,) in left:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))

    def put_in_place(self, made: str, former: str) -> None:
        """Give the new database the name, in one transaction; the former one is kept or dropped.

        Raises `CopyProblem` while anybody is connected to either: PostgreSQL then refuses.
        """
        import psycopg  # noqa: PLC0415
        from psycopg import sql  # noqa: PLC0415

        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        aside = former or f"{self.name}_empty_{secrets.token_hex(4)}"
        try:
            with self.connected(MAINTENANCE) as connection:
                for old, new in ((self.name, aside), (made, self.name)):
                    connection.execute(rename.format(sql.Identifier(old), sql.Identifier(new)))
        except psycopg.errors.ObjectInUse as error:
            raise self._is_in_use() from error
        if not former:
            with self.connected(MAINTENANCE, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(aside)))

    def _is_in_use(self) -> CopyProblem:
        message = _(
            "Somebody is connected to the database {name}. Stop every server and worker that "
            "uses it, and try again. Nothing has been changed."
        )
        return CopyProblem(message.format(name=self.name))


def holdings_of_postgresql(connection: psycopg.Connection) -> Holdings:
    def ask(question: str) -> list[tuple[Any, ...]]:
        return connection.execute(question.encode()).fetchall()

    tables = ask(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    version = str(connection.info.server_version // 10000)
    return _holdings(ask, [name for (name,) in tables], version)


def _tools(name: str) -> list[str]:
    """Return every tool of that name: on the path, and where Debian keeps one of each version."""
    own = sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")))
    return [path for path in (shutil.which(name), *own) if path]


def _major(tool: str) -> int:
    done = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(number[1]) if number else 0


def _one_line(text: str) -> str:
    """Return the first line of what a tool says; those that follow can quote a row."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0] if lines else "?"
