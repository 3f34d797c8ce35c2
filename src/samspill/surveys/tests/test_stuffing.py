"""A round that somebody tries to stuff or to time: refused, slowed, or seen by everybody."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.participation.models import JoinCode
from samspill.participation.signs import sign_now, sign_on_paper
from samspill.surveys import closing_operations, operations
from samspill.surveys.join_sign import table_sign
from samspill.surveys.models import Response, SurveyRound, TableSheet

pytestmark = pytest.mark.django_db

ANSWERS = {f"item-{number}": "4" for number in range(1, 11)}
SCREEN, PAPER = SurveyRound.Sign.SCREEN, SurveyRound.Sign.PAPER


def url_of(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def answer(url: str, **more: str) -> int:
    """Come in with a fresh phone, answer, and return what the phone was told last."""
    phone = Client()
    begun = phone.post(url + "begin/", more)
    if begun.status_code != 302:
        return begun.status_code
    return phone.post(url + "answer/", {**ANSWERS, **more}).status_code


def the_round() -> SurveyRound:
    return SurveyRound.objects.select_related("join_code").get()


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


# --- Three ways that worked before --------------------------------------------------------------


def test_a_facilitator_with_invented_invitations_is_seen(
    cast: people.Cast, cecilie: Client
) -> None:
    """Kari and eleven who do not exist: how many links there are stands for her to read."""
    opened = people.an_open_round(cast.cecilie, way_in="link", expected_count=None)
    names = ["Kari Offer", *(f"Oppdiktet {number}" for number in range(11))]
    data = {"names": "\n".join(names), "partner": "Nesdal"}
    cecilie.post(f"/rounds/{opened.pk}/links/", data)
    promise = page(Client(), url_of(opened) + "promise/")
    assert "Nesdal 12" in promise
    assert "12 kan svare, og ikke flere." in promise


def test_the_links_can_be_handed_out_by_somebody_else(cast: people.Cast, cecilie: Client) -> None:
    """From then on the facilitator neither sees nor makes nor renews any."""
    opened = people.an_open_round(cast.cecilie, way_in="link", expected_count=None)
    links = f"/rounds/{opened.pk}/links/"
    given = cecilie.post(links + "give-away/", {"addressee": "Sekretæren"}).content.decode()
    (task,) = re.findall(r"/task/[\w-]+/", given)
    secretary = Client()
    made = secretary.post(task, {"names": "Dag Ås\nEva Berg", "partner": "Lidal"})
    tokens = re.findall(r"\?link=([\w-]+)", made.content.decode())
    assert len(tokens) == 2
    assert "?link=" not in cecilie.post(links, {"names": "Per Li"}).content.decode()
    assert answer(url_of(opened), link=tokens[0]) == 302
    promise = page(Client(), url_of(opened) + "promise/")
    assert "Lidal 2" in promise
    assert "deles ut av Sekretæren" in promise
    secretary.post(task, {"done": "1"})
    assert "?link=" not in secretary.post(task, {"names": "Per Li"}).content.decode()


def test_a_facilitator_who_watches_cannot_close_on_the_first_honest_answer(
    cast: people.Cast, cecilie: Client
) -> None:
    """Nine of their own, then the first of twenty others: nothing moves, and closing takes time."""
    opened = people.an_open_round(cast.cecilie, expected_count=29)
    people.answer_it(opened, people.some_answers(9))
    closing_operations.look_at_open_rounds()
    address = f"/rounds/{opened.pk}/"
    before = people.without_tokens(page(cecilie, address))
    waiting = Client()
    waiting.post(url_of(opened) + "begin/")
    assert answer(url_of(opened)) == 302
    assert people.without_tokens(page(cecilie, address)) == before
    cecilie.post(address + "close/")
    assert closing_operations.close_due() == 0
    assert "Runden lukkes snart" in page(Client(), url_of(opened) + "news/")
    assert "Gå til slutten" in page(waiting, url_of(opened) + "answer/")
    assert waiting.post(url_of(opened) + "answer/", ANSWERS).status_code == 302
    assert answer(url_of(opened)) == 302
    assert Response.objects.count() == 12


def test_a_participant_who_adds_answers_from_a_small_group_is_refused(cast: people.Cast) -> None:
    """Nine are asked from Lidal. After nine from there, the tenth is told, and so is everybody."""
    draft = people.a_draft(cast.cecilie)
    plan = people.a_group_plan(draft, 9, 17)
    operations.ask_for_background(draft, plan, by=cast.cecilie)
    opened = operations.open_round(draft, by=cast.cecilie)
    names = [group.name["nb"] for group in opened.asked_groups]
    url, lidal = url_of(opened), str(names.index("Lidal"))
    assert [answer(url, group=lidal) for _ in range(11)] == [302] * 9 + [422] * 2
    phone = Client()
    phone.post(url + "begin/")
    told = phone.post(url + "answer/", {**ANSWERS, "group": lidal}).content.decode()
    assert "Derfra ble 9 spurt, og så mange har svart." in told
    assert told.count("checked") == 11, "what was ticked is not lost"
    assert phone.post(url + "answer/", ANSWERS).status_code == 302, "without saying from where"


# --- Three of our own -----------------------------------------------------------------------------


def test_the_27th_phone_is_told_that_26_were_asked(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie, expected_count=26)
    url = url_of(opened)
    early = Client()
    early.post(url + "begin/")
    assert [answer(url) for _ in range(26)] == [302] * 26
    late = early.post(url + "answer/", ANSWERS)
    assert (late.status_code, "26 ble spurt" in late.content.decode()) == (422, True)
    closing_operations.look_at_open_rounds()
    refused = Client().post(url + "begin/")
    assert (refused.status_code, "26 ble spurt" in refused.content.decode()) == (409, True)
    moment = timezone.localtime().replace(hour=18, minute=12)
    with time_machine.travel(moment, tick=False):
        cecilie.post(f"/rounds/{opened.pk}/raise/", {"more": "2"})
    assert early.post(url + "answer/", ANSWERS).status_code == 302
    raised = "Kl. 18.12 ble tallet på spurte satt opp fra 26 til 28."
    for browser, address in (
        (Client(), url),
        (Client(), url + "promise/"),
        (Client(), url + "news/"),
        (early, url + "received/"),
        (cecilie, f"/rounds/{opened.pk}/screen/"),
        (cecilie, f"/rounds/{opened.pk}/"),
    ):
        assert raised in page(browser, address), address


def test_the_same_answer_sent_again_is_received_also_when_the_round_is_full(
    cast: people.Cast,
) -> None:
    opened = people.an_open_round(cast.cecilie, expected_count=5)
    key = uuid.uuid4()
    operations.submit_response(opened, key=key, ratings=[4] * 10)
    people.answer_it(opened, people.some_answers(4))
    assert not operations.submit_response(opened, key=key, ratings=[4] * 10)
    with pytest.raises(operations.FullError):
        operations.submit_response(opened, key=uuid.uuid4(), ratings=[4] * 10)


def test_a_code_that_was_passed_on_lets_nobody_in_without_the_sign(cast: people.Cast) -> None:
    """From outside the room a script has the code, and one chance in thirty a try."""
    opened = people.an_open_round(cast.cecilie, sign=SCREEN)
    right = {sign_now(str(opened.pk), timezone.now() - timedelta(seconds=30 * n)) for n in range(3)}
    wrong = next(f"{sign:02}" for sign in range(100) if f"{sign:02}" not in right)
    phone = Client()
    for typed in (wrong, "", "abc", "½½", "0" * 9, "\x00"):
        refused = phone.post(url_of(opened) + "begin/", {"sign": typed})
        assert refused.status_code == 422, typed
        assert "samspill_admission" not in phone.cookies
    forged = phone.post(url_of(opened) + "begin/", {"pass": "in:1tXyZ:forged"})
    assert forged.status_code == 422
    told = phone.post(url_of(opened) + "begin/", {"sign": wrong}).content.decode()
    assert "Det kontrolltallet gjelder ikke lenger." in told


def test_a_facilitator_who_announces_twice_does_not_move_the_moment(
    cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    cecilie.post(f"/rounds/{opened.pk}/close/")
    first = the_round().closing_at
    cecilie.post(f"/rounds/{opened.pk}/close/")
    assert the_round().closing_at == first


# --- The sign -------------------------------------------------------------------------------------


def test_a_sign_is_good_for_three_half_minutes(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie, sign=SCREEN)
    with time_machine.travel(datetime(2027, 3, 9, 12, 0, 10, tzinfo=UTC), tick=False) as clock:
        sign = sign_now(str(opened.pk))
        for seconds, lets_in in ((0, True), (60, True), (19, True), (61, False)):
            clock.shift(seconds)
            taken = Client().post(url_of(opened) + "begin/", {"sign": sign}).status_code
            others = sign_now(str(opened.pk)) == sign
            assert (taken == 302) is lets_in or others, seconds


def test_the_camera_brings_the_sign_and_meets_nothing_new(
    cast: people.Cast, cecilie: Client
) -> None:
    """Presses to the first statement: one. Reading the promise for a while loses nothing."""
    opened = people.an_open_round(cast.cecilie, sign=SCREEN)
    sign = sign_now(str(opened.pk))
    assert sign in page(cecilie, f"/rounds/{opened.pk}/screen/")
    phone = Client()
    shown = page(phone, f"{url_of(opened)}?sign={sign}")
    assert 'name="sign"' not in shown
    (room_pass,) = re.findall(r'name="pass" value="([^"]+)"', shown)
    with time_machine.travel(timezone.now() + timedelta(minutes=15), tick=False):
        begun = phone.post(url_of(opened) + "begin/", {"pass": room_pass})
        assert begun["Location"] == url_of(opened) + "answer/"
    with time_machine.travel(timezone.now() + timedelta(minutes=25), tick=False):
        late = Client().post(url_of(opened) + "begin/", {"pass": room_pass})
    assert late.status_code == 422


def test_a_room_without_a_screen_has_one_sign_on_paper(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie, sign=PAPER)
    sign = sign_on_paper(str(opened.pk))
    assert f"<strong>{sign}</strong>" in page(cecilie, f"/rounds/{opened.pk}/")
    assert "Det ligger på papir i rommet." in page(Client(), url_of(opened))
    assert answer(url_of(opened), sign=sign) == 302


@pytest.mark.parametrize(("asked", "status"), [("19", 302), ("20", 422)])
def test_the_sign_can_be_left_out_for_fewer_than_twenty_and_the_promise_says_so(
    asked: str, status: int, cast: people.Cast, cecilie: Client
) -> None:
    data = {
        "collaboration": str(people.a_collaboration(cast.cecilie).pk),
        "instrument": "collaboration_test",
        "purpose": "Vi vil vite.",
        "intended_use": "Vi leser.",
        "follow_up_on": timezone.localdate().isoformat(),
        "expected_count": asked,
        "sign": "none",
        "open": "",
    }
    assert cecilie.post("/rounds/new/", data).status_code == status
    form = page(cecilie, "/rounds/new/")
    offered = re.findall(r'name="sign"\s+value="(\w+)"', form)
    assert offered == ["screen", "paper", "none"]
    if status == 302:
        assert answer(url_of(the_round())) == 302
        promise = page(Client(), url_of(the_round()) + "promise/")
        assert "Siden færre enn tjue blir spurt, er det ikke noe kontrolltall" in promise


def test_nothing_opens_before_it_is_said_how_many_are_asked(
    cast: people.Cast, cecilie: Client
) -> None:
    draft = people.a_draft(cast.cecilie, expected_count=None)
    led = cecilie.post(f"/rounds/{draft.pk}/open/", follow=True)
    assert "Skriv hvor mange som blir spurt" in led.content.decode()
    assert the_round().state == "draft"


# --- Closing --------------------------------------------------------------------------------------


def test_closing_can_be_cancelled_and_cancelling_twice_is_told(
    cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    address = f"/rounds/{opened.pk}/"
    cecilie.post(address + "close/")
    assert "La den stå åpen" in page(cecilie, address)
    assert cecilie.post(address + "cancel-closing/").status_code == 302
    again = cecilie.post(address + "cancel-closing/")
    assert again.status_code == 409
    assert "Lukkingen var avlyst allerede. Runden er åpen." in again.content.decode()
    people.let_the_minute_pass()
    assert the_round().is_open
    cecilie.post(address + "close/")
    people.let_the_minute_pass()
    closed = cecilie.post(address + "cancel-closing/")
    assert "Runden er lukket. Den kan ikke åpnes igjen." in closed.content.decode()


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-400)])
def test_a_clock_that_is_set_back_keeps_no_round_open(jump: timedelta, cast: people.Cast) -> None:
    """The minute is over then, and not an hour or a year away."""
    opened = people.an_open_round(cast.cecilie)
    closing_operations.announce_closing(opened, by=cast.cecilie)
    with time_machine.travel(timezone.now() + jump, tick=False):
        assert closing_operations.close_due() == 1
    assert the_round().state == "closed"


def test_what_was_sent_in_the_last_second_still_arrives(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    announced = closing_operations.announce_closing(opened, by=cast.cecilie)
    assert announced.closing_at is not None
    for seconds, closed in ((0, 0), (4, 0), (6, 1)):
        assert (
            closing_operations.close_due(announced.closing_at + timedelta(seconds=seconds))
            == closed
        )


@pytest.mark.parametrize(
    ("answers", "asked", "told"),
    [
        (3, 26, "Færre enn fem svarte. Det er færre enn halvparten av dem som ble spurt."),
        (11, 26, "Mellom 5 og 11 svarte. Det er færre enn halvparten av dem som ble spurt."),
        (21, 26, "Mellom 12 og 21 svarte."),
        (26, 26, "Mellom 22 og 39 svarte."),
    ],
)
def test_when_it_is_closed_everybody_is_told_the_band_of_the_number(
    answers: int, asked: int, told: str, cast: people.Cast, cecilie: Client
) -> None:
    """Twenty who read "between 5 and 11" see that somebody has cut them out."""
    opened = people.an_open_round(cast.cecilie, expected_count=asked)
    people.answer_it(opened, people.some_answers(answers))
    phone = Client()
    phone.post(url_of(opened) + "begin/")
    closing_operations.close_round(opened, by=cast.cecilie)
    shown = page(phone, url_of(opened) + "received/")
    assert told in shown
    assert f"{asked} ble spurt." in shown
    assert told in page(Client(), url_of(opened) + "promise/")
    assert told in page(cecilie, f"/rounds/{opened.pk}/")
    assert phone.cookies["samspill_admission"].value == "", "no cookie outlives the round"


# --- Ways in --------------------------------------------------------------------------------------


def test_six_figures_end_two_days_after_closing_and_the_address_on_the_follow_up_date(
    cast: people.Cast,
) -> None:
    opened = people.an_open_round(cast.cecilie)
    code = JoinCode.objects.get()
    closed_at = timezone.now()
    closing_operations.close_round(opened, by=cast.cecilie, now=closed_at)
    follow_up = datetime.combine(opened.follow_up_on, closed_at.time(), closed_at.tzinfo)
    for moment, figures, address in (
        (closed_at + timedelta(days=2) - timedelta(seconds=5), 302, 200),
        (closed_at + timedelta(days=2, seconds=5), 404, 200),
        (follow_up, 404, 200),
        (follow_up + timedelta(days=1), 404, 404),
    ):
        with time_machine.travel(moment, tick=False):
            assert Client().get(f"/r/{code.code}/").status_code == figures, moment
            assert Client().get(f"/r/{code.address}/promise/").status_code == address, moment
            assert Client().get(f"/r/{code.code}/promise/").status_code == 404


def test_one_phone_cannot_take_every_table(cast: people.Cast) -> None:
    """Sixty fresh phones, each with the sign of the one table that the script sits at."""
    opened = people.an_open_round(cast.cecilie, mode="open_table", sign=SCREEN)
    own = table_sign(opened, 1)
    for number in range(1, 61):
        phone = Client()
        phone.post(url_of(opened) + "begin/")
        phone.post(url_of(opened) + "table/", {"number": str(number), "sign": own})
    alike = {number for number in range(1, 61) if table_sign(opened, number) == own}
    assert {sheet.number for sheet in TableSheet.objects.all()} == alike
    told = phone.post(url_of(opened) + "table/", {"number": "2", "sign": "xx"}).content.decode()
    assert "Det er ikke kontrolltallet for bord 2." in told


def test_a_participants_phone_keeps_no_cookie_for_long(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    url, phone = url_of(opened), Client()
    phone.get("/join/")
    assert not phone.cookies
    phone.get(url)
    phone.post(url + "begin/")
    phone.post("/language/", {"language": "nn", "next": url})
    assert set(phone.cookies) == {"samspill_admission", "samspill_language"}
    assert phone.cookies["samspill_admission"]["path"] == url
    assert {int(cookie["max-age"]) for cookie in phone.cookies.values()} == {12 * 3600}


@pytest.mark.parametrize("day", ["9999-12-31", "10000-01-01", "2099-01-01"])
def test_a_follow_up_far_away_is_refused_in_a_sentence(
    day: str, cast: people.Cast, cecilie: Client
) -> None:
    draft = people.a_draft(cast.cecilie)
    data = {
        "collaboration": str(draft.collaboration_id),
        "instrument": "collaboration_test",
        "purpose": "Vi vil vite.",
        "intended_use": "Vi leser.",
        "follow_up_on": day,
        "expected_count": "30",
    }
    refused = cecilie.post(f"/rounds/{draft.pk}/change/", data)
    assert refused.status_code == 422
    assert re.search("innen 24 måneder|år-måned-dag", refused.content.decode())
    settings = people.round_settings(follow_up_on=timezone.localdate() + timedelta(days=800))
    with pytest.raises(ValueError, match="24 months"):
        operations.change_round(draft, settings, by=cast.cecilie)


# --- From closing to the picture ------------------------------------------------------------------


@pytest.fixture
def answered(cast: people.Cast) -> SurveyRound:
    opened = people.an_open_round(cast.cecilie)
    people.answer_it(opened, people.some_answers(24))
    return opened


def test_rows_become_counts_and_counts_a_picture(
    answered: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    closed = closing_operations.close_round(answered, by=cast.cecilie)
    assert not Response.objects.exists()
    assert closed.counted.people == 24
    assert closing_operations.draw_due() == 1
    drawn = the_round()
    assert drawn.picture is not None
    assert drawn.release is None
    assert drawn.counts == {}
    assert cecilie.get(f"/rounds/{drawn.pk}/reading/")["Location"] == f"/rounds/{drawn.pk}/"
    assert people.client_of(cast.eli).get(f"/rounds/{drawn.pk}/reading/").status_code == 404
    assert closing_operations.draw_due() == 0, "never a second picture"
    shown = cecilie.post(f"/rounds/{drawn.pk}/publish/")
    assert shown["Location"] == f"/rounds/{drawn.pk}/reading/"
    assert the_round().release_id == drawn.picture_id


def test_whoever_asks_before_there_is_a_picture_waits_on_a_page_that_does(
    answered: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    closing_operations.close_round(answered, by=cast.cecilie)
    waiting = cecilie.post(f"/rounds/{answered.pk}/publish/")
    assert waiting["Location"] == f"/rounds/{answered.pk}/being-drawn/"
    shown = page(cecilie, waiting["Location"])
    assert 'http-equiv="refresh"' in shown
    assert "Bildet lages nå" in shown
    closing_operations.draw_due()
    assert cecilie.get(waiting["Location"])["Location"] == f"/rounds/{answered.pk}/reading/"
    assert the_round().state == "published"


def test_two_workers_make_one_picture(answered: SurveyRound, cast: people.Cast) -> None:
    """Killed after it was made, or two at once: the second finds it there."""
    closed = closing_operations.close_round(answered, by=cast.cecilie)
    first, second = (closing_operations.read_once(closed, timezone.now()) for _ in range(2))
    kept = closing_operations.keep_picture(closed, first)
    with pytest.raises(operations.WrongStateError):
        closing_operations.keep_picture(closed, second)
    assert the_round().picture_id == kept.picture_id


def test_a_round_of_the_old_promise_ends_under_it(cast: people.Cast, cecilie: Client) -> None:
    """The single answers stay until the day that was said, without the groups, and go then."""
    opened = people.under_the_old_promise(cast.cecilie, answers=24)
    closing_operations.close_round(opened, by=cast.cecilie)
    closing_operations.draw_due()
    assert Response.objects.count() == 24
    assert the_round().answers_deleted_at is None
    cecilie.post(f"/rounds/{opened.pk}/publish/")
    assert Response.objects.count() == 24
    closing_operations.delete_answers_due(opened.delete_answers_on)
    assert not Response.objects.exists()


def test_what_a_freed_table_has_written_is_sealed_and_counted(
    cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie, mode="open_table", sign=SCREEN)
    url, table = url_of(opened), {"number": "1", "sign": table_sign(opened, 1)}
    first, second = Client(), Client()
    for phone, point in ((first, 1), (second, 5)):
        phone.post(url + "begin/")
        assert phone.post(url + "table/", table).status_code == 302
        phone.post(url + "column/", {name: str(point) for name in ANSWERS})
        cecilie.post(f"/rounds/{opened.pk}/tables/free/", {"number": "1"})
    (sheet,) = TableSheet.objects.all()
    assert (sheet.sealed, len(sheet.columns)) == (1, 2)
    second.post(url + "table/", table)
    assert "checked" not in page(second, url + "column/?person=1")
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    assert closed.counted.people == 2
