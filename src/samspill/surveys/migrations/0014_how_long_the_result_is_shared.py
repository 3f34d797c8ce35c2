from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0013_rounds_end_under_their_promise")]

    operations = [
        migrations.AddField(
            model_name="surveyround",
            name="shared_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="surveyround",
            name="written_in",
            field=models.CharField(default="nb", max_length=2),
        ),
        migrations.AlterField(
            model_name="surveyround",
            name="background",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Nothing: everybody answers as one room"),
                    ("line", "Whether they are in politics or the administration"),
                    ("partner", "Which partner they come from, such as their municipality"),
                    ("kind", "Which kind of partner they come from"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="tablesheet",
            name="sits",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="tablesheet",
            name="have_all_read",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="tablesheet",
            name="struck",
            field=models.JSONField(default=list),
        ),
    ]
