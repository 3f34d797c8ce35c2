"""What Samspill says in its own words, in every language: beside the facts, never among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from samspill.toolbox.languages import REQUIRED, LocalizedText

# A grade is told in at most so many words.
LONGEST_GRADE = 8


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Content with texts in every language; a text that lacks one is refused."""

    def __post_init__(self) -> None:
        for field in self.__struct_fields__:
            text = getattr(self, field)
            lacks = [name for name in REQUIRED if not text.get(name)] if _is_text(text) else []
            if lacks:
                message = f"{field} has no {', '.join(lacks)}: {dict(text)}"
                raise ValueError(message)


def _is_text(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value)


class Work(Written, frozen=True, kw_only=True):
    """One of the texts that the facts are from."""

    key: str
    name: LocalizedText
    reference: LocalizedText
    url: str = ""


class Grade(Written, frozen=True, kw_only=True):
    """How sure something is. `rank` orders, and is never shown; `words` is what a page says."""

    key: str
    rank: int
    words: LocalizedText
    meaning: LocalizedText

    def __post_init__(self) -> None:
        super().__post_init__()
        for language, words in self.words.items():
            if len(words.split()) > LONGEST_GRADE:
                message = f"{self.key}: {language} has more than {LONGEST_GRADE} words"
                raise ValueError(message)


class Lead(Written, frozen=True, kw_only=True):
    """What an initiative was, in one line by an editor: `key` is the initiative's."""

    key: str
    text: LocalizedText


class TalkCase(Written, frozen=True, kw_only=True):
    """A misconception as a case to talk about, in our own words: `about` is its id."""

    about: str
    title: LocalizedText
    case: LocalizedText
    ask: LocalizedText


class Saying(Written, frozen=True, kw_only=True):
    """The same thing in the language of steering and of the mission: our own example."""

    steering: LocalizedText
    mission: LocalizedText


class Steering(Written, frozen=True, kw_only=True):
    """The facts that say that the two languages differ, by id, and our own examples beside."""

    facts: tuple[str, ...]
    sayings: tuple[Saying, ...]


class ConditionName(Written, frozen=True, kw_only=True):
    """What a condition is called where it is answered, and what its talk can begin with."""

    id: str
    name: LocalizedText
    ask: LocalizedText


class ReadinessLevel(Written, frozen=True, kw_only=True):
    """A level that is asked. `fewest`: so many must answer before a protected round shows it."""

    key: Literal["staff", "nearest", "top", "union", "users"]
    name: LocalizedText
    fewest: int


class Readiness(Written, frozen=True, kw_only=True):
    levels: tuple[ReadinessLevel, ...]
    conditions: tuple[ConditionName, ...]


Sure = Literal["law", "checked", "practice", "own"]


class Point(Written, frozen=True, kw_only=True):
    """One thing that an outcome says: with the paragraph it rests on, where there is one."""

    text: LocalizedText
    law: str = ""
    sure: Sure


class OutcomePart(Written, frozen=True, kw_only=True):
    title: LocalizedText
    points: tuple[Point, ...]


class Outcome(Written, frozen=True, kw_only=True):
    """Where the questions lead: inside today's frame, an exemption needed, or neither."""

    key: Literal["pilot", "trial", "neither"]
    title: LocalizedText
    lead: LocalizedText
    parts: tuple[OutcomePart, ...]


class Choice(Written, frozen=True, kw_only=True):
    """An answer to a question. `leads_to` is the key of a question or of an outcome."""

    key: str
    text: LocalizedText
    leads_to: str


class Question(Written, frozen=True, kw_only=True):
    key: str
    text: LocalizedText
    help: LocalizedText
    choices: tuple[Choice, ...]


class TrialOrPilot(Written, frozen=True, kw_only=True):
    """A few questions, of which the first stands first."""

    law_checked_on: str
    sure: Mapping[str, LocalizedText] = {}
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]

    def __post_init__(self) -> None:
        """Refuse an answer that leads nowhere, and a way that leads back."""
        places = [each.key for each in self.questions]
        ends = {each.key for each in self.outcomes}
        for number, question in enumerate(self.questions):
            for choice in question.choices:
                later = set(places[number + 1 :]) | ends
                if choice.leads_to not in later:
                    message = f"{question.key}, {choice.key} leads to {choice.leads_to!r}"
                    raise ValueError(message)


class TrustKind(Written, frozen=True, kw_only=True):
    """A kind of trust; `is_here` tells whether it is the one this is about."""

    key: str
    name: LocalizedText
    text: LocalizedText
    is_here: bool
    source: str


class TrustAnswer(Written, frozen=True, kw_only=True):
    """What can be said when somebody asks, how far it holds, and where it is from.

    `limit_is_own`: the limit is our remark and not said in the source.
    """

    key: str
    ask: LocalizedText
    text: LocalizedText
    limit: LocalizedText
    source: str
    sure: str
    limit_is_own: bool = False


class Trait(Written, frozen=True, kw_only=True):
    """What the network leader can ask oneself. The trait has a source, the question is ours."""

    key: str
    name: LocalizedText
    question: LocalizedText
    source: str
    attribution: LocalizedText


class WhyTrust(Written, frozen=True, kw_only=True):
    """Sources are keys of works with a section ("svare Tillit lønner seg"); `sure` is a grade."""

    version: int
    definition: LocalizedText
    definition_source: str
    kinds: tuple[TrustKind, ...]
    effects: tuple[TrustAnswer, ...]
    answers: tuple[TrustAnswer, ...]
    traits: tuple[Trait, ...]
