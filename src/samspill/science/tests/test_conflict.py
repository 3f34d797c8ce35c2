"""From answers to advice, on rules made up here: how to cross a fjord."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from samspill.science.conflict import (
    UNKNOWN,
    Advice,
    Difference,
    Rules,
    advise,
    fallen_away,
    holds,
    outcome_of,
    read_rules,
    standing_stops,
    what_changes,
)

Condition = Mapping[str, list[str]]


def outcome(name: str, **conditions: Any) -> dict[str, Any]:
    anything = {"when": {}, "when_unknown_any": [], "among": [], "when_unknown_more_than": 0}
    return {"id": f"O-{name}", "kind": name, **anything, **conditions}


def stop(
    name: str, *closes: str, when: Condition | None = None, risk: Condition | None = None
) -> dict[str, Any]:
    always = when is None and risk is None
    conditions = {"when": when or {}, "when_risk": risk or {}, "always": always}
    return {"id": name, "closes": list(closes), **conditions}


def rule(name: str, approach: str, side: str, weight: str, when: Condition) -> dict[str, Any]:
    return {"id": name, "approach": approach, "side": side, "weight": weight, "when": when}


FJORD = read_rules(
    {
        "factors": [
            {"key": "wind", "values": ["calm", "breeze", "gale", UNKNOWN]},
            {"key": "crew", "values": ["few", "many", UNKNOWN]},
            {"key": "cargo", "values": ["light", "heavy", UNKNOWN]},
        ],
        "approaches": ["row", "sail", "ferry"],
        "tie_order": ["ferry", "sail", "row"],
        "outcomes": [
            outcome("duty", when={"wind": ["gale"]}),
            outcome("questions", when_unknown_any=["wind"]),
            outcome("plain", among=["crew", "cargo"], when_unknown_more_than=1),
            outcome("advice"),
            outcome("open_talk"),
        ],
        "stops": [
            stop("S-vests"),
            stop("S-becalmed", "sail", when={"wind": ["calm"], "crew": ["few"]}),
            stop("S-full", "row", "sail", when={"cargo": ["heavy"], "crew": ["many"]}),
            stop("S-ice", risk={"ice": ["yes"]}),
        ],
        "rules": [
            rule("R1", "row", "for", "heavy", {"wind": ["calm"]}),
            rule("R2", "sail", "for", "heavy", {"wind": ["breeze"]}),
            rule("R3", "row", "against", "light", {"cargo": ["heavy"]}),
            rule("R4", "ferry", "for", "light", {"cargo": ["heavy"]}),
            rule("R5", "row", "for", "light", {"crew": ["many"]}),
            rule("R6", "sail", "against", "heavy", {"crew": ["few"]}),
            rule("R7", "ferry", "for", "heavy", {"cargo": ["heavy"], "wind": ["calm", "breeze"]}),
        ],
    }
)


def case(wind: str, crew: str, cargo: str) -> dict[str, str]:
    return {"wind": wind, "crew": crew, "cargo": cargo}


def advice(wind: str, crew: str, cargo: str, *, rules: Rules = FJORD) -> Advice:
    given = advise(rules, case(wind, crew, cargo))
    assert given is not None
    return given


def test_a_condition_asks_for_all_its_factors_and_unknown_never_holds() -> None:
    both = {"wind": ["calm", "breeze"], "crew": ["few"]}
    assert holds(both, case("breeze", "few", "light"))
    assert not holds(both, case("breeze", "many", "light"))
    assert not holds(both, case(UNKNOWN, "few", "light"))
    assert not holds(both, {"wind": "calm"})
    assert holds({}, {})


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({}, None),
        ({"wind": "gale"}, "duty"),
        ({"wind": UNKNOWN}, "questions"),
        ({"wind": "calm"}, None),
        ({"wind": "calm", "crew": UNKNOWN}, None),
        (case("calm", UNKNOWN, UNKNOWN), "plain"),
        (case("calm", UNKNOWN, "light"), "advice"),
        (case("calm", "few", "light"), "advice"),
    ],
)
def test_the_first_outcome_that_holds_decides_when_it_has_been_asked_about(
    answers: dict[str, str], kind: str | None
) -> None:
    decided = outcome_of(FJORD, answers)
    assert (decided and decided.kind) == kind
    given = advise(FJORD, answers)
    assert (given and given.outcome) == (kind and f"O-{kind}")


def test_advice_waits_for_every_question() -> None:
    eager = read_rules(
        {
            "factors": [{"key": "wind", "values": ["calm"]}, {"key": "crew", "values": ["few"]}],
            "approaches": [], "tie_order": [], "stops": [], "rules": [],
            "outcomes": [outcome("advice", when={"wind": ["calm"]}), outcome("open_talk")],
        }
    )  # fmt: skip
    assert outcome_of(eager, {"wind": "calm"}) is None
    assert outcome_of(eager, {"wind": "calm", "crew": "few"}) == eager.outcomes[0]
    never = read_rules({**NOTHING, "outcomes": [outcome("duty", when={"wind": ["gale"]})]})
    assert outcome_of(never, {"wind": "calm"}) is None


NOTHING: dict[str, Any] = {
    "factors": [], "approaches": [], "tie_order": [], "stops": [], "rules": [],
}  # fmt: skip


def test_what_is_decided_before_the_advice_gives_no_approach() -> None:
    assert advice("gale", "few", "light") == Advice("duty", "O-duty")
    assert advice("gale", "few", "light").first is None


def test_reasons_and_closed_approaches_are_told_with_the_advice() -> None:
    given = advice("calm", "few", "heavy")
    assert (given.kind, given.outcome) == ("advice", "O-advice")
    assert given.reasons_for is not None
    assert given.reasons_against is not None
    assert {key: ids for key, ids in given.reasons_for.items() if ids} == {
        "row": ("R1",), "ferry": ("R4", "R7"),
    }  # fmt: skip
    assert {key: ids for key, ids in given.reasons_against.items() if ids} == {
        "row": ("R3",), "sail": ("R6",),
    }  # fmt: skip
    assert given.closed == {"sail": ("S-becalmed",)}
    assert "sail" not in given.able


def test_heavy_reasons_weigh_before_light_ones_and_then_the_order_of_the_rules() -> None:
    level = advice("calm", "many", "light")
    assert (level.first, level.reserve, level.is_level, level.is_tie) == ("row", None, False, False)
    by_light = advice("calm", "few", "heavy")
    assert (by_light.able, by_light.is_level, by_light.is_tie) == (("ferry", "row"), True, False)
    same = advice("breeze", UNKNOWN, "light", rules=EVEN)
    assert (same.able, same.is_level, same.is_tie) == (("sail", "row"), True, True)
    heavier = advice("breeze", "few", "light", rules=EVEN)
    assert (heavier.able, heavier.is_level, heavier.is_tie) == (("row", "sail"), False, False)


EVEN = read_rules(
    {
        **NOTHING,
        "factors": [
            {"key": key, "values": [*values]} for key, values in FJORD.factors.items()
        ],
        "approaches": ["row", "sail"],
        "tie_order": ["sail", "row"],
        "outcomes": [outcome("advice"), outcome("open_talk")],
        "rules": [
            rule("E1", "row", "for", "heavy", {"wind": ["breeze"]}),
            rule("E2", "sail", "for", "heavy", {"wind": ["breeze"]}),
            rule("E3", "row", "for", "heavy", {"crew": ["few"]}),
            rule("E4", "sail", "for", "light", {"crew": ["few"]}),
        ],
    }
)  # fmt: skip


def test_as_much_against_as_for_is_enough_with_a_heavy_reason_but_not_without() -> None:
    assert advice("breeze", "few", "light").able == ("sail",)
    assert advice("breeze", "few", "heavy").able == ("ferry", "sail")
    even_light = advice("breeze", "many", "heavy", rules=WITHOUT_STOPS)
    assert even_light.able == ("ferry", "sail"), "for rowing: one light reason, and one against"


WITHOUT_STOPS = replace(FJORD, stops=())


def test_where_nothing_is_able_people_talk() -> None:
    none = advice(UNKNOWN, UNKNOWN, "light", rules=EVEN)
    assert (none.kind, none.outcome, none.able) == ("open_talk", "O-open_talk", ())
    assert (none.first, none.reserve, none.is_level, none.is_tie) == (None, None, False, False)


def test_stops_stand_always_or_by_the_case_or_by_its_risks() -> None:
    assert standing_stops(FJORD, {}, {}) == ("S-vests",)
    calm = case("calm", "few", "light")
    assert standing_stops(FJORD, calm, {"ice": "yes"}) == ("S-vests", "S-becalmed", "S-ice")
    assert standing_stops(FJORD, case("gale", "many", "heavy"), {"ice": "no"}) == (
        "S-vests", "S-full",
    )  # fmt: skip


def test_another_answer_that_changes_the_advice_is_told() -> None:
    assert list(what_changes(FJORD, {})) == []
    turns = what_changes(FJORD, case("calm", "few", "light"))
    assert [(turn.factor, turn.value, turn.advice.first) for turn in turns] == [
        ("wind", "breeze", "sail"),
        ("wind", "gale", None),
        ("cargo", "heavy", "ferry"),
    ]


def test_what_falls_away_and_what_comes_is_of_what_is_advised() -> None:
    before, after = case("calm", "few", "light"), case("calm", "few", "heavy")
    assert fallen_away(FJORD, before, after) == Difference(("cargo",), (), ("R3", "R4", "R7"))
    assert fallen_away(FJORD, after, before) == Difference(("cargo",), ("R3", "R4", "R7"), ())
    assert fallen_away(FJORD, before, before) == Difference((), (), ())
    closed = case("breeze", "many", "heavy")
    sailing = case("breeze", "many", "light")
    assert fallen_away(FJORD, sailing, closed).come == ("R3", "R4", "R7", "S-full")
