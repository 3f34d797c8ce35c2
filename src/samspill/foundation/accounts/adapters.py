"""What the log-in package asks us: who may come in, in which words, and how letters are written.

Nobody signs up: an account begins with an invitation. Nobody has a password.
"""

from __future__ import annotations

import time
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.foundation.accounts.access import find_account, find_tied_account
from samspill.foundation.accounts.own_browser import link_key

LOGIN_CODE_MAIL = "account/email/login_code"
# The outbox drops what carries this header.
NOT_SENT = "X-Samspill-Not-Sent"
# The server tells no page where a browser is: everybody comes from here.
NO_ADDRESS = "0.0.0.0"  # noqa: S104  (nothing listens on it)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is closed."),
        "incorrect_code": gettext_lazy("This is not the code we sent. Look once more."),
        "too_many_login_attempts": gettext_lazy(
            "Many codes have been asked for. Wait five minutes, or open the link at the end of one "
            "of the e-mails with a code."
        ),
        "rate_limited": gettext_lazy("There have been many tries. Wait a little, and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Say nothing of where a browser is: nobody is told, counted or held back by an address."""
        return NO_ADDRESS

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:  # noqa: ARG002
        """Ask to log in again where the log-in, whichever way it was, is not of this hour."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((float(record["at"]) for record in records), default=0.0)
        return time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Offer one way that everybody has, whichever way they came in: to log in again."""
        if not user.is_authenticated:
            return []
        address = reverse("log_in_again")
        return [{"id": "log_in_again", "description": address, "url": address}]

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Say nothing beside the pages: each page says itself what has happened."""

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> Any:
        """Put the link into e-mails with a code that counts the owner's browser apart."""
        if template_prefix == LOGIN_CODE_MAIL:
            address = reverse("own_browser", args=[link_key(email)])
            context = {**context, "own_browser": self.request.build_absolute_uri(address)}
        return super().render_mail(template_prefix, email, context, headers)

    def send_decoy(self, email: str) -> None:
        """Do all that sending a code takes, for an address that nobody has, and send nothing.

        Else the time a page takes would tell who has an account.
        """
        context = {"request": self.request, "code": self.generate_login_code()}
        mail = self.render_mail(LOGIN_CODE_MAIL, email, context)
        mail.extra_headers[NOT_SENT] = "yes"
        mail.send()


class PasskeyAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the product, and not the machine, where a phone asks whom the passkey is for."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Samspill"}

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("The passkey was not accepted. Try once more."),
    }

    def generate_authenticator_name(self, *_args: Any, **_kwargs: Any) -> str:
        """Call a passkey something where its owner has not."""
        return _("My passkey")

    def is_mfa_enabled(self, *_args: Any, **_kwargs: Any) -> bool:
        """Say no: a passkey is a way in of its own, and never a second step after a code."""
        return False


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Log-in with the municipality's own provider: only for those who have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Check how sure the provider is, and find the account that the provider vouches for.

        The provider's own key for a person binds from the first time on; a changed e-mail there
        opens no other account here. Nor does another person there who has got the e-mail of one
        who has left, before somebody here has untied the first.
        """
        wanted = settings.SAMSPILL_OIDC_ACR
        if wanted and sociallogin.account.extra_data.get("acr") not in wanted:
            self._refuse(
                request,
                _("The log-in was not strong enough. Choose a stronger way to log in there."),
            )
        if sociallogin.is_existing:
            return
        email = next((known.email for known in sociallogin.email_addresses if known.verified), "")
        account = find_account(email)
        if account is None:
            self._refuse(
                request,
                _(
                    "Nobody has invited the person you logged in as. Ask somebody who looks after "
                    "people in your organisation."
                ),
            )
        if find_tied_account(sociallogin.account.provider, account.pk) is not None:
            self._refuse(
                request,
                _(
                    "Somebody else has logged in there with your e-mail before. Ask somebody who "
                    "looks after people in your organisation to untie them first."
                ),
            )
        sociallogin.connect(request, account)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_kwargs: Any) -> None:  # noqa: ARG002
        self._refuse(request, _("The log-in was not completed. Try again from the start."))

    @staticmethod
    def _refuse(request: HttpRequest, reason: str) -> NoReturn:
        page = render(request, "accounts/refused.html", {"reason": reason}, status=403)
        raise ImmediateHttpResponse(page)
