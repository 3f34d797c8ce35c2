from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from samspill.collaborations.models import Endorsement, Partner
from samspill.collaborations.operations import NewEndorsement, NewPartner
from samspill.foundation.ui.fields import date_field, line_field, text_field
from samspill.toolbox import elections, places

# No collaboration stands on a decision from before this; it also keeps slips of the pen out.
EARLIEST_DECISION = date(1990, 1, 1)


LONGEST_TASK = timedelta(days=366)


def in_two_weeks() -> date:
    return timezone.localdate() + timedelta(days=14)


class CollaborationForm(forms.Form):
    """What the collaboration is called, and what it is for."""

    name = line_field(
        label=_("What is the collaboration called?"),
        most=120,
        required=_("Write a name. It can be changed later."),
        help_text=_("The name people use, such as the name of the regional council."),
    )
    purpose = text_field(
        label=_("What do you want to achieve together?"),
        most=1000,
        required=_("Write what you want to achieve. One sentence is enough."),
        help_text=_("One or two sentences."),
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
    name = line_field(
        label=_("Name"),
        most=120,
        required=_("Write the name of the partner."),
        help_text=_("A body or a group, never a person. Begin to write, and pick from the list."),
        suggestions="places",
    )

    def new_partner(self) -> NewPartner:
        """Recognise a municipality or county by its name, in either language."""
        kind = Partner.Kind(self.cleaned_data["kind"])
        name = self.cleaned_data["name"]
        place = _place(kind, name)
        return NewPartner(kind, place.label, place.number) if place else NewPartner(kind, name)


class RenameForm(forms.Form):
    """Another name for a partner; `taken` are the names of the others of its kind."""

    name = line_field(
        label=_("Name"),
        most=120,
        required=_("Write the name of the partner."),
        help_text=_("The official number stays, if there is one."),
    )

    def __init__(self, *args: Any, taken: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name in self.taken:
            raise forms.ValidationError(_("Another partner has this name."))
        return name


class MergeForm(forms.Form):
    """Which partner to merge with, and what the new one is called."""

    other = forms.ChoiceField(
        label=_("Which partner does it become one with?"),
        widget=forms.Select(),
        error_messages={"required": _("Pick a partner.")},
    )
    name = line_field(
        label=_("What is the new partner called?"),
        most=120,
        required=_("Write the name of the partner."),
        help_text=_("It may keep one of the names."),
        suggestions="places",
    )

    def __init__(self, *args: Any, partner: Partner, others: Sequence[Partner], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.partner = partner
        self.others = {str(partner.pk): partner for partner in others}
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", ""), *((key, partner.name) for key, partner in self.others.items())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kept = [partner.name for key, partner in self.others.items() if key != cleaned.get("other")]
        if cleaned.get("name") in kept:
            self.add_error("name", _("Another partner has this name."))
        return cleaned

    def merger(self) -> tuple[Partner, str, str]:
        """Return the other partner, and the name and official number of the new one."""
        other, name = self.others[self.cleaned_data["other"]], self.cleaned_data["name"]
        for partner in (self.partner, other):
            if partner.name == name:
                return other, name, partner.place_number
        place = _place(Partner.Kind(self.partner.kind), name)
        return (other, place.label, place.number) if place else (other, name, "")


def _is_yes(value: str) -> bool:
    return value == "yes"


class EndorsementForm(forms.Form):
    """Who stands behind, when and where it was decided, and until when it stands."""

    body = line_field(
        label=_("Who stands behind?"),
        most=120,
        required=_("Write who stands behind."),
        help_text=_(
            "A body or an office, such as the municipal council. Never a person, and never a party."
        ),
        suggestions="bodies",
    )
    is_elected = forms.TypedChoiceField(
        label=_("Does the municipal election decide who sits there?"),
        choices=(
            ("yes", _("Yes, a council or somebody it has chosen")),
            ("no", _("No, such as an office or a board")),
        ),
        coerce=_is_yes,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    decided_on = date_field(
        label=_("When was it decided?"),
        required=_("Pick a date."),
    )
    reference = line_field(
        label=_("Where can it be found? (optional)"),
        most=120,
        help_text=_("Such as a case number."),
    )
    stands_until = date_field(
        label=_("Until when does it stand? (optional)"),
        help_text=_(
            "Leave it empty if nothing was said. Then an elected body stands until the next "
            "election, and others until you write something else."
        ),
    )

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day has not come yet. Write it down when it has."))
        if day < EARLIEST_DECISION:
            raise forms.ValidationError(_("The year must be 1990 or later."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        end, day = cleaned.get("stands_until"), cleaned.get("decided_on")
        if end and day:
            latest = elections.next_election(day) + timedelta(days=1)
            if end < day:
                self.add_error("stands_until", _("It cannot end before it was decided."))
            elif cleaned.get("is_elected") and end > latest:
                message = _(
                    "After the election others must be asked. Leave it empty, or write %(day)s "
                    "or earlier."
                ) % {"day": date_format(latest, "DATE_FORMAT")}
                self.add_error("stands_until", message)
        return cleaned

    def new_endorsement(self) -> NewEndorsement:
        return NewEndorsement(**self.cleaned_data)

    @staticmethod
    def initial_for(partner: Partner, earlier: Endorsement | None) -> dict[str, object]:
        """Return what can be filled in beforehand when a partner is asked, or asked again."""
        if earlier is None:
            return {"is_elected": "yes" if partner.has_elected_bodies else ""}
        return {"body": earlier.body, "is_elected": "yes" if earlier.is_elected else "no"}

    @staticmethod
    def initial_of(endorsement: Endorsement) -> dict[str, object]:
        """Return the answers that would give this endorsement."""
        follows = NewEndorsement(
            body=endorsement.body,
            is_elected=endorsement.is_elected,
            decided_on=endorsement.decided_on,
        )
        end = endorsement.stands_until
        return {
            "body": endorsement.body,
            "is_elected": "yes" if endorsement.is_elected else "no",
            "decided_on": endorsement.decided_on,
            "reference": endorsement.reference,
            # Left empty where it follows from the day, so that it follows a changed day too.
            "stands_until": None if end == follows.end else end,
        }


class ContactForm(forms.Form):
    """Somebody who knows the collaboration from a partner: the role, and the name if wanted."""

    role = line_field(
        label=_("Role"),
        most=120,
        required=_("Write the role. The name may be left out."),
        help_text=_("Such as municipal director."),
    )
    name = line_field(
        label=_("Name (optional)"),
        most=120,
        help_text=_("The role is enough."),
    )


def _place(kind: Partner.Kind, name: str) -> places.Municipality | places.County | None:
    if kind == Partner.Kind.MUNICIPALITY:
        return places.find_municipality(name)
    if kind == Partner.Kind.COUNTY:
        return places.find_county(name)
    return None


class DecisionForm(EndorsementForm):
    """What a partner itself tells of its decision: less, since it is asked once and by others."""

    reference = None  # type: ignore[assignment]  # how Django leaves a field out
    stands_until = None  # type: ignore[assignment]


class TaskLinkForm(forms.Form):
    """Until when a partner can write down its decision by a link."""

    ends_on = forms.DateField(
        label=_("Last day of the link"),
        initial=in_two_weeks,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick a date."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("That day has passed. Pick a later one."))
        if day > timezone.localdate() + LONGEST_TASK:
            raise forms.ValidationError(_("A link lasts a year at most. Pick an earlier day."))
        return day
