"""The records of `case_content`: what is known of each thing, with its texts in one language.

Every record names its `sources` by their codes. The model's own words, heavy and light, and which
approaches close are facts; what a person reads are texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

Texts: TypeAlias = tuple[str, ...]
Condition: TypeAlias = Mapping[str, Texts]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    sources: Texts = ()


class Factor(Record, frozen=True, kw_only=True):
    """One of the eight questions. Without the `needed` ones there is no advice."""

    key: str
    kind: Literal["nominal", "ordinal"]
    needed: bool
    values: Texts
    label: str
    question: str
    help: str
    why: str
    if_unknown: str
    labels: Mapping[str, str]


class RiskQuestion(Record, frozen=True, kw_only=True):
    """One of the eight that may be answered after the advice; it never changes the approach."""

    key: str
    values: Texts
    label: str
    question: str
    why: str
    labels: Mapping[str, str]
    self_check: Texts = ()


class LeftOut(Record, frozen=True, kw_only=True):
    key: str
    what: str
    because: str


class Approach(Record, frozen=True, kw_only=True):
    key: str
    assertive: str
    cooperative: str
    label: str
    now: str
    ready: str
    model_word: str
    means_here: Texts
    does_not_mean: Texts
    risk: str


class Outcome(Record, frozen=True, kw_only=True):
    id: str
    kind: Literal["questions", "duty", "plain", "advice", "open_talk"]
    text: str
    when: Condition = {}
    when_unknown_any: Texts = ()
    among: Texts = ()
    when_unknown_more_than: int = 0
    do: Texts = ()
    dont: Texts = ()


class Stop(Record, frozen=True, kw_only=True):
    id: str
    title: str
    text: str
    do: Texts
    closes: Texts = ()
    when: Condition = {}
    when_risk: Condition = {}
    always: bool = False
    first_task: bool = False


class Rule(Record, frozen=True, kw_only=True):
    id: str
    approach: str
    side: Literal["for", "against"]
    weight: Literal["heavy", "light"]
    when: Condition
    text: str


class Change(Record, frozen=True, kw_only=True):
    """What it means when one answer turns out to be another."""

    id: str
    factor: str
    values: Texts
    found_out: str
    then: str
    was: Texts = ()
    toward: Texts = ()
    away_from: Texts = ()


class Risk(Record, frozen=True, kw_only=True):
    id: str
    question: str
    values: Texts
    approach: str
    text: str


class Tension(Record, frozen=True, kw_only=True):
    id: str
    title: str
    text: str


class Contradiction(Record, frozen=True, kw_only=True):
    """Two answers that do not fit together; the advice stands, and it is said."""

    id: str
    when: Condition
    text: str


class TrustNeed(Record, frozen=True, kw_only=True):
    """Which form of trust a case needs, or does not; no form is better than another."""

    id: str
    form: str
    when: Condition
    text: str


class AdviceContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tie_order: Texts
    factor: tuple[Factor, ...]
    risk_question: tuple[RiskQuestion, ...]
    left_out: tuple[LeftOut, ...]
    approach: tuple[Approach, ...]
    outcome: tuple[Outcome, ...]
    stop: tuple[Stop, ...]
    rule: tuple[Rule, ...]
    change: tuple[Change, ...]
    risk: tuple[Risk, ...]
    tension: tuple[Tension, ...]
    contradiction: tuple[Contradiction, ...]
    trust_need: tuple[TrustNeed, ...]


class Situation(Record, frozen=True, kw_only=True):
    """A case to practise on. `said` are sentences of the sources, each from one of `said_by`."""

    id: str
    origin: Literal["thesis", "own"]
    kind: Literal["questions", "duty", "plain", "advice"]
    factors: Mapping[str, str]
    risks: Mapping[str, str]
    stops: Texts
    stops_that_matter: Texts
    defensible: Texts
    said_by: Texts
    title: str
    facts: Texts
    trust: str
    questions: Texts
    said: Texts
    why: str = ""
    about: Mapping[str, str] = {}


class Finding(Record, frozen=True, kw_only=True):
    """One of the fifteen findings of the thesis, in our words."""

    id: str
    theme: Literal["trust", "approaches"]
    text: str


class Source(Record, frozen=True, kw_only=True):
    """Something the content refers to: how it was read, and what is taken from it."""

    key: str
    kind: Literal["thesis", "law", "literature", "press", "review", "own"]
    sure: Literal["read", "second_hand", "known", "own"]
    text: str
    says: str = ""


class Situations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    situation: tuple[Situation, ...]


class Findings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    finding: tuple[Finding, ...]


class Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: tuple[Source, ...]


class Principle(Record, frozen=True, kw_only=True):
    id: str
    text: str


class TrustForm(Record, frozen=True, kw_only=True):
    key: str
    label: str
    theory_word: str
    rests_on: str
    agreement_needed: str
    tolerance: str
    signs: Texts
    warning_signs: Texts
    builds: Texts
    breaks: Texts
    repair_steps: Texts
    needed_when: Texts
    not_needed_when: Texts
    institution: str = ""
    price: str = ""


class Movement(Record, frozen=True, kw_only=True):
    id: str
    start: str
    end: str
    text: str


class Breach(Record, frozen=True, kw_only=True):
    first: str
    never: Texts
    four_steps: Texts
    apology_order: str
    organisation: Texts
    hope: str
    small_cases: str


class BreachKind(Record, frozen=True, kw_only=True):
    key: str
    label: str
    example: str
    say: str
    do: Texts
    works: str
    trap: str


class Practice(Record, frozen=True, kw_only=True):
    """A habit of a role in the thesis, never of a person."""

    id: str
    name: str
    role: str
    what: str
    careful: str = ""


class OwnStart(Record, frozen=True, kw_only=True):
    """One's own starting point: questions to think with, stored nowhere."""

    questions: Texts


class TrustContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    principle: tuple[Principle, ...]
    form: tuple[TrustForm, ...]
    movement: tuple[Movement, ...]
    breach: Breach
    breach_kind: tuple[BreachKind, ...]
    practice: tuple[Practice, ...]
    own_start: OwnStart


class General(Record, frozen=True, kw_only=True):
    owner: str
    shield: str
    warning: str
    parliamentary: str
    public: str


class Arena(Record, frozen=True, kw_only=True):
    key: str
    label: str
    who: str
    belongs: Texts
    does_not_belong: Texts
    record: str


class Point(Record, frozen=True, kw_only=True):
    """One of the twelve points that the two sides may agree on."""

    id: str
    label: str
    question: str
    options: Texts
    suggestion: str
    why: str


class Helper(Record, frozen=True, kw_only=True):
    stops: Texts
    first: Texts
    if_unsure: str
    never: Texts
    three_lines: Texts


class Call(Record, frozen=True, kw_only=True):
    key: str
    arena: str
    note_to_all: bool
    label: str
    you_hear: str
    may_say: Texts
    do_not: Texts
    tell: Texts
    do_next: str


class Note(Record, frozen=True, kw_only=True):
    title: str
    body: Texts
    rules: Texts


class ForMembers(Record, frozen=True, kw_only=True):
    id: str
    topic: Literal["paper", "delegation", "signal", "questions", "role"]
    text: str


class Meeting(Record, frozen=True, kw_only=True):
    """How the two sides make the half page together."""

    minutes: tuple[int, ...]
    people: str
    not_a: str
    steps: Texts


class ContactContent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    general: General
    arena: tuple[Arena, ...]
    point: tuple[Point, ...]
    helper: Helper
    call: tuple[Call, ...]
    note: Note
    for_members: tuple[ForMembers, ...]
    meeting: Meeting
