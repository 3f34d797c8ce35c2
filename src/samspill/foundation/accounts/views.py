"""How people with an account come in, and out again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core import ratelimit
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from samspill.foundation.access.public import open_to_everyone, secret_address
from samspill.foundation.accounts import openid
from samspill.foundation.accounts.own_browser import OwnAddress, address_of, find_own_address, mark
from samspill.foundation.declarations.public import Target, declared

PROVIDER_SESSION = "openid_session"
REDIRECTS = (301, 302)


class BeginAnew:
    """A code that is waited for keeps nobody from asking for another, or from another way in."""

    def _redirect_to_pending_stage(self, *_args: object) -> None:
        return None


class LogIn(BeginAnew, RequestLoginCodeView):
    """Ask for an e-mail address; where no e-mail can be sent, tell the other ways in."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.SAMSPILL_SMTP:
            return redirect("account_login")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


log_in = LogIn.as_view()


class LogInWithCode(ConfirmLoginCodeView):
    """Take the code, three times at most; then only a new one helps."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the tries of all processes together: a session forgets those of the same moment."""
        code = f"{request.session.session_key} {self._process.state['at']}"
        if not ratelimit.consume(request, action="try_login_code", key=code):
            return self._spent()
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        own = address_of(self._process.state["email"])
        response: HttpResponse = super().form_valid(form)
        return mark(response, own)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong on the page itself, also when it was the last try."""
        response: HttpResponse = super().form_invalid(form)
        if response.status_code in REDIRECTS:
            return self._spent()
        response.status_code = 422
        return response

    def _spent(self) -> HttpResponse:
        context = {"redirect_field": self.get_context_data()["redirect_field"]}
        return render(self.request, "accounts/code_is_spent.html", context, status=403)


log_in_with_code = LogInWithCode.as_view()


@secret_address
@open_to_everyone(find_own_address)
def own_browser(request: HttpRequest, own_address: OwnAddress) -> HttpResponse:
    """Count this browser apart: with a press, since programs that look at links press nothing."""
    if request.method == "POST":
        return mark(redirect("account_login"), own_address)
    return render(request, "accounts/own_browser.html")


class LogInWithPasskey(BeginAnew, LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        reason = _("The passkey is not known here. Log in another way.")
        return render(self.request, "accounts/refused.html", {"reason": reason}, status=403)


log_in_with_passkey = LogInWithPasskey.as_view()


def log_in_again(request: HttpRequest) -> HttpResponse:
    """Ask whoever logged in a while ago to do so again, before ways to log in are changed."""
    back = request.GET.get("next", "")
    if not get_adapter(request).is_safe_url(back):
        back = reverse("mfa_list_webauthn")
    if request.method == "POST":
        logout(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    return render(request, "accounts/log_in_again.html")


@require_POST
def begin_at_provider(request: HttpRequest, key: str) -> HttpResponse:
    response = openid.begin(request, key)
    return _led_on(request, response["Location"]) if response.has_header("Location") else response


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
    return _led_on(request, address) if address else redirect(declared().targets[Target.HOME])


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


@never_cache
def _led_on(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to another site by a page: browsers follow no redirect there from a form of ours.

    The policy of the site lets forms be sent to itself alone (`form-action`), and holds for where
    they are redirected too.
    """
    return render(request, "accounts/led_on.html", {"address": address})
