"""Templates lay out what others have made: short lines, whole sentences, no sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samspill"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))

LONGEST_LINE = 120
# A sentence with more branches than this is made in `results`, where it can be read and tested.
MOST_CONDITIONS = 2

SENTENCES = {"p", "h1", "h2", "h3", "h4", "dt", "dd", "th", "td", "caption", "summary", "legend"}
SENTENCES |= {"label", "button", "a", "strong", "span", "option", "title"}

TAG = r"{%.*?%}"
PLACE = r"{{.*?}}"
ELEMENT = rf"""<(/?)(\w+)((?:{TAG}|{PLACE}|"(?:{TAG}|{PLACE}|[^"])*"|[^>"])*)>"""


@pytest.fixture(params=TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def template(request: pytest.FixtureRequest) -> str:
    """Return the text of a template, without its comments."""
    text: str = request.param.read_text()
    return text


def without_comments(template: str) -> str:
    return re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", template, flags=re.DOTALL)


def conditions(text: str) -> list[str]:
    return re.findall(r"{% (?:if|elif) (.*?) %}", text)


def sentences(template: str) -> Iterator[tuple[str, int]]:
    """Give each element that holds a sentence, and each attribute, with how many conditions it has.

    A condition belongs to the innermost element alone, and one between attributes to none.
    """
    open_elements: list[tuple[str, int]] = []
    for match in re.finditer(rf"{ELEMENT}|{TAG}", template, re.DOTALL):
        closing, name, attributes = match.groups()
        if name is None:
            if conditions(match[0]) and open_elements:
                last, count = open_elements.pop()
                open_elements.append((last, count + 1))
            continue
        yield from ((value, len(conditions(value))) for value in _values(attributes))
        if name in SENTENCES and not closing:
            open_elements.append((f"<{name}{attributes}>", 0))
        elif name in SENTENCES and open_elements:
            yield open_elements.pop()


def _values(attributes: str) -> list[str]:
    return re.findall(rf'="((?:{TAG}|{PLACE}|[^"])*)"', attributes)


def test_no_line_is_long(template: str) -> None:
    assert not [line for line in template.splitlines() if len(line) > LONGEST_LINE]


def test_a_sentence_with_branches_is_made_in_results(template: str) -> None:
    branched = [text for text, count in sentences(without_comments(template))
                if count > MOST_CONDITIONS]  # fmt: skip
    assert not branched


def test_conditions_ask_and_do_not_count(template: str) -> None:
    """At most two terms, none of them a comparison of sizes: `results` has a name for it."""
    for condition in conditions(without_comments(template)):
        assert len(re.findall(r"\b(?:and|or)\b", condition)) < 2, condition
        assert not re.search(r" [<>]=? ", condition), condition


def test_filters_lay_out_and_do_not_reckon(template: str) -> None:
    for tag in re.findall(rf"{TAG}|{PLACE}", without_comments(template)):
        values = re.sub(r'"[^"]*"|\'[^\']*\'', "", tag)
        assert not re.search(r"\|\w+(?::[\w.]*)?\|", values), tag
        assert not re.search(r"\|(?:add|divisibleby|slice|yesno)\b", values), tag


def test_what_is_broken_into_branches_is_told() -> None:
    """The sentences of a template are told apart, with their attributes."""
    text = '<p title="{% if a %}A{% endif %}"{% if b %} lang="x"{% endif %}>{% if c %}<b>C</b>'
    text += "{% elif d %}D{% endif %}<a href=\"{% url 'x' %}\">{% if e %}E{% endif %}</a></p>"
    assert [count for _text, count in sentences(text)] == [1, 0, 0, 1, 2]
