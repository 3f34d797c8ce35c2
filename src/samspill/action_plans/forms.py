from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspill.action_plans.models import Action
from samspill.action_plans.operations import NewAction
from samspill.foundation.ui.fields import date_field, line_field, text_field
from samspill.surveys.public import SurveyRound


def _in_three_months() -> date:
    return timezone.localdate() + timedelta(days=90)


class ActionForm(forms.Form):
    """What is agreed, who has taken it on, until when, and which statement it should move."""

    title = line_field(
        label=_("What will be done?"),
        most=160,
        required=_("Write what will be done."),
        help_text=_("Something people can see has been done, not an intention."),
    )
    owner = line_field(
        label=_("Who has taken it on?"),
        most=120,
        required=_("Write who has said yes to following it up."),
        help_text=_("Somebody who has said yes. Nobody is assigned an action."),
    )
    owner_partner = line_field(
        label=_("From which partner? (optional)"),
        most=120,
        suggestions="partners",
    )
    due_on = date_field(
        label=_("When will it be done?"),
        required=_("Pick a date."),
        initial=_in_three_months,
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
            (statement["key"], statement["text"][language])
            for statement in survey_round.content["items"]
        ]
        item.choices = [("", _("None of them")), *texts]

    def new_action(self) -> NewAction:
        key = self.cleaned_data.get("item", "")
        items = self.survey_round.content["items"] if self.survey_round else []
        text: dict[str, str] = next(
            (statement["text"] for statement in items if statement["key"] == key), {}
        )
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
    outcome = text_field(
        label=_("What came of it?"),
        most=600,
        help_text=_(
            "Say what happened. If it was not done, say why. Those who answer next time read it "
            "first, so write no names."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == Action.State.NOT_DONE and not cleaned.get("outcome"):
            self.add_error("outcome", _("Write why it was not done. One sentence is enough."))
        return cleaned


class NoActionForm(forms.Form):
    """Why a meeting agreed on no action."""

    reason = text_field(
        label=_("We agreed on no action, because …"),
        most=300,
        required=_("Write the reason. One sentence is enough."),
        help_text=_(
            "One sentence is enough. Those who answer next time read it first, so write no names."
        ),
    )
