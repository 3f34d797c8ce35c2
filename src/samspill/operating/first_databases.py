"""Databases from before the first migrations were settled: brought to where migrations begin.

For a few hours the first migrations were rewritten in place. A database from that time says that
it has them, and lacks what they make now. It is found by its tables and mended before anything
else is migrated; nothing in it is lost.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, AlterField
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

# Where the settled migrations begin, and those of them that a database from before has not run.
SETTLED = (
    ("instruments", "0001_initial"),
    ("participation", "0001_initial"),
    ("releases", "0001_initial"),
    ("surveys", "0001_initial"),
    ("action_plans", "0002_initial"),
)
NOT_RUN = (("instruments", "0001_initial"), ("action_plans", "0002_initial"))
ADDED = (
    ("surveys", "surveyround", "way_in"),
    ("surveys", "surveyround", "traces_destroyed_at"),
    ("releases", "release", "collaboration"),
    ("releases", "release", "knows"),
)
ROUNDS, FORMER_INSTRUMENTS = "surveys_surveyround", "surveys_keyedinstrument"


def mend_first_database() -> bool:
    """Bring a database from before the settled migrations up to them; False for any other.

    One transaction: a start that is killed meanwhile leaves the database as it was.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if ROUNDS not in tables or FORMER_INSTRUMENTS not in tables:
            return False
    settled = MigrationLoader(connection).project_state(list(SETTLED))
    models = settled.apps
    with connection.schema_editor(atomic=True) as editor:
        for name in ("Ticket", "Invitation"):
            editor.create_model(models.get_model("participation", name))
        keyed = models.get_model("instruments", "KeyedInstrument")
        editor.alter_db_table(keyed, FORMER_INSTRUMENTS, keyed._meta.db_table)
        _add_columns(editor, settled)
        for app, name in NOT_RUN:
            MigrationRecorder(connection).record_applied(app, name)
    return True


def _add_columns(editor: Any, settled: ProjectState) -> None:
    """Add what is new, one column after another, each to a table as it is just then.

    A release gets the collaboration of its round; what it knew of earlier ones stays empty.
    """
    fields = {
        (app, model, name): settled.models[app, model].fields[name] for app, model, name in ADDED
    }
    state = settled.clone()
    for app, model, name in ADDED:
        state.remove_field(app, model, name)
    for (app, model, name), field in fields.items():
        wanted = field
        if name == "collaboration":
            wanted = field.clone()
            wanted.null = True
        state = _done(editor, app, AddField(model, name, wanted), state)
        if name == "collaboration":
            editor.execute(
                "UPDATE releases_release SET collaboration_id = (SELECT r.collaboration_id "
                "FROM surveys_surveyround r WHERE r.release_id = releases_release.id)"
            )
            state = _done(editor, app, AlterField(model, name, field), state)


def _done(editor: Any, app: str, operation: FieldOperation, before: ProjectState) -> ProjectState:
    after = before.clone()
    operation.state_forwards(app, after)
    operation.database_forwards(app, editor, before, after)
    return after
