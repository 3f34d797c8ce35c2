"""The forms of the log-in package, in the product's own words."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ConfirmLoginCodeForm,
    RequestLoginCodeForm,
)
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.foundation.accounts.access import find_account
from samspill.foundation.accounts.models import Account

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
        email: str = super().clean_email()
        if self._user is None:
            # The package looks for small letters alone; an invitation may have had capitals.
            account = find_account(email)
            if account is not None and account.email.lower() == email.lower():
                self._user = account
        if self._user is None:
            get_adapter(context.request).send_decoy(email)
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
