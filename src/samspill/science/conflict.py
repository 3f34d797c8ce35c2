"""From answers about one case to advice: which approach has reasons for it, and which are closed.

The rules are data (`toolbox/cases/rules.toml`), read here and by `cases/static/cases/conflict.js`,
which says the same in the browser. Nothing here weighs a person, and no number leaves it: what
is shown are the reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, TypeAlias

UNKNOWN = "unknown"

# A factor's key and the value that was chosen; a factor that is not there is not answered yet.
Answers: TypeAlias = Mapping[str, str]
Condition: TypeAlias = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Reason:
    """One rule: a reason for or against an approach, heavy or light, and when it holds."""

    id: str
    approach: str
    is_for: bool
    is_heavy: bool
    when: Condition


@dataclass(frozen=True)
class Stop:
    """A stop sign: it always stands, or stands when it holds, and may close approaches."""

    id: str
    closes: tuple[str, ...]
    when: Condition
    when_risk: Condition
    is_always: bool


@dataclass(frozen=True)
class Outcome:
    """What kind of answer is given: the first whose condition holds decides."""

    id: str
    kind: str
    when: Condition
    when_unknown_any: tuple[str, ...]
    among: tuple[str, ...]
    when_unknown_more_than: int

    def asks_about(self) -> set[str]:
        return {*self.when, *self.when_unknown_any, *self.among}

    def holds(self, answers: Answers) -> bool:
        if self.when:
            return holds(self.when, answers)
        if self.when_unknown_any:
            return any(answers[factor] == UNKNOWN for factor in self.when_unknown_any)
        if self.among:
            unknown = sum(answers[factor] == UNKNOWN for factor in self.among)
            return unknown > self.when_unknown_more_than
        return True


@dataclass(frozen=True)
class Rules:
    factors: Mapping[str, tuple[str, ...]]
    approaches: tuple[str, ...]
    order: Mapping[str, int]
    outcomes: tuple[Outcome, ...]
    stops: tuple[Stop, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Advice:
    """What comes out. `able` are the approaches that may be advised, the first one first.

    `is_level` where the second has as many heavy reasons as the first, `is_tie` where it has as
    many light ones too, so that only the order of the rules decides.
    """

    kind: str
    outcome: str
    able: tuple[str, ...] = ()
    reasons_for: Mapping[str, tuple[str, ...]] | None = None
    reasons_against: Mapping[str, tuple[str, ...]] | None = None
    closed: Mapping[str, tuple[str, ...]] | None = None
    is_level: bool = False
    is_tie: bool = False

    @property
    def first(self) -> str | None:
        return self.able[0] if self.able else None

    @property
    def reserve(self) -> str | None:
        return self.able[1] if len(self.able) > 1 else None


@dataclass(frozen=True)
class Turn:
    """Another answer to one question, and the advice it would give."""

    factor: str
    value: str
    advice: Advice


@dataclass(frozen=True)
class Difference:
    """What fell away and what was added when answers changed: reasons and stops, by their ids."""

    factors: tuple[str, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]


def read_rules(data: Mapping[str, Any]) -> Rules:
    """Return the rules from the data that the browser reads too."""
    return Rules(
        factors={factor["key"]: tuple(factor["values"]) for factor in data["factors"]},
        approaches=tuple(data["approaches"]),
        order={approach: place for place, approach in enumerate(data["tie_order"])},
        outcomes=tuple(
            Outcome(
                id=outcome["id"],
                kind=outcome["kind"],
                when=outcome["when"],
                when_unknown_any=tuple(outcome["when_unknown_any"]),
                among=tuple(outcome["among"]),
                when_unknown_more_than=outcome["when_unknown_more_than"],
            )
            for outcome in data["outcomes"]
        ),
        stops=tuple(
            Stop(stop["id"], tuple(stop["closes"]), stop["when"], stop["when_risk"], stop["always"])
            for stop in data["stops"]
        ),
        reasons=tuple(
            Reason(
                rule["id"],
                rule["approach"],
                rule["side"] == "for",
                rule["weight"] == "heavy",
                rule["when"],
            )
            for rule in data["rules"]
        ),
    )


def holds(condition: Condition, answers: Answers) -> bool:
    """Return whether all that is asked for has been answered so. “Unknown” never holds."""
    return all(answers.get(factor) in values for factor, values in condition.items())


def outcome_of(rules: Rules, answers: Answers) -> Outcome | None:
    """Return what kind of answer is given; None where more has to be asked first."""
    for outcome in rules.outcomes:
        if any(factor not in answers for factor in outcome.asks_about()):
            return None
        if outcome.kind == "advice" and len(answers) < len(rules.factors):
            return None
        if outcome.holds(answers):
            return outcome
    return None


def advise(rules: Rules, answers: Answers) -> Advice | None:
    """Return the advice; None where more has to be asked first."""
    outcome = outcome_of(rules, answers)
    if outcome is None:
        return None
    if outcome.kind != "advice":
        return Advice(outcome.kind, outcome.id)
    closed = _closed(rules, answers)
    reasons = [reason for reason in rules.reasons if holds(reason.when, answers)]
    heavy = _balance(rules, (reason for reason in reasons if reason.is_heavy))
    light = _balance(rules, (reason for reason in reasons if not reason.is_heavy))
    able = [
        approach
        for approach in rules.approaches
        if approach not in closed and _is_able(approach, reasons, heavy, light)
    ]
    able.sort(key=lambda approach: (-heavy[approach], -light[approach], rules.order[approach]))
    is_level = len(able) > 1 and heavy[able[0]] == heavy[able[1]]
    talk = next(each for each in rules.outcomes if each.kind == "open_talk")
    return Advice(
        kind=outcome.kind if able else talk.kind,
        outcome=outcome.id if able else talk.id,
        able=tuple(able),
        reasons_for=_ids(rules, (reason for reason in reasons if reason.is_for)),
        reasons_against=_ids(rules, (reason for reason in reasons if not reason.is_for)),
        closed=closed,
        is_level=is_level,
        is_tie=is_level and light[able[0]] == light[able[1]],
    )


def standing_stops(rules: Rules, answers: Answers, risks: Answers) -> tuple[str, ...]:
    """Return the stop signs that stand in this case, in the order of the rules."""
    return tuple(
        stop.id
        for stop in rules.stops
        if stop.is_always
        or (stop.when and holds(stop.when, answers))
        or (stop.when_risk and holds(stop.when_risk, risks))
    )


def what_changes(rules: Rules, answers: Answers) -> Iterator[Turn]:
    """Yield each other answer, known and to one question alone, that would change the advice."""
    now = advise(rules, answers)
    if now is None:
        return
    for factor, values in rules.factors.items():
        for value in values:
            if value in (UNKNOWN, answers.get(factor)):
                continue
            then = advise(rules, {**answers, factor: value})
            if then and (then.kind, then.first) != (now.kind, now.first):
                yield Turn(factor, value, then)


def fallen_away(rules: Rules, before: Answers, after: Answers) -> Difference:
    """Return what fell away, and what was added, for what is advised before or after."""
    advised = {each for a in (before, after) if (given := advise(rules, a)) for each in given.able}
    shown_before, shown_after = _shown(rules, before, advised), _shown(rules, after, advised)
    return Difference(
        factors=tuple(
            factor for factor in rules.factors if before.get(factor) != after.get(factor)
        ),
        gone=tuple(each for each in shown_before if each not in shown_after),
        come=tuple(each for each in shown_after if each not in shown_before),
    )


def _shown(rules: Rules, answers: Answers, advised: Set[str]) -> list[str]:
    reasons = [
        reason.id
        for reason in rules.reasons
        if reason.approach in advised and holds(reason.when, answers)
    ]
    closing = [
        stop.id
        for stop in rules.stops
        if stop.when and not {*stop.closes}.isdisjoint(advised) and holds(stop.when, answers)
    ]
    return reasons + closing


def _closed(rules: Rules, answers: Answers) -> dict[str, tuple[str, ...]]:
    closed: dict[str, tuple[str, ...]] = {}
    for stop in rules.stops:
        if stop.when and holds(stop.when, answers):
            for approach in stop.closes:
                closed[approach] = (*closed.get(approach, ()), stop.id)
    return closed


def _balance(rules: Rules, reasons: Iterable[Reason]) -> dict[str, int]:
    balance = dict.fromkeys(rules.approaches, 0)
    for reason in reasons:
        balance[reason.approach] += 1 if reason.is_for else -1
    return balance


def _is_able(
    approach: str,
    reasons: Iterable[Reason],
    heavy: Mapping[str, int],
    light: Mapping[str, int],
) -> bool:
    """Return whether something speaks for it: one heavy reason, or more light ones than against."""
    speaking = [reason for reason in reasons if reason.approach == approach and reason.is_for]
    has_enough = light[approach] > 0 or any(reason.is_heavy for reason in speaking)
    return heavy[approach] >= 0 and bool(speaking) and has_enough


def _ids(rules: Rules, reasons: Iterable[Reason]) -> dict[str, tuple[str, ...]]:
    given = list(reasons)
    return {
        approach: tuple(reason.id for reason in given if reason.approach == approach)
        for approach in rules.approaches
    }
