from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samspill.foundation.access.public import open_to_everyone
from samspill.participation.forms import CodeForm


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone()
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the screen, and lead on to what the round promises."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("surveys:promise", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return render(request, "participation/enter.html", {"form": form}, status=status)
