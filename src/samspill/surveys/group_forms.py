"""What a facilitator says of groups before anybody is asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.collaborations.public import partners_of
from samspill.surveys.access import SurveyRound
from samspill.surveys.forms import MOST_PEOPLE
from samspill.surveys.groupings import SIDES, GroupPlan, plan_groups, plan_line


def _number(label: object, initial: int | None) -> forms.IntegerField:
    """Return a field for how many are asked."""
    return forms.IntegerField(
        label=str(label),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        initial=initial,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number, or leave the field empty."),
            "min_value": _("Write a number from 0, or leave the field empty."),
            "max_value": _("Write a number up to 100 000, or leave the field empty."),
        },
    )


class GroupsForm(forms.Form):
    """Which group people are asked about, and how many are asked from each partner."""

    background = forms.ChoiceField(
        label=_("What do you want to ask about background?"),
        choices=SurveyRound.Background.choices,
        required=False,
        help_text=_("At most one thing. Everybody can skip it."),
        widget=forms.RadioSelect,
    )

    leave_out = forms.BooleanField(
        label=_("Those who are too few to be a group answer without one"),
        required=False,
        help_text=_("Otherwise small groups are joined, and choose a name together."),
    )

    def __init__(self, *args: Any, survey_round: SurveyRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey_round = survey_round
        self.partners = {one.pk: one for one in partners_of(survey_round.collaboration)}
        self.initial["background"] = survey_round.background
        asked = {key: size for one in survey_round.asked_groups for key, size in one.asked.items()}
        labels = {"politics": _("From politics"), "administration": _("From the administration")}
        for side in SIDES:
            self.fields[f"side-{side}"] = _number(labels[side], asked.get(side))
        for key, partner in self.partners.items():
            self.fields[f"asked-{key}"] = _number(partner.name, asked.get(str(key)))

    def side_fields(self) -> list[forms.BoundField]:
        return [self[f"side-{side}"] for side in SIDES]

    def asked_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("asked-")]

    def asked(self) -> dict[UUID, int]:
        """Return how many are asked from each partner."""
        return {key: self.cleaned_data[f"asked-{key}"] or 0 for key in self.partners}

    def plan(self) -> GroupPlan | None:
        """Return the groups to choose among; None where nothing is to be asked."""
        if not self.cleaned_data["background"]:
            return None
        if self.cleaned_data["background"] == SurveyRound.Background.LINE:
            sides = {side: self.cleaned_data[f"side-{side}"] or 0 for side in SIDES}
            return plan_line(sides, minimum=self.survey_round.minimum_group_size)
        return plan_groups(
            self.cleaned_data["background"],
            self.partners,
            self.asked(),
            minimum=self.survey_round.minimum_group_size,
            leave_out_small=self.cleaned_data["leave_out"],
        )

    def refuse(self, plan: GroupPlan) -> None:
        """Say why these groups cannot be asked about, and what can be done instead."""
        reason = _(
            "The groups would be too small. At least %(minimum)s must be asked from a group, and "
            "two groups must be left to compare, also when the small ones are joined. Otherwise "
            "somebody could find out who answered what. Ask more people, or choose below what you "
            "do instead."
        )
        self.add_error("background", reason % {"minimum": plan.minimum})
