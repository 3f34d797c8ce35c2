from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.register.records_shown import Filters, choices_of

LONGEST_QUERY = 160


class FilterForm(forms.Form):
    """What a list of records is searched for and narrowed to. What is unknown narrows nothing."""

    q = forms.CharField(label=_("Search"), max_length=LONGEST_QUERY, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    relation = forms.ChoiceField(label=_("Relation"), required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    means = forms.ChoiceField(label=_("By what means"), required=False)
    frame = forms.ChoiceField(label=_("Frame"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    sure = forms.ChoiceField(label=_("How sure it is"), required=False)

    def __init__(self, *args: object, language: str, **kwargs: object) -> None:
        """Offer what some record has."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["q"].widget.attrs["autocomplete"] = "off"
        self.fields["q"].widget.input_type = "search"
        for name, choices in choices_of(language).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (they are made above)
            field.choices = [("", _("All")), *choices]

    @property
    def query(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))

    @property
    def filters(self) -> Filters:
        self.is_valid()
        names = Filters.__dataclass_fields__
        return Filters(**{name: self.cleaned_data.get(name, "") for name in names})
