from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from samspill.collaborations.models import Partner
from samspill.collaborations.operations import NewPartner
from samspill.toolbox import places


class CollaborationForm(forms.Form):
    """What the collaboration is called, and what it is for."""

    name = forms.CharField(
        label=_("What is the collaboration called?"),
        max_length=120,
        help_text=_("The name people use, such as the name of the regional council."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name. It can be changed later.")},
    )
    purpose = forms.CharField(
        label=_("What do you want to achieve together?"),
        max_length=1000,
        help_text=_("One or two sentences."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you want to achieve. One sentence is enough.")},
    )


def _county_choices() -> list[tuple[str, str]]:
    return [("", ""), *((county.number, county.name) for county in places.counties())]


class CountyForm(forms.Form):
    """Which county to pick municipalities from; answered by a GET, stores nothing."""

    county = forms.ChoiceField(
        label=_("County"),
        choices=_county_choices,
        required=False,
        widget=forms.Select(),
    )


class MunicipalitiesForm(forms.Form):
    """Municipalities of one county, to be ticked."""

    municipality = forms.MultipleChoiceField(
        label=_("Municipalities"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one municipality."),
            "invalid_choice": _("%(value)s is not a municipality in this county."),
        },
    )

    def __init__(self, *args: Any, county: str, taken: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [
            (place.number, place.label)
            for place in places.municipalities()
            if place.county_number == county and place.number not in taken
        ]

    def new_partners(self) -> list[NewPartner]:
        by_number = {place.number: place for place in places.municipalities()}
        return [
            NewPartner(Partner.Kind.MUNICIPALITY, by_number[number].label, number)
            for number in self.cleaned_data["municipality"]
        ]


class PartnerForm(forms.Form):
    """One partner, typed: a municipality, or a group such as the unions."""

    kind = forms.ChoiceField(
        label=_("Kind of partner"),
        choices=lazy(lambda: Partner.Kind.choices, list)(),
        widget=forms.Select(),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("A body or a group, never a person. Begin to write, and pick from the list."),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
        error_messages={"required": _("Write the name of the partner.")},
    )

    def new_partner(self) -> NewPartner:
        """Recognise a municipality or county by its name, in either language."""
        kind = Partner.Kind(self.cleaned_data["kind"])
        name = self.cleaned_data["name"]
        place = _place(kind, name)
        return NewPartner(kind, place.label, place.number) if place else NewPartner(kind, name)


def _place(kind: Partner.Kind, name: str) -> places.Municipality | places.County | None:
    if kind == Partner.Kind.MUNICIPALITY:
        return places.find_municipality(name)
    if kind == Partner.Kind.COUNTY:
        return places.find_county(name)
    return None
