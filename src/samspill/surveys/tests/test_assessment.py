"""The draft of the privacy assessment says what the round has decided, and nothing of answers."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests import cast as people

from samspill.collaborations.public import partners_of
from samspill.surveys import operations
from samspill.surveys.assessments import draft_assessment
from samspill.surveys.groupings import GroupPlan, plan_groups
from samspill.surveys.import_operations import take_in_round
from samspill.surveys.models import SurveyRound
from samspill.surveys.tests.test_minimum import given

pytestmark = pytest.mark.django_db


def all_of(survey_round: SurveyRound, language: str = "nb") -> str:
    draft = draft_assessment(survey_round, language)
    said = [text for one in draft.sections for text in (*one.texts, *one.fill_in)]
    return " ".join(said + [f"{one.risk} {one.measure} {one.rest}" for one in draft.risks])


def test_the_round_leads_to_it_in_every_state(cast: people.Cast, cecilie: Client) -> None:
    for made in (
        people.a_draft(cast.cecilie),
        people.an_open_round(cast.cecilie),
        people.a_closed_round(cast.cecilie),
        people.a_published_round(cast.cecilie),
    ):
        address = f"/rounds/{made.pk}/assessment/"
        assert address in cecilie.get(f"/rounds/{made.pk}/").content.decode()
        page = cecilie.get(address).content.decode()
        assert "Dette er et utkast" in page
        assert "ikke juridisk rådgivning" in page
        draft = draft_assessment(made, "nb")
        blanks = sum(len(one.fill_in) for one in draft.sections) + len(draft.risks)
        assert page.count('<span class="tag">fyll ut</span>') == blanks > 15


def test_it_is_filled_in_from_the_settings(cast: people.Cast) -> None:
    draft = people.a_draft(
        cast.cecilie, minimum_group_size=8, purpose="Vi vil forstå", way_in="both"
    )
    operations.ask_for_background(draft, a_plan(draft), by=cast.cecilie)
    draft.refresh_from_db()
    said = all_of(draft)
    for what in (
        "Samarbeid om barnevern",
        "Vi vil forstå.",
        "færre enn 8",
        "minst 8 i den har svart",
        "Lidal (10), Nesdal (12).",
        "Så mange blir spurt: 22.",
        "personlig lenke",
    ):
        assert what in said, what
    assert "{" not in said


def a_plan(draft: SurveyRound) -> GroupPlan:
    partners = {one.pk: one for one in partners_of(draft.collaboration)}
    asked = dict(zip(partners, (10, 12), strict=True))
    return plan_groups("partner", partners, asked, minimum=draft.minimum_group_size)


@pytest.mark.parametrize(
    ("said", "unsaid", "changes"),
    [
        ("på sin egen telefon", "leses høyt", {}),
        ("leses høyt ved bordet", "på sin egen telefon", {"mode": "open_table"}),
        ("får en personlig lenke", "leses høyt", {"way_in": "link"}),
        ("på sin egen telefon", "får en personlig lenke", {"way_in": "code"}),
        ("på sin egen telefon", "kan velges", {}),
    ],
)
def test_it_says_what_this_round_does_and_not_what_others_do(
    said: str, unsaid: str, changes: dict[str, object], cast: people.Cast
) -> None:
    draft = people.a_draft(cast.cecilie, None, **changes)
    assert said in all_of(draft)
    assert unsaid not in all_of(draft)


def test_a_file_says_that_nobody_knows_what_was_promised(cast: people.Cast) -> None:
    owner = people.a_collaboration(cast.cecilie)
    taken = take_in_round(owner, people.round_settings(), given(), by=cast.cecilie)
    assert "Samspill vet ikke hva de som svarte, ble lovet" in all_of(taken)
    assert "telefon" not in all_of(taken)


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "Hvem vi spør"), ("nn", "Kven vi spør"), ("en", "Whom we ask")],
)
def test_it_is_made_in_the_language_of_the_page(
    language: str, said: str, cast: people.Cast, cecilie: Client
) -> None:
    draft = people.a_draft(cast.cecilie)
    cecilie.cookies["samspill_language"] = language
    page = cecilie.get(f"/rounds/{draft.pk}/assessment/").content.decode()
    assert said in page
    assert not re.search(r"\{\w+\}", page)


def test_it_is_the_same_whatever_was_answered(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    before = all_of(opened)
    people.answer_it(opened, people.some_answers(24))
    assert all_of(opened) == before


def test_what_a_facilitator_writes_is_text_and_no_place_to_fill_in(
    cast: people.Cast, cecilie: Client
) -> None:
    draft = people.a_draft(cast.cecilie, purpose="{minimum} <b>{0}</b>")
    page = cecilie.get(f"/rounds/{draft.pk}/assessment/").content.decode()
    assert "{minimum} &lt;b&gt;{0}&lt;/b&gt;." in page
