"""The whole way from a file to a round, as the browser walks it; and every way out of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace
from tests import cast as people
from tests.mixed import NAMED, SEVEN, mixed_check
from tests.patience import until_nobody_reads

from samspill.collaborations.models import Collaboration
from samspill.foundation.audit.models import AuditEntry
from samspill.imports import operations, reader, results
from samspill.imports.models import AnswerFile, FilePart
from samspill.imports.reading import StoppedError, read_file
from samspill.imports.tests.made_files import AGREE
from samspill.instruments.models import KeyedInstrument
from samspill.instruments.operations import save_keyed_instrument
from samspill.surveys.models import Response, SurveyRound
from samspill.surveys.public import publish_reading

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


def let_work(now: datetime | None = None) -> None:
    """Let the worker do its duties."""

    def work() -> None:
        operations.read_files_due()
        operations.forget_files_due(now)

    until_nobody_reads(work)


def send_whole(browser: Client, collaboration: Collaboration, data: bytes) -> AnswerFile:
    """Send a file as a browser without scripts does, and let the worker read it."""
    file = SimpleUploadedFile("svar.csv", data)
    sent = browser.post(f"/imports/new/{collaboration.pk}/", {"file": file})
    assert sent.status_code == 302, sent.content
    let_work()
    return AnswerFile.objects.exclude(state="removed").get()


def form_of(page: Any) -> dict[str, str]:
    """Return what the largest form of a page sends when nothing in it is changed."""
    html = page.content.decode()
    forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL)
    form = max(forms, key=lambda one: len(re.findall(r"<(?:select|input|textarea)", one)))
    sent = {}
    for name, body in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option\s+value="([^"]*)"\s+selected', body)
        sent[name] = chosen[1] if chosen else ""
    for radio in re.findall(r'<input\s+type="radio"[^>]*checked[^>]*>', form):
        name, value = re.search(r'name="([^"]+)"', radio), re.search(r'value="([^"]*)"', radio)
        assert name
        assert value
        sent[name[1]] = value[1]
    return sent


def why(**more: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "begun_on": str(today - timedelta(days=40)),
        "ended_on": str(today - timedelta(days=30)),
        "purpose": "Vi vil vite hvordan det går.",
        "intended_use": "Vi leser svarene sammen.",
        "follow_up_on": str(today + timedelta(days=90)),
        "may_use": "on",
        **more,
    }


def walk(browser: Client, collaboration: Collaboration, data: bytes, **chosen: str) -> SurveyRound:
    """Take every guess for right, but for what is `chosen` on the page about columns."""
    file = send_whole(browser, collaboration, data)
    address = f"/imports/{file.pk}/"
    page = browser.get(address, follow=True)
    sent = browser.post(address + "statements/", {**form_of(page), **chosen})
    assert sent.status_code == 302, sent.content
    page = browser.get(address + "answers/")
    sent = browser.post(address + "answers/", form_of(page))
    assert sent.status_code == 302, sent.content
    let_work()
    assert browser.get(address).headers["Location"].endswith("/take-in/")
    sent = browser.post(address + "take-in/", why())
    assert sent.status_code == 302, sent.content
    return SurveyRound.objects.latest("created_at")


# --- The whole way -------------------------------------------------------------------------------


def test_a_file_becomes_a_round_like_any_other(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    made = walk(cecilie, collaboration, people.a_file_of_answers(41))
    assert made.state == "closed"
    assert made.is_imported
    assert made.counted.people == 41
    # Every sixth said that they do not know, which is no answer.
    assert [sum(one) for one in made.counted.items] == [35, 34] * 5
    assert not Response.objects.exists(), "who answered what is not stored"
    page = cecilie.get(f"/rounds/{made.pk}/").content.decode()
    assert "Svar fra en fil" in page
    assert "Hvem som svarte hva, lagres ikke" in page
    published = publish_reading(made, by=cast.cecilie)
    reading = cecilie.get(f"/rounds/{published.pk}/reading/").content.decode()
    assert "41 svar" in reading
    assert "Svar fra en fil" in reading
    assert people.client_of(cast.ada).get(f"/rounds/{published.pk}/reading/").status_code == 200


def test_what_is_shown_is_what_would_be_shown_had_they_answered_here(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    """The same answers, one lot in a file and the other on phones: word for word the same."""
    words = {"1": "Helt uenig", "2": "Litt uenig", "3": "Verken eller", "4": "Litt enig",
             "5": "Helt enig"}  # fmt: skip
    answers = people.some_answers(26)
    items = people.round_settings().content.items
    rows = [";".join(item.text["nb"] for item in items)]
    rows += [";".join(words.get(str(one), "") for one in row) for row in answers]
    made = walk(cecilie, collaboration, "\n".join(rows).encode())
    from_file = publish_reading(made, by=cast.cecilie).release
    opened = people.an_open_round(cast.cecilie)
    people.answer_it(opened, answers)
    on_phones = people.show_it(opened, cast.cecilie).release
    assert from_file is not None
    assert on_phones is not None
    assert from_file.content == on_phones.content


def test_fewer_than_five_are_told_of_and_never_shown(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    made = walk(cecilie, collaboration, people.a_file_of_answers(4))
    reading = publish_reading(made, by=cast.cecilie).release
    assert reading is not None
    assert reading.reading.is_hidden


def test_a_reversed_column_is_turned_round(cecilie: Client, collaboration: Collaboration) -> None:
    data = people.a_file_of_answers(30)
    plain = walk(cecilie, collaboration, data)
    turned = walk(cecilie, collaboration, data, **{"reversed-2": "on"})
    assert turned.counted.items[1] == plain.counted.items[1][::-1]
    assert turned.counted.items[2:] == plain.counted.items[2:]


def test_old_answers_are_the_first_time_and_what_came_later_is_compared_with_them(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    made = walk(cecilie, collaboration, people.a_file_of_answers(40))
    publish_reading(made, by=cast.cecilie)
    opened = people.an_open_round(cast.cecilie, collaboration)
    assert opened.kind == "follow_up"
    people.answer_it(opened, people.some_answers(30))
    shown = people.show_it(opened, cast.cecilie)
    assert shown.release is not None
    assert shown.release.reading.before is not None


def test_answers_of_today_were_not_given_later_than_now(cast: people.Cast) -> None:
    file = people.a_counted_file(cast.cecilie)
    given = people.given_in(file)
    made = operations.take_in(file, people.round_settings(), given, by=cast.cecilie)
    assert made.opened_at is not None
    assert made.closed_at is not None
    assert made.opened_at <= made.closed_at <= timezone.now()


# --- Groups --------------------------------------------------------------------------------------


def test_groups_are_compared_under_the_same_limits(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    made = walk(cecilie, collaboration, people.a_file_of_answers(40), group="1")
    assert [one["name"]["nb"] for one in made.groups] == ["Lidal", "Nesdal"]
    assert {key: one.people for key, one in made.counted.groups.items()} == {"0": 20, "1": 20}
    assert all(one["asked"] == {} for one in made.groups), "how many in each is told to nobody"
    published = publish_reading(made, by=cast.cecilie)
    assert published.release is not None
    assert published.release.reading.grouping is not None
    assert not SurveyRound.objects.get(pk=made.pk).counted.groups, "forgotten when shown"


def test_groups_that_are_too_small_are_not_compared(
    cecilie: Client, collaboration: Collaboration
) -> None:
    file = send_whole(cecilie, collaboration, people.a_file_of_answers(8))
    address = f"/imports/{file.pk}/"
    sent = {**form_of(cecilie.get(address + "statements/")), "group": "1"}
    cecilie.post(address + "statements/", sent)
    cecilie.post(address + "answers/", form_of(cecilie.get(address + "answers/")))
    let_work()
    assert "Gruppene blir ikke sammenlignet" in cecilie.get(address, follow=True).content.decode()
    cecilie.post(address + "take-in/", why())
    made = SurveyRound.objects.get()
    assert made.groups == []
    assert not made.counted.groups


# --- The statements of the file itself -----------------------------------------------------------


def test_the_statements_in_the_file_become_a_wording_that_can_be_asked_again(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    rows = ["Navn;Vi når fram;Vi ler sammen"]
    rows += [f"Person {n};{n % 4 + 1};{(n + 1) % 4 + 1}" for n in range(20)]
    file = send_whole(cecilie, collaboration, "\n".join(rows).encode())
    address = f"/imports/{file.pk}/"
    asked = cecilie.get(address + "wording/").content.decode()
    assert "B – Vi når fram" in asked
    fields = {
        "title": "Våre to", "source": "Vi selv, 2025", "language": "nb", "columns": ["1", "2"],
        "points": "4", "lowest": "Aldri", "highest": "Alltid", "may_use": "on",
    }  # fmt: skip
    sent = cecilie.post(address + "wording/", fields)
    assert sent.status_code == 302, sent.content
    keyed = KeyedInstrument.objects.get()
    assert [item.text["nb"] for item in keyed.asked.items] == [
        "Vi når fram",
        "Vi ler sammen",
    ]
    page = cecilie.get(address + "statements/")
    assert f'value="keyed:{keyed.pk}" selected' in page.content.decode()
    cecilie.post(f"{address}statements/?instrument=keyed:{keyed.pk}", form_of(page))
    cecilie.post(address + "answers/", form_of(cecilie.get(address + "answers/")))
    let_work()
    cecilie.post(address + "take-in/", why())
    made = SurveyRound.objects.get()
    assert made.counted.items == ((5, 5, 5, 5), (5, 5, 5, 5))
    assert made.instrument_key == keyed.asked.key


def test_the_same_statements_twice_are_one_wording(
    cecilie: Client, collaboration: Collaboration
) -> None:
    rows = ["Vi når fram;Vi ler sammen", *(f"{n % 4 + 1};{(n + 1) % 4 + 1}" for n in range(20))]
    file = send_whole(cecilie, collaboration, "\n".join(rows).encode())
    fields = {
        "title": "Våre to", "source": "Vi selv, 2025", "language": "nb", "columns": ["0", "1"],
        "points": "4", "lowest": "Aldri", "highest": "Alltid", "may_use": "on",
    }  # fmt: skip
    for _click in range(2):
        assert cecilie.post(f"/imports/{file.pk}/wording/", fields).status_code == 302
    assert KeyedInstrument.objects.count() == 1
    cecilie.post(f"/imports/{file.pk}/wording/", {**fields, "lowest": "Sjelden"})
    assert KeyedInstrument.objects.count() == 2


# --- In parts, as a browser with scripts sends it ------------------------------------------------


def begin(browser: Client, collaboration: Collaboration, size: int) -> dict[str, str]:
    sent = browser.post(
        f"/imports/begin/{collaboration.pk}/", {"name": "svar.csv", "size": str(size)}
    )
    assert sent.status_code == 201, sent.content
    found: dict[str, str] = sent.json()
    return found


def send_part(browser: Client, to: dict[str, str], number: int, data: bytes) -> int:
    return browser.post(
        f"{to['part']}?number={number}", data, content_type="application/octet-stream"
    ).status_code


def test_parts_come_in_any_order_and_twice_and_make_one_file(
    cecilie: Client, collaboration: Collaboration
) -> None:
    data = people.a_file_of_answers(9000)
    size = operations.PART_BYTES
    parts = [data[start : start + size] for start in range(0, len(data), size)]
    assert len(parts) > 2
    to = begin(cecilie, collaboration, len(data))
    for number in (2, 0, 1, 0, 2, *range(3, len(parts))):
        assert send_part(cecilie, to, number, parts[number]) == 204
    assert cecilie.post(to["finish"]).status_code == 204
    let_work()
    file = AnswerFile.objects.get()
    assert file.state == "described"
    assert file.found["rows"] == 9000
    assert cecilie.get(to["then"]).status_code == 302


def test_a_file_that_is_not_whole_is_not_read(
    cecilie: Client, collaboration: Collaboration
) -> None:
    to = begin(cecilie, collaboration, 500_000)
    assert send_part(cecilie, to, 0, b"x" * operations.PART_BYTES) == 204
    refused = cecilie.post(to["finish"])
    assert refused.status_code == 422
    assert "kom ikke fram" in refused.json()["told"]
    let_work()
    assert AnswerFile.objects.get().state == "receiving"
    assert "Hele filen har ikke kommet fram" in cecilie.get(to["then"]).content.decode()


@pytest.mark.parametrize(
    ("number", "data"), [(99, b"x"), (-1, b"x"), (0, b""), (0, b"x" * (192 * 1024 + 1))]
)
def test_a_part_that_does_not_belong_is_refused(
    number: int, data: bytes, cecilie: Client, collaboration: Collaboration
) -> None:
    to = begin(cecilie, collaboration, 300_000)
    assert send_part(cecilie, to, number, data) == 422
    assert not FilePart.objects.exists()


def test_nothing_is_added_to_a_file_that_is_whole(
    cecilie: Client, collaboration: Collaboration
) -> None:
    data = people.a_file_of_answers()
    to = begin(cecilie, collaboration, len(data))
    send_part(cecilie, to, 0, data)
    cecilie.post(to["finish"])
    assert send_part(cecilie, to, 0, b"noe annet") == 422
    assert cecilie.post(to["finish"]).status_code == 422


@pytest.mark.parametrize("size", ["0", "", "x", "-5", "67108865", "9" * 40, "٣"])
def test_a_size_that_cannot_be_is_told(
    size: str, cecilie: Client, collaboration: Collaboration
) -> None:
    told = cecilie.post(f"/imports/begin/{collaboration.pk}/", {"name": "x", "size": size})
    assert told.status_code == 422
    assert "64 MB" in told.json()["told"]


def test_a_large_file_in_one_piece_is_refused_with_what_to_do(
    cecilie: Client, collaboration: Collaboration
) -> None:
    """It would keep everybody else waiting. In parts it is taken."""
    file = SimpleUploadedFile("svar.csv", b"x" * (1024 * 1024 + 1))
    refused = cecilie.post(f"/imports/new/{collaboration.pk}/", {"file": file})
    assert refused.status_code == 422
    assert "høyst 1 MB" in refused.content.decode()
    far_too_large = SimpleUploadedFile("svar.csv", b"x" * (2 * 1024 * 1024))
    refused = cecilie.post(f"/imports/new/{collaboration.pk}/", {"file": far_too_large})
    assert refused.status_code == 413
    assert not AnswerFile.objects.exists()


def test_no_other_page_takes_more_than_a_form(cecilie: Client) -> None:
    file = SimpleUploadedFile("svar.csv", b"x" * 400_000)
    assert cecilie.post("/collaborations/new/", {"file": file}).status_code == 413


def test_ten_files_on_their_way_are_enough(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    for _number in range(operations.MOST_FILES):
        begin(cecilie, collaboration, 100)
    address = f"/imports/begin/{collaboration.pk}/"
    told = cecilie.post(address, {"name": "x", "size": "100"})
    assert told.status_code == 409
    assert "mange filer på vei" in told.json()["told"]
    elsewhere = people.a_collaboration(cast.frode)
    begin(people.client_of(cast.frode), elsewhere, 100)


# --- What is wrong, and what one can do ----------------------------------------------------------


def test_a_wrong_file_gets_a_sentence_and_nothing_is_stored(
    cecilie: Client, collaboration: Collaboration
) -> None:
    data = people.a_file_of_answers(20).replace(b"Person 7;", b"Person 7;for;mange;")
    file = send_whole(cecilie, collaboration, data)
    page = cecilie.get(f"/imports/{file.pk}/").content.decode()
    assert "Rad 9 har 14 celler, men det er bare 12 overskrifter." in page
    assert not SurveyRound.objects.exists()


def test_an_answer_that_is_not_understood_must_be_explained(
    cecilie: Client, collaboration: Collaboration
) -> None:
    data = people.a_file_of_answers(20).replace(b"Helt enig", "Tja ☃".encode())
    file = send_whole(cecilie, collaboration, data)
    address = f"/imports/{file.pk}/"
    cecilie.post(address + "statements/", form_of(cecilie.get(address + "statements/")))
    guessed = form_of(cecilie.get(address + "answers/"))
    (unknown,) = [name for name, value in guessed.items() if name.startswith("point") and not value]
    refused = cecilie.post(address + "answers/", guessed)
    assert refused.status_code == 422
    assert "Velg hva dette svaret betyr." in refused.content.decode()
    assert cecilie.post(address + "answers/", {**guessed, unknown: "5"}).status_code == 302


def test_what_was_counted_in_other_columns_is_never_taken_in(
    cast: people.Cast, cecilie: Client
) -> None:
    """Back from the last step, other columns are chosen; then the last step is opened again."""
    file = people.a_counted_file(cast.cecilie)
    address = f"/imports/{file.pk}/"
    assert cecilie.get(address + "take-in/").status_code == 200
    form = form_of(cecilie.get(address + "statements/"))
    form["column-1"], form["column-2"] = form["column-2"], form["column-1"]
    assert cecilie.post(address + "statements/", form).status_code == 302
    assert cecilie.get(address + "take-in/").status_code == 302
    assert cecilie.post(address + "take-in/", why()).status_code == 302
    assert not SurveyRound.objects.exists()
    # Nor with another instrument, of which there are fewer statements.
    dialogue = address + "statements/?instrument=dialogue_and_trust_check"
    places = {f"column-{number}": str(number + 1) for number in range(1, 10)}
    cecilie.post(dialogue, {**places, "group": ""})
    assert cecilie.get(address, follow=True).status_code == 200
    assert not SurveyRound.objects.exists()


def test_a_file_that_breaks_the_reader_itself_keeps_no_other_waiting(
    cast: people.Cast, collaboration: Collaboration, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = people.an_answer_file(cast.cecilie, collaboration=collaboration)
    second = people.an_answer_file(cast.cecilie, collaboration=collaboration)
    for one in (first, second):
        operations.look_elsewhere(one, sheet="", header_row=1)
    asked: list[str] = []

    def break_once(*parts: Any, **more: Any) -> Any:
        asked.append("one")
        if len(asked) == 1:
            raise OSError("no process could be started")
        return read_file(*parts, **more)

    monkeypatch.setattr(operations, "read_file", break_once)
    with pytest.raises(OSError, match="no process"):
        operations.read_files_due()
    let_work()
    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.state, first.fault["code"], second.state] == ["refused", "broken", "described"]


def test_a_column_is_used_once(cecilie: Client, collaboration: Collaboration) -> None:
    file = send_whole(cecilie, collaboration, people.a_file_of_answers(20))
    address = f"/imports/{file.pk}/statements/"
    form = form_of(cecilie.get(address))
    refused = cecilie.post(address, {**form, "column-2": form["column-1"]})
    assert refused.status_code == 422
    assert "valgt to ganger" in refused.content.decode()


def test_columns_of_names_and_free_text_cannot_be_chosen(
    cecilie: Client, collaboration: Collaboration
) -> None:
    file = send_whole(cecilie, collaboration, people.a_file_of_answers(60))
    page = cecilie.get(f"/imports/{file.pk}/statements/").content.decode()
    assert "A – Navn" not in page
    assert "B – Kommune" in page
    assert "Person 3" not in str(AnswerFile.objects.get().found), "names are not kept"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ended_on": "2090-01-01"}, "Velg en dag som har vært."),
        ({"begun_on": "2026-02-02", "ended_on": "2026-02-01"}, "kan ikke være før den første"),
        ({"begun_on": "1814-05-17"}, "Velg en dag etter 1990."),
        ({"may_use": ""}, "Kryss av bare hvis det stemmer."),
        ({"purpose": ""}, "Skriv hvorfor dere spør."),
        ({"follow_up_on": "2020-01-01"}, "Velg i dag eller en senere dag."),
    ],
)
def test_nothing_is_taken_in_without_days_and_reasons(
    change: dict[str, str], told: str, cast: people.Cast, cecilie: Client
) -> None:
    file = people.a_counted_file(cast.cecilie)
    refused = cecilie.post(f"/imports/{file.pk}/take-in/", why(**change))
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not SurveyRound.objects.exists()


def test_the_headings_can_stand_in_another_row(
    cecilie: Client, collaboration: Collaboration
) -> None:
    data = b"Dette;er;ikke;overskrifter;a;b;c;d;e;f;g;h\n" + people.a_file_of_answers(20)
    file = send_whole(cecilie, collaboration, data)
    assert file.found["header_row"] == 1
    sent = cecilie.post(f"/imports/{file.pk}/place/", {"header_row": "2"})
    assert sent.status_code == 302
    let_work()
    file.refresh_from_db()
    assert file.found["columns"][1]["name"] == "Kommune"
    assert cecilie.post(f"/imports/{file.pk}/place/", {"header_row": "0"}).status_code == 422


def test_a_file_without_headings_is_told_of(cecilie: Client, collaboration: Collaboration) -> None:
    """Its first person would be lost without a word."""
    rows = [";".join(str((n + place) % 5 + 1) for place in range(10)) for n in range(20)]
    file = send_whole(cecilie, collaboration, "\n".join(rows).encode())
    page = cecilie.get(f"/imports/{file.pk}/statements/").content.decode()
    assert "Mangler overskriftene?" in page
    other = people.a_file_of_answers(20)
    cecilie.post(f"/imports/{file.pk}/remove/")
    let_work()
    file = send_whole(cecilie, collaboration, other)
    page = cecilie.get(f"/imports/{file.pk}/statements/").content.decode()
    assert "Mangler overskriftene?" not in page


def test_a_wrong_guess_of_the_headings_can_be_mended(
    cecilie: Client, collaboration: Collaboration
) -> None:
    data = b"Svar;fra;2025\n" + people.a_file_of_answers(20)
    file = send_whole(cecilie, collaboration, data)
    if file.state == "described":  # the guess was right
        operations.look_elsewhere(file, sheet="", header_row=1)
        let_work()
    page = cecilie.get(f"/imports/{file.pk}/").content.decode()
    assert "men det er bare 3 overskrifter" in page
    assert 'name="header_row"' in page
    cecilie.post(f"/imports/{file.pk}/place/", {"header_row": "2"})
    let_work()
    file.refresh_from_db()
    assert file.state == "described"


# --- What is left --------------------------------------------------------------------------------


def test_a_file_that_is_removed_is_found_by_nobody_and_then_deleted(
    cecilie: Client, collaboration: Collaboration
) -> None:
    file = send_whole(cecilie, collaboration, people.a_file_of_answers())
    assert cecilie.post(f"/imports/{file.pk}/remove/").status_code == 302
    assert cecilie.get(f"/imports/{file.pk}/").status_code == 404
    assert "svar.csv" not in cecilie.get(f"/collaborations/{collaboration.pk}/").content.decode()
    let_work()
    assert not AnswerFile.objects.exists()
    assert not FilePart.objects.exists()
    operations_done = set(AuditEntry.objects.values_list("operation", flat=True))
    assert {"begin_file", "remove_file"} <= operations_done


def test_a_file_that_was_taken_in_is_deleted(cecilie: Client, collaboration: Collaboration) -> None:
    walk(cecilie, collaboration, people.a_file_of_answers(20))
    let_work()
    assert not AnswerFile.objects.exists()
    assert not FilePart.objects.exists()


def test_a_file_that_nobody_goes_on_with_is_deleted_after_a_day(cast: people.Cast) -> None:
    people.an_answer_file(cast.cecilie)
    let_work(timezone.now() + timedelta(hours=23))
    assert FilePart.objects.exists()
    let_work(timezone.now() + timedelta(hours=25))
    assert not AnswerFile.objects.exists()
    assert not FilePart.objects.exists()


def test_removing_it_while_it_is_read_stops_the_reader(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made = people.an_answer_file(cast.cecilie, collaboration=collaboration)
    operations.look_elsewhere(made, sheet="", header_row=1)
    asked: list[bool] = []

    def read_file(*_args: object, is_wanted: Any, **_kwargs: object) -> None:
        cecilie.post(f"/imports/{made.pk}/remove/")
        asked.append(is_wanted())
        raise StoppedError

    monkeypatch.setattr(operations, "read_file", read_file)
    let_work()
    assert asked == [False]
    assert not AnswerFile.objects.exists()


# --- An empty sheet for answers on paper ---------------------------------------------------------


def test_a_keyed_sheet_comes_back_as_answers(cecilie: Client, collaboration: Collaboration) -> None:
    sheet = cecilie.get(
        f"/imports/empty-sheet/{collaboration.pk}/", {"instrument": "collaboration_test"}
    )
    assert sheet.headers["Content-Disposition"].startswith("attachment")
    keyed = sheet.content + b"".join(
        f"{n};{';'.join(str((n + place) % 5 + 1) for place in range(10))}\r\n".encode()
        for n in range(1, 16)
    )
    made = walk(cecilie, collaboration, keyed)
    assert made.counted.people == 15
    assert made.counted.items[0] == (3, 3, 3, 3, 3)


# --- A scale for each statement -----------------------------------------------------------------


def a_mixed_file() -> bytes:
    """Return a file of 24 people, whose statements are on three scales."""
    asked = mixed_check()
    words = [
        AGREE,
        [*SEVEN, "vet ikke"],
        [*NAMED, "Vet ikke"],
        AGREE,
        [str(point) for point in range(1, 8)],
    ]
    rows = [";".join(item.text["nb"] for item in asked.items)]
    rows += [";".join(one[person % len(one)] for one in words) for person in range(24)]
    return "\n".join(rows).encode()


def test_each_column_is_read_on_the_scale_of_its_statement(
    cast: people.Cast, cecilie: Client, collaboration: Collaboration
) -> None:
    own = replace(mixed_check(), template="ten_statements", text_language="nb")
    keyed = save_keyed_instrument(own, source="Vi selv", language="nb", by=cast.cecilie)
    file = send_whole(cecilie, collaboration, a_mixed_file())
    address = f"/imports/{file.pk}/"
    page = cecilie.get(f"{address}statements/?instrument=keyed:{keyed.pk}")
    sent = cecilie.post(f"{address}statements/?instrument=keyed:{keyed.pk}", form_of(page))
    assert sent.status_code == 302
    page = cecilie.get(address + "answers/")
    shown = page.content.decode()
    for heading in ("nummer 1, 4<", "nummer 2, 5<", "nummer 3<"):
        assert f"Svarene på {heading}" in shown
    assert cecilie.post(address + "answers/", form_of(page)).status_code == 302
    let_work()
    page = cecilie.get(address + "take-in/")
    assert re.search(
        r'<th scope="row">\s*vet ikke\s*</th>\s*<td>\s*Vet ikke\s*</td>', page.content.decode()
    )
    assert cecilie.post(address + "take-in/", why()).status_code == 302
    counts = SurveyRound.objects.get().counted
    assert counts.people == 24
    assert counts.items == (
        (5, 5, 5, 5, 4), (3,) * 7, (6, 6, 6), (5, 5, 5, 5, 4), (4, 4, 4, 3, 3, 3, 3)
    )  # fmt: skip
    assert counts.dont_know == (0, 3, 6, 0, 0)


def test_a_file_that_was_on_its_way_during_an_upgrade_is_taken_in(cast: people.Cast) -> None:
    """Before, all the statements had one scale, and "don't know" was no answer."""
    file = people.a_counted_file(cast.cecilie)
    stored = file.choices.pop("content")
    (stored["scale"],) = stored.pop("scales")
    del stored["format"], stored["template"], stored["text_language"]
    for item in stored["items"]:
        del item["scale"], item["wording"]
    (points,) = file.choices.pop("points_on").values()
    file.choices |= {"content": stored, "points": points, "n_points": 5}
    spec = file.spec()
    for heap in file.counts["groups"].values():
        del heap["dont_know"]
    assert people.given_in(file).counts.people == 12
    assert reader.count(people.a_file_of_answers(), spec, lambda _line: None)["groups"]
    assert results.preview(file, None, "nb").readings[0].heading == "Svarene"
