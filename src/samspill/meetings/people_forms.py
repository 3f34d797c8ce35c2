"""What is typed, pasted or in a file about those who come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspill.meetings.models import Attendee
from samspill.meetings.people_operations import MOST_PEOPLE, NotSeatedError
from samspill.meetings.roster_lines import (
    LineFault,
    NewAttendee,
    RosterLineError,
    read_lines,
    text_of,
)
from samspill.meetings.wording import joined
from samspill.science.seating import Impossible

LARGEST_FILE = 1 << 18


class RosterForm(forms.Form):
    """Many at once: pasted lines, or a file of them."""

    lines = forms.CharField(
        label=_("Who comes?"),
        required=False,
        help_text=_(
            "One person a line: name; municipality; sector. A fourth part can say: table leader, "
            "interpreter, no phone, or what they need."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file (CSV)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )
    is_walk_in = forms.BooleanField(
        label=_("They are here now"),
        required=False,
        widget=forms.CheckboxInput(),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        try:
            if file is not None and file.size > LARGEST_FILE:
                raise RosterLineError(LineFault.TOO_LONG, 1)
            text = given.get("lines", "") or (text_of(file.read()) if file else "")
            self.people = read_lines(text)
        except RosterLineError as error:
            raise forms.ValidationError(fault_said(error)) from None
        if not self.people:
            raise forms.ValidationError(
                _("Nobody is on the list. Write one person a line, or choose a file.")
            )
        return given

    def new_attendees(self) -> list[NewAttendee]:
        return self.people


class AttendeeForm(forms.Form):
    """One person on the roster."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the name.")},
    )
    partner = forms.CharField(
        label=_("Municipality or organisation"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sector = forms.CharField(
        label=_("Sector"),
        max_length=60,
        required=False,
        help_text=_("Such as politician, administration, business or volunteer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Takes part as"), choices=Attendee.Role.choices, widget=forms.Select()
    )
    needs = forms.CharField(
        label=_("What must be ready for them?"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    can_lead_table = forms.BooleanField(
        label=_("Can lead a table, and follow up after"), required=False
    )
    has_phone = forms.BooleanField(label=_("Has a phone along"), required=False)
    together = forms.CharField(
        label=_("Sits together with"),
        max_length=30,
        required=False,
        help_text=_("Those with the same word here sit at one table. Any word does: A."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    apart = forms.CharField(
        label=_("Sits apart from"),
        max_length=30,
        required=False,
        help_text=_("Those with the same word here sit at different tables."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def new_attendee(self) -> NewAttendee:
        return NewAttendee(**self.cleaned_data)


def fault_said(error: RosterLineError) -> str:
    """Say what is wrong with a line, where, and what to do."""
    sentences = {
        LineFault.NO_NAME: gettext("Line %(line)s has no name. Begin the line with the name."),
        LineFault.TWICE: gettext(
            "Line %(line)s: %(text)s is on the list twice. Take one away, or tell them apart by "
            "the name or the municipality."
        ),
        LineFault.TOO_LONG: gettext("Line %(line)s is too long. Write less of it: %(text)s"),
        LineFault.NOT_TEXT: gettext(
            "The file is no text. Save it from the spreadsheet as CSV UTF-8."
        ),
    }
    return sentences[error.fault] % {"line": error.line, "text": error.text}


def twice_said(name: str) -> str:
    return gettext(
        "%(name)s is on the list already. Add something to the name, or to the municipality."
    ) % {"name": name}


def too_many_said(people: int) -> str:
    return gettext(
        "A meeting seats %(most)s people; these would be %(people)s. Take some off the list."
    ) % {"most": MOST_PEOPLE, "people": people}


def not_seated_said(error: NotSeatedError) -> str:
    """Say which rules cannot be kept together, and what to do."""
    sentences = {
        Impossible.NOBODY: gettext("Nobody is on the list yet. Write who comes first."),
        Impossible.TOGETHER_AND_APART: gettext(
            "%(names)s are to sit both together and apart. Take one of the two away."
        ),
        Impossible.TOGETHER_AT_TWO: gettext(
            "%(names)s are to sit together, and are held at two tables. Let one of them go."
        ),
        Impossible.TOO_MANY_TOGETHER: gettext(
            "%(names)s are to sit together, and are too many for a table. Six is the most."
        ),
        Impossible.TOO_MANY_LOCKED: gettext(
            "%(names)s are held at a table that has no room for them all. Let some of them go."
        ),
        Impossible.APART_AT_ONE: gettext(
            "%(names)s are to sit apart, and are held at one table. Let one of them go."
        ),
        Impossible.TOO_MANY_APART: gettext(
            "No way was found to keep every rule about %(names)s. Let somebody go, or take a rule "
            "away."
        ),
    }
    return sentences[error.why] % {"names": joined(person.name for person in error.people)}
