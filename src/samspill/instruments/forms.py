from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspill.toolbox import catalogue, languages
from samspill.toolbox.round_content import FEWEST_POINTS, MOST_POINTS


class WordingForm(forms.Form):
    """What is said of a wording that the organisation may use: its name, source and scale."""

    title = forms.CharField(
        label=_("What is the wording called?"),
        max_length=120,
        widget=forms.TextInput(),
        error_messages={"required": _("Give the wording a name.")},
    )
    source = forms.CharField(
        label=_("Where is the wording from?"),
        max_length=300,
        help_text=_("Who made it, where and when. It is shown with every result."),
        widget=forms.TextInput(),
        error_messages={"required": _("Write who made the wording, and where it is from.")},
    )
    language = forms.ChoiceField(
        label=_("Which language is the wording in?"),
        choices=lazy(
            lambda: [(language, gettext(name)) for language, name in languages.NAMES.items()], list
        )(),
        widget=forms.Select(),
    )
    points = forms.TypedChoiceField(
        label=_("How many answers can one choose among?"),
        choices=[(str(n), str(n)) for n in range(FEWEST_POINTS, MOST_POINTS + 1)],
        coerce=int,
        initial="5",
        help_text=_("Use the number that the wording was made for. Eleven run from 0 to 10."),
        widget=forms.Select(),
    )
    lowest = forms.CharField(
        label=_("What does the lowest answer say?"),
        max_length=40,
        widget=forms.TextInput(),
        error_messages={"required": _("Write the words of the lowest answer.")},
    )
    highest = forms.CharField(
        label=_("What does the highest answer say?"),
        max_length=40,
        help_text=_("The answers between are shown as numbers."),
        widget=forms.TextInput(),
        error_messages={"required": _("Write the words of the highest answer.")},
    )
    dont_know = forms.CharField(
        label=_("What does the answer “don't know” say?"),
        max_length=40,
        required=False,
        help_text=_("Leave it open if there is no such answer. It is counted beside the scale."),
        widget=forms.TextInput(),
    )
    may_use = forms.BooleanField(
        label=_("We have the right to use this wording in our own rounds."),
        error_messages={
            "required": _(
                "Tick this only if you may use the wording. Without it nothing is stored."
            )
        },
    )


class KeyedInstrumentForm(WordingForm):
    """A wording that the organisation may use, keyed in slot by slot, in one language."""

    def __init__(self, *args: Any, template: catalogue.Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        for slot in self.slot_names():
            self.fields[slot] = forms.CharField(
                label=_("Number %(number)s") % {"number": slot.removeprefix("slot-")},
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Write the wording, word for word.")},
            )

    def slot_names(self) -> list[str]:
        return [f"slot-{number}" for number in range(1, (self.template.slots or 0) + 1)]

    def slot_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.slot_names()]

    def texts(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.slot_names()]
