"""The evening before: preview, rehearsal, own questions, the address, and asking the same again."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.readings.models import Release
from samspill.surveys import operations, own_operations
from samspill.surveys.models import Response, SurveyRound
from samspill.surveys.own_questions import own_items
from samspill.surveys.rehearsals import is_out_of_reach

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: people.Cast) -> SurveyRound:
    return people.a_draft(cast.cecilie)


def test_a_preview_is_what_they_meet_and_stores_nothing(
    draft: SurveyRound, cecilie: Client
) -> None:
    page = cecilie.get(f"/rounds/{draft.pk}/preview/").content.decode()
    assert all(item.text["nb"] in page for item in draft.asked.items)
    assert "Forhåndsvisning" in page
    done = cecilie.post(f"/rounds/{draft.pk}/preview/", {"item-1": "4"}).content.decode()
    assert "Ingenting er lagret" in done
    assert not Response.objects.exists()


def test_a_rehearsal_looks_like_a_result_and_leaves_nothing(
    draft: SurveyRound, cecilie: Client
) -> None:
    page = cecilie.get(f"/rounds/{draft.pk}/rehearsal/").content.decode()
    assert page.count('class="reading-row"') == 10
    assert "Disse svarene er oppdiktet" in page
    assert "Simulerte svar" in page
    assert not Response.objects.exists()
    assert not Release.objects.exists()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_own_questions_are_asked_marked_and_kept(
    draft: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    own = "Vi tar opp barnevernet i tide."
    cecilie.post(f"/rounds/{draft.pk}/own-questions/", {"own-1": own, "own-2": " ", "own-3": own})
    draft.refresh_from_db()
    assert [item.text for item in own_items(draft.asked)] == [{"nb": own}], "once, without blanks"
    changed = operations.change_round(draft, people.round_settings(), by=cast.cecilie)
    assert len(own_items(changed.asked)) == 1, "it stays when something else is changed"
    opened = operations.open_round(changed, by=cast.cecilie)
    people.answer_it(opened, [[4] * 11 for _person in range(24)])
    shown = people.show_it(opened, cast.cecilie)
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert own in page
    assert page.count("Eget spørsmål") == 1


def test_more_than_three_are_refused(draft: SurveyRound, cast: people.Cast) -> None:
    with pytest.raises(ValueError, match="at most 3"):
        own_operations.ask_own_questions(draft, list("abcd"), language="nb", by=cast.cecilie)


@pytest.mark.parametrize(
    ("host", "out_of_reach"),
    [("localhost:8000", True), ("127.0.0.1", True), ("[::1]:8000", True), ("::1", True),
     ("samspill.localhost", True), ("samspill.example", False), ("192.168.1.4:8000", False)],
)  # fmt: skip
def test_an_address_that_leads_a_phone_to_itself_is_known(host: str, out_of_reach: bool) -> None:
    assert is_out_of_reach(host) is out_of_reach


def test_localhost_is_never_on_the_wall_without_a_word(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie)
    for page in (f"/rounds/{opened.pk}/", f"/rounds/{opened.pk}/screen/"):
        at_home = cecilie.get(page, headers={"host": "localhost"}).content.decode()
        assert "når ikke denne adressen" in at_home
        away = cecilie.get(page).content.decode()
        assert "når ikke denne adressen" not in away
    assert "Telefonen kom fram" in Client().get("/reached/").content.decode()


def test_asking_again_copies_purpose_number_and_groups(cast: people.Cast, cecilie: Client) -> None:
    first = people.a_draft(cast.cecilie)
    plan = people.a_group_plan(first, 12, 13)
    operations.ask_for_background(first, plan, by=cast.cecilie)
    shown = people.show_it(first, cast.cecilie)
    page = cecilie.get(f"/rounds/new/?again={shown.pk}").content.decode()
    assert shown.purpose in page
    assert 'value="25"' in page
    sent = {
        "collaboration": str(shown.collaboration_id),
        "instrument": shown.instrument_key,
        "purpose": shown.purpose,
        "intended_use": shown.intended_use,
        "follow_up_on": shown.follow_up_on.isoformat(),
        "expected_count": "25",
        "save": "",
    }
    cecilie.post(f"/rounds/new/?again={shown.pk}", sent)
    again = SurveyRound.objects.get(state="draft")
    assert again.groups == shown.groups
    assert again.expected_count == 25


@pytest.mark.parametrize("key", ["x", "", "c16a17ae-ca53-4fa9-b925-b50658fafd18"])
def test_asking_a_round_that_is_not_there_again_is_a_new_one(key: str, cecilie: Client) -> None:
    assert cecilie.get(f"/rounds/new/?again={key}").status_code in (200, 302)
