"""What the content refers to, in words, with the place on the page about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.toolbox.case_content import findings, sources
from samspill.toolbox.case_records import Source

# Kinds where it matters to the reader that we have not read the text itself.
MARKED = ("law", "press")


@dataclass(frozen=True, kw_only=True)
class SourceNote:
    """A source as it stands below a text; `sure` is empty where nothing has to be said."""

    code: str
    text: str
    sure: str

    @property
    def url(self) -> str:
        return f"{reverse('cases:method')}#{self.code}"


def source_notes(codes: Iterable[str], language: str) -> tuple[SourceNote, ...]:
    """Return the notes in the order of their codes; Samspill's own stands last."""
    return tuple(_note(code, language) for code in sorted(codes, key=lambda code: code == "own"))


def sure_word(source: Source) -> str:
    """Return how a source was read, in words."""
    words = {
        "read": _("read"),
        "second_hand": _("read at second hand"),
        "known": _("known, not read again"),
        "own": _("our own"),
    }
    return words[source.sure]


def finding_label(code: str) -> str:
    """Return what a finding of the thesis is called in a note."""
    number = code[1:]
    if code.startswith("T"):
        return _("The thesis, finding %(number)s on trust") % {"number": number}
    return _("The thesis, finding %(number)s on approaches") % {"number": number}


def _note(code: str, language: str) -> SourceNote:
    if code in findings(language):
        return SourceNote(code=code, text=finding_label(code), sure="")
    source = sources(language)[code]
    sure = sure_word(source) if source.kind in MARKED else ""
    return SourceNote(code=code, text=source.text, sure=sure)


@cache
def known_codes(language: str) -> tuple[str, ...]:
    return (*findings(language), *sources(language))
