"""Every write to rules of contact."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from samspill.anchoring.agreed_rules import AgreedRules
from samspill.anchoring.models import ContactRules
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record


@transaction.atomic
def write_contact_rules(
    collaboration: Collaboration | None, agreed: AgreedRules, *, valid_from: date, by: Actor
) -> ContactRules:
    """Write down what both sides have agreed. What held before is kept. Facilitators may."""
    rules = ContactRules.objects.create(
        organisation_id=by.organisation_id,
        collaboration=collaboration,
        content=agreed.encode(),
        valid_from=valid_from,
        created_at=timezone.now(),
    )
    record("write_contact_rules", rules, by=by)
    return rules


@transaction.atomic
def keep_contact_rules(rules: ContactRules, *, by: Actor) -> ContactRules:
    """Write down that both sides have looked at them today and keep them. Facilitators may."""
    rules.kept_on = timezone.localdate()
    rules.save(update_fields=["kept_on"])
    record("keep_contact_rules", rules, by=by)
    return rules
