from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspill.action_plans.models import Action
from samspill.action_plans.operations import NewAction
from samspill.surveys.public import SurveyRound


def _in_three_months() -> date:
    return timezone.localdate() + timedelta(days=90)


class ActionForm(forms.Form):
    """What is agreed, who has taken it on, until when, and which statement it should move."""

    title = forms.CharField(
        label=_("What will be done?"),
        max_length=160,
        help_text=_("Something people can see has been done, not an intention."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what will be done.")},
    )
    owner = forms.CharField(
        label=_("Who has taken it on?"),
        max_length=120,
        help_text=_("Somebody who has said yes. Nobody is assigned an action."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write who has said yes to following it up.")},
    )
    owner_partner = forms.CharField(
        label=_("From which partner? (optional)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "partners", "autocomplete": "off"}),
    )
    due_on = forms.DateField(
        label=_("When will it be done?"),
        initial=_in_three_months,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick a date."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )
    item = forms.ChoiceField(
        label=_("What should it move?"),
        required=False,
        widget=forms.Select(),
    )

    def __init__(
        self, *args: Any, survey_round: SurveyRound | None, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.survey_round = survey_round
        if survey_round is None:
            del self.fields["item"]
            return
        item = self.fields["item"]
        assert isinstance(item, forms.ChoiceField)  # noqa: S101  (for the type checker)
        texts = [(one["key"], one["text"][language]) for one in survey_round.content["items"]]
        item.choices = [("", _("None of them")), *texts]

    def new_action(self) -> NewAction:
        key = self.cleaned_data.get("item", "")
        items = self.survey_round.content["items"] if self.survey_round else []
        text: dict[str, str] = next((one["text"] for one in items if one["key"] == key), {})
        return NewAction(
            title=self.cleaned_data["title"],
            owner=self.cleaned_data["owner"],
            owner_partner=self.cleaned_data["owner_partner"],
            due_on=self.cleaned_data["due_on"],
            round_key=self.survey_round.pk if self.survey_round else None,
            item_key=key,
            item_text=text,
        )


class ReportForm(forms.Form):
    """How far an action has come, and what came of it."""

    state = forms.ChoiceField(
        label=_("How far has it come?"), choices=Action.State.choices, widget=forms.RadioSelect
    )
    outcome = forms.CharField(
        label=_("What came of it?"),
        max_length=600,
        required=False,
        help_text=_("Say what happened. If it was not done, say why."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == Action.State.NOT_DONE and not cleaned.get("outcome"):
            self.add_error("outcome", _("Write why it was not done. One sentence is enough."))
        return cleaned
