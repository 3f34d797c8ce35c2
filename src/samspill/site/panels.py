"""What every page of the demo shows: that it is one, and the ways out of it."""

from __future__ import annotations

from django.http import HttpRequest

from samspill.foundation.access.public import Actor, Role
from samspill.foundation.declarations.public import PanelContent
from samspill.people.public import is_started


def demo_panel(request: HttpRequest, _thing: object) -> PanelContent | None:
    """Mark every page of the demo, and lead out of it."""
    if not _is_in_demo(request):
        return None
    actor: Actor | None = getattr(request, "actor", None)
    may_change = actor is not None and actor.has(Role.ADMINISTRATOR)
    return "site/demo_panel.html", {"is_started": is_started(), "may_change": may_change}


def demo_wall_panel(request: HttpRequest, _thing: object) -> PanelContent | None:
    """Mark the big screen of the demo: somebody could take its figures for those of the room."""
    return ("site/demo_wall.html", {}) if _is_in_demo(request) else None


def _is_in_demo(request: HttpRequest) -> bool:
    actor: Actor | None = getattr(request, "actor", None)
    here = next(
        (
            organisation
            for organisation in getattr(request, "organisations", ())
            if actor is not None and organisation.pk == actor.organisation_id
        ),
        None,
    )
    return here is not None and here.is_demo
