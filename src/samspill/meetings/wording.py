"""Words that console, wall, phones and paper share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.toolbox.languages import LocalizedList, in_language
from samspill.toolbox.run_sheet_content import Notes, Speaker, StepContent, Trust
from samspill.toolbox.run_sheets import run_sheet_words

# As `Meeting.Mode` has it.
ANONYMOUS = "anonymous"


def clock(moment: datetime) -> str:
    """Return a time of the clock in the room, as 18.25."""
    return date_format(timezone.localtime(moment), "TIME_FORMAT")


def day(moment: datetime) -> str:
    """Return a day as one says it, as 28. januar 2027."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def countdown(seconds: int) -> str:
    """Return minutes and seconds, as 08:12."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def minutes_said(minutes: int) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def kind_name(texts: StepContent, language: str) -> str:
    """Return what people do in a step, in a word or two: at the tables, in plenary."""
    return in_language(run_sheet_words().kinds[texts.kind].name, language)


def speaker_name(texts: StepContent, owner: str) -> str:
    """Return who speaks first in a step."""
    names = {
        Speaker.OWNER: owner or _("The one who owns the meeting"),
        Speaker.LEADER: _("The leader of the meeting"),
        Speaker.SECOND: _("The second leader"),
        Speaker.TABLE: _("Somebody at each table"),
    }
    return names[texts.speaker]


def trust_names() -> dict[Trust, str]:
    """Return the three things people can show each other, in the order they are told."""
    return {
        Trust.GOODWILL: _("goodwill"),
        Trust.INTEGRITY: _("integrity"),
        Trust.KNOWLEDGE: _("knowledge"),
    }


def lines_of(texts: LocalizedList | None, language: str) -> tuple[str, ...]:
    """Return lines in a language; none where the sheet has none."""
    return tuple(in_language(texts, language)) if texts else ()


def question_of(texts: StepContent, mode: str, language: str) -> str:
    """Return what a step asks on the wall; in an anonymous round it may ask something else."""
    other = texts.when_anonymous if mode == ANONYMOUS else None
    return in_language((other and other.wall_question) or texts.wall_question, language)


def phone_lines_of(texts: StepContent, mode: str, language: str) -> tuple[str, ...]:
    """Return what phones say to do in a step."""
    other = texts.when_anonymous if mode == ANONYMOUS else None
    return lines_of((other and other.phone_lines) or texts.phone_lines, language)


def say_of(texts: StepContent, mode: str, language: str) -> tuple[str, ...]:
    """Return what the leader says in a step."""
    other = texts.when_anonymous if mode == ANONYMOUS else None
    return lines_of((other and other.say) or texts.say, language)


def labelled(
    fields: Mapping[str, str], texts: StepContent, language: str
) -> tuple[tuple[str, str], ...]:
    """Return what a note says, each text with its label where the step asks for several."""
    asked = texts.uses.fields if isinstance(texts.uses, Notes) else ()
    labels = {field.key: in_language(field.label, language) for field in asked}
    return tuple(
        (labels.get(key, "") if len(asked) > 1 else "", text) for key, text in fields.items()
    )


def whose_note(table: int) -> str:
    """Return whose a note is: a table's by its number, or what was written for the room."""
    return _("Table %(number)s") % {"number": table} if table else _("For the room")


def joined(parts: Iterable[str]) -> str:
    """Return words as one says them: a, b and c."""
    listed = list(parts)
    if len(listed) < 2:
        return "".join(listed)
    return _("%(all_but_last)s and %(last)s") % {
        "all_but_last": ", ".join(listed[:-1]),
        "last": listed[-1],
    }
