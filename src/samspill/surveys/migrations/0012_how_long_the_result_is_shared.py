from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0011_a_release_goes_with_its_round")]

    operations = [
        migrations.AddField(
            model_name="surveyround",
            name="shared_until",
            field=models.DateField(blank=True, null=True),
        ),
    ]
