from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspill.imports.access import AnswerFile
from samspill.imports.recognition import (
    NO_ANSWER,
    guess_columns,
    guess_names,
    guess_points,
    guess_scale,
)
from samspill.imports.results import Heading, TextsOnAScale, headings, texts_in, texts_on_scales
from samspill.instruments.public import WordingForm
from samspill.surveys.public import RoundSettings, WhyForm
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import DONT_KNOW, RoundContent, ScaleContent

MEGABYTE = 1 << 20
# Without a script the file comes in one piece, and whoever else is there has to wait for it.
MOST_IN_ONE_PIECE = MEGABYTE
MOST_TEXTS = 80
MOST_ITEMS = 40


class FileForm(forms.Form):
    """The file itself, where it comes in one piece."""

    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("XLSX or CSV. One row is one person, and the headings stand above."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose the file that has the answers."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
    )


class PlaceForm(forms.Form):
    """Where in the file the answers stand, when the guess was wrong."""

    sheet = forms.ChoiceField(label=_("Which sheet?"), required=False, widget=forms.Select())
    header_row = forms.IntegerField(
        label=_("Which row has the statements?"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a number from 1 to 100.")
        ),
    )

    def __init__(self, *args: Any, answer_file: AnswerFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        description = answer_file.found
        sheets = description.get("sheets", [])
        sheet = self.fields["sheet"]
        assert isinstance(sheet, forms.ChoiceField)  # noqa: S101
        sheet.choices = [(name, name) for name in sheets]
        if len(sheets) < 2:
            del self.fields["sheet"]
        self.initial = {
            **self.initial,
            "sheet": description.get("sheet"),
            "header_row": description.get("header_row"),
        }


NOT_ASKED = "none"


def _column(sent: str) -> int | None:
    """Return the place of a column; None where somebody says that it was not asked."""
    return None if sent == NOT_ASKED else int(sent)


def _column_field(
    label: str, usable: Sequence[Heading], guess: int | None
) -> forms.TypedChoiceField:
    """Return a field for which column has a statement, or that none of them has."""
    return forms.TypedChoiceField(
        label=label,
        choices=[
            *_column_choices(usable, _("Choose a column")),
            (NOT_ASKED, _("Not in the file: nobody was asked this")),
        ],
        coerce=_column,
        # None is a choice here: no column has this.
        empty_value="",
        initial=guess,
        widget=forms.Select(),
        error_messages={
            "required": _(
                "Choose the column that has the answers to this, or say that it was not asked."
            ),
            "invalid_choice": _("Choose the column that has the answers to this."),
        },
    )


class StatementsForm(forms.Form):
    """Which column has the answers to which statement, and which tells of groups."""

    def __init__(
        self, *args: Any, answer_file: AnswerFile, asked: RoundContent, language: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.asked = asked
        columns = answer_file.found["columns"]
        named = headings(answer_file)
        guesses = guess_columns(columns, asked)
        usable = [
            heading
            for heading in named
            if columns[heading.place]["values"] or heading.place in guesses
        ]
        for number, item in enumerate(asked.items, start=1):
            self.fields[f"column-{number}"] = _column_field(
                in_language(item.text, language), usable, guesses[number - 1]
            )
            self.fields[f"reversed-{number}"] = forms.BooleanField(
                label=_("Worded the other way in the file"), required=False
            )
        self.fields["group"] = forms.TypedChoiceField(
            label=_("Does a column tell which partner people come from?"),
            choices=_column_choices(usable, _("No, or we do not want to compare")),
            coerce=int,
            empty_value=None,
            required=False,
            help_text=_("Groups that are too small are joined, as in every round."),
            widget=forms.Select(),
            error_messages={"invalid_choice": _("Choose one of the columns.")},
        )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        numbers = range(1, len(self.asked.items) + 1)
        return [(self[f"column-{number}"], self[f"reversed-{number}"]) for number in numbers]

    def items(self) -> list[dict[str, Any]]:
        numbers = range(1, len(self.asked.items) + 1)
        return [
            {
                "column": self.cleaned_data[f"column-{number}"],
                "reversed": self.cleaned_data[f"reversed-{number}"],
            }
            for number in numbers
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a column that is used twice, and a file that asked nothing of this."""
        cleaned = super().clean() or {}
        columns = [cleaned.get(column.name) for column, _reversed in self.rows()]
        if not self.errors and not any(isinstance(column, int) for column in columns):
            self.add_error("column-1", gettext("At least one statement must have a column."))
        used: dict[int, str] = {}
        for name in [*(row[0].name for row in self.rows()), "group"]:
            place = cleaned.get(name)
            if place is None:
                continue
            if place in used:
                self.add_error(
                    name, gettext("This column is chosen twice. Choose another one here.")
                )
            used[place] = name
        return cleaned


class AnswersForm(forms.Form):
    """What each text in the columns means: a point on the scale, or no answer; and which group."""

    def __init__(self, *args: Any, answer_file: AnswerFile, language: str,
                 partners: Mapping[str, str], **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        choices = answer_file.choices
        self.on_scales = texts_on_scales(answer_file)
        group = choices.get("group")
        self.group_texts = texts_in(answer_file, [group["column"]]) if group else []
        known = choices.get("texts_on", {})
        names = iter(self._point_names())
        for part in self.on_scales:
            key, options = part.scale.key, _point_choices(part.scale, language)
            meant = guess_points(part.texts, part.scale) | known.get(key, {})
            for text in part.texts:
                told = _("Choose what this answer means.")
                self._add(next(names), text, options, meant[text], told)
        named = guess_names(self.group_texts, partners)
        for number, text in enumerate(self.group_texts, start=1):
            self._add(
                f"partner-{number}", text,
                [("", _("None of them, or not said")), *partners.items()],
                choices.get("partners", {}).get(text) or named.get(text),
                _("Choose one of the partners."), required=False,
            )  # fmt: skip
        if self.group_texts:
            self.fields["background"] = forms.ChoiceField(
                label=_("What do you want to compare?"),
                choices=[("partner", _("Each partner")), ("kind", _("Each kind of partner"))],
                initial=group["background"],
                widget=forms.RadioSelect,
            )

    def _add(
        self, name: str, label: str, choices: Sequence[tuple[str, Any]], initial: object,
        told: Any, *, required: bool = True,
    ) -> None:  # fmt: skip
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            initial=initial,
            required=required,
            widget=forms.Select(),
            error_messages={"required": told, "invalid_choice": told},
        )

    @property
    def texts(self) -> list[str]:
        return [text for _part, text in self._texts()]

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of each scale, under a heading."""
        names = iter(self._point_names())
        return [
            (part.heading, [self[next(names)] for _text in part.texts]) for part in self.on_scales
        ]

    def partner_fields(self) -> list[forms.BoundField]:
        return [self[f"partner-{number}"] for number in range(1, len(self.group_texts) + 1)]

    def points(self) -> dict[str, dict[str, str]]:
        """Return for each scale, by its key, what each text means."""
        chosen: dict[str, dict[str, str]] = {part.scale.key: {} for part in self.on_scales}
        for (part, text), name in zip(self._texts(), self._point_names(), strict=True):
            chosen[part.scale.key][text] = self.cleaned_data[name]
        return chosen

    def _texts(self) -> list[tuple[TextsOnAScale, str]]:
        return [(part, text) for part in self.on_scales for text in part.texts]

    def _point_names(self) -> list[str]:
        return [f"point-{number}" for number in range(1, len(self._texts()) + 1)]

    def partners(self) -> dict[str, str]:
        cleaned = self.cleaned_data
        of = {text: cleaned[f"partner-{n}"] for n, text in enumerate(self.group_texts, start=1)}
        return {text: partner for text, partner in of.items() if partner}


class TakeInForm(WhyForm):
    """What a round needs, and when the answers were given."""

    begun_on = forms.DateField(
        label=_("The first day people answered"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick the first day people answered."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )
    ended_on = forms.DateField(
        label=_("The last day people answered"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick the last day people answered."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )
    may_use = forms.BooleanField(
        label=_("Those who answered know what the answers are used for, and we may use them."),
        error_messages={
            "required": _("Tick this only if it is so. Without it nothing is taken in.")
        },
    )
    field_order = (
        *("begun_on", "ended_on", "purpose", "intended_use", "follow_up_on"),
        *("minimum", "may_use"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begun: date | None = cleaned.get("begun_on")
        ended: date | None = cleaned.get("ended_on")
        if ended and ended > timezone.localdate():
            self.add_error("ended_on", gettext("Pick a day that has been."))
        if begun and begun.year < 1990:
            self.add_error("begun_on", gettext("Pick a day after 1990."))
        if begun and ended and begun > ended:
            self.add_error("ended_on", gettext("The last day must not be before the first."))
        return cleaned

    def settings(self, asked: RoundContent) -> RoundSettings:
        return RoundSettings(
            content=asked,
            purpose=self.cleaned_data["purpose"],
            intended_use=self.cleaned_data["intended_use"],
            follow_up_on=self.cleaned_data["follow_up_on"],
            minimum_group_size=self.cleaned_data["minimum"],
        )


class StatementsInFileForm(WordingForm):
    """The statements that stand in the file itself, as a wording of one's own."""

    columns = forms.TypedMultipleChoiceField(
        label=_("Which columns are statements?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one column.")},
    )
    field_order = (
        *("title", "source", "language", "columns"),
        *("points", "lowest", "highest", "dont_know", "may_use"),
    )

    def __init__(self, *args: Any, answer_file: AnswerFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        described = answer_file.found["columns"]
        usable = [
            heading
            for heading in headings(answer_file)
            if described[heading.place]["values"] and heading.name
        ]
        self.named = {heading.place: heading for heading in usable}
        columns = self.fields["columns"]
        assert isinstance(columns, forms.TypedMultipleChoiceField)  # noqa: S101
        columns.choices = [(str(heading.place), str(heading)) for heading in usable]
        guess = guess_scale(described)
        self.initial = {
            **self.initial,
            "language": "nb",
            "columns": [place for place in guess.columns if place in self.named],
            "points": guess.points,
            "lowest": guess.lowest,
            "highest": guess.highest,
        }

    def clean_columns(self) -> list[int]:
        columns: list[int] = sorted(self.cleaned_data["columns"])
        if len(columns) > MOST_ITEMS:
            message = _("Tick at most %(most)s columns.") % {"most": MOST_ITEMS}
            raise forms.ValidationError(message)
        return columns

    def texts(self) -> list[str]:
        return [self.named[place].name for place in self.cleaned_data["columns"]]


def _point_choices(scale: ScaleContent, language: str) -> list[tuple[str, Any]]:
    labels = in_language(scale.points, language)
    points = [
        (str(value), label if label == str(value) else f"{value} – {label}")
        for value, label in zip(scale.values, labels, strict=True)
    ]
    dont_know = scale.dont_know
    own = [(str(DONT_KNOW), in_language(dont_know, language))] if dont_know else []
    return [("", _("Choose")), *points, *own, (NO_ANSWER, _("No answer"))]


def _column_choices(usable: Sequence[Heading], none: Any) -> list[tuple[str, Any]]:
    return [("", none), *((str(heading.place), str(heading)) for heading in usable)]
