from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0015_gather_no_statistics_of_seats")]

    operations = [
        migrations.AddField("surveyround", "closings_cancelled", models.JSONField(default=list)),
    ]
