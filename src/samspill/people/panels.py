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
    }
    return "people/person_panel.html", context


def notice_panel(request: HttpRequest, _thing: object) -> PanelContent | None:
    """Tell somebody of log-in links that whoever runs the server has made for them."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return None
    came_by = request.session.get(results.LOGIN_LINK, "")
    notices = results.login_notices(actor.account_id, came_by=came_by)
    return ("people/notice_panel.html", {"notices": notices}) if notices else None
