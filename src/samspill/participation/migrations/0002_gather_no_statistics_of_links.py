from django.db import migrations

SECRET = {
    "participation_ticket": ("id", "token_hash"),
    "participation_invitation": ("id", "name"),
}


def gather_none(apps, schema_editor):
    """Keep names and links out of what PostgreSQL samples for its planner: see surveys."""
    if schema_editor.connection.vendor == "postgresql":
        for table, columns in SECRET.items():
            for column in columns:
                schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("participation", "0001_initial")]

    operations = [migrations.RunPython(gather_none, migrations.RunPython.noop)]
