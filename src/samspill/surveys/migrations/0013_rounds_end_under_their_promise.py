from django.db import migrations, models


def keep_what_was_promised(apps, _schema_editor):
    """Let rounds that have been open end under the promise they were opened with.

    What was answered is kept until the day that was said, nothing is asked of who has the code, and
    what was shown was drawn when it was shown.
    """
    rounds = apps.get_model("surveys", "SurveyRound").objects.exclude(state="draft")
    rounds.update(keeps_answers=True, sign="none", picture=models.F("release"))
    for shown in rounds.filter(release__isnull=False).select_related("release").iterator():
        shown.shown_at = shown.release.released_at
        shown.save(update_fields=["shown_at"])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0012_a_round_that_cannot_be_stuffed")]

    operations = [migrations.RunPython(keep_what_was_promised, migrations.RunPython.noop)]
