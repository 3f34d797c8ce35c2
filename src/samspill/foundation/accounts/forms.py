"""The forms of the log-in package, in the product's own words."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ConfirmLoginCodeForm,
    RequestLoginCodeForm,
)
from allauth.core import context, ratelimit
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.foundation.accounts.access import find_account
from samspill.foundation.accounts.models import Account
from samspill.foundation.accounts.own_browser import counted_as

CODE_FIELD = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


class LoginCodeRequestForm(RequestLoginCodeForm):
    _user: Account | None

    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not an e-mail address. Write it as name@place.no."),
        },
    )

    def clean_email(self) -> str:
        """Find who it is; as much is done for an address that nobody has.

        Counted by the address, so that nobody is flooded with codes, and for a browser of the
        owner's apart from the others: what strangers ask for must not lock the owner out.
        """
        email: str = self.cleaned_data["email"]
        adapter = get_adapter(context.request)
        whose = counted_as(context.request, email)
        if not ratelimit.consume(context.request, action="request_login_code", key=whose):
            raise adapter.validation_error("too_many_login_attempts")
        account = find_account(email)
        # A database can take letters for the same that an e-mail server does not.
        is_theirs = account is not None and account.email.lower() == email.lower()
        self._user = account if is_theirs else None
        if self._user is None:
            adapter.send_decoy(email)
        return email


class LoginCodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label=_("The code"),
        widget=forms.TextInput(attrs=CODE_FIELD),
        error_messages={"required": _("Write the code from the e-mail.")},
    )


class AddPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("What do you call this passkey?"),
        max_length=60,
        required=False,
        help_text=_("Such as: my phone."),
    )
    # A passkey here is a way in by itself. A box that is ticked and not shown, since the script of
    # the log-in package looks at the tick.
    passwordless = forms.BooleanField(
        widget=forms.CheckboxInput(attrs={"hidden": True}), initial=True, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = ""
        self.initial["passwordless"] = True
