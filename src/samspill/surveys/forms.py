from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspill.collaborations.public import Collaboration, collaborations_of
from samspill.foundation.access.public import Actor
from samspill.foundation.ui.languages import page_language
from samspill.instruments.public import keyed_instruments_of
from samspill.surveys.access import SurveyRound, lowest_minimum
from samspill.surveys.round_settings import LATEST_FOLLOW_UP, SIGN_FROM, RoundSettings
from samspill.toolbox import catalogue
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import DONT_KNOW, RoundContent, ScaleContent
from samspill.toolbox.round_records import AskedGroup

MOST_PEOPLE = 100_000
# What a facilitator can choose among. The lowest is the floor; the operations keep it.
MINIMUMS = (
    (5, _("Five")),
    (8, _("Eight")),
    (10, _("Ten")),
    (15, "15"),
    (20, "20"),
)


def _half_a_year_ahead() -> date:
    today = timezone.localdate()
    month = (today.month + 5) % 12 + 1
    year = today.year + (1 if today.month > 6 else 0)
    return date(year, month, min(today.day, 28))


class WhyForm(forms.Form):
    """What no round goes without: why, what for, and when one comes back to it."""

    purpose = forms.CharField(
        label=_("Why do you ask?"),
        max_length=600,
        help_text=_("Everybody reads this before they answer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why you ask. People answer when they know why.")},
    )
    intended_use = forms.CharField(
        label=_("What will the result be used for?"),
        max_length=600,
        help_text=_("For example: We read it together in the meeting and agree two actions."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the result will be used for.")},
    )
    follow_up_on = forms.DateField(
        label=_("When do you come back to it?"),
        initial=_half_a_year_ahead,
        help_text=_("The day you look at what has been done. It can be the next meeting."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick a date. A round cannot open without one."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )

    minimum = forms.TypedChoiceField(
        label=_("How many must have answered before anything is shown?"),
        choices=MINIMUMS,
        coerce=int,
        initial=SurveyRound.LOWEST_MINIMUM,
        empty_value=None,
        required=False,
        help_text=_(
            "Five is the least. Choose more where people know each other well. Between politicians "
            "and administration it is always eight or more. It cannot be lowered later: the next "
            "time you ask the same, at least as many are needed."
        ),
        widget=forms.Select(),
        error_messages={"invalid_choice": _("Pick one of the numbers. None is lower than five.")},
    )

    def clean_follow_up_on(self) -> date:
        day: date = self.cleaned_data["follow_up_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Pick a day that has not passed."))
        if day > timezone.localdate() + LATEST_FOLLOW_UP:
            raise forms.ValidationError(
                _("Pick a day within 24 months. Those who answer are to see what came of it.")
            )
        return day

    def clean_minimum(self) -> int:
        return self.cleaned_data["minimum"] or SurveyRound.LOWEST_MINIMUM

    def refuse_a_lower_minimum(self, collaboration_key: UUID, instrument_key: str) -> None:
        """Say so when the same has been asked with a higher minimum before."""
        lowest = lowest_minimum(collaboration_key, instrument_key)
        chosen = self.cleaned_data.get("minimum")
        if chosen is not None and chosen < lowest:
            reason = _(
                "The same has been asked before, and then nothing was shown of fewer than "
                "%(lowest)s. Choose at least as many, or somebody could find out what was held "
                "back."
            )
            self.add_error("minimum", reason % {"lowest": lowest})


class RoundForm(WhyForm):
    """Everything a round needs before it opens, on one page."""

    collaboration = forms.ModelChoiceField(
        label=_("Which collaboration?"),
        queryset=Collaboration.objects.none(),
        empty_label=None,
        widget=forms.Select(),
        error_messages={"required": _("Pick the collaboration that this is about.")},
    )
    instrument = forms.ChoiceField(
        label=_("What do you want to ask about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick what you want to ask about.")},
    )
    mode = forms.ChoiceField(
        label=_("How do people answer?"),
        choices=SurveyRound.Mode.choices,
        initial=SurveyRound.Mode.ANONYMOUS,
        required=False,
        help_text=_(
            "This cannot be changed when the round is open. Distriktssenteret lets people read "
            "their scores aloud: that is the open table. An anonymous round departs from that, so "
            "that people can answer freely and the next time can be compared."
        ),
        widget=forms.RadioSelect,
    )
    way_in = forms.ChoiceField(
        label=_("How do people come in?"),
        choices=SurveyRound.WayIn.choices,
        initial=SurveyRound.WayIn.CODE,
        required=False,
        widget=forms.RadioSelect,
    )
    expected_count = forms.IntegerField(
        label=_("How many are asked?"),
        required=False,
        min_value=2,
        max_value=MOST_PEOPLE,
        help_text=_(
            "No more can answer. You can raise it while the round is open, and everybody sees that "
            "you did. With personal links alone it is the number of links."
        ),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number, or leave the field empty."),
            "min_value": _("Write a number from 2, or leave the field empty."),
            "max_value": _("Write a number up to 100 000, or leave the field empty."),
        },
    )

    sign = forms.ChoiceField(
        label=_("How do people show that they are in the room?"),
        choices=[
            choice for choice in SurveyRound.Sign.choices if choice[0] != SurveyRound.Sign.ELSEWHERE
        ],
        initial=SurveyRound.Sign.SCREEN,
        required=False,
        help_text=_(
            "Two figures beside the code, asked once. Whoever points the camera at the QR code "
            "types nothing."
        ),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, actor: Actor, draft: SurveyRound | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.draft = draft
        self.contents = contents_of(actor)
        collaboration = self.fields["collaboration"]
        instrument = self.fields["instrument"]
        assert isinstance(collaboration, forms.ModelChoiceField)  # noqa: S101
        assert isinstance(instrument, forms.ChoiceField)  # noqa: S101
        collaboration.queryset = collaborations_of(actor)
        instrument.choices = [(key, one.title) for key, one in self.contents.items()]
        if not self.is_bound and "instrument" not in self.initial:
            self.initial["instrument"] = instrument.choices[0][0]

    def clean_mode(self) -> str:
        return self.cleaned_data["mode"] or SurveyRound.Mode.ANONYMOUS

    def clean(self) -> dict[str, Any]:
        """Refuse an anonymous round that is too small to be one, and offer the open table."""
        cleaned = super().clean() or {}
        asked = cleaned.get("expected_count")
        minimum = cleaned.get("minimum", SurveyRound.LOWEST_MINIMUM)
        is_anonymous = cleaned.get("mode") == SurveyRound.Mode.ANONYMOUS
        if is_anonymous and asked and asked < minimum:
            self.add_error("expected_count", _too_few(minimum))
        self._check_cannot_be_stuffed(cleaned)
        if "collaboration" in cleaned and "instrument" in cleaned:
            content = self.contents[cleaned["instrument"]].content
            # A draft stays in its collaboration, whatever the form names.
            owner = self.draft.collaboration_id if self.draft else cleaned["collaboration"].pk
            self.refuse_a_lower_minimum(owner, content.key)
        return cleaned

    def _check_cannot_be_stuffed(self, cleaned: dict[str, Any]) -> None:
        """Ask for the number, and for a sign from twenty on, where a code lets people in."""
        is_by_code = cleaned.get("way_in") != SurveyRound.WayIn.LINK
        if cleaned.get("mode") != SurveyRound.Mode.ANONYMOUS or not is_by_code:
            return
        asked = cleaned.get("expected_count")
        if asked is None and "expected_count" not in self.errors:
            self.add_error(
                "expected_count", _("Write how many are asked, so that no more can answer.")
            )
        if asked and asked >= SIGN_FROM and cleaned.get("sign") == SurveyRound.Sign.NONE:
            self.add_error(
                "sign", _("From twenty on a sign is needed. Choose the big screen or paper.")
            )

    def clean_sign(self) -> str:
        return self.cleaned_data["sign"] or SurveyRound.Sign.SCREEN

    def clean_way_in(self) -> str:
        return self.cleaned_data["way_in"] or SurveyRound.WayIn.CODE

    def settings(self) -> RoundSettings:
        return RoundSettings(
            content=self.contents[self.cleaned_data["instrument"]].content,
            purpose=self.cleaned_data["purpose"],
            intended_use=self.cleaned_data["intended_use"],
            follow_up_on=self.cleaned_data["follow_up_on"],
            expected_count=self.cleaned_data["expected_count"],
            way_in=self.cleaned_data["way_in"],
            mode=self.cleaned_data["mode"],
            sign=self.cleaned_data["sign"],
            minimum_group_size=self.cleaned_data["minimum"],
            written_in=page_language(),
        )

    @staticmethod
    def initial_of(survey_round: SurveyRound, actor: Actor) -> dict[str, object]:
        """Return what the form shows for a draft that is changed."""
        choice = survey_round.instrument_key
        for keyed in keyed_instruments_of(actor):
            if keyed.asked.key == survey_round.instrument_key:
                choice = f"keyed:{keyed.pk}"
        return {
            "collaboration": survey_round.collaboration_id,
            "instrument": choice,
            "purpose": survey_round.purpose,
            "intended_use": survey_round.intended_use,
            "follow_up_on": survey_round.follow_up_on,
            "expected_count": survey_round.expected_count,
            "way_in": survey_round.way_in,
            "mode": survey_round.mode,
            "sign": survey_round.sign,
            "minimum": survey_round.minimum_group_size,
        }


def _too_few(minimum: int) -> str:
    if minimum == SurveyRound.LOWEST_MINIMUM:
        return gettext(
            "With fewer than five, nothing can be shown without showing who answered "
            "what. Choose the open table, or ask more people."
        )
    return gettext(
        "You have chosen that at least %(minimum)s must answer. Ask more people, or choose a lower "
        "number."
    ) % {"minimum": minimum}


@dataclass(frozen=True)
class Askable:
    """Something a round can ask: its title on a page, and all of its content."""

    title: str
    content: RoundContent


def contents_of(actor: Actor) -> dict[str, Askable]:
    """Return what can be asked: the toolbox's own, and then what the organisation has keyed in."""
    language = page_language()
    own = {one.key: one for one in catalogue.instruments() if one.items}
    return {
        **{key: Askable(in_language(one.title, language), one.asked) for key, one in own.items()},
        **{f"keyed:{one.pk}": Askable(one.title, one.asked) for one in keyed_instruments_of(actor)},
    }


def contents_of_files(actor: Actor) -> dict[str, Askable]:
    """Return what a file may have asked: also the earlier wordings of what can be asked now."""
    language = page_language()
    earlier = {
        f"{one.key}.v{one.version}": Askable(
            gettext("%(title)s, version %(version)s")
            % {"title": in_language(one.title, language), "version": one.version},
            one.asked,
        )
        for one in catalogue.earlier_versions()
        if one.items
    }
    return {**contents_of(actor), **earlier}


class AnswerForm(forms.Form):
    """One person's answer to each item of the round: a point of its scale, don't know, or nothing.

    Where the round asks for background, the last field is which group the person comes from.
    """

    dont_know = str(DONT_KNOW)
    nothing_yet = _("You have not answered anything yet. Answer at least one, then send.")

    def __init__(
        self,
        *args: Any,
        asked: RoundContent,
        language: str,
        groups: Sequence[AskedGroup] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for number, item in enumerate(asked.items, start=1):
            self.fields[f"item-{number}"] = forms.TypedChoiceField(
                label=in_language(item.text, language),
                choices=_choices(asked.scale_of(item), language),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Pick one of the answers, or skip it.")},
            )
        if groups:
            self.fields["group"] = forms.TypedChoiceField(
                label=_("Where do you come from?"),
                choices=[
                    (str(place), in_language(one.name, language))
                    for place, one in enumerate(groups)
                ],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Pick one of them, or skip it.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and all(cleaned.get(name) is None for name in self._items()):
            raise forms.ValidationError(self.nothing_yet)
        return cleaned

    def ratings(self) -> list[int | None]:
        return [self.cleaned_data[name] for name in self._items()]

    def group(self) -> int | None:
        """Return the place in the round's groups of what was chosen; None for not said."""
        chosen: int | None = self.cleaned_data.get("group")
        return chosen

    def refuse_full(self, most: int, *, in_group: bool) -> None:
        """Say that as many have answered as were asked; what was ticked stays on the phone."""
        told = {"asked": most}
        if in_group:
            sentence = gettext(
                "From there %(asked)s were asked, and that many have answered. Skip this question, "
                "or tell the one who leads that you are more."
            )
            self.add_error("group", sentence % told)
            return
        sentence = gettext(
            "%(asked)s were asked, and that many have answered. Yours is not stored. Tell the one "
            "who leads that you are more: the number can be raised, and then you can send again."
        )
        self.add_error(None, sentence % told)

    def _items(self) -> list[str]:
        return [name for name in self.fields if name.startswith("item-")]


def _choices(scale: ScaleContent, language: str) -> list[tuple[str, str]]:
    """Return the points with their labels, and after them "don't know" where the scale has it."""
    labels = in_language(scale.points, language)
    points = [(str(value), label) for value, label in zip(scale.values, labels, strict=True)]
    if scale.dont_know is None:
        return points
    return [*points, (str(DONT_KNOW), in_language(scale.dont_know, language))]


class ColumnForm(AnswerForm):
    """What one person at an open table reads aloud."""

    nothing_yet = _("Nothing is written yet. Write at least one score, then save.")
