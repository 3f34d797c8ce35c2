"""The forms of an organisation's own record; no text in it names a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.fields import line_field, text_field
from samspill.register.models import OwnRecord
from samspill.register.records_shown import choices_of
from samspill.register.results import part_titles
from samspill.toolbox.languages import in_language
from samspill.toolbox.named_people import named_person
from samspill.toolbox.reform.loading import grades
from samspill.toolbox.reform.own_records import OwnContent, OwnFact, source_kinds

CLASSES = {"purposes": "purpose", "relations": "relation", "sectors": "sector", "means": "means"}


class WithoutPersons(forms.Form):
    """A form whose texts are refused where they seem to name a person."""

    may_name: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Refuse a text that names a person: a role says as much, and harms nobody."""
        given = super().clean() or {}
        for name, value in list(given.items()):
            person = named_person(value) if isinstance(value, str) else ""
            if person and name not in self.may_name:
                reason = gettext(
                    "“%(person)s” looks like a person. Write the role instead: the record can be "
                    "read by others."
                )
                self.add_error(name, reason % {"person": person})
        return given


class OwnRecordForm(WithoutPersons):
    """What an own reform was: in the same form as all others."""

    name = line_field(
        label=_("What is the reform called?"),
        most=120,
        required=_("Write what the reform is called."),
    )
    lead = text_field(
        label=_("What was it, in one or two lines?"),
        most=240,
        required=_("Write in a line what it was."),
    )
    period = line_field(
        label=_("When?"), most=60, required=_("Write when it was, such as 2024–2026.")
    )
    units = line_field(
        label=_("Who took part?"), most=120, required=_("Write who took part, by unit or service.")
    )
    frame = forms.ChoiceField(label=_("Frame"), required=False)
    purposes = forms.MultipleChoiceField(label=_("Purpose"), required=False)
    relations = forms.MultipleChoiceField(label=_("Whom trust is between"), required=False)
    sectors = forms.MultipleChoiceField(label=_("Sector"), required=False)
    means = forms.MultipleChoiceField(label=_("By what means"), required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """Offer what initiatives are sorted by."""
        super().__init__(*args, **kwargs)
        choices = choices_of(language)
        self._offer("frame", (("", gettext("Not said")), *choices["frame"]))
        for name, kind in CLASSES.items():
            self._offer(name, choices[kind])
            self.fields[name].widget = forms.CheckboxSelectMultiple(choices=choices[kind])

    def _offer(self, name: str, choices: tuple[tuple[str, str], ...]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (they are made above)
        field.choices = list(choices)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in CLASSES]

    @property
    def sorting_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in CLASSES]

    @property
    def sorts_already(self) -> bool:
        return any(field.value() for field in self.sorting_fields)

    def content(self) -> OwnContent:
        given = self.cleaned_data
        return OwnContent(
            name=given["name"],
            lead=given["lead"],
            period=given["period"],
            units=given["units"],
            frame=given["frame"],
            purposes=tuple(given["purposes"]),
            relations=tuple(given["relations"]),
            sectors=tuple(given["sectors"]),
            means=tuple(given["means"]),
        )


class RemoveFactForm(forms.Form):
    """Which fact, of how many there were on the page."""

    place = forms.IntegerField(min_value=0)
    of = forms.IntegerField(min_value=1)


class OwnFactForm(WithoutPersons):
    """One thing that is said, with its source and how sure it is."""

    # The author of a report may be named.
    may_name = ("source",)

    part = forms.ChoiceField(
        label=_("What is it about?"),
        choices=lazy(lambda: list(part_titles().items()), list)(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    text = text_field(
        label=_("What do you say?"), most=400, required=_("Write what you say, in a sentence.")
    )
    source = line_field(
        label=_("Source"),
        most=160,
        required=_("Write the source. A fact without a source cannot stand in the register."),
    )
    page = line_field(label=_("Page"), most=20)
    source_kind = forms.ChoiceField(
        label=_("What kind of source is it?"),
        error_messages={"required": _("Choose what kind of source it is.")},
    )
    grade = forms.ChoiceField(
        label=_("How sure it is"), error_messages={"required": _("Choose how sure it is.")}
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """Offer the kinds of sources, and the grades that some of them bears."""
        super().__init__(*args, **kwargs)
        self.language = language
        kinds = source_kinds()
        borne = {grade for kind in kinds.values() for grade in kind.bears}
        offered = {
            "source_kind": [(key, in_language(kind.name, language)) for key, kind in kinds.items()],
            "grade": [
                (key, in_language(grade.words, language))
                for key, grade in grades().items()
                if key in borne
            ],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (they are made above)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a grade that the source does not bear."""
        given = super().clean()
        kind, grade = source_kinds().get(given.get("source_kind", "")), given.get("grade")
        if kind and grade and grade not in kind.bears:
            reason = gettext("“%(source)s” does not bear “%(grade)s”. Choose one of: %(borne)s.")
            borne = (in_language(grades()[each].words, self.language) for each in kind.bears)
            said = {
                "source": in_language(kind.name, self.language),
                "grade": in_language(grades()[grade].words, self.language),
                "borne": ", ".join(borne),
            }
            self.add_error("grade", reason % said)
        return given

    def fact(self) -> OwnFact:
        return OwnFact(**self.cleaned_data)


class ReportForm(forms.Form):
    """Why somebody reports a record: one of three, and no text, so that it harms nobody."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=lazy(lambda: OwnRecord.Reason.choices, list)(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
