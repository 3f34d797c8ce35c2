"""Asked again: a change only outside its uncertainty, from what was shown and nothing else."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace
from tests import cast as people

from samspill.collaborations.models import Collaboration
from samspill.surveys import closing_operations, operations
from samspill.surveys.models import Response, SurveyRound
from samspill.surveys.reading_inputs import shown_rounds_like

pytestmark = pytest.mark.django_db

LOW = [1, 2, 2, 3, 2, 1, 2, 3, 2, 1]
HIGH = [4, 5, 4, 3, 4, 5, 4, 3, 4, 5]


def asked(
    cast: people.Cast,
    answers: list[int],
    *,
    times: int = 3,
    collaboration: Collaboration | None = None,
    **changes: object,
) -> SurveyRound:
    """Ask and show a round; the first statement as given, the others alike in every room."""
    opened = people.an_open_round(cast.cecilie, collaboration, **changes)
    rest = [[1, 2, 3, 4, 5, 3, 2, 4, 3, 3][number % 10] for number in range(len(answers) * times)]
    people.answer_it(
        opened,
        [[one, *[rest[place]] * 9] for place, one in enumerate(answers * times)],
    )
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    return closing_operations.publish_reading(closed, by=cast.cecilie)


def page_of(shown: SurveyRound, browser: Client) -> str:
    return browser.get(f"/rounds/{shown.pk}/reading/").content.decode()


def since(shown: SurveyRound) -> list[str | None]:
    assert shown.release is not None
    return [item.since.change if item.since else None for item in shown.release.reading.items]


def test_a_first_round_is_compared_with_nothing(cast: people.Cast, cecilie: Client) -> None:
    first = asked(cast, LOW)
    assert first.release is not None
    assert first.release.reading.before is None
    assert "Ingen tidligere runde å sammenligne med." in page_of(first, cecilie)


def test_every_middle_says_how_sure_it_is(cast: people.Cast, cecilie: Client) -> None:
    first = asked(cast, LOW)
    assert first.release is not None
    assert first.release.reading.items[0].interval == (1.0, 2.5)
    page = page_of(first, cecilie)
    assert 'class="interval"' in page
    whole = cecilie.get(f"/rounds/{first.pk}/numbers-of/?item={first.asked.items[0].key}")
    assert "1,0" in whole.content.decode()
    assert "2,5" in whole.content.decode()
    small = asked(cast, LOW, times=1)
    assert small.release is not None
    assert small.release.reading.items[0].interval is None


def test_a_change_is_named_only_where_it_is_more_than_chance(
    cast: people.Cast, cecilie: Client
) -> None:
    first = asked(cast, LOW)
    second = asked(cast, HIGH, collaboration=first.collaboration)
    assert since(second) == ["higher", *["too_little"] * 9]
    page = page_of(second, cecilie)
    assert "Høyere. Midten har gått fra 1,9 til 4,1." in page
    assert re.search(r'class="ring"\s+cx', page)
    assert page.count("For lite til å si om noe er endret.") >= 1
    third = asked(cast, LOW, collaboration=first.collaboration)
    assert since(third)[0] == "lower"
    assert "Lavere enn i" in page_of(third, cecilie)


def test_the_last_round_is_the_one_compared_with(cast: people.Cast) -> None:
    first = asked(cast, LOW)
    second = asked(cast, HIGH, collaboration=first.collaboration)
    third = asked(cast, HIGH, collaboration=first.collaboration)
    assert third.release is not None
    assert second.release is not None
    assert third.release.reading.before is not None
    assert third.release.reading.before.release == second.release.pk
    assert since(third) == ["too_little"] * 10


@pytest.mark.parametrize("times", [1, 3])
def test_too_few_for_a_middle_cannot_be_compared(
    times: int, cast: people.Cast, cecilie: Client
) -> None:
    """With ten answers there is no middle to compare; with thirty there is."""
    first = asked(cast, LOW, times=times)
    second = asked(cast, HIGH, times=3, collaboration=first.collaboration)
    assert since(second)[0] == (None if times == 1 else "higher")
    assert ("Kan ikke sammenlignes." in page_of(second, cecilie)) == (times == 1)


def test_another_wording_or_mode_is_not_compared(cast: people.Cast) -> None:
    first = asked(cast, LOW)
    others = tuple(replace(item, wording=f"another {item.wording}") for item in first.asked.items)
    other = asked(
        cast, HIGH, collaboration=first.collaboration, content=replace(first.asked, items=others)
    )
    assert other.release is not None
    assert other.release.reading.before is None
    table = people.an_open_round(cast.cecilie, first.collaboration, mode="open_table")
    assert not list(shown_rounds_like(table))


def test_the_comparison_needs_no_answers_of_the_earlier_round(cast: people.Cast) -> None:
    """It is made from what was shown: the answers may be long gone, as was promised."""
    first = asked(cast, LOW)
    closing_operations.delete_answers_due(first.delete_answers_on)
    assert not Response.objects.filter(survey_round=first).exists()
    assert since(asked(cast, HIGH, collaboration=first.collaboration))[0] == "higher"


def test_a_month_of_another_year_is_named_with_its_year(cast: people.Cast) -> None:
    first = asked(cast, LOW)
    SurveyRound.objects.filter(pk=first.pk).update(closed_at=timezone.now() - timedelta(days=400))
    second = asked(cast, HIGH, collaboration=first.collaboration)
    assert second.release is not None
    assert second.release.reading.before is not None
    when = second.release.reading.before.when["nb"]
    assert when.split()[-1] == str((timezone.now() - timedelta(days=400)).year)


def test_groups_that_differ_are_named(
    cast: people.Cast, cecilie: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspill.science.reading_disclosure.LEFT_OUT", 0)
    draft = people.a_draft(cast.cecilie)
    plan = people.a_group_plan(draft, 30, 30)
    operations.ask_for_background(draft, plan, by=cast.cecilie)
    opened = operations.open_round(draft, by=cast.cecilie)
    for group, answers in enumerate((LOW, HIGH)):
        for one in answers * 3:
            operations.submit_response(
                opened, key=uuid.uuid4(), ratings=[one, *[3, 1, 5] * 3], group=group
            )
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    shown = closing_operations.publish_reading(closed, by=cast.cecilie)
    assert shown.release is not None
    words = [item.groups.words["nb"] for item in shown.release.reading.items if item.groups]
    assert words[0] == "Lidal svarer lavere enn Nesdal. Det er mer enn tilfeldig."
    assert not any("svarer lavere" in one for one in words[1:])
    assert words[0] in page_of(shown, cecilie)


def test_a_later_round_that_was_shown_first_is_not_before(cast: people.Cast) -> None:
    """Two are closed, and the newer is shown first: the older has nothing to be compared with."""
    first = people.an_open_round(cast.cecilie)
    second = people.an_open_round(cast.cecilie, first.collaboration)
    closed = []
    for opened, low in ((first, LOW), (second, HIGH)):
        people.answer_it(opened, [[one, *[3] * 9] for one in low * 3])
        closed.append(closing_operations.close_round(opened, by=cast.cecilie))
    newer = closing_operations.publish_reading(closed[1], by=cast.cecilie)
    older = closing_operations.publish_reading(closed[0], by=cast.cecilie)
    assert newer.release is not None
    assert older.release is not None
    assert newer.release.reading.before is None
    assert older.release.reading.before is None
