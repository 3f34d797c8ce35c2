from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("participation", "0003_tasklink")]

    # What was opened before has no long address: the printed code goes on as it was promised.
    operations = [
        migrations.AddField(
            "joincode", "long_address", models.CharField(max_length=32, unique=True, null=True)
        ),
        migrations.AddField("joincode", "code_ends_at", models.DateTimeField(null=True)),
        migrations.AddField("joincode", "address_ends_on", models.DateField(null=True)),
    ]
