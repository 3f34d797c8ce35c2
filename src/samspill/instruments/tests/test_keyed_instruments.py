"""A wording the organisation may use: keyed in, versioned, used in its own rounds alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.instruments.models import KeyedInstrument
from samspill.instruments.operations import key_in_statements
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
        "expected_count": "12",
        "sign": SurveyRound.Sign.NONE.value,
        "follow_up_on": timezone.localdate().isoformat(),
        "open": "",
    }
    cecilie.post("/rounds/new/", form)
    survey_round = SurveyRound.objects.get()
    assert survey_round.join_code is not None
    url = f"/r/{survey_round.join_code.address}/"
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


@pytest.mark.parametrize(
    ("points", "ends", "between"),
    [("2", (1, 2), []), ("7", (1, 7), ["2", "3", "4", "5", "6"]),
     ("11", (0, 10), [str(n) for n in range(1, 10)])],
)  # fmt: skip
def test_a_scale_has_from_two_to_eleven_answers(
    points: str, ends: tuple[int, int], between: list[str], cast: people.Cast, cecilie: Client
) -> None:
    cecilie.post("/methods/keyed/new/ten_statements/", keyed_form(10, points=points))
    (scale,) = KeyedInstrument.objects.get().asked.scales
    assert scale.ends == ends
    assert list(scale.points["nb"]) == ["Heilt usamd", *between, "Heilt samd"]
    assert scale.dont_know is None


@pytest.mark.parametrize("points", ["1", "12", "0", "to"])
def test_fewer_and_more_are_refused(points: str, cast: people.Cast, cecilie: Client) -> None:
    sent = cecilie.post("/methods/keyed/new/ten_statements/", keyed_form(10, points=points))
    assert sent.status_code == 422
    assert not KeyedInstrument.objects.exists()


def test_dont_know_is_keyed_in_as_an_answer_of_its_own(cast: people.Cast, cecilie: Client) -> None:
    cecilie.post("/methods/keyed/new/ten_statements/", keyed_form(10, dont_know="Veit ikkje"))
    keyed = KeyedInstrument.objects.get()
    (scale,) = keyed.asked.scales
    assert scale.dont_know is not None
    assert scale.dont_know["nb"] == "Veit ikkje"
    page = cecilie.get(f"/methods/keyed/{keyed.pk}/change/").content.decode()
    assert 'value="Veit ikkje"' in page


def test_the_same_wording_is_stored_once_whatever_format_it_was_stored_in(
    cast: people.Cast,
) -> None:
    fields = {
        "title": "Vår egen", "source": "Vi selv", "language": "nb", "points": 5,
        "lowest": "Nei", "highest": "Ja", "dont_know": "",
    }  # fmt: skip
    texts = ["Vi hører på hverandre.", "Vi kommer i mål."]
    first = key_in_statements(fields, texts, by=cast.cecilie)
    stored = first.asked.encode()
    (stored["scale"],) = stored.pop("scales")
    del stored["format"]
    for item in stored["items"]:
        del item["scale"], item["wording"]
    KeyedInstrument.objects.update(content=stored)
    assert key_in_statements(fields, texts, by=cast.cecilie).pk == first.pk
    other = key_in_statements({**fields, "dont_know": "Vet ikke"}, texts, by=cast.cecilie)
    assert other.pk != first.pk
    longer = key_in_statements(fields, [*texts, "Vi deler."], by=cast.cecilie)
    assert KeyedInstrument.objects.count() == 3
    assert longer.pk not in (first.pk, other.pk)


@pytest.mark.parametrize("points", [2, 3, 11])
@pytest.mark.parametrize("answers", [6, 14, 30])
def test_short_and_long_scales_go_all_the_way_to_the_reading(
    points: int, answers: int, cast: people.Cast, cecilie: Client
) -> None:
    form = keyed_form(10, points=str(points), dont_know="Veit ikkje")
    cecilie.post("/methods/keyed/new/ten_statements/", form)
    asked = KeyedInstrument.objects.get().asked
    low = asked.scales[0].low
    opened = people.an_open_round(cast.cecilie, content=asked)
    people.answer_it(
        opened, [[low + (n + item) % points for item in range(10)] for n in range(answers)]
    )
    shown = people.show_it(opened, cast.cecilie)
    for page in ("reading/", "reading/?tables", "screen/"):
        assert cecilie.get(f"/rounds/{shown.pk}/{page}").status_code == 200
