from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from samspill.foundation.access.middleware import find_actor
from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.participation.public import enter
from samspill.site.overview import overview

# As long as an admission: a phone without an account keeps no language past its evening.
LANGUAGE_COOKIE_SECONDS = 12 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone()
def start(request: HttpRequest) -> HttpResponse:
    """Show the way in: the overview to those who are logged in, the code field to the others."""
    actor = find_actor(request) if request.COOKIES.get("samspill_session") else None
    if actor is None:
        return enter(request)
    request.actor = actor  # type: ignore[attr-defined]
    if not actor.is_reader:
        return render(request, "site/administrator.html", {"actor": actor})
    context = {
        "actor": actor,
        "overview": overview(actor, page_language()),
        "may_change": actor.is_facilitator,
    }
    return render(request, "site/start.html", context)


@csrf_exempt
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep which language somebody reads; on a participant's phone no longer than an admission.

    Without the token that proves a form ours: it would be a cookie of its own, and nothing is done
    in anybody's name.
    """
    response = set_language(request)
    chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen is not None and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        chosen["max-age"] = LANGUAGE_COOKIE_SECONDS
        chosen["expires"] = ""
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "site/too_large.html", status=413)
    return render(request, "site/bad_request.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "site/not_allowed.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "site/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "site/broken.html", status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer kindly that a form came from elsewhere or is too old (the CSRF check).

    A browser that sends no cookie at all keeps none: loading the page again would not help it.
    """
    context = {"keeps_no_cookies": not request.COOKIES}
    return render(request, "site/form_expired.html", context, status=403)
