"""The roster and the tables: as a leader types, prints and changes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.foundation.privacy.public import Person
from samspill.meetings import people_operations, personal_data
from samspill.meetings.models import Attendance, Attendee, Meeting
from samspill.meetings.tests import evenings, rosters

pytestmark = pytest.mark.django_db


def add(browser: Client, meeting: Meeting, lines: str, **more: object) -> tuple[int, str]:
    answer = browser.post(f"/meetings/{meeting.pk}/people/add/", {"lines": lines, **more})
    return answer.status_code, answer.content.decode()


def seat(browser: Client, meeting: Meeting, act: str = "propose") -> tuple[int, str]:
    answer = browser.post(f"/meetings/{meeting.pk}/people/seat/", {"act": act})
    return answer.status_code, answer.content.decode()


def press(browser: Client, attendee: Attendee, act: str, **more: object) -> None:
    answer = browser.post(f"/meetings/people/{attendee.pk}/", {"act": act, **more})
    assert answer.status_code == 302
    attendee.refresh_from_db()


def sizes(meeting: Meeting) -> list[int]:
    seated = [person.table for person in meeting.attendees.all() if person.takes_seat]
    return sorted(seated.count(table) for table in set(seated))


def test_from_pasted_lines_to_paper(cast: people.Cast, cecilie: Client) -> None:
    """A leader finds it from the meeting, pastes 18 people, and prints three tables and a list."""
    meeting = evenings.a_meeting(cast.cecilie)
    page = f"/meetings/{meeting.pk}/people/"
    assert page in cecilie.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Ingen står på lista ennå" in cecilie.get(page).content.decode()
    headed = "Navn; Kommune; Sektor; Merknad\n" + rosters.lines(17)
    assert (
        add(cecilie, meeting, f"{headed}\nAnne Vik; Lidal; politiker; bordleder, rullestol")[0]
        == 302
    )
    assert seat(cecilie, meeting)[0] == 302
    shown = cecilie.get(page).content.decode()
    assert "18 personer ved 3 bord, 6 ved hvert." in shown
    assert "3 av 3 bord er godt blandet: minst 5 kommuner og 3 sektorer." in shown
    leaders = meeting.attendees.filter(leads_table=True)
    assert {person.table for person in leaders} == {1, 2, 3}
    assert leaders.filter(name="Anne Vik", needs="rullestol").exists()
    cards = cecilie.get(f"{page}print/").content.decode()
    assert cards.count("Leder bordet, og følger opp") == 3
    door = cecilie.get(f"{page}print/?what=door").content.decode()
    assert "Person 00" in door
    assert "Leder bordet" not in door


def test_a_file_is_read_as_a_spreadsheet_saves_it(cast: people.Cast, cecilie: Client) -> None:
    meeting = evenings.a_meeting(cast.cecilie)
    file = SimpleUploadedFile("folk.csv", "Navn,Kommune\nÅse Tveit,Nesdal\n".encode("cp1252"))
    assert add(cecilie, meeting, "", file=file)[0] == 302
    assert meeting.attendees.get().name == "Åse Tveit"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", "Ingen står på lista. Skriv én person per linje, eller velg en fil."),
        ("; Nesdal; politiker", "Linje 1 mangler navn. Begynn linja med navnet."),
        (
            "Kari Lunde; Lidal\nKari Lunde; Lidal",
            "Linje 2: Kari Lunde står to ganger på lista.",
        ),
        (rosters.lines(301), "Et møte har plass til 300 personer; dette ville bli 301."),
        ("Per; " + "x" * 130, "Linje 1 er for lang."),
    ],
)
def test_a_roster_that_cannot_be_taken_is_told_of_in_a_sentence(
    lines: str, told: str, cast: people.Cast, cecilie: Client
) -> None:
    meeting = evenings.a_meeting(cast.cecilie)
    status, page = add(cecilie, meeting, lines)
    assert (status, told in page, meeting.attendees.count()) == (422, True, 0)


def test_somebody_who_is_on_the_roster_already(cast: people.Cast, cecilie: Client) -> None:
    meeting = rosters.a_roster(cast.cecilie)
    status, page = add(cecilie, meeting, "Ny Person\n" + rosters.lines(1))
    assert (status, "Person 00 står på lista fra før." in page) == (422, True)
    assert meeting.attendees.count() == 18


def test_rules_that_contradict(cast: people.Cast, cecilie: Client) -> None:
    """Told by name, and nothing of what was seated is lost."""
    meeting = rosters.a_seated_roster(cast.cecilie)
    meeting.attendees.filter(name__in=("Person 01", "Person 02")).update(together="A", apart="B")
    before = list(meeting.attendees.values_list("table", flat=True))
    status, page = seat(cecilie, meeting)
    assert status == 422
    assert "Person 01 og Person 02 skal sitte både sammen og hver for seg." in page
    assert list(meeting.attendees.values_list("table", flat=True)) == before


def test_tables_of_nobody_of_one_and_of_one_municipality(
    cast: people.Cast, cecilie: Client
) -> None:
    meeting = evenings.a_meeting(cast.cecilie)
    assert "Ingen står på lista ennå. Skriv hvem som kommer, først." in seat(cecilie, meeting)[1]
    add(cecilie, meeting, "Kari; Lidal; politiker")
    seat(cecilie, meeting)
    page = cecilie.get(f"/meetings/{meeting.pk}/people/").content.decode()
    assert "Én sitter alene ved bord 1." in page
    add(cecilie, meeting, "Per; Lidal; politiker\nEli; Lidal; næringsliv")
    seat(cecilie, meeting)
    page = cecilie.get(f"/meetings/{meeting.pk}/people/").content.decode()
    assert "Alle er fra Lidal: bordene er blandet etter sektor alene." in page


def test_latecomers_and_no_shows_move_few(cast: people.Cast, cecilie: Client) -> None:
    """Two missing of a table of six move nobody; a third makes one move to it."""
    meeting = rosters.a_seated_roster(cast.cecilie)
    first = list(meeting.attendees.filter(table=1))
    for person in first[:2]:
        press(cecilie, person, "not")
    before = dict(meeting.attendees.filter(came="").values_list("name", "table"))
    assert "ingen måtte flytte" in seat(cecilie, meeting, "reseat")[1]
    assert dict(meeting.attendees.filter(came="").values_list("name", "table")) == before
    press(cecilie, first[2], "not")
    assert "Disse får et annet bord" in seat(cecilie, meeting, "reseat")[1]
    after = dict(meeting.attendees.filter(came="").values_list("name", "table"))
    assert sum(before[name] != table for name, table in after.items()) == 1
    add(cecilie, meeting, "Sein Gjest; Lidal; politiker", is_walk_in="on")
    seat(cecilie, meeting, "reseat")
    guest = meeting.attendees.get(name="Sein Gjest")
    assert (guest.table is not None, guest.came, guest.is_walk_in) == (True, "came", True)
    assert sizes(meeting)[0] >= 4


def test_swap_move_hold_and_lead(cast: people.Cast, cecilie: Client) -> None:
    meeting = rosters.a_seated_roster(cast.cecilie)
    person = meeting.attendees.filter(table=1, leads_table=False)[0]
    other = meeting.attendees.filter(table=2)[0]
    page = cecilie.get(f"/meetings/{meeting.pk}/people/?person={person.pk}").content.decode()
    assert page.count("Bytt plass med") == 2
    press(cecilie, person, "swap", other=str(other.pk))
    other.refresh_from_db()
    assert (person.table, other.table) == (2, 1)
    press(cecilie, person, "lead")
    assert meeting.attendees.get(table=2, leads_table=True) == person
    press(cecilie, person, "move", table="3")
    press(cecilie, person, "lock")
    seat(cecilie, meeting)
    person.refresh_from_db()
    assert (person.table, person.is_locked) == (3, True)


def test_an_interpreter_takes_no_seat(cast: people.Cast, cecilie: Client) -> None:
    meeting = rosters.a_roster(cast.cecilie, 6)
    add(cecilie, meeting, "Tone Tolk; ; ; tolk, uten telefon")
    seat(cecilie, meeting)
    assert sizes(meeting) == [6]
    assert (meeting.attendees.get(name="Tone Tolk").table) is None


def test_names_go_thirty_days_after_and_counts_stay(cast: people.Cast) -> None:
    meeting = rosters.a_seated_roster(cast.cecilie)
    people_operations.forget_names_due()
    assert meeting.attendees.count() == 18
    meeting.planned_start = timezone.now() - timedelta(days=31)
    meeting.save()
    people_operations.forget_names_due()
    people_operations.forget_names_due()
    assert meeting.attendees.count() == 0
    assert sum(Attendance.objects.values_list("people", flat=True)) == 18


def test_what_is_held_of_a_person_is_given_out_and_erased(cast: people.Cast) -> None:
    meeting = rosters.a_seated_roster(cast.cecilie)
    person = Person(organisation_id=meeting.organisation_id, name="Person 03")
    exported = personal_data.export_attendee(person)
    assert [field.value for field in exported[0].fields][:2] == [meeting.title, "Person 03"]
    assert personal_data.erase_attendee(person) == 1
    assert personal_data.export_attendee(person) == ()
