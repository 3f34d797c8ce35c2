"""Who stands behind, and until when: written down, changed, withdrawn, gone out of date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from tests import cast as people

from samspill.collaborations import operations, results
from samspill.collaborations.models import Collaboration, Endorsement, Partner
from samspill.collaborations.operations import NewEndorsement, NewPartner

pytestmark = pytest.mark.django_db

BEFORE = date(2026, 11, 21)
NOT_MET_YET = (
    "Det har vært valg. De som ble valgt i september 2027, tar over innen utgangen av oktober. "
    "Spør dem da."
)
AFTER = date(2027, 11, 1)


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


@pytest.fixture
def nesdal(collaboration: Collaboration) -> Partner:
    return Partner.objects.get(collaboration=collaboration, name="Nesdal")


def decision(**changes: object) -> NewEndorsement:
    values: dict[str, object] = {
        "body": "Kommunestyret",
        "is_elected": True,
        "decided_on": date(2025, 3, 12),
    }
    return NewEndorsement(**{**values, **changes})  # type: ignore[arg-type]


def answers(**changes: str) -> dict[str, str]:
    values = {
        "body": "Kommunestyret",
        "is_elected": "yes",
        "decided_on": "2025-03-12",
        "reference": "sak 12/25",
        "stands_until": "",
    }
    return {**values, **changes}


def said_of(partner: Partner, today: date) -> list[tuple[str, str]]:
    found = results.standing_of(partner, today=today)
    return [(one.body, one.until) for one in found.endorsements]


def standing(partner: Partner, today: date) -> str:
    return results.standing_of(partner, today=today).standing.value


def test_an_elected_body_stands_until_the_day_after_the_election(
    cecilie: Client, nesdal: Partner
) -> None:
    url = f"/collaborations/partners/{nesdal.pk}/endorse/"
    assert cecilie.get(url).status_code == 200
    assert cecilie.post(url, answers()).status_code == 302
    endorsement = Endorsement.objects.get()
    assert endorsement.stands_until == date(2027, 9, 14)
    assert endorsement.partner == nesdal
    shown = cecilie.get(f"/collaborations/partners/{nesdal.pk}/").content.decode()
    assert "Bestemt 12. mars 2025, sak 12/25." in shown


def test_an_office_stands_until_something_else_is_written(cecilie: Client, nesdal: Partner) -> None:
    url = f"/collaborations/partners/{nesdal.pk}/endorse/"
    cecilie.post(url, answers(body="Kommunedirektøren", is_elected="no"))
    assert Endorsement.objects.get().stands_until is None
    assert standing(nesdal, date(2060, 1, 1)) == "stands"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": " "}, "body"),
        ({"is_elected": ""}, "is_elected"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "in May"}, "decided_on"),
        ({"decided_on": "2999-01-01"}, "decided_on"),
        ({"decided_on": "0001-01-01"}, "decided_on"),
        ({"stands_until": "2025-03-11"}, "stands_until"),
        ({"stands_until": "2027-09-15"}, "stands_until"),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_and_nothing_stored(
    changes: dict[str, str], field: str, cecilie: Client, nesdal: Partner
) -> None:
    url = f"/collaborations/partners/{nesdal.pk}/endorse/"
    response = cecilie.post(url, answers(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"stands_until": "2025-03-12"},
        {"stands_until": "2027-09-14"},
        {"is_elected": "no", "stands_until": "2060-01-01"},
    ],
    ids=str,
)
def test_an_end_of_ones_own_is_taken(
    changes: dict[str, str], cecilie: Client, nesdal: Partner
) -> None:
    url = f"/collaborations/partners/{nesdal.pk}/endorse/"
    assert cecilie.post(url, answers(**changes)).status_code == 302
    assert str(Endorsement.objects.get().stands_until) == changes["stands_until"]


def test_the_three_states(cast: people.Cast, nesdal: Partner) -> None:
    assert standing(nesdal, BEFORE) == "nobody_yet"
    operations.endorse(nesdal, decision(), by=cast.cecilie)
    assert standing(nesdal, date(2027, 9, 14)) == "stands"
    assert standing(nesdal, date(2027, 9, 15)) == "out_of_date"


@pytest.mark.parametrize(
    ("changes", "today", "sentence"),
    [
        ({}, BEFORE, "Står til valget i september 2027."),
        ({"stands_until": date(2027, 2, 1)}, BEFORE, "Står til 1. februar 2027."),
        ({"stands_until": date(2027, 2, 1)}, AFTER, "Gikk ut 1. februar 2027. Spør på nytt."),
        ({"is_elected": False}, AFTER, "Står til dere skriver noe annet."),
        ({}, date(2027, 9, 15), NOT_MET_YET),
        ({}, date(2027, 10, 31), NOT_MET_YET),
        ({}, AFTER, "De som bestemte det, gikk av høsten 2027. Spør de nye."),
        # Decided by the old council in the weeks when it still sat.
        ({"decided_on": date(2027, 9, 20)}, date(2027, 10, 31), "Står til 31. oktober 2027."),
        (
            {"decided_on": date(2027, 9, 20)},
            AFTER,
            "De som bestemte det, gikk av høsten 2027. Spør de nye.",
        ),
    ],
)
def test_it_is_said_in_plain_words(
    changes: dict[str, object], today: date, sentence: str, cast: people.Cast, nesdal: Partner
) -> None:
    operations.endorse(nesdal, decision(**changes), by=cast.cecilie)
    assert said_of(nesdal, today) == [("Kommunestyret", sentence)]


def test_a_newer_decision_takes_the_place_of_the_old(cast: people.Cast, nesdal: Partner) -> None:
    operations.endorse(nesdal, decision(), by=cast.cecilie)
    operations.endorse(nesdal, decision(body="Formannskapet"), by=cast.cecilie)
    operations.endorse(
        nesdal, decision(body="kommunestyret", decided_on=date(2027, 10, 20)), by=cast.cecilie
    )
    assert standing(nesdal, AFTER) == "out_of_date"
    assert [body for body, _until in said_of(nesdal, AFTER)] == ["kommunestyret", "Formannskapet"]
    operations.endorse(
        nesdal, decision(body="Formannskapet", decided_on=date(2027, 10, 27)), by=cast.cecilie
    )
    assert standing(nesdal, AFTER) == "stands"


def test_an_office_does_not_stand_in_for_a_council(cast: people.Cast, nesdal: Partner) -> None:
    operations.endorse(nesdal, decision(), by=cast.cecilie)
    director = decision(body="Kommunedirektøren", is_elected=False)
    operations.endorse(nesdal, director, by=cast.cecilie)
    assert standing(nesdal, BEFORE) == "stands"
    assert standing(nesdal, AFTER) == "out_of_date"


def test_one_office_may_stand_while_another_has_run_out(cast: people.Cast, nesdal: Partner) -> None:
    ended = decision(body="Styret", is_elected=False, stands_until=date(2026, 1, 1))
    operations.endorse(nesdal, ended, by=cast.cecilie)
    assert standing(nesdal, BEFORE) == "out_of_date"
    director = decision(body="Kommunedirektøren", is_elected=False)
    operations.endorse(nesdal, director, by=cast.cecilie)
    assert standing(nesdal, BEFORE) == "stands"


def test_a_decision_is_mended_and_its_end_follows(
    cecilie: Client, cast: people.Cast, nesdal: Partner
) -> None:
    endorsement = operations.endorse(
        nesdal, decision(decided_on=date(2022, 3, 12)), by=cast.cecilie
    )
    url = f"/collaborations/endorsements/{endorsement.pk}/change/"
    page = cecilie.get(url)
    assert page.context["form"].initial["stands_until"] is None
    cecilie.post(url, answers(decided_on="2024-03-12"))
    endorsement.refresh_from_db()
    assert endorsement.stands_until == date(2027, 9, 14)
    assert cecilie.post(url, answers(body="")).status_code == 422


def test_an_end_of_ones_own_is_filled_in_again(
    cecilie: Client, cast: people.Cast, nesdal: Partner
) -> None:
    own = decision(stands_until=date(2026, 12, 31))
    endorsement = operations.endorse(nesdal, own, by=cast.cecilie)
    page = cecilie.get(f"/collaborations/endorsements/{endorsement.pk}/change/")
    assert 'value="2026-12-31"' in page.content.decode()


def test_withdrawing_can_be_undone_and_brings_nothing_old_back(
    cecilie: Client, cast: people.Cast, nesdal: Partner
) -> None:
    operations.endorse(nesdal, decision(decided_on=date(2024, 3, 12)), by=cast.cecilie)
    endorsement = operations.endorse(nesdal, decision(), by=cast.cecilie)
    response = cecilie.post(f"/collaborations/endorsements/{endorsement.pk}/withdraw/")
    assert standing(nesdal, BEFORE) == "nobody_yet"
    restore = f"/collaborations/endorsements/{endorsement.pk}/restore/"
    assert restore in cecilie.get(response["Location"]).content.decode()
    assert cecilie.post(restore).status_code == 302
    assert standing(nesdal, BEFORE) == "stands"
    assert cecilie.post(restore).status_code == 404


def test_what_is_withdrawn_cannot_be_changed(
    cecilie: Client, cast: people.Cast, nesdal: Partner
) -> None:
    endorsement = operations.endorse(nesdal, decision(), by=cast.cecilie)
    operations.withdraw_endorsement(endorsement, by=cast.cecilie)
    assert cecilie.get(f"/collaborations/endorsements/{endorsement.pk}/change/").status_code == 404


def test_asking_again_fills_in_who(cecilie: Client, cast: people.Cast, nesdal: Partner) -> None:
    board = decision(body="Formannskapet")
    endorsement = operations.endorse(nesdal, board, by=cast.cecilie)
    with time_machine.travel("2027-11-05T12:00:00+00:00", tick=False):
        client = people.client_of(cast.cecilie)
        page = client.get(f"/collaborations/partners/{nesdal.pk}/").content.decode()
        again = f"/collaborations/partners/{nesdal.pk}/endorse/?again={endorsement.pk}"
        assert again in page
        assert 'value="Formannskapet"' in client.get(again).content.decode()
    lidal = Partner.objects.get(collaboration=nesdal.collaboration_id, name="Lidal")
    elsewhere = f"/collaborations/partners/{lidal.pk}/endorse/?again={endorsement.pk}"
    assert "Formannskapet" not in _fields(cecilie, elsewhere)
    assert cecilie.get(elsewhere.replace(str(endorsement.pk), "x")).status_code == 200


def _fields(client: Client, url: str) -> str:
    page = client.get(url).content.decode()
    return page[page.index("<form class") : page.index("<datalist")]


@pytest.mark.parametrize(
    ("kind", "body", "elected"),
    [
        ("municipality", "Kommunestyret", True),
        ("county", "Fylkestinget", True),
        ("union", "Styret", False),
    ],
)
def test_what_is_likely_is_suggested(
    kind: str, body: str, elected: bool, cecilie: Client, collaboration: Collaboration
) -> None:
    partner = Partner.objects.create(collaboration=collaboration, kind=kind, name="X")
    page = cecilie.get(f"/collaborations/partners/{partner.pk}/endorse/").content.decode()
    assert f'<option value="{body}">' in page
    assert ("checked" in page) is elected


def test_a_reader_sees_who_stands_behind_and_changes_nothing(
    cast: people.Cast, nesdal: Partner
) -> None:
    operations.endorse(nesdal, decision(), by=cast.cecilie)
    page = people.client_of(cast.ada).get(f"/collaborations/partners/{nesdal.pk}/")
    assert "Kommunestyret" in page.content.decode()
    assert "/endorse/" not in page.content.decode()
    assert "/change/" not in page.content.decode()


def _stand(partners: list[Partner], cast: people.Cast, **changes: object) -> None:
    for partner in partners:
        operations.endorse(partner, decision(**changes), by=cast.cecilie)


@pytest.mark.parametrize(
    ("stand", "out", "total", "sentence"),
    [
        (0, 0, 6, "Det er ikke skrevet ned ennå hvem som står bak."),
        (4, 0, 6, "Fire av seks parter står bak."),
        (4, 1, 6, "Fire av seks parter står bak. Én bør spørres på nytt."),
        (1, 2, 6, "Én av seks parter står bak. To bør spørres på nytt."),
        (0, 2, 6, "Det som ble bestemt, er gått ut på dato. Spør på nytt hvem som står bak."),
        (6, 0, 6, "Alle de seks partene står bak."),
        (1, 0, 1, "Den ene parten står bak."),
        (12, 0, 12, "Alle de tolv partene står bak."),
        (9, 2, 30, "9 av 30 parter står bak. 2 bør spørres på nytt."),
    ],
)
def test_the_sentence_comes_first(
    stand: int, out: int, total: int, sentence: str, cast: people.Cast
) -> None:
    made = operations.create_collaboration(name="A", purpose="B", by=cast.cecilie)
    new = [NewPartner(Partner.Kind.MUNICIPALITY, f"K{number:02}") for number in range(total)]
    added = operations.add_partners(made, new, by=cast.cecilie)
    _stand(added[:stand], cast)
    _stand(added[stand : stand + out], cast, decided_on=date(2022, 5, 5))
    assert results.standings(made, today=BEFORE).sentence == sentence


def test_thirty_partners_make_few_rows(cast: people.Cast, cecilie: Client) -> None:
    """What is said of many is said once."""
    made = operations.create_collaboration(name="A", purpose="B", by=cast.cecilie)
    new = [NewPartner(Partner.Kind.MUNICIPALITY, f"K{number:02}") for number in range(30)]
    added = operations.add_partners(made, new, by=cast.cecilie)
    _stand(added[:20], cast)
    _stand(added[20:25], cast, decided_on=date(2022, 5, 5))
    shown = results.standings(made, today=BEFORE)
    assert [len(group.partners) for group in shown.standing] == [20]
    assert [len(group.partners) for group in shown.out_of_date] == [5]
    assert [len(group.partners) for group in shown.nobody_yet] == [5]
    page = cecilie.get(f"/collaborations/{made.pk}/").content.decode()
    for partner in added:
        assert page.count(f"/collaborations/partners/{partner.pk}/") == 1


def test_a_collaboration_without_partners_says_so(cast: people.Cast, cecilie: Client) -> None:
    made = operations.create_collaboration(name="A", purpose="B", by=cast.cecilie)
    assert "Ingen parter ennå." in cecilie.get(f"/collaborations/{made.pk}/").content.decode()


def test_it_is_said_in_english_too(cast: people.Cast, nesdal: Partner) -> None:
    _stand([nesdal], cast)
    with translation.override("en"):
        shown = results.standings(nesdal.collaboration, today=BEFORE)
        assert shown.sentence == "One of two partners stands behind this."
        assert said_of(nesdal, AFTER) == [
            (
                "Kommunestyret",
                "Those who decided it stepped down in the autumn of 2027. Ask the new ones.",
            )
        ]


def test_nothing_is_called_out_of_date_that_stands(cast: people.Cast, nesdal: Partner) -> None:
    from samspill.collaborations import wording

    endorsement = operations.endorse(nesdal, decision(), by=cast.cecilie)
    with pytest.raises(ValueError, match="not out of date"):
        wording.out_of_date(endorsement, BEFORE)


def test_removed_partners_are_not_counted(cast: people.Cast, nesdal: Partner) -> None:
    _stand([nesdal], cast)
    operations.remove_partner(nesdal, by=cast.cecilie)
    shown = results.standings(nesdal.collaboration, today=BEFORE)
    assert shown.total == 1
    assert not shown.standing


def test_endorsements_go_with_the_partner(cast: people.Cast, nesdal: Partner) -> None:
    _stand([nesdal], cast)
    operations.remove_partner(nesdal, by=cast.cecilie)
    long_ago = timezone.now() - timedelta(days=operations.UNDO_DAYS + 1)
    Partner.objects.filter(pk=nesdal.pk).update(removed_at=long_ago)
    operations.forget_removed()
    assert not Endorsement.objects.exists()
