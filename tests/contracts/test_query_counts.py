"""How many queries each page makes, recorded, so that one more is seen.

SAMSPILL_RECORD=1 writes the file anew; look at the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samspill.collaborations.models import Partner
from samspill.screens.public import Part, show_on_screen
from samspill.site import demo
from samspill.surveys.models import SurveyRound
from samspill.surveys.public import ROUND_SCREEN
from tests import cast as people

RECORD = Path(__file__).with_name("query_counts.json")


@pytest.fixture
def pages(cast: people.Cast, cecilie: Client) -> dict[str, str]:
    """Load the demo into Cecilie's organisation, and return pages to count on."""
    demo.load_for(cast.cecilie)
    shown = SurveyRound.objects.filter(state="published").first()
    closed = SurveyRound.objects.get(state="closed")
    assert shown is not None
    opened = people.an_open_round(cast.cecilie)
    again = people.an_open_round(cast.cecilie, shown.collaboration)
    assert opened.join_code is not None
    assert again.join_code is not None
    collaboration = shown.collaboration_id
    nesdal = Partner.objects.get(collaboration=collaboration, name="Nesdal")
    key = shown.content["items"][0]["key"]
    show_on_screen(ROUND_SCREEN, shown, Part("item", key), by=cast.cecilie)
    return {
        "start": "/",
        "collaborations": "/collaborations/",
        "collaboration": f"/collaborations/{collaboration}/",
        "partners": f"/collaborations/{collaboration}/partners/",
        "partner": f"/collaborations/partners/{nesdal.pk}/",
        "new round": "/rounds/new/",
        "open round": f"/rounds/{opened.pk}/",
        "open follow-up": f"/rounds/{again.pk}/",
        "closed round": f"/rounds/{closed.pk}/",
        "reading": f"/rounds/{shown.pk}/reading/",
        "take out the numbers": f"/exports/round/{shown.pk}/",
        "numbers of a statement": f"/rounds/{shown.pk}/numbers-of/?item={key}",
        "screen with the code": f"/rounds/{opened.pk}/screen/",
        "screen with a statement": f"/rounds/{shown.pk}/screen/",
        "stamp of a screen": f"/rounds/{shown.pk}/screen/stamp/",
        "actions": "/actions/",
        "agree on an action": f"/actions/round/{shown.pk}/new/",
        "agree freely": f"/actions/collaboration/{collaboration}/new/",
        "methods": "/methods/",
        "how the numbers are made": "/methods/figures/",
        "promise": f"/r/{opened.join_code.address}/",
        "promise of a follow-up": f"/r/{again.join_code.address}/",
        "join": "/join/",
    }


@pytest.mark.django_db
def test_query_counts(pages: dict[str, str], cecilie: Client, phone: Client) -> None:
    counted = {}
    for name, url in pages.items():
        browser = phone if name.startswith(("promise", "join")) else cecilie
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        counted[name] = len(queries)
    if os.environ.get("SAMSPILL_RECORD"):
        RECORD.write_text(json.dumps(counted, indent=2) + "\n")
    assert counted == json.loads(RECORD.read_text())


@pytest.mark.django_db
def test_a_page_makes_no_more_queries_when_there_is_more(
    pages: dict[str, str], cast: people.Cast, cecilie: Client
) -> None:
    def count() -> dict[str, int]:
        found = {}
        for name in ("start", "collaborations", "actions", "collaboration", "reading"):
            with CaptureQueriesContext(connection) as queries:
                cecilie.get(pages[name])
            found[name] = len(queries)
        return found

    before = count()
    demo.load_for(cast.cecilie)
    assert count() == before
