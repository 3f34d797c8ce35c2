"""Log-in with the municipality's provider: a nonce of our own, and log-out both ways."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base import AuthProcess, ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.foundation.accounts.access import find_provider_account
from samspill.foundation.declarations.public import Target, declared

NONCE = "openid_nonce"
# In seconds: how long the provider's words are known, and how soon it is asked again.
KNOWN_FOR, ASKED_AGAIN_AFTER = 600, 60
BACK_CHANNEL = "http://schemas.openid.net/event/backchannel-logout"


class Provider(OpenIDConnectProvider):
    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        return Adapter(request, self.app.provider_id)

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Add a nonce, and how sure the provider must be of who somebody is.

        Nothing is taken from the address, where anybody can have written it, but for where to go
        afterwards, which is looked at.
        """
        params: dict[str, str] = self.get_auth_params()
        request.session[NONCE] = params["nonce"] = secrets.token_urlsafe(16)
        if settings.SAMSPILL_OIDC_ACR:
            params["acr_values"] = " ".join(settings.SAMSPILL_OIDC_ACR)
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
            "scope": self.get_scope(),
            "auth_params": params,
        }


class Adapter(OpenIDConnectOAuth2Adapter):
    def get_provider(self) -> Provider:
        app = get_adapter().get_app(self.request, provider=self.provider_id)
        return Provider(self.request, app=app)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:  # noqa: ARG002
        return request.build_absolute_uri(
            reverse("openid_connect_callback", args=[self.provider_id])
        )

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> Any:
        """Refuse an answer that was made for another question, or that tells of two people.

        Of what the provider tells of a person, only how they logged in is kept.
        """
        login = super().complete_login(request, app, token, **kwargs)
        claims = login.account.extra_data.get("id_token") or {}
        nonce = request.session.pop(NONCE, None)
        is_same = str(claims.get("sub")) == login.account.uid
        if not nonce or claims.get("nonce") != nonce or not is_same:
            message = "the answer of the provider does not belong to this log-in"
            raise ProviderException(message)
        login.account.extra_data = {"acr": str(claims.get("acr", ""))}
        return login


def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _with_adapter(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _with_adapter(OAuth2CallbackView, request, provider_id)


def end_session_address(request: HttpRequest, provider_id: str) -> str:
    """Return where the provider ends its own session, or nothing when it does not say."""
    try:
        config = Adapter(request, provider_id).openid_config
    except (requests.RequestException, SocialApp.DoesNotExist):
        return ""
    address = config.get("end_session_endpoint", "")
    if not address:
        return ""
    app = Adapter(request, provider_id).get_provider().app
    back = request.build_absolute_uri(reverse(declared().targets[Target.HOME]))
    return f"{address}?{urlencode({'client_id': app.client_id, 'post_logout_redirect_uri': back})}"


def logged_out_account(request: HttpRequest, provider_id: str, token: str) -> SocialAccount | None:
    """Return whose sessions the provider says are over, by its signed log-out token.

    Raises `ValueError` for a token that is not the provider's, is old, or says something else.
    """
    adapter = Adapter(request, provider_id)
    try:
        client_id = adapter.get_provider().app.client_id
        # What is no token at all costs no question to the provider: anybody can send it.
        kid = jwtkit.jwt.get_unverified_header(token)["kid"]
        config = ask_seldom(adapter.get_provider().server_url)
        key = _key_of(config["jwks_uri"], kid)
        claims = jwtkit.jwt.decode(
            token,
            key=key,
            algorithms=[key.algorithm_name],
            issuer=config["issuer"],
            audience=client_id,
        )
        jwtkit.verify_jti(claims)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (
        *(OAuth2Error, jwtkit.jwt.PyJWTError),
        *(requests.RequestException, KeyError, TypeError),
    ) as error:
        raise ValueError(str(error)) from error
    # Without an end and a number of its own it could be sent again for ever.
    is_whole = all(claims.get(name) for name in ("iat", "exp", "jti"))
    if not is_whole or BACK_CHANNEL not in claims.get("events", {}) or "nonce" in claims:
        message = "this is not a log-out token"
        raise ValueError(message)
    return find_provider_account(provider_id, str(claims.get("sub")))


def ask_seldom(address: str, *, anew: bool = False) -> dict[str, Any]:
    """Return what the provider says at an address; it is asked once a minute at most.

    Anybody can send something that looks like a token, with the name of any key.
    """
    name = hashlib.sha256(address.encode()).hexdigest()
    known: dict[str, Any] | None = cache.get(f"provider-said:{name}")
    if known is not None and not anew:
        return known
    if not cache.add(f"provider-asked:{name}", "yes", ASKED_AGAIN_AFTER):
        if known is None:
            message = "the provider did not answer a moment ago"
            raise OAuth2Error(message)
        return known
    with get_adapter().get_requests_session() as session:
        response = session.get(address)
        response.raise_for_status()
        said: dict[str, Any] = response.json()
    cache.set(f"provider-said:{name}", said, KNOWN_FOR)
    return said


def _key_of(address: str, kid: str) -> jwtkit.jwt.PyJWK:
    """Return the provider's key with this name, also when it has just got a new one."""
    for anew in (False, True):
        for key in ask_seldom(address, anew=anew)["keys"]:
            if key.get("kid") == kid:
                return jwtkit.jwt.PyJWK.from_dict(key)
    message = "the provider has no such key"
    raise OAuth2Error(message)


def _with_adapter(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except requests.RequestException:
        context = {"reason": _("The log-in service is not responding. Try again in a while.")}
        return render(request, "accounts/refused.html", context, status=503)
    return response
