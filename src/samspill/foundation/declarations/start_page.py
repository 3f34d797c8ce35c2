"""What slices tell the start page: what comes next, what has a date, where collaborations stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TypeAlias
from uuid import UUID

from samspill.foundation.access.public import Actor


class Priority(IntEnum):
    """What is told first, whoever tells it. Lower comes first."""

    GOES_ON_NOW = 10
    WAITS_TO_BE_SHOWN = 20
    IS_TO_BE_TAKEN_UP_AGAIN = 30
    WAITS_TO_BE_TALKED_ABOUT = 40
    IS_BEING_PREPARED = 50
    IS_UNDER_WAY = 60
    # Nothing waits: what one could begin with.
    COULD_BEGIN = 70
    # What would be better with it, when nothing else is to be done.
    COULD_BE_ADDED = 80


class Stage(IntEnum):
    """The five stages of the room, as ui/stages.html numbers them."""

    ASK = 1
    READ = 2
    TALK = 3
    AGREE = 4
    ASK_AGAIN = 5


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Something that waits for this person; the start page shows the one that comes first."""

    priority: Priority
    before: str
    title: str
    sentence: str
    button: str
    url: str
    # The demo's: comes after everything that is not.
    is_simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Something that has a date.

    `when` says how far away the day is, where the number of days says too little. The start page
    shows the nearest ones; those that stand `beside` are always shown, and push none out.
    """

    day: date
    sentence: str
    link: str
    url: str
    when: str = ""
    stands_beside: bool = False


@dataclass(frozen=True, kw_only=True)
class CollaborationStage:
    """Where a collaboration stands, in a sentence and on the track.

    Where several slices tell of one collaboration, the one with the lowest priority is shown.
    """

    collaboration_key: UUID
    priority: Priority
    stage: Stage
    sentence: str


@dataclass(frozen=True, kw_only=True)
class StartPageShare:
    """All that one slice tells the start page, so that it asks the database once."""

    next_steps: tuple[NextStep, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    stages: tuple[CollaborationStage, ...] = ()


# Takes who is acting, and the language of the page.
TellStartPage: TypeAlias = Callable[[Actor, str], StartPageShare]
