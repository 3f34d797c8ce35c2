from django.db import migrations

SECRET = {
    "imports_answerfile": ("name", "found", "choices", "counts", "fault"),
    "imports_filepart": ("data",),
}


def gather_none(apps, schema_editor):
    """Keep what stands in a file out of what PostgreSQL samples for its planner.

    Samples outlive the rows: they would hold names and answers after the file was deleted.
    """
    if schema_editor.connection.vendor == "postgresql":
        for table, columns in SECRET.items():
            for column in columns:
                schema_editor.execute(
                    f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS 0'
                )


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [migrations.RunPython(gather_none, migrations.RunPython.noop)]
