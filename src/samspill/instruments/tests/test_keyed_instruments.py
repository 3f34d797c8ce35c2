"""A wording the organisation may use: keyed in, versioned, used in its own rounds alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.instruments.models import KeyedInstrument
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db


def keyed_form(slots: int, **changes: str) -> dict[str, str]:
    return {
        "title": "Vår egen test",
        "source": "Kommunen selv, 2026",
        "language": "nn",
        "points": "6",
        "lowest": "Heilt usamd",
        "highest": "Heilt samd",
        "may_use": "on",
        **{f"slot-{number}": f"Påstand nummer {number}" for number in range(1, slots + 1)},
        **changes,
    }


@pytest.mark.parametrize(("template", "slots"), [("ten_statements", 10), ("nine_questions", 9)])
def test_a_template_is_filled_and_used(
    template: str, slots: int, cast: people.Cast, cecilie: Client, phone: Client
) -> None:
    response = cecilie.post(f"/methods/keyed/new/{template}/", keyed_form(slots), follow=True)
    assert "Påstand nummer 1" in response.content.decode()
    keyed = KeyedInstrument.objects.get()
    assert len(keyed.asked.items) == slots

    form = {
        "collaboration": str(people.a_collaboration(cast.cecilie).pk),
        "instrument": f"keyed:{keyed.pk}",
        "purpose": "Hvorfor",
        "intended_use": "Til hva",
        "way_in": "code",
        "follow_up_on": timezone.localdate().isoformat(),
        "open": "",
    }
    cecilie.post("/rounds/new/", form)
    survey_round = SurveyRound.objects.get()
    assert survey_round.join_code is not None
    url = f"/r/{survey_round.join_code.code}/"
    phone.post(url + "begin/")
    shown = phone.get(url + "answer/").content.decode()
    assert 'lang="nn">Påstand nummer 1' in shown
    assert "Heilt samd" in shown
    assert phone.post(url + "answer/", {"item-1": "6"}).status_code == 302


@pytest.mark.parametrize("missing", ["title", "source", "lowest", "highest", "may_use", "slot-7"])
def test_everything_is_required_the_right_to_use_it_too(missing: str, cecilie: Client) -> None:
    form = keyed_form(10)
    del form[missing]
    assert cecilie.post("/methods/keyed/new/ten_statements/", form).status_code == 422
    assert not KeyedInstrument.objects.exists()


def test_a_change_makes_a_new_version_and_a_used_one_stays(
    cast: people.Cast, cecilie: Client
) -> None:
    cecilie.post("/methods/keyed/new/ten_statements/", keyed_form(10))
    first = KeyedInstrument.objects.get()
    form = keyed_form(10, **{"slot-1": "En annen ordlyd"})
    cecilie.post(f"/methods/keyed/{first.pk}/change/", form)
    first.refresh_from_db()
    assert first.asked.items[0].text["nb"] == "Påstand nummer 1"
    second = KeyedInstrument.objects.get(version=2)
    assert second.series == first.series
    assert second.asked.items[0].text["nb"] == "En annen ordlyd"
    assert second.asked.version == 2
    offered = cecilie.get("/methods/").content.decode()
    assert str(second.pk) in offered
    assert str(first.pk) not in offered


def test_it_is_for_the_own_organisation_alone(cast: people.Cast, cecilie: Client) -> None:
    cecilie.post("/methods/keyed/new/ten_statements/", keyed_form(10))
    keyed = KeyedInstrument.objects.get()
    frode = people.client_of(cast.frode)
    people.a_collaboration(cast.frode)
    assert frode.get(f"/methods/keyed/{keyed.pk}/").status_code == 404
    assert "Vår egen test" not in frode.get("/rounds/new/").content.decode()


@pytest.mark.parametrize("key", ["collaboration_test", "no_such_template"])
def test_only_templates_have_slots(key: str, cecilie: Client) -> None:
    assert cecilie.get(f"/methods/keyed/new/{key}/").status_code == 404
