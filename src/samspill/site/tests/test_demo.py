"""What the demo shows of the whole way: asked, agreed, asked again."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.action_plans.models import Action
from samspill.foundation.accounts.models import Account
from samspill.foundation.organisations.models import Organisation
from samspill.people.models import Group
from samspill.site import demo
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db


def test_the_follow_up_tells_what_came_of_the_first_round(
    cast: people.Cast, cecilie: Client
) -> None:
    demo.load_for(cast.cecilie)
    follow_up = SurveyRound.objects.get(kind="follow_up", instrument_key="collaboration_test")
    page = cecilie.get(f"/rounds/{follow_up.pk}/reading/").content.decode()
    since = page[page.index('id="since"') :]
    for text in ("Gjort", "I gang", "Ikke gjort", "To kommuner manglet vikarer."):
        assert text in since
    agreed = page[page.index('id="actions"') : page.index('id="since"')]
    for text in ("Torunn Bakke, Sundvoll", "Spis lunsj sammen", "Frist"):
        assert text in agreed


def test_three_statements_of_the_demo_say_that_the_groups_differ(cast: people.Cast) -> None:
    demo.load_for(cast.cecilie)
    follow_up = SurveyRound.objects.get(kind="follow_up", instrument_key="collaboration_test")
    assert follow_up.release is not None
    says = [item.groups.say for item in follow_up.release.reading.items if item.groups]
    assert says.count("groups_differ") >= 3


def test_a_new_round_in_the_demo_tells_what_was_agreed_last(
    cast: people.Cast, phone: Client
) -> None:
    demo.load_for(cast.cecilie)
    follow_up = SurveyRound.objects.get(kind="follow_up", instrument_key="collaboration_test")
    opened = people.an_open_round(cast.cecilie, follow_up.collaboration)
    assert opened.join_code is not None
    page = phone.get(f"/r/{opened.join_code.address}/").content.decode()
    for action in Action.objects.filter(survey_round=follow_up):
        assert action.title in page
        assert action.owner not in page


def test_the_demo_has_seven_people_and_two_groups_of_its_own(db: None) -> None:
    """Whoever leads there is the seventh; nobody is met in another demo, and all go with theirs."""
    marit = demo.make_account()
    hanne = Account.objects.create_account(email="hanne@example.no", name="Hanne Dahl")
    hers = demo.make_for(hanne)
    browser = Client()
    browser.force_login(marit, "django.contrib.auth.backends.ModelBackend")
    page = people.without_tokens(browser.get("/people/").content.decode())
    for words in ("7 personer har tilgang", "Ingrid Moen", "30. juni", "eli.brekke@lidal.example"):
        assert words in page
    for words in ("Medlemmene styrer den selv", "Starter når en tredje sier ja"):
        assert words in page
    assert Group.objects.count() == 4
    demo.remove(hers)
    assert Account.objects.count() == 1 + 6 + 1, "Marit, her six, and the real Hanne"
    demo.remove(Organisation.objects.get().pk)
    assert list(Account.objects.all()) == [hanne]


def test_the_big_screen_of_the_demo_says_that_it_is_one(cast: people.Cast, db: None) -> None:
    marit = demo.make_account()
    browser = Client()
    browser.force_login(marit, "django.contrib.auth.backends.ModelBackend")
    shown = SurveyRound.objects.filter(state="published").first()
    assert shown is not None
    page = browser.get(f"/rounds/{shown.pk}/screen/").content.decode()
    mark = page[page.index('class="wall-demo"') : page.index('class="wall-view"')]
    assert "oppdiktet" in mark
    assert "<a" not in mark
    own = people.a_published_round(cast.cecilie)
    assert (
        "wall-demo"
        not in people.client_of(cast.cecilie).get(f"/rounds/{own.pk}/screen/").content.decode()
    )
