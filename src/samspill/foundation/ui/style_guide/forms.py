from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.style_guide.component import (
    Component,
    Context,
    Group,
    State,
    Text,
    changed,
    sample,
    styles,
    templates,
)
from samspill.foundation.ui.style_guide.example_figures import agreement
from samspill.foundation.ui.style_guide.example_forms import empty_form, filled_form, form_without

FOCUSED_INPUT = changed(('class="ds-input"', 'class="ds-input looks-focused"'))


def _empty(name: str, **more: object) -> Callable[[str], Context]:
    return lambda prefix: {"field": empty_form(prefix)[name], **more}


def _filled(name: str) -> Callable[[str], Context]:
    return lambda prefix: {"field": filled_form(prefix)[name]}


def _faulty(name: str) -> Callable[[str], Context]:
    return lambda prefix: {"field": form_without(prefix, name)[name]}


def _field(name: Text, context: Callable[[str], Context]) -> State:
    return State(name, "ui/field.html", context)


FIELD = Component(
    name="Field",
    when=_("Every field in every form. Label, hint and error are tied to it by themselves."),
    when_not=_("Never a label inside the field: it is gone when one begins to write."),
    files=(*templates("field", "field_notes"), *styles("form-field")),
    states=(
        _field(_("One line"), _empty("title")),
        State(_("In focus"), "ui/field.html", _empty("title"), after=FOCUSED_INPUT),
        _field(_("With a hint"), _empty("place")),
        _field(_("With an error"), _faulty("title")),
        _field(_("With a hint and an error"), _faulty("place")),
        _field(_("Optional"), _empty("count", optional=True)),
        _field(_("The heading already asks"), _empty("title", hide_label=True)),
        _field(_("Several lines"), _filled("purpose")),
        State(_("Two short ones side by side"), sample("field_pair"),
              lambda prefix: {"form": filled_form(prefix)}),
        _field(_("A time"), _filled("time")),
        _field(_("A list to choose from"), _filled("municipality")),
        _field(_("A list with an error"), _faulty("municipality")),
        _field(_("One of several"), _filled("way")),
        _field(_("One of several, with an error"), _faulty("way")),
        _field(_("Any of several"), _filled("partners")),
        _field(_("Any of several, with an error"), _faulty("partners")),
        _field(_("A tick"), _filled("agreed")),
        _field(_("A tick with an error"), _faulty("agreed")),
    ),
)  # fmt: skip

FORM = Component(
    name="Form",
    when=_("A form that came back: all that must be mended first, then the fields."),
    when_not=_("Not more than one thing on one form."),
    files=styles("form-field"),
    states=(
        State(_("Just come back"), sample("form"),
              lambda prefix: {"form": form_without(prefix, "place"), "name": prefix}),
    ),
)  # fmt: skip

ERROR_SUMMARY = Component(
    name="Error summary",
    when=_("Above a form that came back. It takes the focus, and each line leads to its field."),
    when_not=_("Not for what has gone well, and not without a form."),
    files=(*templates("error_summary"), *styles("error-summary")),
    states=(
        State(_("One fault"), sample("error_summary"),
              lambda prefix: {"form": form_without(prefix, "title")}),
        State(_("Several faults"), sample("error_summary"),
              lambda prefix: {"form": form_without(prefix, "day", "place")}),
    ),
)  # fmt: skip


def _choices(chosen: int | None = None) -> Callable[[str], Context]:
    def context(prefix: str) -> Context:
        options = [{"value": i, "label": label} for i, label in enumerate(agreement().points)]
        return {"options": options, "name": prefix, "chosen": chosen}

    return context


def _joined(prefix: str) -> Context:
    return {**_choices(1)(prefix), "joined": True}


CHOICE_LIST = Component(
    name="Choice list",
    when=_("To choose among a few answers. The whole row can be touched, and is 56 pixels high."),
    when_not=_("Not with more than seven or eight rows. Use a list to choose from instead."),
    files=(*templates("choice_list"), *styles("choice")),
    states=(
        State(_("Nothing is chosen"), sample("choice_list"), _choices()),
        State(_("One is chosen"), sample("choice_list"), _choices(1)),
        State(_("Joined in one frame"), sample("choice_list"), _joined),
        State(_("In focus"), sample("choice_list"), _choices(),
              after=changed(('<input type="radio"', '<input class="looks-focused" type="radio"'))),
        State(_("Pointed at"), sample("choice_list"), _choices(),
              after=changed(("<label ", '<label class="looks-hovered" '))),
    ),
)  # fmt: skip

CODE_FIELD = Component(
    name="Code field",
    when=_("Where a participant writes the code from the screen in the room."),
    when_not=_("Not for any other number."),
    files=styles("code-field"),
    states=(
        State(_("Empty"), sample("code_field")),
        State(_("With the code written"), sample("code_field"), {"code": "482 917"}),
        State(_("With an error"), sample("code_field"), {"code": "482", "is_wrong": True}),
    ),
)

UPLOAD = Component(
    name="Upload",
    when=_("A file on its way in, and work on it that goes on in the background."),
    when_not=_("Not for what is done at once."),
    files=styles("upload"),
    states=(
        State(_("On its way"), sample("upload"), {"is_sent": True}),
        State(_("Being read"), sample("upload"), {"is_read": True}),
        State(_("It did not come through"), sample("upload"), {"is_wrong": True}),
        State(_("What stands in it, and what it means"), sample("upload_meanings")),
        State(_("Columns and statements"), sample("upload_matches")),
    ),
)

GROUP = Group("forms", _("Forms"), (FIELD, CHOICE_LIST, CODE_FIELD, ERROR_SUMMARY, FORM, UPLOAD))
