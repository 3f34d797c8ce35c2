from django.db import migrations


def move_projections(apps, _schema_editor):
    """Let every round show on its big screen what it showed before."""
    screens = apps.get_model("screens", "Screen").objects
    for shown in apps.get_model("surveys", "Projection").objects.iterator():
        screens.create(
            subject_kind="round",
            subject_key=shown.survey_round_id,
            what=shown.what,
            part_key=shown.item_key,
            is_blank=shown.is_blank,
            changes=shown.changes,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("screens", "0001_initial"),
        ("surveys", "0009_guess_first"),
    ]

    operations = [
        migrations.RunPython(move_projections, migrations.RunPython.noop),
        migrations.DeleteModel(name="Projection"),
    ]
