"""The start page: what slices tell of, put in order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from tests import cast as people

from samspill.foundation.declarations.public import Deadline, NextStep, Priority
from samspill.site.overview import MOST_DEADLINES, first_step, nearest
from samspill.surveys.closing_operations import close_round
from samspill.surveys.models import SurveyRound


def a_step(priority: Priority, *, is_simulated: bool = False) -> NextStep:
    return NextStep(
        priority=priority,
        before="",
        title=priority.name,
        sentence="",
        button="",
        url="/",
        is_simulated=is_simulated,
    )


def a_deadline(day: int, *, stands_beside: bool = False) -> Deadline:
    return Deadline(
        day=date(2027, 1, 1) + timedelta(days=day),
        sentence="",
        link="",
        url="/",
        stands_beside=stands_beside,
    )


def test_what_goes_on_now_comes_first_and_the_demo_last_of_what_waits() -> None:
    now, draft = Priority.GOES_ON_NOW, Priority.IS_BEING_PREPARED
    of_the_demo, begin = a_step(now, is_simulated=True), a_step(Priority.COULD_BEGIN)
    assert first_step([a_step(draft), a_step(now)]) == a_step(now)
    assert first_step([of_the_demo, a_step(draft)]) == a_step(draft)
    assert first_step([begin, of_the_demo]) == of_the_demo
    assert first_step([begin]) == begin
    assert first_step([]) is None


def test_the_first_of_those_that_come_first_is_shown() -> None:
    steps = [a_step(Priority.GOES_ON_NOW), a_step(Priority.GOES_ON_NOW)]
    assert first_step(steps) is steps[0]


def test_what_stands_beside_pushes_nothing_out() -> None:
    ordinary = [a_deadline(day) for day in reversed(range(MOST_DEADLINES + 2))]
    beside = [a_deadline(-9, stands_beside=True), a_deadline(99, stands_beside=True)]
    shown = nearest([*ordinary, *beside])
    assert [one.day for one in shown] == sorted(one.day for one in shown)
    assert [one for one in shown if one.stands_beside] == beside
    assert len(shown) == MOST_DEADLINES + 2


@pytest.mark.django_db
def test_cecilie_is_led_from_the_first_collaboration_to_what_was_agreed(
    cast: people.Cast, cecilie: Client
) -> None:
    def told() -> tuple[str, list[str], list[int]]:
        overview = cecilie.get("/").context["overview"]
        step = overview.next_step
        return (
            step.before if step else "",
            [one.sentence for one in overview.work],
            [one.stage for one in overview.work],
        )

    assert told() == ("Velkommen", [], [])
    collaboration = people.a_collaboration(cast.cecilie)
    assert told() == ("Neste", ["Ingen er spurt ennå."], [1])
    people.a_draft(cast.cecilie, collaboration)
    assert told() == ("Utkastet er klart", ["Samarbeidssjekken blir gjort klar."], [1])
    SurveyRound.objects.all().delete()
    opened = people.an_open_round(cast.cecilie, collaboration)
    assert told() == ("Åpen nå", ["Samarbeidssjekken er åpen for svar."], [1])
    people.answer_it(opened, people.some_answers(12))
    closed = close_round(opened, by=cast.cecilie)
    assert told()[0] == "Lukket, ikke vist ennå"
    assert told()[2] == [2]
    people.show_it(closed, by=cast.cecilie)
    assert told()[0] == "Vist, og ingenting er avtalt ennå"
    assert told()[2] == [3]
    page = cecilie.get("/").content.decode()
    assert f'href="/rounds/{opened.pk}/reading/#actions"' in page
    cecilie.post(f"/actions/round/{opened.pk}/none/", {"reason": "Vi venter på budsjettet."})
    assert told() == ("", ["Ingenting er i gang før dere spør igjen."], [4])
    SurveyRound.objects.update(follow_up_on=date(2020, 1, 1))
    assert told()[2] == [5]
