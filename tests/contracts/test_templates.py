"""Templates lay out what others have made: short lines, whole sentences, no sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samspill"

LONGEST_LINE = 120
# A sentence with more branches than this is made in `results`, where it can be read and tested.
MOST_CONDITIONS = 2

SENTENCES = {"p", "h1", "h2", "h3", "h4", "dt", "dd", "th", "td", "caption", "summary", "legend"}
SENTENCES |= {"label", "button", "a", "strong", "span", "option", "title"}

TAG = r"{%.*?%}"
PLACE = r"{{.*?}}"
ELEMENT = rf"""<(/?)(\w+)((?:{TAG}|{PLACE}|"(?:{TAG}|{PLACE}|[^"])*"|[^>"])*)>"""
COMMENT = r"{% comment %}.*?{% endcomment %}|{#.*?#}"
TRANSLATED = r"{% blocktranslate\b(.*?)%}(.*?){% endblocktranslate %}"

TEMPLATES = {
    f"{path.parent.name}/{path.name}": path.read_text()
    for path in sorted(SOURCE.rglob("templates/**/*.html"))
}
WITHOUT_COMMENTS = {
    name: re.sub(COMMENT, "", text, flags=re.DOTALL) for name, text in TEMPLATES.items()
}


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
                element, count = open_elements.pop()
                open_elements.append((element, count + 1))
            continue
        for value in re.findall(rf'="((?:{TAG}|{PLACE}|[^"])*)"', attributes):
            yield value, len(conditions(value))
        if name in SENTENCES and not closing:
            open_elements.append((f"<{name}{attributes}>", 0))
        elif name in SENTENCES and open_elements:
            yield open_elements.pop()


def test_no_line_is_long() -> None:
    long = [
        (name, number)
        for name, text in TEMPLATES.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert not long, f"`make format` breaks lines of HTML; a long tag or text by hand: {long}"


def test_a_sentence_with_branches_is_made_in_results() -> None:
    branched = [
        (name, sentence)
        for name, text in WITHOUT_COMMENTS.items()
        for sentence, count in sentences(text)
        if count > MOST_CONDITIONS
    ]
    assert not branched


def test_conditions_ask_and_do_not_count() -> None:
    """At most two terms, none of them a comparison of sizes: `results` has a name for it."""
    counting = [
        (name, condition)
        for name, text in WITHOUT_COMMENTS.items()
        for condition in conditions(text)
        if re.search(r"\b(?:and|or)\b.*\b(?:and|or)\b| [<>]=? ", condition)
    ]
    assert not counting


def test_filters_lay_out_and_do_not_reckon() -> None:
    """One filter at a time, and none that counts or chooses; `add` may put words together."""
    reckoning = [
        (name, tag)
        for name, text in WITHOUT_COMMENTS.items()
        for tag in re.findall(rf"{TAG}|{PLACE}", text)
        if re.search(r"\|\w+(?::\S*?)?\||\|(?:add:\W*\d|divisibleby|slice|yesno)", tag)
    ]
    assert not reckoning


def test_a_text_over_several_lines_is_trimmed() -> None:
    """Else its line breaks belong to what is translated, and a new layout loses the translation."""
    untrimmed = [
        (name, text)
        for name, template in TEMPLATES.items()
        for opening, text in re.findall(TRANSLATED, template, re.DOTALL)
        if "\n" in text and "trimmed" not in opening.split()
    ]
    assert not untrimmed


def test_conditions_are_counted_where_they_stand() -> None:
    text = '<p title="{% if a %}A{% endif %}"{% if b %} lang="x"{% endif %}>{% if c %}<b>C</b>'
    text += "{% elif d %}D{% endif %}<a href=\"{% url 'x' %}\">{% if e %}E{% endif %}</a></p>"
    assert [count for _sentence, count in sentences(text)] == [1, 0, 0, 1, 2]
