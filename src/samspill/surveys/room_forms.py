"""Forms about who comes in: signs, personal links, and more people than were asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.surveys.access import SurveyRound
from samspill.surveys.forms import MOST_PEOPLE
from samspill.surveys.join_sign import is_room_sign, is_table_sign
from samspill.surveys.table_operations import MOST_TABLES


class InvitationForm(forms.Form):
    """Who gets a personal link, one name a line, and which partner they are from."""

    partner = forms.ChoiceField(
        label=_("Which partner are they from?"),
        required=False,
        help_text=_("How many links were made for each stands on the promise, for everybody."),
        error_messages={"invalid_choice": _("Pick one of the partners.")},
        widget=forms.Select(),
    )

    names = forms.CharField(
        label=_("Who gets a personal link?"),
        max_length=20_000,
        help_text=_("One name on each line. The list is deleted when the round closes."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write at least one name.")},
    )

    def __init__(self, *args: Any, survey_round: SurveyRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner = self.fields["partner"]
        assert isinstance(partner, forms.ChoiceField)  # noqa: S101
        names = [asked.name for asked in survey_round.asked_partners]
        partner.choices = [("", _("Others")), *((name, name) for name in names)]

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        given = [name for name in names if name]
        too_long = [name for name in given if len(name) > 120]
        if too_long:
            raise forms.ValidationError(
                _("This line is too long for a name: %(start)s…") % {"start": too_long[0][:40]}
            )
        if len(given) > 500:
            raise forms.ValidationError(_("At most 500 names at a time."))
        return given


class HandOutForm(forms.Form):
    """Who is to hand out the links, instead of the one who leads."""

    addressee = forms.CharField(
        label=_("Who hands out the links?"),
        max_length=120,
        help_text=_(
            "A role, such as: the secretary of the municipal director. It stands on the promise."
        ),
        error_messages={"required": _("Write who hands out the links.")},
    )


SIGN_ERRORS = {
    "required": _("Write the two figures of the sign."),
    "max_length": _("A sign is two figures."),
}


def _sign_field(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=8,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=SIGN_ERRORS,
    )


class SignForm(forms.Form):
    """The two figures that show that somebody is in the room; a round must be given to check."""

    sign = _sign_field(
        _("The sign beside the code, two figures"),
        _("It changes every half minute. With the camera you need not type it."),
    )

    def __init__(self, *args: Any, survey_round: SurveyRound | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey_round = survey_round
        if survey_round is not None and survey_round.sign == SurveyRound.Sign.PAPER:
            self.fields["sign"].help_text = _(
                "It lies on paper in the room. With the camera you need not type it."
            )

    def clean_sign(self) -> str:
        typed: str = self.cleaned_data["sign"]
        if self.survey_round is None or not is_room_sign(self.survey_round, typed):
            raise forms.ValidationError(
                _("That sign is not there any more. Write the two figures that stand there now.")
            )
        return typed


class RaiseForm(forms.Form):
    """How many more are here than was said; from which partner, where groups are asked."""

    more = forms.IntegerField(
        label=_("How many more?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=_("Everybody sees it: on the big screen, on every phone and on the promise."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many more are asked."),
            "invalid": _("Write a whole number."),
            "min_value": _("The number can be raised, not lowered."),
            "max_value": _("Write a number up to 100 000."),
        },
    )
    partner = forms.ChoiceField(
        label=_("Which partner are they from?"),
        error_messages={"required": _("Pick the partner."), "invalid_choice": _("Pick a partner.")},
        widget=forms.Select(),
    )

    def __init__(self, *args: Any, survey_round: SurveyRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_groups = {key for group in survey_round.asked_groups for key in group.asked}
        partner = self.fields["partner"]
        assert isinstance(partner, forms.ChoiceField)  # noqa: S101
        partner.choices = [
            (asked.key, asked.name)
            for asked in survey_round.asked_partners
            if asked.key in in_groups
        ]
        if not in_groups:
            del self.fields["partner"]


class TableForm(forms.Form):
    """Which table a phone writes for, and the sign that lies on it."""

    number = forms.IntegerField(
        label=_("What is your table number?"),
        min_value=1,
        max_value=MOST_TABLES,
        help_text=_("It is on the table, or you get it from the one who leads the meeting."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the number of your table."),
            "invalid": _("Write the number of your table, in figures."),
            "min_value": _("Tables have the numbers 1 to 60."),
            "max_value": _("Tables have the numbers 1 to 60."),
        },
    )
    sign = _sign_field(
        _("The sign of the table, two figures"),
        _("It lies on the table, or you get it from the one who leads the meeting."),
    )

    def __init__(self, *args: Any, survey_round: SurveyRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey_round = survey_round
        is_let_in = survey_round.sign == SurveyRound.Sign.ELSEWHERE
        if survey_round.keeps_answers or is_let_in:  # opened before tables had signs
            del self.fields["sign"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number, typed = cleaned.get("number"), cleaned.get("sign")
        if number and typed and not is_table_sign(self.survey_round, number, typed):
            self.add_error(
                "sign", _("That is not the sign of table %(number)s.") % {"number": number}
            )
        return cleaned
