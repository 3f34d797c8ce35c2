from typing import Any

from django.db import migrations, models


def raise_what_is_lower(apps: Any, _schema_editor: Any) -> None:
    """A room's minimum that was raised holds for its groups as well."""
    rounds = apps.get_model("surveys", "SurveyRound").objects
    rounds.filter(group_minimum__lt=models.F("minimum_group_size")).update(
        group_minimum=models.F("minimum_group_size")
    )


class Migration(migrations.Migration):
    dependencies = [("surveys", "0007_answers_from_a_file")]

    operations = [
        migrations.RunPython(raise_what_is_lower, migrations.RunPython.noop),
        migrations.AddConstraint(
            "surveyround",
            models.CheckConstraint(
                condition=models.Q(group_minimum__gte=models.F("minimum_group_size")),
                name="a_group_needs_as_many_as_the_room",
            ),
        ),
    ]
