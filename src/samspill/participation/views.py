from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samspill.foundation.access.public import open_to_everyone, secret_address
from samspill.participation.access import (
    JoinCode,
    Opened,
    OpenedTask,
    find_by_code,
    find_join_code,
    find_task,
)
from samspill.participation.forms import CodeForm
from samspill.participation.operations import spend_ticket

# What a phone holds that came by a personal link, until its answer has been stored.
LINK_COOKIE = "samspill_link"
# A picture of nothing.
NO_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone()
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the screen, and lead on to what it opens.

    Nothing is done here, so no form has to prove that it is ours, and no phone gets a cookie.
    """
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("participation:come_in", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return render(request, "participation/enter.html", {"form": form}, status=status)


@never_cache
@require_safe
@open_to_everyone(find_by_code)
def come_in(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Show what the code opens, as the slice it belongs to shows it; always at one address.

    Six figures lead on to the long address, where a phone keeps what it gets.
    """
    if request.path != (path := reverse("participation:come_in", args=[opened.address])):
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{path}?{query}" if query else path)
    return opened.opener.view(request, opened.thing)


@never_cache
@require_safe
@open_to_everyone(find_join_code)
def link_is_used(request: HttpRequest, join_code: JoinCode) -> HttpResponse:
    """Use up the personal link that the phone holds for this address, and for no other.

    A picture on the page that says that an answer was received. The answer lies under another
    path, whose cookie is not sent here: no request knows both the link and the answer.
    """
    response = HttpResponse(NO_PICTURE, content_type="image/svg+xml")
    token = request.COOKIES.get(LINK_COOKIE, "")
    if token:
        spend_ticket(join_code, token)
        response.delete_cookie(LINK_COOKIE, path=request.path)
    return response


@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone(find_task)
def task(request: HttpRequest, opened: OpenedTask) -> HttpResponse:
    """Show the one task that a link was made for; looking does not use it up."""
    if not opened.link.is_open(timezone.localdate()):
        context = {"link": opened.link, "organisation": opened.link.organisation}
        return render(request, "participation/task_is_closed.html", context)
    return opened.opener.view(request, opened.thing, opened.link)
