"""What every page shows of people: who is logged in, where, and whether it is the demo."""

from __future__ import annotations

from django.http import HttpRequest

from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import PanelContent
from samspill.people import results


def person_panel(request: HttpRequest, _thing: object) -> PanelContent | None:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return None
    context = {
        "actor": actor,
        "organisations": getattr(request, "organisations", ()),
        "is_everywhere": actor.has(*results.SEE_PEOPLE),
    }
    return "people/person_panel.html", context


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
    return "people/demo_panel.html", {"is_started": results.is_started()}


def notice_panel(request: HttpRequest, _thing: object) -> PanelContent | None:
    """Tell somebody of log-in links that whoever runs the server has made for them."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return None
    came_by = request.session.get(results.LOGIN_LINK, "")
    notices = results.login_notices(actor.account_id, came_by=came_by)
    return ("people/notice_panel.html", {"notices": notices}) if notices else None
