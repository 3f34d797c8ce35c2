"""A meeting of a group: its members plan, see and lead it, and nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.action_plans.models import Action
from samspill.meetings.models import Meeting
from samspill.meetings.tests import evenings
from samspill.people.models import Group
from samspill.people.tests.examples import a_group

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Ledertimen",
    "planned_start": "2090-01-28T09:00",
    "place": "Hos Cecilie",
    "table_count": "1",
    "purpose": "Lære av en sak.",
    "intended_use": "Vi bruker det selv.",
    "follow_up_on": "2090-04-28",
}


@pytest.fixture
def group(cast: people.Cast) -> Group:
    return a_group(cast.cecilie)


def test_members_alone_see_and_lead_it(cast: people.Cast, cecilie: Client, group: Group) -> None:
    new = f"/meetings/groups/{group.pk}/new/"
    assert new in cecilie.get(f"/people/groups/{group.pk}/").content.decode()
    assert "Ledertimen" in cecilie.get(new).content.decode()
    cecilie.post(f"{new}?sheet=leader_hour", FORM)
    meeting = Meeting.objects.get()
    assert (meeting.group, meeting.collaboration) == (group, None)
    page = f"/meetings/{meeting.pk}/"
    assert "Ledertimen" in cecilie.get("/meetings/").content.decode()
    for outsider in (cast.ada, cast.bjorn, cast.gry):
        browser = people.client_of(outsider)
        assert browser.get(page).status_code == 403
        assert browser.get(new).status_code == 403
    assert "Ledertimen" not in people.client_of(cast.ada).get("/meetings/").content.decode()
    assert people.client_of(cast.frode).get(page).status_code == 404
    cecilie.post(f"{page}begin/")
    assert cecilie.get(f"{page}lead/").status_code == 200


def test_what_a_group_promises_stays_with_it(cecilie: Client, group: Group) -> None:
    cecilie.post(f"/meetings/groups/{group.pk}/new/?sheet=leader_hour", FORM)
    meeting = Meeting.objects.get()
    cecilie.post(f"/meetings/{meeting.pk}/begin/")
    meeting.refresh_from_db()
    evenings.write_six_fields(cecilie, meeting)
    cecilie.post(f"/meetings/{meeting.pk}/close/")
    assert "Per Aasen" in cecilie.get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert not Action.objects.exists()
