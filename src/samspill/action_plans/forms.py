from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspill.action_plans.models import Action
from samspill.action_plans.operations import NewAction
from samspill.surveys.public import SurveyRound
from samspill.toolbox.languages import in_language


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
    is_early_win = forms.BooleanField(
        label=_("This can be seen soon"),
        required=False,
        help_text=_(
            "Something people outside the room can see within some weeks. It builds trust."
        ),
    )
    item = forms.ChoiceField(
        label=_("What should it move?"),
        required=False,
        widget=forms.Select(),
    )
    aim = forms.ChoiceField(
        label=_("Does it keep something, or change something?"),
        choices=Action.Aim.choices,
        initial=Action.Aim.CHANGE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )

    def __init__(
        self,
        *args: Any,
        survey_round: SurveyRound | None,
        language: str,
        is_free: bool = False,
        **kwargs: Any,
    ) -> None:
        """Take the round whose statements can be chosen; `is_free` when it did not lead here."""
        super().__init__(*args, **kwargs)
        self.survey_round = survey_round
        self.is_free = is_free
        if survey_round is None:
            del self.fields["item"]
            return
        item = self.fields["item"]
        assert isinstance(item, forms.ChoiceField)  # noqa: S101  (for the type checker)
        texts = [
            (statement.key, in_language(statement.text, language))
            for statement in survey_round.asked.items
        ]
        item.choices = [("", _("None of them")), *texts]

    def new_action(self) -> NewAction:
        key = self.cleaned_data.get("item", "")
        items = self.survey_round.asked.items if self.survey_round else ()
        text = next((dict(statement.text) for statement in items if statement.key == key), {})
        led_here = self.survey_round if key or not self.is_free else None
        return NewAction(
            title=self.cleaned_data["title"],
            owner=self.cleaned_data["owner"],
            owner_partner=self.cleaned_data["owner_partner"],
            due_on=self.cleaned_data["due_on"],
            aim=self.cleaned_data["aim"],
            is_early_win=self.cleaned_data["is_early_win"],
            round_key=led_here.pk if led_here else None,
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
        help_text=_(
            "Say what happened. If it was not done, say why. Those who answer next time read it "
            "first, so write no names."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == Action.State.NOT_DONE and not cleaned.get("outcome"):
            self.add_error("outcome", _("Write why it was not done. One sentence is enough."))
        return cleaned


class NoActionForm(forms.Form):
    """Why a meeting agreed on no action."""

    reason = forms.CharField(
        label=_("We agreed on no action, because …"),
        max_length=300,
        help_text=_(
            "One sentence is enough. Those who answer next time read it first, so write no names."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason. One sentence is enough.")},
    )
