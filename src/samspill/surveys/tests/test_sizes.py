"""From 3 statements to 40, 5 answers to 5 000, 1 group to 30: one page, under 200 kB."""

from __future__ import annotations

import re
import uuid

import numpy as np
import pytest
from django.test import Client
from msgspec.structs import replace
from tests import cast as people

from samspill.collaborations.models import Partner
from samspill.collaborations.operations import NewPartner, add_partners
from samspill.collaborations.public import partners_of
from samspill.surveys import closing_operations, operations
from samspill.surveys.groupings import plan_groups
from samspill.surveys.models import Response, SurveyRound
from samspill.toolbox import catalogue
from samspill.toolbox.round_content import RoundContent

pytestmark = pytest.mark.django_db

LIMIT = 200_000


def content_of(statements: int) -> RoundContent:
    asked = catalogue.instrument("collaboration_test").asked
    items = tuple(
        replace(asked.items[number % 10], key=f"s{number + 1}") for number in range(statements)
    )
    return replace(asked, items=items)


def shown(cast: people.Cast, statements: int, answers: int, partners: int = 0) -> SurveyRound:
    """Ask and show a room that answers at random; from so many partners, as groups."""
    draft = people.a_draft(cast.cecilie, content=content_of(statements))
    if partners:
        new = [NewPartner(Partner.Kind.MUNICIPALITY, f"Kommune {n}") for n in range(partners - 2)]
        add_partners(draft.collaboration, new, by=cast.cecilie)
        found = {one.pk: one for one in partners_of(draft.collaboration)}
        plan = plan_groups("partner", found, dict.fromkeys(found, 20), minimum=5)
        operations.ask_for_background(draft, plan, by=cast.cecilie)
    opened = operations.open_round(draft, by=cast.cecilie)
    rng = np.random.default_rng(statements + answers)
    Response.objects.bulk_create(
        Response(
            pk=uuid.uuid4(),
            survey_round=opened,
            ratings=rng.integers(1, 6, size=statements).tolist(),
            group=place % partners if partners else None,
        )
        for place in range(answers)
    )
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    return closing_operations.publish_reading(closed, by=cast.cecilie)


@pytest.mark.parametrize(
    ("statements", "answers", "partners"),
    [(3, 5, 0), (3, 5000, 0), (40, 26, 0), (40, 5000, 0), (40, 600, 6), (40, 600, 30)],
)
def test_the_page_stays_small(
    statements: int,
    answers: int,
    partners: int,
    cast: people.Cast,
    cecilie: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Else one statement in ten is left without its groups by lot.
    monkeypatch.setattr("samspill.science.reading_disclosure.LEFT_OUT", 0)
    found = shown(cast, statements, answers, partners)
    page = cecilie.get(f"/rounds/{found.pk}/reading/").content
    assert len(page) <= LIMIT
    text = page.decode()
    assert all(f"Kommune {n}" not in text for n in range(28)) or partners <= 6
    groups = cecilie.get(f"/rounds/{found.pk}/groups-of/?item=s1")
    assert groups.status_code == (200 if partners else 302)
    if partners:
        assert len(re.findall(r"<li>\s*<p>\s*<strong>", groups.content.decode())) == partners
    assert len(groups.content) <= LIMIT


@pytest.mark.parametrize("item", ["", "s99", "x", "\x00", "s1&s2"])
def test_a_statement_that_is_not_there_leads_to_the_reading(
    item: str, cast: people.Cast, cecilie: Client
) -> None:
    found = shown(cast, 3, 60, partners=4)
    response = cecilie.get(f"/rounds/{found.pk}/groups-of/", {"item": item})
    assert response["Location"] == f"/rounds/{found.pk}/reading/"


def test_one_partner_alone_is_a_collaboration_that_can_be_asked(
    cast: people.Cast, cecilie: Client
) -> None:
    found = shown(cast, 3, 24)
    Partner.objects.filter(collaboration=found.collaboration).first().delete()  # type: ignore[union-attr]
    assert cecilie.get(f"/collaborations/{found.collaboration_id}/").status_code == 200
    assert cecilie.get(f"/rounds/{found.pk}/reading/").status_code == 200
