"""What the page of a reading answers while it is closed, and that each word of it is right."""

from __future__ import annotations

import re
import uuid
from html.parser import HTMLParser

import pytest
from django.test import Client
from tests import cast as people

from samspill.readings.public import view
from samspill.surveys import closing_operations, operations
from samspill.surveys.groupings import plan_line
from samspill.surveys.models import SurveyRound
from samspill.surveys.reading_facts import facts
from samspill.surveys.reading_lead import lead
from samspill.surveys.results import round_summary

pytestmark = pytest.mark.django_db

HIGH, LOW, CAMPS, SPREAD = (4, 5), (1, 2), (1, 1, 5, 5), (1, 2, 3, 4, 5)
MIDDLE = (3, 3, 3, 4)


def shown_round(cast: people.Cast, *columns: tuple[int, ...], answers: int = 24) -> SurveyRound:
    """Show a round in which each statement is answered in turn as its column says."""
    columns = (*columns, *[MIDDLE] * (10 - len(columns)))
    opened = people.an_open_round(cast.cecilie)
    people.answer_it(
        opened,
        [[column[person % len(column)] for column in columns] for person in range(answers)],
    )
    return people.show_it(opened, cast.cecilie)


class InSight(HTMLParser):
    """Count the links and buttons that are not folded away."""

    def __init__(self) -> None:
        super().__init__()
        self.links = 0
        self.folded = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.folded += tag == "details"
        self.links += tag in ("a", "button") and not self.folded

    def handle_endtag(self, tag: str) -> None:
        self.folded -= tag == "details"


def lead_of(shown: SurveyRound) -> str:
    assert shown.release is not None
    said = " ".join(lead(view(shown.release.reading, "nb")))
    return re.sub(r"</?strong>", "", said)


def page_of(shown: SurveyRound, browser: Client, query: str = "") -> str:
    return browser.get(f"/rounds/{shown.pk}/reading/{query}").content.decode()


def opposite(cast: people.Cast) -> SurveyRound:
    """Let 13 from politics and 13 from the administration stand opposite on the first two."""
    draft = people.a_draft(cast.cecilie)
    plan = plan_line({"politics": 13, "administration": 13}, minimum=draft.minimum_group_size)
    operations.ask_for_background(draft, plan, by=cast.cecilie)
    opened = operations.open_round(draft, by=cast.cecilie)
    for group, points in enumerate(((1, 2), (3, 4, 4, 5))):
        for person in range(13):
            operations.submit_response(
                opened,
                key=uuid.uuid4(),
                ratings=[points[person % len(points)]] * 2 + [3 + person % 2] * 8,
                group=group,
            )
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    return closing_operations.publish_reading(closed, by=cast.cecilie)


def test_the_lead_says_what_is_strong_low_and_split_in_whole_sentences(cast: people.Cast) -> None:
    said = lead_of(shown_round(cast, HIGH, LOW, CAMPS, SPREAD))
    assert "Dere er enige om at dere forstår målene på samme måte." in said
    assert "Lavest ligger forankring" in said
    assert "Om dere viser hverandre respekt når dere er uenige, er dere delt i to." in said


def test_nothing_is_called_the_lowest_while_camps_lie_lower(cast: people.Cast) -> None:
    lower_camps = (1, 1, 1, 5, 5)
    said = lead_of(shown_round(cast, HIGH, lower_camps, MIDDLE))
    lowest = said.split("Lavest ligger ")[1].split(".")[0]
    assert lowest.startswith("forankring")


def test_what_lies_as_low_is_named_with_it(cast: people.Cast) -> None:
    said = lead_of(shown_round(cast, (2, 3), (2, 3), HIGH))
    lowest = said.split("Lavest ligger ")[1].split(". ")[0]
    assert "felles mål" in lowest
    assert "forankring" in lowest


def test_many_as_low_as_each_other_are_not_called_the_lowest(cast: people.Cast) -> None:
    assert "Lavest" not in lead_of(shown_round(cast))


def test_two_groups_that_stand_opposite_are_said_to(
    cast: people.Cast, cecilie: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where one of them is so united that it has no middle: 13 and 13, 26 of 26."""
    monkeypatch.setattr("samspill.science.reading_disclosure.LEFT_OUT", 0)
    shown = opposite(cast)
    assert shown.release is not None
    says = [item.groups.say for item in shown.release.reading.items if item.groups]
    assert says[:2] == ["groups_differ"] * 2
    _many, _moved, alike = facts(
        view(shown.release.reading, "nb"), shown, round_summary(shown, "nb")
    )
    assert alike.label == "Politikk og Administrasjon"
    assert alike.first == "Ser ulikt på felles mål og forankring."
    page = page_of(shown, cecilie)
    assert "Politikk svarer lavere enn Administrasjon. Det er mer enn tilfeldig." in page
    assert "For få til å si om gruppene er ulike" not in page


def test_how_many_and_what_has_moved_are_answered(cast: people.Cast) -> None:
    shown = shown_round(cast, HIGH)
    assert shown.release is not None
    many, moved, alike = facts(view(shown.release.reading, "nb"), shown, round_summary(shown, "nb"))
    assert many.first == "24 svar, 30 ble spurt."
    assert moved.first == "Ingen tidligere runde å sammenligne med."
    assert alike.first == "Runden spurte ikke hvor folk kommer fra."


def test_closed_the_page_is_calm(cast: people.Cast, cecilie: Client) -> None:
    """At most 25 links and buttons in sight, the menu with them; method text is not there."""
    page = page_of(shown_round(cast, HIGH, LOW, CAMPS, SPREAD), cecilie)
    in_sight = InSight()
    in_sight.feed(page)
    assert in_sight.links <= 25 + 2, "the way past the menu and the button that prints are not seen"
    assert page.count('class="reading-row"') == 10
    assert "numbers-on-paper" not in page
    assert "Du er ikke" not in page


def test_tenths_and_fifths_never_share_a_column(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie)
    answers: list[list[int | None]] = [[2 + person % 3] * 10 for person in range(24)]
    for person in answers[:4]:
        person[4] = None
    people.answer_it(opened, answers)
    page = page_of(people.show_it(opened, cast.cecilie), cecilie, "?tables")
    tables = [table.split("</table>")[0] for table in page.split("<table class=")[1:]]
    assert ["Femdeler" in table for table in tables] == [False, True]
    assert "20 svar" in tables[1] or "12 til 21 svar" in tables[1], "its own number"


def test_seven_answers_are_worth_reading(cast: people.Cast, cecilie: Client) -> None:
    shown = shown_round(cast, HIGH, LOW, answers=7)
    said = lead_of(shown)
    assert "De fleste av dere mener at dere forstår målene på samme måte." in said
    assert "De fleste svarer lavt på forankring." in said
    page = page_of(shown, cecilie)
    assert page.count("talk-tag") == 1
    assert page.count('class="talk-question"') >= 10, "a question for each statement"


def test_seven_who_answer_this_and_that_are_told_where_to_begin(cast: people.Cast) -> None:
    shown = shown_round(cast, *[(1, 2, 3, 4, 5, 3, 4)] * 10, answers=7)
    assert shown.release is not None
    assert "Svarene spriker på alt." in lead_of(shown)
    assert shown.release.reading.order.talk_first == 0
