"""The server's clock is wrong: set back while a round is open, years off, or just past midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from tests import cast as people
from tests.patience import until_nobody_reads

from samspill.action_plans.operations import NewAction, agree_action
from samspill.collaborations.operations import forget_removed, remove_collaboration
from samspill.collaborations.public import Collaboration
from samspill.participation.models import Invitation, Ticket
from samspill.participation.operations import invite
from samspill.surveys import closing_operations
from samspill.surveys.models import Response, SurveyRound

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 10, 11, tzinfo=UTC)
STEPS_BACK = [timedelta(hours=1), timedelta(days=1), timedelta(days=900)]


@pytest.fixture(params=STEPS_BACK, ids=["an hour", "a day", "years"])
def earlier(request: pytest.FixtureRequest) -> datetime:
    """Return what the clock shows after it has been set back."""
    return NOON - timedelta(seconds=request.param.total_seconds())


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    """Open a round at noon, with links and with answers, before the clock is set back."""
    with time_machine.travel(NOON, tick=False):
        made = people.an_open_round(cast.cecilie, way_in="both")
        assert made.join_code is not None
        invite(made.join_code, ["Dag Ås"], by=cast.cecilie)
        people.answer_it(made, people.some_answers(12))
    return made


def every_page(opened: SurveyRound) -> list[str]:
    assert opened.join_code is not None
    code, key = opened.join_code.address, opened.pk
    return [
        "/",
        "/actions/",
        "/collaborations/",
        f"/collaborations/{opened.collaboration_id}/",
        f"/rounds/{key}/",
        f"/rounds/{key}/links/",
        f"/rounds/{key}/screen/",
        f"/rounds/{key}/reading/",
        f"/r/{code}/",
        f"/r/{code}/promise/",
    ]


def look_at_everything(browser: Client, opened: SurveyRound) -> None:
    """Expect a page, the way to one, or the word that the round is closed."""
    for page in every_page(opened):
        response = browser.get(page, follow=True)
        assert response.status_code in (200, 410), page


def test_the_whole_way_with_a_clock_that_was_set_back(
    earlier: datetime, opened: SurveyRound, cast: people.Cast, phone: Client
) -> None:
    """Somebody comes in, answers, and sees the round closed before it was opened."""
    assert opened.join_code is not None
    url = f"/r/{opened.join_code.address}/"
    with time_machine.travel(earlier, tick=False):
        browser = people.client_of(cast.cecilie)
        look_at_everything(browser, opened)
        phone.post(url + "begin/")
        answers = {f"item-{number}": "4" for number in range(1, 11)}
        assert phone.post(url + "answer/", answers)["Location"] == url + "received/"
        assert phone.get(url + "received/").status_code == 200
        browser.post(f"/rounds/{opened.pk}/close/")
        people.let_the_minute_pass()
        look_at_everything(browser, opened)
        browser.post(f"/rounds/{opened.pk}/publish/")
        look_at_everything(browser, opened)
        assert browser.get(f"/rounds/{opened.pk}/reading/").status_code == 200
    shown = SurveyRound.objects.get()
    assert shown.state == "published"
    assert shown.closed_at is not None
    assert shown.closed_at < NOON
    assert shown.turned_out is not None
    assert (shown.turned_out.low, shown.turned_out.high) == (12, 21)
    assert not Response.objects.exists()


def test_the_pages_show_the_days_as_the_clock_had_them(
    opened: SurveyRound, cast: people.Cast
) -> None:
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        browser = people.client_of(cast.cecilie)
        browser.post(f"/rounds/{opened.pk}/close/")
        people.let_the_minute_pass()
        shown = browser.get(f"/rounds/{opened.pk}/").content.decode()
    assert "Åpnet 10. mars 2027" in shown
    assert "Lukket 9. mars 2027" in shown


def test_just_past_midnight_it_is_today(cast: people.Cast) -> None:
    """The database counts in UTC; people in the room have a new day before it has."""
    with time_machine.travel(datetime(2027, 6, 1, 22, 30, tzinfo=UTC), tick=False):
        opened = people.an_open_round(cast.cecilie)
        browser = people.client_of(cast.cecilie)
        assert "Åpnet 2. juni 2027" in browser.get(f"/rounds/{opened.pk}/").content.decode()


def test_nothing_is_deleted_early(
    earlier: datetime, opened: SurveyRound, cast: people.Cast
) -> None:
    """The days were written when the round was made, and a clock set back makes them later."""
    SurveyRound.objects.update(keeps_answers=True)
    removed = people.a_collaboration(cast.cecilie)
    with time_machine.travel(NOON, tick=False):
        remove_collaboration(removed, by=cast.cecilie)
    with time_machine.travel(earlier, tick=False):
        assert closing_operations.delete_answers_due() == 0
        forget_removed()
        closing_operations.close_round(opened, by=cast.cecilie)
        assert closing_operations.delete_answers_due() == 0
    assert Response.objects.count() == 12
    assert Collaboration.objects.filter(pk=removed.pk).exists()


@pytest.mark.parametrize("days", [0, 1])
def test_answers_are_deleted_on_the_promised_day_whenever_the_round_was_closed(
    days: int, opened: SurveyRound, cast: people.Cast
) -> None:
    closing_operations.close_round(opened, by=cast.cecilie, now=NOON - timedelta(days=400))
    at = datetime.combine(opened.delete_answers_on, NOON.time(), UTC) + timedelta(days=days)
    with time_machine.travel(at - timedelta(days=days + 1), tick=False):
        assert closing_operations.delete_answers_due() == 0
    with time_machine.travel(at, tick=False):
        assert closing_operations.delete_answers_due() == 1
    assert not Response.objects.exists()


def test_a_new_round_is_made_with_a_clock_that_was_set_back(
    earlier: datetime, cast: people.Cast
) -> None:
    """The second time is a follow-up, and its result knows the first, whatever the clock says."""
    first = people.a_published_round(cast.cecilie)
    with time_machine.travel(earlier, tick=False):
        second = people.an_open_round(cast.cecilie, first.collaboration)
        people.answer_it(second, people.some_answers(12))
        closing_operations.close_round(second, by=cast.cecilie)
        shown = closing_operations.publish_reading(
            SurveyRound.objects.get(pk=second.pk), by=cast.cecilie
        ).release
        look_at_everything(people.client_of(cast.cecilie), second)
    assert second.kind == "follow_up"
    assert shown is not None
    assert first.release is not None
    assert shown.knows == [str(first.release.pk)]


def test_an_action_is_late_by_what_the_clock_says(cast: people.Cast) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    new = NewAction(title="Møtes", owner="Anne Vik", due_on=date(2027, 3, 9))
    agree_action(collaboration, new, by=cast.cecilie)
    for now, is_late in ((NOON, True), (NOON - timedelta(days=2), False)):
        with time_machine.travel(now, tick=False):
            page = people.client_of(cast.cecilie).get("/actions/").content.decode()
        assert ("Fristen er ute" in page) is is_late


# --- What closing leaves, whoever closes and whenever ---------------------------------------------


def test_the_list_of_who_was_asked_goes_when_the_product_closes_a_forgotten_round(
    opened: SurveyRound,
) -> None:
    closing_operations.delete_answers_due(opened.delete_answers_on)
    assert SurveyRound.objects.get().state == "closed"
    assert not Invitation.objects.exists()
    assert not Ticket.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_is_invited_in_the_moment_of_closing_is_forgotten_by_the_worker(
    opened: SurveyRound, cast: people.Cast
) -> None:
    assert opened.join_code is not None
    closing_operations.close_round(opened, by=cast.cecilie)
    invite(opened.join_code, ["Eli Strand"], by=cast.cecilie)
    other = people.an_open_round(cast.cecilie, way_in="link")
    assert other.join_code is not None
    invite(other.join_code, ["Dag Ås"], by=cast.cecilie)
    until_nobody_reads(closing_operations.destroy_traces_due)
    assert [one.name for one in Invitation.objects.all()] == ["Dag Ås"], "of the one still open"
    assert Ticket.objects.count() == 1
