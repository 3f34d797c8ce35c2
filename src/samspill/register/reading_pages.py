"""Which pages of facts there are, by the name in their address, and the line that leads there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspill.foundation.access.public import NotFoundError
from samspill.register import fact_pages, gathered_pages
from samspill.register.fact_pages import FactPage


@dataclass(frozen=True)
class ReadingPage:
    """A page, and the line that leads to it."""

    title: Promise
    line: Promise
    make: Callable[[str], FactPage]


PAGES: Mapping[str, ReadingPage] = {
    "conditions": ReadingPage(
        _("What must be in place"),
        _("Thirty-two conditions, each with its source"),
        fact_pages.conditions_page,
    ),
    "barriers": ReadingPage(
        _("Five barriers"), _("Five, how they show, and what helps"), fact_pages.barriers_page
    ),
    "misconceptions": ReadingPage(
        _("Five misconceptions, to talk about"),
        _("Five, each as a case for a meeting"),
        fact_pages.misconceptions_page,
    ),
    "resistance": ReadingPage(
        _("Where resistance can come from"),
        _("By level, with the reasons"),
        fact_pages.resistance_page,
    ),
    "languages": ReadingPage(
        _("The language of steering, and of the mission"),
        _("Side by side, with examples"),
        fact_pages.languages_page,
    ),
    "why": ReadingPage(_("Why Nordic countries do this"), _("Four reasons"), fact_pages.why_page),
    "not-worked": ReadingPage(
        _("What did not work"),
        _("Of every initiative, on one page"),
        gathered_pages.not_worked_page,
    ),
    "unions": ReadingPage(
        _("The unions’ part"), _("All that the texts say of it"), gathered_pages.unions_page
    ),
    "words": ReadingPage(
        _("The words of the reform"),
        _("What each means, where a text says so"),
        gathered_pages.words_page,
    ),
    "classes": ReadingPage(
        _("What the initiatives are sorted by"),
        _("Relations, frames and means"),
        gathered_pages.classes_page,
    ),
    "purposes": ReadingPage(
        _("Purposes and sectors"),
        _("What the initiatives were for, and where"),
        gathered_pages.purposes_page,
    ),
    "trust": ReadingPage(
        _("What trust is, and what it gives"),
        _("In cooperation and in organisations"),
        gathered_pages.trust_page,
    ),
    "about": ReadingPage(
        _("What the register is made of"),
        _("What the texts set out to do, and leave out"),
        gathered_pages.about_page,
    ),
}


def reading_page(key: str, language: str) -> FactPage:
    page = PAGES[key]
    return replace(page.make(language), title=str(page.title))


def find_page(key: str) -> str:
    """Return the name of a page that there is. Raises `NotFoundError`."""
    if key not in PAGES:
        raise NotFoundError
    return key
