from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0008_a_group_needs_as_many_as_the_room")]

    operations = [
        migrations.AlterField(
            "projection",
            "what",
            models.CharField(
                max_length=5,
                choices=[
                    ("", "Not Chosen"),
                    ("code", "Code"),
                    ("whole", "Whole"),
                    ("item", "Item"),
                    ("guess", "Guess"),
                ],
                default="",
                blank=True,
            ),
        ),
    ]
