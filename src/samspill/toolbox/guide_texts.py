"""Guides: how the product is used, as files of Markdown in each language, with who they are for.

A guide begins with one heading of the first level, which is its title. One that is not written in
a language yet is read in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from samspill.toolbox.languages import NAMES

FOLDER = Path(__file__).parent / "guides"
# Every guide is written in it, and the others may follow.
FIRST_WRITTEN_IN = "en"
TITLE = "# "


class Audience(Enum):
    """Whom a guide is for. A list of guides is grouped by it, in this order."""

    ANSWERING = "those who are asked"
    LEADING = "those who lead"
    LOOKING_AFTER = "those who look after people and machine"
    RESEARCHING = "researchers"


# In the order in which a list shows them.
GUIDES: Mapping[str, Audience] = {
    "answering": Audience.ANSWERING,
    "first-round": Audience.LEADING,
    "meeting": Audience.LEADING,
    "open-table": Audience.LEADING,
    "asking-again": Audience.LEADING,
    "run-sheets": Audience.LEADING,
    "actions": Audience.LEADING,
    "endorsement": Audience.LEADING,
    "political-cases": Audience.LEADING,
    "own-answers": Audience.LEADING,
    "reform": Audience.LEADING,
    "export": Audience.LEADING,
    "people": Audience.LOOKING_AFTER,
    "approval": Audience.LOOKING_AFTER,
    "running": Audience.LOOKING_AFTER,
    "full-room": Audience.LOOKING_AFTER,
    "analyse": Audience.RESEARCHING,
    "table": Audience.RESEARCHING,
    "protect": Audience.RESEARCHING,
}


class GuideError(Exception):
    """A guide is not as it must be; the message is one sentence and says where."""


class NoSuchGuideError(Exception):
    """There is no guide of this name in any language."""


@dataclass(frozen=True, kw_only=True)
class GuideText:
    """One guide in one language: its title, and all of it as Markdown, title included."""

    key: str
    language: str
    title: str
    text: str


def guide_text(key: str, language: str) -> GuideText:
    """Return a guide in a language, or in English where it is not written in that one yet.

    Raises
    ------
    NoSuchGuideError
        There is no guide of that name.
    """
    written = guide_texts()
    text = written.get((key, language)) or written.get((key, FIRST_WRITTEN_IN))
    if text is None:
        raise NoSuchGuideError(key)
    return text


@cache
def guide_texts() -> Mapping[tuple[str, str], GuideText]:
    """Read and check every guide, once; return them by name and language.

    Raises
    ------
    GuideError
        A file has no title or another name than a guide's, or a guide has no English.
    """
    read = [_read(path) for path in sorted(FOLDER.glob("*.md"))]
    written = {(text.key, text.language): text for text in read}
    for key in GUIDES:
        if (key, FIRST_WRITTEN_IN) not in written:
            message = f"the guide {key} has no {key}.{FIRST_WRITTEN_IN}.md"
            raise GuideError(message)
    return written


def _read(path: Path) -> GuideText:
    key, _dot, language = path.stem.partition(".")
    if key not in GUIDES or language not in NAMES:
        message = f"{path.name} is no guide: name it as one of GUIDES, and its language"
        raise GuideError(message)
    text = path.read_text("utf-8")
    first = text.partition("\n")[0]
    if not first.startswith(TITLE):
        message = f"{path.name} must begin with its title, as {TITLE}Title"
        raise GuideError(message)
    return GuideText(key=key, language=language, title=first.removeprefix(TITLE).strip(), text=text)
