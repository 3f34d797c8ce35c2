from django.db import migrations

SECRET = {"surveys_tablesheet": ("sits", "have_all_read", "struck")}


def gather_none(apps, schema_editor):
    """Keep what a table writes out of what PostgreSQL samples for its planner, as its columns are."""
    if schema_editor.connection.vendor == "postgresql":
        for table, columns in SECRET.items():
            for column in columns:
                schema_editor.execute(
                    f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS 0'
                )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0014_how_long_the_result_is_shared")]

    operations = [migrations.RunPython(gather_none, migrations.RunPython.noop)]
