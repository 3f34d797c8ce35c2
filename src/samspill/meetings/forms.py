from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MeetingForm(forms.Form):
    """What is to be tried."""

    title = forms.CharField(
        label=_("What do you want to try?"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what you want to try.")},
    )
