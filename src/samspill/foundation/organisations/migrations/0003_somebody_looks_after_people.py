from __future__ import annotations

from typing import Any

from django.db import migrations


def give_each_organisation_an_administrator(apps: Any, _schema_editor: Any) -> None:
    """Let the facilitators of an organisation without an administrator look after its people.

    Until now one person had one role, so a facilitator alone could invite nobody.
    """
    membership = apps.get_model("organisations", "Membership")
    looked_after = membership.objects.filter(role="administrator").values("organisation")
    for each in membership.objects.filter(role="facilitator").exclude(organisation__in=looked_after):
        membership.objects.create(
            account_id=each.account_id, organisation_id=each.organisation_id, role="administrator"
        )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_several_roles_and_organisations")]
    operations = [
        migrations.RunPython(give_each_organisation_an_administrator, migrations.RunPython.noop)
    ]
