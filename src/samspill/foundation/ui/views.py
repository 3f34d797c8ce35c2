from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samspill.foundation.access.public import READERS, ActorRequest, for_roles
from samspill.foundation.ui.style_guide.shown import SCHEMES, shown_groups


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*READERS)
def style_guide(request: ActorRequest) -> HttpResponse:
    """Show every component in every state. The buttons of the examples lead back here."""
    if request.method == "POST":
        return redirect("ui:style_guide")
    asked = request.GET.get("scheme")
    chosen = asked if asked in SCHEMES else ""
    context = {
        "groups": shown_groups(request, (chosen,) if chosen else SCHEMES),
        "chosen": chosen,
    }
    return render(request, "style_guide/guide.html", context)
