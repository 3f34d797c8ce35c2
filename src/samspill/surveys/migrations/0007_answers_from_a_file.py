from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_gather_no_statistics_of_counts")]

    operations = [
        migrations.RenameField("surveyround", "table_counts", "counts"),
        migrations.AddField(
            "surveyround", "is_imported", models.BooleanField(default=False)
        ),
    ]
