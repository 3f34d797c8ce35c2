"""The half page, as it is written down: the points both sides agreed on, and no more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspill.anchoring.agreed_rules import AgreedPoint, AgreedRules
from samspill.toolbox.case_content import contact_content
from samspill.toolbox.case_records import Point

LONGEST_POINT = 300


class ContactRulesForm(forms.Form):
    """Twelve points, each of which may stay empty; at least one must be there."""

    made_by = forms.CharField(
        label=_("Who has agreed on this?"),
        max_length=160,
        help_text=_("Bodies and roles from both sides, no names."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write which bodies and roles have agreed.")},
    )
    valid_from = forms.DateField(
        label=_("From when does it hold?"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick a date."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )
    more = forms.CharField(
        label=_("Anything else? (optional)"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """Make a field for each point, in the language of the page."""
        super().__init__(*args, **kwargs)
        self.points = contact_content(language).point
        for point in self.points:
            self.fields[point.id] = _field_of(point)
        first = ("made_by", "valid_from")
        self.order_fields([*first, *(point.id for point in self.points), "more"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(point.id) for point in self.points):
            message = _("Write at least one point. Those you did not agree on may stay empty.")
            raise forms.ValidationError(message)
        return cleaned

    def agreed(self) -> AgreedRules:
        points = (
            AgreedPoint(key=point.id, text=self.cleaned_data[point.id])
            for point in self.points
            if self.cleaned_data[point.id]
        )
        return AgreedRules(
            made_by=self.cleaned_data["made_by"],
            points=tuple(points),
            more=self.cleaned_data["more"],
        )


def initial_fields(agreed: AgreedRules) -> dict[str, object]:
    """Return what the form is filled with when rules are agreed anew."""
    texts = {point.key: point.text for point in agreed.points}
    return {"made_by": agreed.made_by, "more": agreed.more, **texts}


def _field_of(point: Point) -> forms.CharField:
    return forms.CharField(
        label=point.label,
        required=False,
        max_length=LONGEST_POINT,
        help_text=_("%(question)s A proposal: %(suggestion)s")
        % {"question": point.question, "suggestion": point.suggestion},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
