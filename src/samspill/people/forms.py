from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samspill.foundation.access.public import Role
from samspill.foundation.organisations.public import Organisation
from samspill.people.group_operations import NewGroup
from samspill.people.models import Group
from samspill.people.operations import NewInvitation, NewOrganisation, NewPerson
from samspill.people.results import ROLE_SUMMARIES, PersonRow
from samspill.toolbox import places

NO_EMAIL = _("This is not an e-mail address. Write it as name@place.no.")


def _role_choices() -> list[tuple[str, SafeString]]:
    return [
        (
            role.value,
            format_html(
                '<span><strong>{}</strong><br><span class="soft small">{}</span></span>',
                role.label,
                summary,
            ),
        )
        for role, summary in ROLE_SUMMARIES.items()
    ]


class _EndsOn(forms.DateField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Last day"),
            required=False,
            help_text=_("The access ends by itself. It can be made longer."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("This is not a date. Pick a day, or leave it empty.")},
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("That day has passed. Pick a later one."))
        return day


def _check_follower(form: forms.Form, roles: list[Any]) -> None:
    """Ask for a last day where somebody only follows from outside."""
    has_day = form.cleaned_data.get("ends_on") or "ends_on" in form.errors
    if roles == [Role.FOLLOWER] and not has_day:
        words = _("Outside followers need an end date. Pick one.")
        form.add_error("ends_on", words)


class InvitationForm(forms.Form):
    """Whom to invite, to what, and until when."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Leave it empty to get a link that you hand over yourself."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NO_EMAIL},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=_role_choices,
        initial=Role.READER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    ends_on = _EndsOn()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        _check_follower(self, [cleaned.get("role")])
        return cleaned

    def new_invitation(self) -> NewInvitation:
        return NewInvitation(
            role=Role(self.cleaned_data["role"]),
            email=self.cleaned_data["email"],
            ends_on=self.cleaned_data["ends_on"],
        )


class RolesForm(forms.Form):
    """Which roles somebody has, and until when."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=_role_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none ticked, the person has no access any more."),
    )
    ends_on = _EndsOn()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        _check_follower(self, cleaned.get("roles", []))
        return cleaned


class PersonForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail, for logging in"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address."), "invalid": NO_EMAIL},
    )

    def new_person(self) -> NewPerson:
        return NewPerson(name=self.cleaned_data["name"], email=self.cleaned_data["email"])


class NameForm(forms.Form):
    """What one is called, as colleagues see it."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )


class OrganisationForm(forms.Form):
    """What an organisation is called, and whom to turn to there."""

    kind = forms.ChoiceField(
        label=_("What kind of organisation?"),
        choices=Organisation.Kind.choices,
        widget=forms.RadioSelect,
        initial=Organisation.Kind.REGIONAL_COUNCIL,
    )
    name = forms.CharField(
        label=_("Its name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "places"}),
        error_messages={"required": _("Write the name of the organisation.")},
    )
    contact = forms.CharField(
        label=_("Whom can people turn to?"),
        max_length=200,
        required=False,
        help_text=_(
            "A name with a telephone number or an e-mail. It is said wherever you ask somebody."
        ),
    )
    data_protection_officer = forms.CharField(
        label=_("Data protection officer"),
        max_length=200,
        required=False,
        help_text=_("A name or a function with an e-mail. Stands in every promise and assessment."),
    )

    def new_organisation(self) -> NewOrganisation:
        return NewOrganisation(
            kind=Organisation.Kind(self.cleaned_data["kind"]), name=self.cleaned_data["name"]
        )


class FirstStartForm(PersonForm):
    """The four answers of a first start."""

    kind = forms.ChoiceField(
        label=_("What kind of organisation?"),
        choices=Organisation.Kind.choices,
        widget=forms.RadioSelect,
        initial=Organisation.Kind.REGIONAL_COUNCIL,
    )
    organisation = forms.CharField(
        label=_("Its name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "places"}),
        error_messages={"required": _("Write the name of the organisation.")},
    )

    def new_organisation(self) -> NewOrganisation:
        return NewOrganisation(
            kind=Organisation.Kind(self.cleaned_data["kind"]),
            name=self.cleaned_data["organisation"],
        )


class GroupForm(forms.Form):
    """A group: its name, what it is, and who is proposed."""

    name = forms.CharField(
        label=_("What is the group called?"),
        max_length=120,
        error_messages={"required": _("Write what the group is called.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Group.Kind.choices, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=Group.Level.choices, required=False, widget=forms.RadioSelect
    )
    members = forms.MultipleChoiceField(
        label=_("Who?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is asked, and is in the group once they have said yes."),
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, *args: Any, people: tuple[PersonRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(person.key), person.name) for person in people]

    def new_group(self) -> NewGroup:
        return NewGroup(
            name=self.cleaned_data["name"],
            kind=Group.Kind(self.cleaned_data["kind"]),
            level=Group.Level(self.cleaned_data["level"]),
            members=tuple(UUID(key) for key in self.cleaned_data["members"]),
        )


def place_names() -> tuple[str, ...]:
    """Return the names of municipalities and counties, to pick one's own from while typing."""
    return (
        *(county.name for county in places.counties()),
        *(municipality.label for municipality in places.municipalities()),
    )
