from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.foundation.access.public import NotFoundError
from samspill.participation.access import find_join_code


class CodeForm(forms.Form):
    """The code from the screen; spaces and dashes between the figures do not matter."""

    code = forms.CharField(
        label=_("Six-digit code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the six figures you see on the screen."),
            "max_length": _("A code is six figures. Look at the screen once more."),
        },
    )

    def clean_code(self) -> str:
        """Return the address that the code leads to."""
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]{6}", code):
            raise forms.ValidationError(_("A code is six figures. Look at the screen once more."))
        try:
            return find_join_code(code).address
        except NotFoundError:
            raise forms.ValidationError(
                _(
                    "No round has this code. Check the figures, or ask the one who leads "
                    "the meeting."
                )
            ) from None
