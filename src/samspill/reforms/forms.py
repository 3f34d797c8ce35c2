from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.fields import date_field, line_field, text_field
from samspill.reforms.levels import level_names
from samspill.reforms.models import LevelAnswer, Reform, ReformDate
from samspill.reforms.operations import Answer, DatedPlan, NewReform
from samspill.reforms.readiness_results import asked_conditions, condition_names
from samspill.reforms.results import PlanLine


def _frame_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Frame"),
        choices=lazy(lambda: Reform.Frame.choices, list)(),
        initial=Reform.Frame.UNDECIDED,
        widget=forms.RadioSelect,
    )


def _owner_field() -> forms.CharField:
    return line_field(
        label=_("Who owns it here?"),
        most=120,
        required=_("Write which role owns the reform here. Without an owner nobody carries it on."),
        help_text=_("A role and not a person, such as head of home care."),
    )


class NewReformForm(forms.Form):
    """What is decided when a reform begins."""

    name = line_field(
        label=_("What is the reform called?"),
        most=120,
        required=_("Write what the reform is called."),
    )
    purpose = text_field(
        label=_("What is it for?"), most=1000, required=_("Write in a sentence what it is for.")
    )
    owner_role = _owner_field()
    frame = _frame_field()
    levels = forms.MultipleChoiceField(
        label=_("Which levels take part?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each can be asked what is in place, and answers for itself."),
        error_messages={"required": _("Choose at least one level: a reform is somebody’s.")},
    )

    def __init__(self, *args: object, language: str, **kwargs: object) -> None:
        """Offer the levels, all of them chosen."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.names = level_names(language)
        field = self.fields["levels"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (it is made above)
        field.choices = list(self.names.items())
        field.initial = list(self.names)

    def new_reform(self, taken_from: str) -> NewReform:
        given = self.cleaned_data
        return NewReform(
            name=given["name"],
            purpose=given["purpose"],
            owner_role=given["owner_role"],
            levels={level: self.names[level] for level in given["levels"]},
            frame=given["frame"],
            taken_from=taken_from,
        )


class ReformForm(forms.Form):
    """What can change of a reform."""

    owner_role = _owner_field()
    frame = _frame_field()


class SentenceForm(forms.Form):
    """What a meeting agreed that trust and purpose are here."""

    text = text_field(
        label=_("What do you mean by trust here, and what is the reform for?"),
        most=400,
        required=_("Write the sentence that you agreed on."),
    )
    agreed_on = date_field(
        label=_("When?"),
        required=_("Write the day on which you agreed."),
        initial=timezone.localdate,
    )
    meeting = line_field(
        label=_("In which meeting?"), most=160, required=_("Write which meeting agreed on it.")
    )


class TalkForm(forms.Form):
    """What a level agreed on in a talk: one answer to each condition, and none that is guessed."""

    said_on = date_field(
        label=_("When did you talk?"),
        required=_("Write the day of the talk."),
        initial=timezone.localdate,
    )

    def __init__(self, *args: object, language: str, **kwargs: object) -> None:
        """Ask about each condition that a round would ask about."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = condition_names(language)
        for condition in asked_conditions().values():
            self.fields[condition] = _state_field(names[condition])
            self.fields[f"{condition}_how"] = line_field(label=_("How do you know?"), most=300)

    def clean(self) -> dict[str, object]:
        """Refuse a talk in which nothing was answered."""
        given = super().clean() or {}
        if not any(given.get(condition) for condition in asked_conditions().values()):
            self.add_error(None, _("Answer at least one of the conditions."))
        return given

    def answers(self) -> dict[str, Answer]:
        given = self.cleaned_data
        return {
            condition: Answer(given[condition], given[f"{condition}_how"])
            for condition in asked_conditions().values()
            if given.get(condition)
        }


class ConditionForm(forms.Form):
    """What the lead says of a condition on their own list, and how it is known."""

    def __init__(self, *args: object, know: str, **kwargs: object) -> None:
        """Ask how it is known, with what would let somebody say so."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["state"] = _state_field(_("Is it in place?"), is_required=True)
        self.fields["how_we_know"] = line_field(
            label=_("How do you know?"), most=300, help_text=know
        )

    def clean(self) -> dict[str, object]:
        """Refuse that something is in place without a word of how that is known."""
        given = super().clean() or {}
        if given.get("state") == LevelAnswer.State.IN_PLACE and not given.get("how_we_know"):
            reason = _("Write how you know that it is in place, or choose “Don’t know”.")
            self.add_error("how_we_know", reason)
        return given


class PlanForm(forms.Form):
    """What is planned: people, roles, unions, the budget year, and training."""

    def __init__(self, *args: object, lines: tuple[PlanLine, ...], **kwargs: object) -> None:
        """Ask about each part of the plan."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for line in lines:
            self.fields[line.key] = text_field(label=line.name, most=600, help_text=line.ask)
            self.fields[line.key].initial = line.text


class DatesForm(forms.Form):
    """When the gain is booked, and when what it is to come from is ready."""

    def __init__(self, *args: object, dates: Mapping[str, ReformDate], **kwargs: object) -> None:
        """Ask for each day, and for what it is about."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        amounts = {
            ReformDate.Kind.GAIN: _("How much?"),
            ReformDate.Kind.TRAINING: _("What training?"),
            ReformDate.Kind.STAFF: _("How many posts?"),
        }
        for kind in ReformDate.Kind:
            self.fields[kind.value] = date_field(label=kind.label)
            self.fields[f"{kind.value}_amount"] = line_field(label=amounts[kind], most=80)
            if kind in dates:
                self.fields[kind.value].initial = dates[kind].day
                self.fields[f"{kind.value}_amount"].initial = dates[kind].amount

    def plans(self) -> dict[str, DatedPlan | None]:
        given = self.cleaned_data
        return {
            kind.value: DatedPlan(given[kind.value], given[f"{kind.value}_amount"])
            if given[kind.value]
            else None
            for kind in ReformDate.Kind
        }


def _state_field(label: object, *, is_required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,  # type: ignore[arg-type]
        choices=lazy(lambda: LevelAnswer.State.choices, list)(),
        required=is_required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
