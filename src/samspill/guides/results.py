"""What the pages of guides show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samspill.guides.markup import html_of
from samspill.toolbox.guide_texts import GUIDES, Audience, guide_text

AUDIENCES: dict[Audience, str | Promise] = {
    Audience.ANSWERING: _("For those who are asked"),
    Audience.LEADING: _("For those who lead"),
    Audience.LOOKING_AFTER: _("For those who look after people and machine"),
    Audience.RESEARCHING: _("For researchers"),
}


@dataclass(frozen=True, kw_only=True)
class ListedGuide:
    """A guide in the list; `language` is the one its title is in."""

    key: str
    title: str
    language: str


@dataclass(frozen=True, kw_only=True)
class GuideGroup:
    heading: str
    guides: tuple[ListedGuide, ...]


@dataclass(frozen=True, kw_only=True)
class GuidePage:
    """A whole guide, in the language asked for or, where it is not written in that yet, English."""

    title: str
    html: SafeString
    language: str
    is_translated: bool


def guide_list(language: str) -> tuple[GuideGroup, ...]:
    """Return every guide, by whom it is for."""
    return tuple(
        GuideGroup(
            heading=str(heading),
            guides=tuple(
                _listed(key, language) for key, whom in GUIDES.items() if whom is audience
            ),
        )
        for audience, heading in AUDIENCES.items()
    )


@cache
def guide_page(key: str, language: str) -> GuidePage:
    """Return a guide as it is shown. The files do not change while the server runs."""
    guide = guide_text(key, language)
    return GuidePage(
        title=guide.title,
        html=html_of(guide),
        language=guide.language,
        is_translated=guide.language == language,
    )


def _listed(key: str, language: str) -> ListedGuide:
    guide = guide_text(key, language)
    return ListedGuide(key=key, title=guide.title, language=guide.language)
