import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0004_long_addresses"),
        ("releases", "0001_initial"),
        ("surveys", "0011_a_release_goes_with_its_round"),
    ]

    operations = [
        migrations.AddField(
            "surveyround",
            "sign",
            models.CharField(
                choices=[
                    ("screen", "On the big screen, new every half minute"),
                    ("paper", "On paper: one for the whole round, for a room without a screen"),
                    ("none", "None: fewer than twenty are asked, and all know each other"),
                    ("elsewhere", "Asked where people come in"),
                ],
                default="screen",
                max_length=9,
            ),
        ),
        migrations.AddField("surveyround", "raised", models.JSONField(default=list)),
        migrations.AddField("surveyround", "links_made", models.JSONField(default=list)),
        migrations.AddField(
            "surveyround", "links_given_to", models.CharField(blank=True, max_length=120, default="")
        ),
        migrations.AddField(
            "surveyround",
            "picture",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="releases.release",
            ),
        ),
        migrations.AddField("surveyround", "closing_at", models.DateTimeField(null=True)),
        migrations.AddField("surveyround", "has_enough", models.BooleanField(default=False)),
        migrations.AddField("surveyround", "is_full", models.BooleanField(default=False)),
        migrations.AddField("surveyround", "shown_at", models.DateTimeField(null=True)),
        migrations.AddField("surveyround", "turnout", models.JSONField(default=dict)),
        migrations.AddField("surveyround", "wanted_at", models.DateTimeField(null=True)),
        migrations.AddField("surveyround", "refused_at", models.DateTimeField(null=True)),
        migrations.AddField("surveyround", "keeps_answers", models.BooleanField(default=False)),
        migrations.AddField(
            "tablesheet", "sealed", models.PositiveSmallIntegerField(default=0)
        ),
    ]
