"""Run sheets: each is whole, can be led in its time, and does to people what it promises."""

from collections import Counter

import pytest

from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.run_sheet_content import (
    MINUTES_WITHOUT_A_PAUSE,
    WORDS_A_MINUTE,
    Choice,
    ChoiceOver,
    Closing,
    Dark,
    Notes,
    RunSheet,
    Show,
    Shown,
    StepContent,
    StepKind,
    Trust,
    Wall,
    read_run_sheet,
    read_step,
)
from samspill.toolbox.run_sheets import (
    UnknownRunSheet,
    run_sheet,
    run_sheet_words,
    run_sheets,
)

ALL = run_sheets()
STEPS = [(sheet, step) for sheet in ALL for step in sheet.steps]

each_sheet = pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.key)
each_step = pytest.mark.parametrize(
    ("sheet", "step"), STEPS, ids=[f"{sheet.key}-{step.key}" for sheet, step in STEPS]
)


def test_there_are_fourteen_sheets_with_their_minutes() -> None:
    assert {sheet.key: sheet.minutes for sheet in ALL} == {
        "after_action": 60,
        "collaboration_meeting": 120,
        "contact_rules": 75,
        "dialogue_meeting": 90,
        "first_meeting": 90,
        "leader_hour": 45,
        "leader_quarter": 15,
        "mutual_views": 100,
        "new_members": 90,
        "peer_review": 240,
        "recognition": 60,
        "shared_goals": 120,
        "trust_exercise": 150,
        "words_and_purpose": 90,
    }


def test_an_unknown_sheet_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownRunSheet) as caught:
        run_sheet("trust_exercise", 99)
    assert str(caught.value).startswith("no run sheet 'trust_exercise', version 99")
    assert "first_meeting version 1" in str(caught.value)


@each_sheet
def test_what_a_meeting_stores_is_read_back_as_it_was(sheet: RunSheet) -> None:
    assert read_run_sheet(sheet.encode()) == sheet
    assert [read_step(step.encode()) for step in sheet.steps] == list(sheet.steps)


@each_step
def test_what_the_leader_says_and_the_table_needs_fit_the_shortest(
    sheet: RunSheet, step: StepContent
) -> None:
    """The least time of a step is enough: a leader who cuts to it is still heard out."""
    for said in step.spoken:
        for language in LANGUAGES:
            spoken = len(" ".join(said[language]).split()) / WORDS_A_MINUTE
            assert spoken + step.room_minutes <= step.shortest, (sheet.key, language, spoken)


@each_sheet
def test_the_room_has_most_of_the_time(sheet: RunSheet) -> None:
    for language in LANGUAGES:
        spoken = sum(len(" ".join(step.say[language]).split()) for step in sheet.steps)
        assert spoken / WORDS_A_MINUTE < sheet.minutes / 4


@each_sheet
def test_a_sheet_begins_with_why_and_ends_with_what_binds(sheet: RunSheet) -> None:
    assert sheet.steps[0].kind is StepKind.WELCOME
    assert isinstance(sheet.steps[-1].uses, Closing)
    assert sheet.steps[-1].shortest >= 3


@each_sheet
def test_a_long_meeting_has_a_pause(sheet: RunSheet) -> None:
    pauses = [step for step in sheet.steps if step.kind is StepKind.PAUSE]
    assert all(isinstance(step.uses, Dark) and step.shortest >= 5 for step in pauses)
    if sheet.minutes > MINUTES_WITHOUT_A_PAUSE:
        assert sum(step.minutes for step in pauses) >= (20 if sheet.minutes >= 240 else 10)


@each_sheet
def test_people_can_show_all_three_and_are_heard_before_free_talk(sheet: RunSheet) -> None:
    assert {trust for step in sheet.steps for trust in step.lets_show} == set(Trust)
    heard = {StepKind.ALONE, StepKind.PAIRS, StepKind.TABLE_ROUND}
    assert any(step.kind in heard for step in sheet.steps)


@each_sheet
def test_no_plenary_is_long_nor_follows_another(sheet: RunSheet) -> None:
    for before, step in zip(sheet.steps, sheet.steps[1:], strict=False):
        assert step.kind is not StepKind.PLENARY or step.minutes <= 30
        both = before.kind is step.kind is StepKind.PLENARY
        assert not both or min(before.minutes, step.minutes) < 10


@each_sheet
def test_everybody_can_be_seated(sheet: RunSheet) -> None:
    for people in range(sheet.fewest, sheet.most + 1):
        least, most = sheet.tables.least, sheet.tables.most
        assert any(most * n >= people >= least * n for n in range(1, people + 1)), people


@each_step
def test_a_step_uses_what_its_kind_is_for(sheet: RunSheet, step: StepContent) -> None:
    if step.kind in {StepKind.PAUSE, StepKind.INFORMAL}:
        assert isinstance(step.uses, Dark)
    assert isinstance(step.uses, Choice) == (step.kind is StepKind.CHOOSE)
    if isinstance(step.uses, Show):
        prepared = step.uses.what is Shown.PREPARED
        assert prepared == (step.uses.ask is not None) == (step.uses.most > 0)


@each_sheet
def test_a_wall_and_a_choice_read_something_that_is_there(sheet: RunSheet) -> None:
    wanted: dict[ChoiceOver, type] = {
        ChoiceOver.GROUPS: Wall,
        ChoiceOver.NOTES: Notes,
        ChoiceOver.SHOWN: Show,
    }
    for step in sheet.steps:
        if isinstance(step.uses, Wall):
            read = [sheet.step(key).uses for key in step.uses.reads]
            assert read
            assert all(isinstance(uses, Notes) for uses in read)
        elif isinstance(step.uses, Choice):
            read = [sheet.step(key).uses for key in step.uses.reads]
            assert bool(read) == (step.uses.over in wanted)
            assert all(isinstance(uses, wanted[step.uses.over]) for uses in read)


@each_step
def test_a_source_is_named_or_the_step_is_our_own(sheet: RunSheet, step: StepContent) -> None:
    assert len(set(step.sources)) == len(step.sources)
    assert not (step.is_own and step.minutes_from)


def test_the_words_of_the_trust_exercise_demand_owner_and_need() -> None:
    demanding = {sheet.key for sheet in ALL if sheet.demands_owner}
    assert demanding == {"trust_exercise"}


def test_the_time_to_choose_is_taken_from_sharing() -> None:
    minutes = {step.key: step.minutes for step in run_sheet("trust_exercise").steps}
    assert (minutes["share"], minutes["choose"]) == (20, 5)


def test_every_work_is_told_and_used() -> None:
    used = Counter(source.work for _sheet, step in STEPS for source in step.sources)
    used.update(source.work for sheet in ALL for source in (*sheet.sources, *sheet.aim_from))
    assert set(used) == set(run_sheet_words().works)


@each_sheet
def test_questions_on_the_wall_are_short(sheet: RunSheet) -> None:
    for step in sheet.steps:
        for language in LANGUAGES:
            assert len(step.wall_question[language]) <= 90, step.wall_question[language]
            for line in (step.wall_lines or {}).get(language, ()):
                assert len(line) <= 100, line
