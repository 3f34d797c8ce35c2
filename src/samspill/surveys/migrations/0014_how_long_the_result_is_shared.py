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
