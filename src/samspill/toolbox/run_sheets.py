"""The loader of run sheets: read from files, checked, and handed out as they are.

A file is one version of one sheet, named `key.vN.toml`. A published version never changes. What a
step does not say of paper, lateness and who writes, it has from its kind in `run_sheet_words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from samspill.toolbox.catalogue import instruments
from samspill.toolbox.languages import LocalizedList, LocalizedText
from samspill.toolbox.round_content import ContentError, decode
from samspill.toolbox.run_sheet_content import Round, RunSheet, StepKind, Work
from samspill.toolbox.whole_texts import check_texts


class Aim(Enum):
    """What one wants to do together. A list of run sheets is grouped by it, in this order."""

    BEGIN = "begin together"
    SEE = "see how it is between us"
    LEARN = "learn from what we do"


# In the order in which a list shows them.
RUN_SHEETS: Mapping[str, Aim] = {
    "first_meeting": Aim.BEGIN,
    "new_members": Aim.BEGIN,
    "words_and_purpose": Aim.BEGIN,
    "shared_goals": Aim.BEGIN,
    "collaboration_meeting": Aim.SEE,
    "dialogue_meeting": Aim.SEE,
    "trust_exercise": Aim.SEE,
    "mutual_views": Aim.SEE,
    "contact_rules": Aim.SEE,
    "after_action": Aim.LEARN,
    "recognition": Aim.LEARN,
    "leader_hour": Aim.LEARN,
    "leader_quarter": Aim.LEARN,
    "peer_review": Aim.LEARN,
}
# What a step has from its kind where it does not say it itself.
FROM_THE_KIND = ("late", "no_phone", "written", "phone_lines")


class UnknownRunSheet(KeyError):  # noqa: N818  (reads as what it says)
    """There is no run sheet with this key and version; the message lists those there are."""

    def __str__(self) -> str:
        """Return the message as it is; a KeyError would put quotation marks around it."""
        return str(self.args[0])


class KindWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for every step of a kind that does not say otherwise."""

    name: LocalizedText
    late: LocalizedText
    no_phone: LocalizedText
    written: LocalizedText
    phone_lines: LocalizedList


class WorkWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A work that sheets build on: what it is, in short too, and how sure what it says is."""

    short: LocalizedText
    title: LocalizedText
    how_sure: LocalizedText


class RunSheetWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kinds: Mapping[StepKind, KindWords]
    works: Mapping[Work, WorkWords]

    def __post_init__(self) -> None:
        for name, having, wanted in (("kinds", self.kinds, StepKind), ("works", self.works, Work)):
            for member in wanted:
                if member not in having:
                    message = f"{name}: {member.value} is missing"
                    raise ValueError(message)


@cache
def run_sheet_words() -> RunSheetWords:
    """Return what is said of every kind of step and every work."""
    name = "run_sheet_words.toml"
    try:
        words = decode(_content(name), RunSheetWords)
        check_texts(words)
    except ContentError as fault:
        message = f"{name}: {fault}"
        raise ContentError(message) from None
    return words


@cache
def _all() -> Mapping[tuple[str, int], RunSheet]:
    read = {}
    for file in files("samspill.toolbox").joinpath("run_sheets").iterdir():
        name = re.fullmatch(r"(?P<key>[a-z_]+)\.v(?P<version>\d+)\.toml", file.name)
        if name is None:
            message = f"{file.name} is no run sheet: name it key.vN.toml"
            raise ContentError(message)
        sheet = sheet_from_content(_content("run_sheets", file.name), file.name)
        if (sheet.key, str(sheet.version)) != (name["key"], name["version"]):
            message = f"{file.name} says it is {sheet.key}, version {sheet.version}"
            raise ContentError(message)
        if sheet.key not in RUN_SHEETS:
            message = f"{file.name} is not among RUN_SHEETS: say what one wants to do by it"
            raise ContentError(message)
        read[sheet.key, sheet.version] = sheet
    return dict(sorted(read.items()))


def run_sheets() -> tuple[RunSheet, ...]:
    """Return the newest version of every run sheet, as a list shows them; raises `ContentError`."""
    newest = {key: sheet for (key, _version), sheet in _all().items()}
    lacking = [key for key in RUN_SHEETS if key not in newest]
    if lacking:
        message = f"there is no file for the run sheet {lacking[0]}"
        raise ContentError(message)
    return tuple(newest[key] for key in RUN_SHEETS)


def run_sheet(key: str, version: int | None = None) -> RunSheet:
    """Return one run sheet, in its newest version unless another is named."""
    versions = {number: sheet for (name, number), sheet in _all().items() if name == key}
    wanted = max(versions, default=0) if version is None else version
    if wanted not in versions:
        known = ", ".join(f"{name} version {number}" for name, number in _all())
        message = f"no run sheet {key!r}, version {version}; there are: {known}"
        raise UnknownRunSheet(message)
    return versions[wanted]


def sheet_from_content(content: Mapping[str, Any], name: str) -> RunSheet:
    """Check what a file has, and make a run sheet of it.

    Raises
    ------
    ContentError
        Something is missing, misspelt or does not fit; the message is one sentence that says where.
    """
    kinds = {kind.value: words for kind, words in run_sheet_words().kinds.items()}
    steps = []
    for step in content.get("steps", ()):
        words = kinds.get(step.get("kind", ""))
        general = {} if words is None else {part: getattr(words, part) for part in FROM_THE_KIND}
        steps.append({**general, **step})
    try:
        sheet = decode({**content, "steps": steps}, RunSheet)
        check_texts(sheet)
    except ContentError as fault:
        message = f"{name}: {_with_names(str(fault), steps)}"
        raise ContentError(message) from None
    known = {instrument.key for instrument in instruments()}
    for used in (step.uses for step in sheet.steps):
        if isinstance(used, Round) and used.instrument not in known:
            message = f"{name}: there is no instrument {used.instrument!r}"
            raise ContentError(message)
    return sheet


def _content(*path: str) -> dict[str, Any]:
    file = files("samspill.toolbox").joinpath(*path)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        message = f"{path[-1]} cannot be read: {fault}"
        raise ContentError(message) from None


def _with_names(fault: str, steps: list[dict[str, Any]]) -> str:
    """Call a step by its key instead of its number, so that it can be found in the file."""
    return re.sub(
        r"\bsteps\[(\d+)\]", lambda place: f"steps.{steps[int(place[1])].get('key')}", fault
    )
