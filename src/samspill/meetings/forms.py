from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspill.collaborations.public import Collaboration, collaborations_of
from samspill.foundation.access.public import Actor
from samspill.meetings.access import Meeting
from samspill.meetings.closing_operations import NewCommitment
from samspill.meetings.planning_operations import LONGEST_STEP, NewMeeting
from samspill.meetings.room_operations import MOST_AT_A_TABLE, MOST_TABLES
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import Notes, Round, RunSheet, Show, StepKind

LONGEST_NOTE = 300


def _in_two_weeks() -> datetime:
    """Return six in the evening, two weeks from now."""
    evening = timezone.localdate() + timedelta(days=14)
    return datetime.combine(evening, time(18))


def _in_three_months() -> date:
    return timezone.localdate() + timedelta(days=90)


class MeetingForm(forms.Form):
    """What a meeting needs before it can be planned. Owner and need can wait, in a draft."""

    collaboration: forms.ModelChoiceField[Collaboration] = forms.ModelChoiceField(
        label=_("Which collaboration?"),
        queryset=None,
        empty_label=None,
        widget=forms.Select(),
        error_messages={"required": _("Pick the collaboration that meets.")},
    )
    title = forms.CharField(
        label=_("What is it called?"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what the meeting is called.")},
    )
    planned_start = forms.DateTimeField(
        label=_("When does it begin?"),
        initial=_in_two_weeks,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("Pick a day and a time."),
            "invalid": _("Write day and time as year-month-day hour:minute: 2027-05-12 18:00."),
        },
    )
    place = forms.CharField(
        label=_("Where?"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write where people meet.")},
    )
    place_kind = forms.ChoiceField(
        label=_("What kind of place is it?"),
        choices=Meeting.PlaceKind.choices,
        initial=Meeting.PlaceKind.HOST,
        required=False,
        help_text=_(
            "Some of the meetings should be at each other’s home ground, not in town halls."
        ),
        widget=forms.Select(),
    )
    table_count = forms.IntegerField(
        label=_("How many tables?"),
        min_value=1,
        max_value=MOST_TABLES,
        initial=4,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many tables there are."),
            "invalid": _("Write how many tables there are, as a number."),
            "min_value": _("There is at least one table."),
            "max_value": _("Write a number up to 60."),
        },
    )
    owner = forms.CharField(
        label=_("Who in the leadership owns the meeting?"),
        max_length=120,
        required=False,
        help_text=_("The one who opens it and answers for it: a name, or a role."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    need = forms.CharField(
        label=_("Which need have they said aloud themselves?"),
        max_length=400,
        required=False,
        help_text=_("One sentence, in their own words. It stands on the information beforehand."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    need_said_where = forms.CharField(
        label=_("Where was it said? (optional)"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    purpose = forms.CharField(
        label=_("Why do you meet?"),
        max_length=600,
        help_text=_("Everybody reads this before they come."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why you meet.")},
    )
    intended_use = forms.CharField(
        label=_("What will it be used for?"),
        max_length=600,
        help_text=_("For example: We take what you agree to the board in March."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what the outcome will be used for.")},
    )
    follow_up_on = forms.DateField(
        label=_("When do you come back to it?"),
        initial=_in_three_months,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick a date."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )
    legal_form = forms.ChoiceField(
        label=_("Does an elected body treat a matter here?"),
        choices=Meeting.LegalForm.choices,
        initial=Meeting.LegalForm.SEMINAR,
        required=False,
        help_text=_(
            "Where an elected body treats a matter, the law asks for a call, open doors and "
            "minutes of its own. Samspill’s summary of the law, and no legal advice."
        ),
        widget=forms.RadioSelect,
    )
    mode = forms.ChoiceField(
        label=_("How do people answer?"),
        choices=[choice for choice in Meeting.Mode.choices if choice[0]],
        initial=Meeting.Mode.OPEN_TABLE,
        required=False,
        help_text=_("The method is the open table. This cannot be changed once it has begun."),
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        sheet: RunSheet,
        language: str,
        is_of_group: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        collaboration = self.fields["collaboration"]
        assert isinstance(collaboration, forms.ModelChoiceField)  # noqa: S101
        collaboration.queryset = collaborations_of(actor)
        self.fields["title"].initial = in_language(sheet.title, language)
        self.fields["purpose"].initial = in_language(sheet.purpose, language)
        has_rounds = any(isinstance(step.uses, Round) for step in sheet.steps)
        if is_of_group:
            del self.fields["collaboration"]
        if is_of_group or not has_rounds:  # a group has no partners to ask
            del self.fields["mode"]

    def clean_follow_up_on(self) -> date:
        day: date = self.cleaned_data["follow_up_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Pick a day that has not passed."))
        return day

    def new_meeting(self) -> NewMeeting:
        said = self.cleaned_data
        return NewMeeting(
            title=said["title"],
            purpose=said["purpose"],
            intended_use=said["intended_use"],
            follow_up_on=said["follow_up_on"],
            planned_start=said["planned_start"],
            place=said["place"],
            place_kind=said["place_kind"] or Meeting.PlaceKind.HOST,
            legal_form=said["legal_form"] or Meeting.LegalForm.SEMINAR,
            mode=said.get("mode", "") or Meeting.Mode.NONE,
            owner=said["owner"],
            need=said["need"],
            need_said_where=said["need_said_where"],
            table_count=said["table_count"],
        )


class StepForm(forms.Form):
    """A step of one's own: what it is called, what the leader says, and how long it takes."""

    title = forms.CharField(
        label=_("What happens in the step?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what happens in the step.")},
    )
    say = forms.CharField(
        label=_("What does the leader say? (optional)"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of step is it?"),
        choices=[
            (StepKind.TABLE_TALK.value, _("At the tables")),
            (StepKind.PLENARY.value, _("In plenary")),
            (StepKind.INFORMAL.value, _("Time without an agenda")),
        ],
        initial=StepKind.TABLE_TALK.value,
        required=False,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        min_value=1,
        max_value=LONGEST_STEP,
        initial=10,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many minutes it takes."),
            "invalid": _("Write how many minutes it takes, as a number."),
            "min_value": _("A step takes at least one minute."),
            "max_value": _("A step takes at most four hours."),
        },
    )


class PreparedForm(forms.Form):
    """What the leader writes beforehand, to be shown in a step: one line for each point."""

    text = forms.CharField(
        max_length=1200,
        required=False,
        help_text=_("One line for each point. It is shown on the wall and on phones in this step."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Make it shorter: at most 1200 letters.")},
    )

    def __init__(self, *args: Any, uses: Show, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = uses.most
        self.fields["text"].label = in_language(uses.ask, language) if uses.ask else ""

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if self.most and len(lines) > self.most:
            raise forms.ValidationError(
                _("Write at most %(most)s lines, one point on each.") % {"most": self.most}
            )
        return "\n".join(lines)


class TableForm(forms.Form):
    """Which table a phone is at."""

    number = forms.IntegerField(
        label=_("Which table do you sit at?"),
        min_value=1,
        max_value=MOST_TABLES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the number on the sign on your table."),
            "invalid": _("Write the number on the sign on your table."),
            "min_value": _("Tables have the numbers 1 to 60. Look at the sign once more."),
            "max_value": _("Tables have the numbers 1 to 60. Look at the sign once more."),
        },
    )


class SeatsForm(forms.Form):
    """How many sit at the table."""

    seats = forms.IntegerField(
        label=_("How many are you at the table?"),
        min_value=1,
        max_value=MOST_AT_A_TABLE,
        help_text=_("An interpreter is not counted. Seven or more: split into two tables."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write how many you are."),
            "invalid": _("Write how many you are, as a number."),
            "min_value": _("Write a number from 1 to 12."),
            "max_value": _("Write a number from 1 to 12. Are you more? Lay another table."),
        },
    )


class NoteForm(forms.Form):
    """One note of a table: the fields that the step asks for."""

    client_key = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    step = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, uses: Notes, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note_keys = [field.key for field in uses.fields]
        for field in uses.fields:
            self.fields[f"note-{field.key}"] = forms.CharField(
                label=in_language(field.label, language),
                help_text=in_language(field.hint, language) if field.hint else "",
                max_length=LONGEST_NOTE,
                required=not field.optional,
                widget=forms.Textarea(attrs={"rows": 3, "data-kept": field.key}),
                error_messages={
                    "required": _("Write something first."),
                    "max_length": _("Make it shorter: at most 300 letters. One thing at a time."),
                },
            )

    def texts(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(f"note-{key}", "") for key in self.note_keys}


class CommitmentForm(forms.Form):
    """One field of the closing: a promise that somebody has said yes to, or the reason for none."""

    title = forms.CharField(
        label=_("This is what we do"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    taken_by = forms.CharField(
        label=_("Who takes it on?"),
        max_length=120,
        required=False,
        help_text=_("Somebody who has said yes. Nobody is assigned anything."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due_on = forms.DateField(
        label=_("Until when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as year-month-day, such as 2027-05-12.")},
    )
    must_ask_home = forms.BooleanField(
        label=_("Must ask at home first"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Nothing here? Write why"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a promise with somebody and a date, or for the reason; never for both."""
        said = super().clean() or {}
        if said.get("title"):
            if not said.get("taken_by"):
                self.add_error("taken_by", _("Write who has said yes to it."))
            if not said.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("Pick a date."))
            if said.get("reason"):
                self.add_error("reason", _("Write what you do, or why you do nothing; not both."))
        elif not said.get("reason"):
            self.add_error("title", _("Write what you do, or why you do nothing."))
        return said

    def new_commitment(self, part: str, side: str) -> NewCommitment:
        said = self.cleaned_data
        is_promise = bool(said["title"])
        return NewCommitment(
            part=part,
            side=side,
            title=said["title"],
            taken_by=said["taken_by"] if is_promise else "",
            due_on=said["due_on"] if is_promise else None,
            must_ask_home=said["must_ask_home"] if is_promise else False,
            reason="" if is_promise else said["reason"],
        )
