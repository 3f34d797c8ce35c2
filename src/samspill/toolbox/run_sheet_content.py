"""Run sheets, typed and versioned: how a meeting is led, step by step, in every language.

This is what a file of the toolbox holds, what a meeting copies when it is planned, and what is read
back for as long as the meeting is kept. Each step uses at most one thing of the software.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Literal, TypeAlias

import msgspec

from samspill.toolbox.languages import LocalizedList, LocalizedText
from samspill.toolbox.round_content import decode, encoded

# How fast a leader speaks, in words a minute, so that people follow.
WORDS_A_MINUTE = 110
# A sheet this long has a pause.
MINUTES_WITHOUT_A_PAUSE = 99


class StepKind(Enum):
    """What people do in a step; says what phones, wall and table do when the step says nothing."""

    WELCOME = "welcome"
    ALONE = "alone"
    PAIRS = "pairs"
    TABLE_ROUND = "table_round"
    TABLE_TALK = "table_talk"
    PLENARY = "plenary"
    CHOOSE = "choose"
    COMMIT = "commit"
    INFORMAL = "informal"
    PAUSE = "pause"


class Speaker(Enum):
    OWNER = "owner"
    LEADER = "leader"
    SECOND = "second"
    TABLE = "table"


class Trust(Enum):
    """What people can show each other, after Mayer and others (1995)."""

    GOODWILL = "goodwill"
    INTEGRITY = "integrity"
    KNOWLEDGE = "knowledge"


class Rule(Enum):
    """What the software holds in a step. A rule closes a view, never the leader's next step."""

    FRAME_FIRST = "frame_first"
    LOCKED_UNTIL_READ = "locked_until_read"
    SUCCESS_BEFORE_FAILURE = "success_before_failure"
    BOTH_BEFORE_EITHER = "both_before_either"
    PROMPTS_IN_ORDER = "prompts_in_order"
    HOST_FIRST = "host_first"
    BOTH_SIDES_WRITE = "both_sides_write"
    STRONG_FIRST = "strong_first"
    NO_TABLE_COMPARED = "no_table_compared"
    NO_PERSON_NAMED = "no_person_named"
    OPENS_AFTER_TALK = "opens_after_talk"


class Work(Enum):
    """The works that sheets build on; `toolbox/run_sheet_words.toml` says what each is."""

    DISTRIKTSSENTERET_ARTICLE = "distriktssenteret_article"
    DISTRIKTSSENTERET_PAGE = "distriktssenteret_page"
    SVARE = "svare"
    EIDE = "eide"
    THESIS = "thesis"
    DFO = "dfo"
    DEBRIEF_RESEARCH = "debrief_research"
    LAW = "law"


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Part of a run sheet: cannot be changed, and holds nothing that is not known here."""


class Source(Content, frozen=True, kw_only=True):
    """Where something stands: the work, and the heading in it as it is written there."""

    work: Work
    place: str = ""


class WhatAStepUses(Content, frozen=True, tag_field="type"):
    """The one thing of the software that a step uses; its `type` says which."""


class RoundPhase(Enum):
    """Several steps share one round: they answer, read aloud, and look at the sheet."""

    ANSWER = "answer"
    READ = "read"
    SHEET = "sheet"


class Round(WhatAStepUses, tag="round", frozen=True, kw_only=True):
    """The step is a phase of a round with this instrument."""

    instrument: str
    phase: RoundPhase


class Writer(Enum):
    """Whose note it is. One of those who sit there writes it, on a phone or on paper."""

    TABLE = "table"
    PAIR = "pair"
    PARTNER = "partner"
    SECRETARY = "secretary"


class Reader(Enum):
    """Who sees what is written, from when it is handed in or the wall opens."""

    TABLE = "table"
    ROOM = "room"
    PARTNERS = "partners"
    NEW_MEETINGS = "new_meetings"


class DeclaredPlace(Enum):
    """Where notes go when there is a slice that keeps them; until then they are notes."""

    GROUND_RULES = "ground_rules"
    WHY_LOG = "why_log"
    GOALS = "goals"
    TOUCHSTONES = "touchstones"
    MANDATES = "mandates"
    HANDOVER = "handover"
    CONTACT_RULES = "contact_rules"


class NoteField(Content, frozen=True, kw_only=True):
    """One text of a note. Where it is optional, a note can be handed in without it."""

    key: str
    label: LocalizedText
    hint: LocalizedText | None = None
    optional: bool = False


class Notes(WhatAStepUses, tag="notes", frozen=True, kw_only=True):
    """Something is written: what, by whom, how many times, and who sees it.

    A note has at least one text, also where all fields are optional. With `choose_one` it is what a
    table has chosen to talk about, and heads its next notes.
    """

    fields: tuple[NoteField, ...]
    by: Writer = Writer.TABLE
    seen_by: Reader = Reader.ROOM
    most_each: int = 1
    choose_one: bool = False
    forgotten_at_closing: bool = False
    place: DeclaredPlace | None = None


class Wall(WhatAStepUses, tag="wall", frozen=True, kw_only=True):
    """The notes of these steps are read, grouped and shown."""

    reads: tuple[str, ...]


class ChoiceOver(Enum):
    GROUPS = "groups"
    NOTES = "notes"
    SHOWN = "shown"
    OWN_LINES = "own_lines"


class ChoosesWho(Enum):
    ALL = "all"
    HOSTS = "hosts"


class ChoiceColumn(Content, frozen=True, kw_only=True):
    """A heading to choose under, such as keep and change; each has dots of its own."""

    key: str
    label: LocalizedText


class Choice(WhatAStepUses, tag="choice", frozen=True, kw_only=True):
    """People choose with dots, over what the steps in `reads` gave, or over lines of their own.

    With `SHOWN` the step that is read is one whose lines the leader has written beforehand.
    """

    dots: int = 3
    over: ChoiceOver = ChoiceOver.GROUPS
    reads: tuple[str, ...] = ()
    columns: tuple[ChoiceColumn, ...] = ()
    who: ChoosesWho = ChoosesWho.ALL


class ClosingQuestions(Content, frozen=True, kw_only=True):
    """What is asked in each of the three parts, of the host and of the participants alike."""

    when_home: LocalizedText
    before_next: LocalizedText
    content_of_next: LocalizedText


class Closing(WhatAStepUses, tag="closing", frozen=True, kw_only=True):
    """Host and participants take on something in each part, or say why not."""

    asks: ClosingQuestions


class Seats(WhatAStepUses, tag="seats", frozen=True, kw_only=True):
    """People find their table and say how many sit there; perhaps at new tables."""

    new_seating: bool = False


class Shown(Enum):
    OWNER_NEED = "owner_need"
    MODEL = "model"
    GROUND_RULES = "ground_rules"
    PREPARED = "prepared"


class Show(WhatAStepUses, tag="show", frozen=True, kw_only=True):
    """The wall shows something known beforehand.

    `PREPARED` is what the leader writes when the meeting is planned: `ask` says what, one line for
    each point, at most `most` of them.
    """

    what: Shown
    ask: LocalizedText | None = None
    most: int = 0


class Dark(WhatAStepUses, tag="dark", frozen=True, kw_only=True):
    """Phones show nothing, and nothing is measured."""


Use: TypeAlias = Round | Notes | Wall | Choice | Closing | Seats | Show | Dark


class WhenAnonymous(Content, frozen=True, kw_only=True):
    """What is said and shown instead when the meeting's round is anonymous."""

    say: LocalizedList | None = None
    written: LocalizedText | None = None
    wall_question: LocalizedText | None = None
    phone_lines: LocalizedList | None = None


class StepContent(Content, frozen=True, kw_only=True):
    """One step, with everything said. This is what a plan copies, step by step.

    `room_minutes` is the least that the room itself needs, apart from what the leader says. The
    notes of a step are shut to a table until it has handed in those of `waits_for`. What stands
    in `after_talk` comes on the wall when people have talked, and not before.
    """

    key: str
    kind: StepKind
    minutes: int
    shortest: int
    room_minutes: int
    speaker: Speaker
    title: LocalizedText
    say: LocalizedList
    watch_for: LocalizedText
    if_stuck: LocalizedText
    late: LocalizedText
    no_phone: LocalizedText
    written: LocalizedText
    wall_question: LocalizedText
    phone_lines: LocalizedList
    lets_show: Mapping[Trust, LocalizedText]
    wall_lines: LocalizedList | None = None
    uses: Use | None = None
    rules: tuple[Rule, ...] = ()
    waits_for: str = ""
    after_talk: LocalizedList | None = None
    when_anonymous: WhenAnonymous | None = None
    sources: tuple[Source, ...] = ()
    aim_from: tuple[Source, ...] = ()
    minutes_from: tuple[Source, ...] = ()

    @property
    def spoken(self) -> tuple[LocalizedList, ...]:
        """What the leader may have to say: at an open table, and in an anonymous round."""
        anonymous = self.when_anonymous.say if self.when_anonymous else None
        return (self.say,) if anonymous is None else (self.say, anonymous)

    @property
    def is_own(self) -> bool:
        """Whether the step is Samspill's own proposal, and in no source."""
        return not self.sources

    def encode(self) -> dict[str, Any]:
        """Return what a JSON field stores; `read_step` reads it back."""
        stored: dict[str, Any] = encoded(self)
        return stored

    def __post_init__(self) -> None:
        if not 0 < self.shortest <= self.minutes:
            message = (
                f"the step {self.key} takes {self.minutes} minutes and at least {self.shortest}"
            )
            raise ValueError(message)
        if not 0 <= self.room_minutes <= self.shortest:
            message = f"the step {self.key}: room_minutes must be from 0 to {self.shortest}"
            raise ValueError(message)
        if not self.lets_show:
            message = f"the step {self.key}: lets_show is empty"
            raise ValueError(message)


class TableAdvice(Content, frozen=True, kw_only=True):
    """How people are seated: how many at a table, what is mixed (where anything is), and why."""

    least: int
    most: int
    why: LocalizedText
    mix: LocalizedList | None = None
    by_region: bool = False
    table_leader: bool = True
    sources: tuple[Source, ...] = ()


class Precondition(Content, frozen=True, kw_only=True):
    """What must be so before the meeting. `owner` and `need_said` are demanded where they stand."""

    key: str
    text: LocalizedText
    sources: tuple[Source, ...] = ()


class RunSheet(Content, frozen=True, kw_only=True):
    """A whole meeting as it can be planned: what it is for, who it is for, and its steps."""

    format: Literal[1] = 1
    key: str
    version: int
    title: LocalizedText
    purpose: LocalizedText
    fits: LocalizedText
    fewest: int
    most: int
    tables: TableAdvice
    before: tuple[Precondition, ...]
    steps: tuple[StepContent, ...]
    sources: tuple[Source, ...] = ()
    aim_from: tuple[Source, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def demands_owner(self) -> bool:
        """Whether somebody must own the meeting and have said the need before it is sent."""
        return {"owner", "need_said"} <= {condition.key for condition in self.before}

    def step(self, key: str) -> StepContent:
        return next(step for step in self.steps if step.key == key)

    def encode(self) -> dict[str, Any]:
        """Return what a JSON field stores; `read_run_sheet` reads it back."""
        stored: dict[str, Any] = encoded(self)
        return stored

    def __post_init__(self) -> None:
        keys = [step.key for step in self.steps]
        for name, listed in (("steps", keys), ("before", [known.key for known in self.before])):
            check_keys(name, listed)
        if self.version < 1 or not 1 <= self.fewest <= self.most:
            message = f"{self.key}: version, fewest and most do not fit"
            raise ValueError(message)
        if not 1 <= self.tables.least <= self.tables.most:
            message = f"{self.key}: tables.least and tables.most do not fit"
            raise ValueError(message)
        for place, step in enumerate(self.steps):
            check_reads(step, keys[:place])
        check_ends(self.steps)


def check_keys(name: str, keys: Iterable[str]) -> None:
    """Refuse a list in which a key is empty or stands twice."""
    listed = list(keys)
    if "" in listed or len(set(listed)) != len(listed):
        message = f"{name}: a key is empty, or stands twice among {', '.join(listed)}"
        raise ValueError(message)


def check_reads(step: StepContent, earlier: list[str]) -> None:
    """Refuse a step that reads or waits for another one that does not come before it."""
    reads = step.uses.reads if isinstance(step.uses, Wall | Choice) else ()
    waits = (step.waits_for,) if step.waits_for else ()
    for key in (*reads, *waits):
        if key not in earlier:
            message = f"the step {step.key} needs {key!r}, which is no step before it"
            raise ValueError(message)
    if isinstance(step.uses, Notes):
        check_keys(f"the fields of {step.key}", (field.key for field in step.uses.fields))


def check_ends(steps: tuple[StepContent, ...]) -> None:
    """Refuse a sheet that is not closed by one step, the last."""
    closing = [step.key for step in steps if isinstance(step.uses, Closing)]
    committing = [step.key for step in steps if step.kind is StepKind.COMMIT]
    last = [steps[-1].key] if steps else []
    if not last or closing != last or committing != last:
        message = "the last step, and no other, must be of the kind commit and use closing"
        raise ValueError(message)


def read_run_sheet(stored: object) -> RunSheet:
    """Return what a meeting has stored; raises `ContentError`."""
    return decode(stored, RunSheet)


def read_step(stored: object) -> StepContent:
    """Return what a step of a plan has stored; raises `ContentError`."""
    return decode(stored, StepContent)
