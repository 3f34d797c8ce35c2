from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.guides.access import find_guide
from samspill.guides.frame_views import find_reader, frame_for
from samspill.guides.results import guide_list, guide_page


@require_safe
@open_to_everyone()
def guides(request: HttpRequest) -> HttpResponse:
    """List every guide."""
    groups = guide_list(page_language())
    return render(
        request, "guides/guides.html", {"groups": groups, "frame": frame_for(find_reader(request))}
    )


@require_safe
@open_to_everyone(find_guide)
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """Show one guide."""
    page = guide_page(key, page_language())
    return render(
        request, "guides/guide.html", {"guide": page, "frame": frame_for(find_reader(request))}
    )
