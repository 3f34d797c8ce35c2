from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samspill.foundation.access.public import open_to_everyone
from samspill.participation.access import Opened, find_by_code
from samspill.participation.forms import CodeForm


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone()
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the screen, and lead on to what it opens."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("participation:come_in", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return render(request, "participation/enter.html", {"form": form}, status=status)


@never_cache
@require_safe
@open_to_everyone(find_by_code)
def come_in(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Show what the code opens, as the slice it belongs to shows it."""
    return opened.opener.view(request, opened.thing)
