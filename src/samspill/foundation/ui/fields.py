"""The fields that forms have most of: a line, a text of some lines, and a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

DATE_FORMAT = "%Y-%m-%d"


def line_field(
    *,
    label: _StrOrPromise,
    most: int,
    required: _StrOrPromise | None = None,
    help_text: _StrOrPromise = "",
    suggestions: str = "",
) -> forms.CharField:
    """Return a field of one line of `most` letters.

    `required` is what is said when it is empty; without it the field may be left empty.
    `suggestions` is the id of a list in the page to pick from.
    """
    attributes = {"list": suggestions} if suggestions else {}
    widget = forms.TextInput(attrs={**attributes, "autocomplete": "off"})
    return _text(label, most, required, help_text, widget)


def text_field(
    *,
    label: _StrOrPromise,
    most: int,
    required: _StrOrPromise | None = None,
    help_text: _StrOrPromise = "",
) -> forms.CharField:
    """Return a field of a few lines, `most` letters in all; `required` as in `line_field`."""
    return _text(label, most, required, help_text, forms.Textarea(attrs={"rows": 3}))


def date_field(
    *,
    label: _StrOrPromise,
    required: _StrOrPromise | None = None,
    help_text: _StrOrPromise = "",
    initial: Callable[[], date] | None = None,
) -> forms.DateField:
    """Return a field of one day; `required` as in `line_field`."""
    errors: dict[str, _StrOrPromise] = {
        "invalid": _("Write the date as year-month-day, such as 2027-05-12.")
    }
    return forms.DateField(
        label=label,
        initial=initial,
        required=required is not None,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format=DATE_FORMAT),
        error_messages=errors if required is None else {**errors, "required": required},
    )


def _text(
    label: _StrOrPromise,
    most: int,
    required: _StrOrPromise | None,
    help_text: _StrOrPromise,
    widget: forms.Widget,
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required is not None,
        help_text=help_text,
        widget=widget,
        error_messages={} if required is None else {"required": required},
    )
