"""What the demo shows of the whole way: asked, agreed, asked again."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.action_plans.models import Action
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
    page = phone.get(f"/r/{opened.join_code.code}/").content.decode()
    for action in Action.objects.filter(survey_round=follow_up):
        assert action.title in page
        assert action.owner not in page
