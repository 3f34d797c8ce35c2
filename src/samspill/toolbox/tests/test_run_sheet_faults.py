"""A sheet that is not as it must be is refused in one sentence that says where."""

import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from samspill.toolbox.round_content import ContentError
from samspill.toolbox.run_sheets import sheet_from_content

Content = dict[str, Any]
Change = Callable[[Content], None]


def step(key: str, **changed: Any) -> Change:
    """Change some fields of a step; None takes a field away."""

    def change(content: Content) -> None:
        wanted = next(written for written in content["steps"] if written["key"] == key)
        for name, value in changed.items():
            if value is None:
                del wanted[name]
            else:
                wanted[name] = value

    return change


def sheet(**changed: Any) -> Change:
    return lambda content: content.update(changed)


def without_language(content: Content) -> None:
    del content["steps"][3]["say"]["nn"]


def without_a_line(content: Content) -> None:
    content["steps"][4]["say"]["en"].pop()


def without_the_last(content: Content) -> None:
    content["steps"].pop()


def a_step_twice(content: Content) -> None:
    content["steps"].insert(1, content["steps"][0])


FAULTS: dict[str, tuple[Change, str]] = {
    "a language is missing": (without_language, "steps.choose_success.say.nn is missing"),
    "a line is missing": (without_a_line, "steps.why_success.say.en has 2 lines, nb has 3"),
    "a text is empty": (step("model", title={"nb": " ", "nn": "a", "en": "a"}), "title.nb is"),
    "a kind is misspelt": (step("model", kind="plenery"), "steps.model.kind: Invalid enum"),
    "a rule is misspelt": (
        step("commit", rules=["host_frist"]),
        "steps.commit.rules[0]: Invalid enum value 'host_frist'",
    ),
    "a use is misspelt": (
        step("break", uses={"type": "darkness"}),
        "steps.break.uses.type: Invalid value 'darkness'",
    ),
    "a step uses two things": (
        step("break", uses=[{"type": "dark"}, {"type": "seats"}]),
        "steps.break.uses: Expected `object | null`, got `array`",
    ),
    "a trust is misspelt": (
        step("share", lets_show={"kindness": {"nb": "a", "nn": "a", "en": "a"}}),
        "Invalid enum value 'kindness'",
    ),
    "a work is misspelt": (step("share", sources=[{"work": "svale"}]), "enum value 'svale'"),
    "a speaker is misspelt": (step("share", speaker="chair"), "enum value 'chair'"),
    "a field is unknown": (step("share", colour="red"), "unknown field `colour`"),
    "a field is missing": (step("share", if_stuck=None), "missing required field `if_stuck`"),
    "a step reads what is not there": (
        step("share", uses={"type": "wall", "reads": ["why_sucess"]}),
        "the step share needs 'why_sucess', which is no step before it",
    ),
    "a step waits for a later one": (
        step("choose_failure", waits_for="share"),
        "the step choose_failure needs 'share'",
    ),
    "an instrument is unknown": (
        step("model", uses={"type": "round", "instrument": "ten_tests", "phase": "answer"}),
        "there is no instrument 'ten_tests'",
    ),
    "a step is shorter than its shortest": (
        step("share", minutes=10),
        "the step share takes 10 minutes and at least 15",
    ),
    "the room needs more than there is": (
        step("share", room_minutes=16),
        "the step share: room_minutes must be from 0 to 15",
    ),
    "nothing can be shown": (step("share", lets_show={}), "the step share: lets_show is empty"),
    "a step stands twice": (a_step_twice, "steps: a key is empty, or stands twice among"),
    "nothing binds": (without_the_last, "the last step, and no other, must be of the kind commit"),
    "fewest is above most": (sheet(fewest=60), "version, fewest and most do not fit"),
    "the format is another": (sheet(format=2), "format: Invalid enum value 2"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_and_its_place_named(fault: str) -> None:
    change, message = FAULTS[fault]
    file = files("samspill.toolbox").joinpath("run_sheets", "trust_exercise.v1.toml")
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    change(content)
    with pytest.raises(ContentError) as caught:
        sheet_from_content(content, "trust_exercise.v1.toml")
    assert str(caught.value).startswith("trust_exercise.v1.toml: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
