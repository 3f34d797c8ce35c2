from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspill.foundation.access.public import find_actor, open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.guides.access import find_guide
from samspill.guides.results import guide_list, guide_page


@require_safe
@open_to_everyone()
def guides(request: HttpRequest) -> HttpResponse:
    """List every guide."""
    groups = guide_list(page_language())
    return render(request, "guides/guides.html", {"groups": groups, "frame": _frame(request)})


@require_safe
@open_to_everyone(find_guide)
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """Show one guide."""
    page = guide_page(key, page_language())
    return render(request, "guides/guide.html", {"guide": page, "frame": _frame(request)})


def _frame(request: HttpRequest) -> str:
    """Return the frame that this person's other pages have; nobody's session is looked for."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    request.actor = find_actor(request) if has_session else None  # type: ignore[attr-defined]
    return "ui/facilitator.html" if request.actor else "guides/open_frame.html"  # type: ignore[attr-defined]
