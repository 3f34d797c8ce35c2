from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samspill.foundation.access.public import open_to_everyone, secret_address
from samspill.participation.access import Opened, OpenedTask, find_by_code, find_task
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


@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone(find_task)
def task(request: HttpRequest, opened: OpenedTask) -> HttpResponse:
    """Show the one task that a link was made for; looking does not use it up."""
    if not opened.link.is_open(timezone.localdate()):
        context = {"link": opened.link, "organisation": opened.link.organisation}
        return render(request, "participation/task_is_closed.html", context)
    return opened.opener.view(request, opened.thing, opened.link)
