"""A form with every kind of field, filled in and sent in several ways."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _


class MeetingForm(forms.Form):
    """A meeting about child welfare, as somebody would plan it."""

    title = forms.CharField(
        label=_("What is the meeting about?"),
        error_messages={"required": _("Write what the meeting is about.")},
    )
    place = forms.CharField(
        label=_("Where do you meet?"),
        help_text=_("Write the name of the house, so that everybody finds it."),
        error_messages={"required": _("Write where you meet.")},
    )
    purpose = forms.CharField(
        label=_("What do you want to achieve?"),
        help_text=_("One or two sentences."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you want to achieve. One sentence is enough.")},
    )
    day = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Pick a date.")},
    )
    count = forms.IntegerField(label=_("How many come?"), required=False)
    time = forms.TimeField(
        label=_("What time?"), widget=forms.TimeInput(attrs={"type": "time"}), required=False
    )
    municipality = forms.ChoiceField(
        label=_("Which municipality is the host?"),
        choices=[("", _("Choose")), ("nesdal", "Nesdal"), ("lidal", "Lidal")],
        error_messages={"required": _("Pick the one that is the host.")},
    )
    way = forms.ChoiceField(
        label=_("How do people meet?"),
        help_text=_("Those who are not in the room see less of each other."),
        choices=[("room", _("In the same room")), ("screen", _("On a screen")),
                 ("both", _("Some in the room, some on a screen"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of them.")},
    )  # fmt: skip
    partners = forms.MultipleChoiceField(
        label=_("Who is invited?"),
        choices=[("leaders", _("The leaders of the child welfare services")),
                 ("unions", _("The unions")), ("families", _("Families who have had help"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("The municipal directors know about the meeting."),
        error_messages={"required": _("Tick this when they know.")},
    )

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("title") and not given.get("day"):
            raise forms.ValidationError(_("A meeting without a day is never held."))
        return given


FILLED: Mapping[str, object] = {
    "title": "Felles barnevernvakt",
    "place": "Nesdal kulturhus",
    "purpose": "Vi vil at barn i alle fire kommunene får hjelp samme kveld.",
    "day": "2027-02-04",
    "count": "31",
    "time": "10:00",
    "municipality": "nesdal",
    "way": "room",
    "partners": ["leaders", "families"],
    "agreed": "on",
}


def empty_form(prefix: str) -> MeetingForm:
    return MeetingForm(prefix=prefix)


def filled_form(prefix: str, **changes: object) -> MeetingForm:
    return MeetingForm(_named(prefix, {**FILLED, **changes}), prefix=prefix)


def form_without(prefix: str, *names: str) -> MeetingForm:
    """Return the form as it comes back when these fields were left empty."""
    return MeetingForm(
        _named(prefix, {k: v for k, v in FILLED.items() if k not in names}), prefix=prefix
    )


def _named(prefix: str, values: Mapping[str, object]) -> dict[str, object]:
    return {f"{prefix}-{name}": value for name, value in values.items()}
