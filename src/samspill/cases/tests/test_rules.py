"""The rules, over every case that there is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from samspill.cases.results import rules
from samspill.cases.tests.case_vectors import (
    ALL_OF_THEM,
    EVERY,
    every_advice,
    every_case,
    line_of,
)
from samspill.science.conflict import (
    UNKNOWN,
    Advice,
    advise,
    fallen_away,
    outcome_of,
    standing_stops,
    what_changes,
)
from samspill.toolbox.case_content import advice_content, situations

TO_READ = Path(__file__).with_name("case_vectors.txt")
KEYS = tuple(rules().factors)
STOPS = {stop.id: stop for stop in rules().stops}
TOUCHES = {reason.id: {*reason.when} for reason in rules().reasons} | {
    stop.id: {*stop.when} for stop in rules().stops
}

Case = tuple[str, ...]


def answers_of(case: Case) -> dict[str, str]:
    return dict(zip(KEYS, case, strict=True))


def advised() -> Iterator[tuple[Case, Advice]]:
    return ((case, advice) for case, advice in every_advice().items() if advice.kind == "advice")


# --- All of them ------------------------------------------------------------------------------


def test_there_are_128_000_cases_and_this_is_what_comes_of_them() -> None:
    kinds = Counter(advice.kind for advice in every_advice().values())
    assert kinds == {
        "questions": 71215,
        "duty": 25600,
        "advice": 23071,
        "plain": 6399,
        "open_talk": 1715,
    }
    first = Counter(advice.first for _case, advice in advised())
    assert first == {
        "accommodating": 11683,
        "competing": 4732,
        "collaborating": 2882,
        "avoiding": 2231,
        "compromising": 1543,
    }
    assert sum(advice.reserve is None for _case, advice in advised()) == 16215


def test_every_line_is_as_it_was_and_500_can_be_read() -> None:
    lines = [line_of(answers_of(case), advice) + "\n" for case, advice in every_advice().items()]
    assert TO_READ.read_text(encoding="utf-8") == "".join(lines[::EVERY])
    assert len(lines[::EVERY]) == 500
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == ALL_OF_THEM


def test_each_advice_has_a_reason_and_none_is_against_a_stop() -> None:
    for case, advice in advised():
        assert advice.reasons_for is not None
        assert advice.closed is not None
        for approach in advice.able:
            assert advice.reasons_for[approach], case
            assert approach not in advice.closed, case


def test_the_stop_signs_once_more_written_out() -> None:
    """A stop that was taken out of the rules would be missed here."""
    for case, advice in every_advice().items():
        answers = answers_of(case)
        able = {*advice.able}
        if answers["stage"] == "decided":
            assert advice.kind == "duty", case
        if answers["stage"] == "formal":
            assert not able & {"competing", "avoiding"}, case
        if answers["time"] == "deadline":
            assert "avoiding" not in able, case
        if answers["mandate"] == "none":
            assert not able & {"competing", "compromising"}, case
        if answers["answer"] == "settled":
            assert "compromising" not in able, case
        if (answers["mandate"], answers["answer"]) == ("delegated", "settled"):
            assert "avoiding" not in able, case


def test_too_little_known_gives_questions_and_nothing_known_too() -> None:
    assert every_advice()[(UNKNOWN,) * len(KEYS)].kind == "questions"
    for case, _advice in advised():
        answers = answers_of(case)
        assert UNKNOWN not in {answers[key] for key in KEYS[:4]}, case
        assert sum(answers[key] == UNKNOWN for key in KEYS[4:]) <= 2, case


def test_the_first_advice_never_turns_without_a_reason_that_names_what_changed() -> None:
    """One answer, one step: what fell away or was added is about the question that changed."""
    turned = 0
    for case, key, value in steps():
        before, other = every_advice()[case], changed(case, key, value)
        after = every_advice()[other]
        if after.kind != "advice" or after.first == before.first:
            continue
        turned += 1
        difference = fallen_away(rules(), answers_of(case), answers_of(other))
        assert difference.factors == (key,)
        moved = {*difference.gone, *difference.come}
        assert any(key in TOUCHES[each] for each in moved), (case, key, value)
    assert turned == 50544


def steps() -> Iterator[tuple[Case, str, str]]:
    """Yield each step from a case with advice: to a neighbour, where there is an order."""
    ordered = {factor.key for factor in advice_content("nb").factor if factor.kind == "ordinal"}
    for case, _advice in advised():
        for key, value in zip(KEYS, case, strict=True):
            values = [each for each in rules().factors[key] if each != UNKNOWN]
            if value == UNKNOWN:
                continue
            at = values.index(value)
            near = values[max(at - 1, 0) : at + 2] if key in ordered else values
            yield from ((case, key, each) for each in near if each != value)


def changed(case: Case, key: str, value: str) -> Case:
    at = KEYS.index(key)
    return (*case[:at], value, *case[at + 1 :])


# --- One case ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_changing_one_answer_changes_a_sentence_that_names_it(key: str) -> None:
    """For each of the eight: there is a case where the page says what fell away because of it."""
    for case, key_of_step, value in steps():
        if key_of_step != key:
            continue
        difference = fallen_away(rules(), answers_of(case), answers_of(changed(case, key, value)))
        if any(key in TOUCHES[each] for each in (*difference.gone, *difference.come)):
            return
    pytest.fail(f"no answer to {key} changes a sentence")


def test_no_more_is_asked_than_decides() -> None:
    assert advise(rules(), {}) is None
    assert advise(rules(), {"mandate": "none"}) is None
    decided = {"mandate": "recommends", "stage": "decided"}
    assert getattr(outcome_of(rules(), decided), "kind", None) == "duty"
    unknown = {"mandate": UNKNOWN, "stage": "before", "weight_us": "small"}
    assert advise(rules(), unknown) is None
    assert (
        getattr(advise(rules(), {**unknown, "weight_them": "small"}), "kind", None) == "questions"
    )
    seven = dict(list(next(every_case()).items())[:7]) | {"stage": "before"}
    assert advise(rules(), seven) is None


def test_what_would_change_the_advice_does() -> None:
    answers = situations("nb")["P01"].factors
    now = advise(rules(), answers)
    turns = list(what_changes(rules(), answers))
    assert {turn.factor for turn in turns} >= {"stage", "weight_us", "dispute"}
    for turn in turns:
        then = advise(rules(), {**answers, turn.factor: turn.value})
        assert now is not None
        assert then is not None
        assert (then.kind, then.first) != (now.kind, now.first)


def test_a_risk_that_must_be_mended_stands_among_the_stop_signs() -> None:
    answers = situations("nb")["P03"].factors
    assert "S13" not in standing_stops(rules(), answers, {})
    assert "S13" in standing_stops(rules(), answers, {"paper": "weak"})


@pytest.mark.parametrize("key", [f"P{number:02}" for number in range(1, 16)])
def test_the_rules_say_of_a_situation_what_its_writer_says(key: str) -> None:
    situation = situations("nb")[key]
    advice = advise(rules(), situation.factors)
    assert advice is not None
    assert advice.kind == situation.kind
    level = advice.able[: 2 if advice.is_level else 1]
    assert {*level} <= {*situation.defensible}
    assert not {*situation.defensible} & {*(advice.closed or ())}
    assert {*situation.stops} <= {*standing_stops(rules(), situation.factors, situation.risks)}
