from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="invited_by",
            field=models.UUIDField(null=True),
        ),
    ]
