"""The start page after an election: one line for each collaboration, until all have been asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.action_plans.operations import NewAction, agree_action
from samspill.collaborations import operations
from samspill.collaborations.models import Collaboration, Endorsement, Partner
from samspill.collaborations.operations import NewEndorsement
from samspill.collaborations.public import collaborations_of
from samspill.collaborations.results import endorsement_reminders
from samspill.site.overview import MOST_DEADLINES, overview

pytestmark = pytest.mark.django_db

ELECTION = date(2027, 9, 13)


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


def stand_behind(
    collaboration: Collaboration, name: str, cast: people.Cast, **changes: object
) -> Endorsement:
    partner = Partner.objects.present().get(collaboration=collaboration, name=name)
    values: dict[str, object] = {
        "body": "Kommunestyret",
        "is_elected": True,
        "decided_on": date(2025, 3, 12),
    }
    new = NewEndorsement(**{**values, **changes})  # type: ignore[arg-type]
    return operations.endorse(partner, new, by=cast.cecilie)


def lines(cast: people.Cast, today: date) -> list[tuple[date, str]]:
    made = endorsement_reminders(cast.cecilie, list(collaborations_of(cast.cecilie)), today=today)
    return [(one.day, one.sentence) for one in made]


def test_from_sixty_days_before_until_the_new_council_has_answered(
    cast: people.Cast, collaboration: Collaboration
) -> None:
    stand_behind(collaboration, "Nesdal", cast)
    end = date(2027, 9, 14)
    assert lines(cast, end - timedelta(days=61)) == []
    near = (
        "Samarbeid om barnevern: Det er valg i september 2027. "
        "Planlegg når dere spør dem som blir valgt."
    )
    assert lines(cast, end - timedelta(days=60)) == [(ELECTION, near)]
    assert lines(cast, end) == [(ELECTION, near)]
    after = "Samarbeid om barnevern: Spør Nesdal på nytt etter valget."
    for today in (date(2027, 9, 15), date(2027, 10, 20), date(2028, 8, 1)):
        assert lines(cast, today) == [(ELECTION, after)]
    stand_behind(collaboration, "Nesdal", cast, decided_on=date(2027, 10, 21))
    assert lines(cast, date(2027, 10, 21)) == []


def test_it_is_one_line_however_many_partners(
    cast: people.Cast, collaboration: Collaboration
) -> None:
    stand_behind(collaboration, "Nesdal", cast)
    stand_behind(collaboration, "Nesdal", cast, body="Formannskapet")
    stand_behind(collaboration, "Lidal", cast)
    assert lines(cast, date(2027, 10, 20)) == [
        (ELECTION, "Samarbeid om barnevern: Spør to parter på nytt etter valget.")
    ]
    # Renewed in one of them, and withdrawn in the other.
    for body in ("Kommunestyret", "Formannskapet"):
        stand_behind(collaboration, "Nesdal", cast, body=body, decided_on=date(2027, 10, 20))
    assert [sentence for _day, sentence in lines(cast, date(2027, 10, 21))] == [
        "Samarbeid om barnevern: Spør Lidal på nytt etter valget."
    ]
    left = Endorsement.objects.get(partner__name="Lidal")
    operations.withdraw_endorsement(left, by=cast.cecilie)
    assert lines(cast, date(2027, 10, 21)) == []


def test_ends_of_their_own(cast: people.Cast, collaboration: Collaboration) -> None:
    end = date(2026, 12, 31)
    office = {"body": "Kommunedirektøren", "is_elected": False, "stands_until": end}
    stand_behind(collaboration, "Nesdal", cast, **office)
    assert lines(cast, end - timedelta(days=61)) == []
    assert lines(cast, end - timedelta(days=60)) == [
        (end, "Samarbeid om barnevern: Støtten fra Nesdal går ut. Spør på nytt.")
    ]
    assert lines(cast, end + timedelta(days=1)) == [
        (end, "Samarbeid om barnevern: Spør Nesdal på nytt hvem som står bak.")
    ]
    stand_behind(collaboration, "Lidal", cast, **{**office, "stands_until": date(2026, 12, 24)})
    assert lines(cast, date(2026, 12, 20)) == [
        (
            date(2026, 12, 24),
            "Samarbeid om barnevern: Støtten fra to parter går ut. Spør på nytt.",
        )
    ]
    assert lines(cast, date(2027, 1, 1)) == [
        (
            date(2026, 12, 24),
            "Samarbeid om barnevern: Spør to parter på nytt hvem som står bak.",
        )
    ]


def test_an_office_without_an_end_reminds_of_nothing(
    cast: people.Cast, collaboration: Collaboration
) -> None:
    stand_behind(collaboration, "Nesdal", cast, body="Kommunedirektøren", is_elected=False)
    assert lines(cast, date(2060, 1, 1)) == []


def test_after_a_merger_the_new_council_is_asked(
    cast: people.Cast, collaboration: Collaboration
) -> None:
    for name in ("Nesdal", "Lidal"):
        stand_behind(collaboration, name, cast)
    first, second = Partner.objects.filter(collaboration=collaboration)
    operations.merge_partners(first, second, name="Nye Fjord", by=cast.cecilie)
    today = timezone.localdate()
    asked = "Samarbeid om barnevern: Spør Nye Fjord på nytt hvem som står bak."
    assert lines(cast, today) == [(today, asked)]
    stand_behind(collaboration, "Nye Fjord", cast, decided_on=today)
    assert [sentence for _day, sentence in lines(cast, today)] != [asked]


@pytest.mark.parametrize("who", ["ada", "gry", "frode"])
def test_only_facilitators_of_the_collaboration_are_reminded(
    who: str, cast: people.Cast, collaboration: Collaboration
) -> None:
    stand_behind(collaboration, "Nesdal", cast)
    actor = cast.named()[who]
    made = endorsement_reminders(actor, list(collaborations_of(actor)), today=date(2027, 10, 20))
    assert made == ()


def test_a_removed_collaboration_reminds_of_nothing(
    cast: people.Cast, collaboration: Collaboration
) -> None:
    stand_behind(collaboration, "Nesdal", cast)
    operations.remove_collaboration(collaboration, by=cast.cecilie)
    assert lines(cast, date(2027, 10, 20)) == []


def test_the_start_page_in_october_2027(cast: people.Cast, collaboration: Collaboration) -> None:
    stand_behind(collaboration, "Nesdal", cast)
    with time_machine.travel("2027-10-05T12:00:00+00:00", tick=False):
        page = people.client_of(cast.cecilie).get("/").content.decode()
        assert "Spør Nesdal på nytt etter valget." in page
        assert "er passert" in page
        assert f"/collaborations/{collaboration.pk}/#partners" in page
        assert "etter valget" not in people.client_of(cast.ada).get("/").content.decode()
    with time_machine.travel("2028-01-05T12:00:00+00:00", tick=False):
        found = overview(cast.cecilie, "nb").deadlines
        assert [(one.day, one.when) for one in found] == [(ELECTION, "2027")]


def test_the_start_page_before_the_election(
    cast: people.Cast, collaboration: Collaboration
) -> None:
    stand_behind(collaboration, "Nesdal", cast)
    with time_machine.travel("2027-09-03T12:00:00+00:00", tick=False):
        found = overview(cast.cecilie, "nb").deadlines
        assert [(one.day, one.when) for one in found] == [(ELECTION, "10 dager")]


def test_a_reminder_pushes_no_action_out(
    cast: people.Cast, collaboration: Collaboration, cecilie: Client
) -> None:
    stand_behind(collaboration, "Nesdal", cast, decided_on=date(2022, 5, 5))
    for number in range(MOST_DEADLINES):
        due = timezone.localdate() + timedelta(days=number)
        new = NewAction(title=f"Tiltak {number}", owner="Anne Vik", due_on=due)
        agree_action(collaboration, new, by=cast.cecilie)
    page = cecilie.get("/").content.decode()
    assert "på nytt etter valget" in page
    for number in range(MOST_DEADLINES):
        assert f"Tiltak {number}" in page
