"""How people with an account come in, and out again."""

from __future__ import annotations

from allauth.account.views import request_login_code
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from samspill.foundation.accounts import openid
from samspill.foundation.declarations.public import Target, declared

PROVIDER_SESSION = "openid_session"


def log_in(request: HttpRequest) -> HttpResponse:
    """Ask for an e-mail address; where no e-mail can be sent, tell the other ways in."""
    if request.method == "POST" and not settings.SAMSPILL_SMTP:
        return redirect("account_login")
    response: HttpResponse = request_login_code(request)
    return response


def begin_at_provider(request: HttpRequest, key: str) -> HttpResponse:
    return openid.begin(request, key)


def back_from_provider(request: HttpRequest, key: str) -> HttpResponse:
    response = openid.callback(request, key)
    if request.user.is_authenticated:
        request.session[PROVIDER_SESSION] = key
    return response


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out here, and at the provider one came from."""
    provider = request.session.get(PROVIDER_SESSION, "")
    address = openid.end_session_address(request, provider) if provider else ""
    logout(request)
    return redirect(address or reverse(declared().targets[Target.HOME]))


@csrf_exempt
@require_POST
def log_out_by_provider(request: HttpRequest, key: str) -> HttpResponse:
    """End somebody's sessions when the provider says that they have logged out there.

    Called by the provider's server, which has no form of ours; its signed token is the proof.
    """
    try:
        account = openid.logged_out_account(request, key, request.POST.get("logout_token", ""))
    except ValueError:
        return HttpResponse(status=400)
    if account is not None:
        for session in UserSession.objects.purge_and_list(account.user):
            session.end()
    return HttpResponse(status=200, headers={"Cache-Control": "no-store"})
