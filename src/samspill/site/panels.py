"""What every page of the demo shows: that it is one, and the ways out of it."""

from __future__ import annotations

from django.http import HttpRequest

from samspill.foundation.access.public import Actor, Role
from samspill.foundation.declarations.public import PanelContent
from samspill.people.public import is_started


def demo_panel(request: HttpRequest, _thing: object) -> PanelContent | None:
    """Mark every page of the demo, and lead out of it."""
    actor: Actor | None = getattr(request, "actor", None)
    here = next(
        (
            organisation
            for organisation in getattr(request, "organisations", ())
            if actor is not None and organisation.pk == actor.organisation_id
        ),
        None,
    )
    if here is None or not here.is_demo:
        return None
    may_change = actor is not None and actor.has(Role.ADMINISTRATOR)
    return "site/demo_panel.html", {"is_started": is_started(), "may_change": may_change}
