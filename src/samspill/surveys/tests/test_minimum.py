"""How many must have answered: raised by a facilitator, lowered by nobody, whatever is tried."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.surveys import operations
from samspill.surveys.import_operations import GivenElsewhere, take_in_round
from samspill.surveys.models import SurveyRound
from samspill.surveys.promises import make_promise
from samspill.toolbox.round_records import Counts, GroupCounts, Promise

pytestmark = pytest.mark.django_db

BEFORE = ("surveys", "0007_answers_from_a_file")


def in_form(draft: SurveyRound, **changes: object) -> dict[str, object]:
    return {
        "collaboration": draft.collaboration_id,
        "instrument": draft.instrument_key,
        "purpose": draft.purpose,
        "intended_use": draft.intended_use,
        "follow_up_on": draft.follow_up_on.isoformat(),
        "mode": draft.mode,
        "way_in": draft.way_in,
        "expected_count": draft.expected_count or 30,
        **changes,
    }


def texts_of(promise: Promise, language: str = "nb") -> str:
    return " ".join(part.text for part in promise.parts(language))


# --- Raised ---------------------------------------------------------------------------------------


def test_a_facilitator_raises_it_in_the_draft_and_the_promise_says_so(
    cast: people.Cast, cecilie: Client
) -> None:
    draft = people.a_draft(cast.cecilie)
    data = in_form(draft, minimum="10")
    assert cecilie.post(f"/rounds/{draft.pk}/change/", data).status_code == 302
    page = cecilie.get(f"/rounds/{draft.pk}/change/").content.decode()
    assert '<option value="10" selected>Ti</option>' in page
    draft.refresh_from_db()
    opened = operations.open_round(draft, by=cast.cecilie)
    promised = texts_of(opened.promised)
    assert "færre enn ti har svart" in promised
    assert "Fra ti til 11 svar bruker vi bare ord" in promised
    assert "fem til ni" not in promised


@pytest.mark.parametrize(
    ("minimum", "said"),
    [
        (5, "Fra fem til 11 svar bruker vi bare ord."),
        (8, "Fra åtte til 11 svar bruker vi bare ord."),
        (15, "Fra 15 til 21 svar viser vi femdeler, og fra 22 svar tideler."),
        (20, "Fra 20 til 21 svar viser vi femdeler, og fra 22 svar tideler."),
    ],
)
def test_the_promise_never_says_that_less_is_shown_than_it_is(
    minimum: int, said: str, cast: people.Cast
) -> None:
    draft = people.a_draft(cast.cecilie, minimum_group_size=minimum)
    assert said in texts_of(make_promise(draft))


def test_what_lies_under_it_is_not_shown(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie, minimum_group_size=15)
    people.answer_it(opened, people.some_answers(14))
    shown = people.show_it(opened, cast.cecilie)
    assert shown.release is not None
    assert shown.release.reading.is_hidden
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert "For få har svart til at noe kan vises." in page


def test_groups_are_planned_anew_for_it(cast: people.Cast, cecilie: Client) -> None:
    draft = people.a_draft(cast.cecilie)
    operations.ask_for_background(draft, people.a_group_plan(draft, 9, 12), by=cast.cecilie)
    kept = cecilie.post(f"/rounds/{draft.pk}/change/", in_form(draft, minimum="8"))
    assert kept["Location"] == f"/rounds/{draft.pk}/"
    draft.refresh_from_db()
    assert (draft.group_minimum, len(draft.groups)) == (8, 2)
    lost = cecilie.post(f"/rounds/{draft.pk}/change/", in_form(draft, minimum="10"))
    assert lost["Location"] == f"/rounds/{draft.pk}/groups/"
    draft.refresh_from_db()
    assert (draft.group_minimum, draft.groups, draft.background) == (10, [], "")


# --- Lowered: not through the form ----------------------------------------------------------------


@pytest.mark.parametrize("minimum", ["4", "0", "-1", "5.0", "x", "1e1", "99999999999999"])
def test_a_number_that_was_not_offered_is_refused(
    minimum: str, cast: people.Cast, cecilie: Client
) -> None:
    draft = people.a_draft(cast.cecilie)
    data = in_form(draft, minimum=minimum, save="")
    for address in (f"/rounds/{draft.pk}/change/", "/rounds/new/"):
        response = cecilie.post(address, data)
        assert response.status_code == 422
        assert "Ingen av dem er lavere enn fem" in response.content.decode()
    assert SurveyRound.objects.get().minimum_group_size == 5


def test_left_out_it_is_five(cast: people.Cast, cecilie: Client) -> None:
    draft = people.a_draft(cast.cecilie)
    cecilie.post(f"/rounds/{draft.pk}/change/", in_form(draft))
    draft.refresh_from_db()
    assert draft.minimum_group_size == 5


def test_an_open_round_keeps_it(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie, minimum_group_size=10)
    cecilie.post(f"/rounds/{opened.pk}/change/", in_form(opened, minimum="5"))
    opened.refresh_from_db()
    assert opened.minimum_group_size == 10
    with pytest.raises(operations.WrongStateError):
        operations.change_round(opened, people.round_settings(), by=cast.cecilie)


# --- Not by asking again --------------------------------------------------------------------------


def test_the_same_asked_again_needs_at_least_as_many(cast: people.Cast, cecilie: Client) -> None:
    first = people.an_open_round(cast.cecilie, minimum_group_size=10)
    lower = cecilie.post("/rounds/new/", in_form(first, minimum="8", save=""))
    assert lower.status_code == 422
    assert "færre enn 10" in lower.content.decode()
    assert cecilie.post("/rounds/new/", in_form(first, minimum="15", save="")).status_code == 302
    other = in_form(first, minimum="5", instrument="dialogue_and_trust_check", save="")
    assert cecilie.post("/rounds/new/", other).status_code == 302


def test_a_tampered_collaboration_does_not_lower_it(cast: people.Cast, cecilie: Client) -> None:
    first = people.an_open_round(cast.cecilie, minimum_group_size=10)
    again = people.a_draft(cast.cecilie, first.collaboration)
    elsewhere = people.a_collaboration(cast.cecilie)
    data = in_form(again, minimum="5", collaboration=elsewhere.pk)
    assert cecilie.post(f"/rounds/{again.pk}/change/", data).status_code == 422
    again.refresh_from_db()
    assert again.minimum_group_size == 10


def test_a_draft_from_before_is_raised_when_it_opens(cast: people.Cast) -> None:
    early = people.a_draft(cast.cecilie)
    operations.ask_for_background(early, people.a_group_plan(early), by=cast.cecilie)
    people.an_open_round(cast.cecilie, early.collaboration, minimum_group_size=10)
    opened = operations.open_round(early, by=cast.cecilie)
    assert (opened.minimum_group_size, opened.group_minimum) == (10, 10)
    assert "færre enn ti har svart" in texts_of(opened.promised)


def test_an_older_report_with_a_lower_one_tells_no_more(cast: people.Cast) -> None:
    first = people.a_published_round(cast.cecilie, answers=24)
    again = people.an_open_round(cast.cecilie, first.collaboration, minimum_group_size=20)
    people.answer_it(again, people.some_answers(19))
    shown = people.show_it(again, cast.cecilie)
    assert shown.release is not None
    for item in shown.release.reading.items:
        assert item.figures.form == "hidden"
        assert item.since is not None
        assert (item.since.change, item.since.middle_before) == (None, None)


# --- Not by an operation, a file or the database --------------------------------------------------


@pytest.mark.parametrize("minimum", [4, 0, -5])
def test_no_operation_takes_less(minimum: int, cast: people.Cast) -> None:
    draft = people.a_draft(cast.cecilie)
    lower = people.round_settings(minimum_group_size=minimum)
    with pytest.raises(ValueError, match=f"never lowered under 5; got {minimum}"):
        operations.create_round(draft.collaboration, lower, by=cast.cecilie)
    with pytest.raises(ValueError, match="never lowered"):
        operations.change_round(draft, lower, by=cast.cecilie)
    with pytest.raises(ValueError, match="never lowered"):
        take_in_round(draft.collaboration, lower, given(), by=cast.cecilie)
    assert SurveyRound.objects.get().minimum_group_size == 5


def test_groups_planned_with_less_are_not_taken(cast: people.Cast) -> None:
    draft = people.a_draft(cast.cecilie, minimum_group_size=10)
    planned = people.a_group_plan(draft, 9, 12)
    assert planned.minimum == 5
    with pytest.raises(ValueError, match="planned for at least 5 do not fit"):
        operations.ask_for_background(draft, planned, by=cast.cecilie)
    with pytest.raises(ValueError, match="planned for at least 3 do not fit"):
        operations.ask_for_background(draft, replace(planned, minimum=3), by=cast.cecilie)


def given(**changes: Any) -> GivenElsewhere:
    counts = Counts(people=12, items=((0, 3, 3, 3, 3),) * 10, dont_know=(0,) * 10)
    today = timezone.localdate()
    return GivenElsewhere(**{"counts": counts, "begun_on": today, "ended_on": today, **changes})


def test_a_file_is_taken_in_with_what_was_chosen_and_no_less(cast: people.Cast) -> None:
    first = people.an_open_round(cast.cecilie, minimum_group_size=10)
    taken = take_in_round(first.collaboration, people.round_settings(), given(), by=cast.cecilie)
    assert taken.minimum_group_size == 10
    assert "minst ti har svart" in texts_of(taken.promised)
    heap = GroupCounts(people=6, items=((0, 0, 2, 2, 2),) * 10, dont_know=(0,) * 10)
    counts = Counts(
        people=12,
        items=((0, 0, 4, 4, 4),) * 10,
        dont_know=(0,) * 10,
        groups={"0": heap, "1": heap},
    )
    planned = people.a_group_plan(first, 6, 6)
    with pytest.raises(ValueError, match="planned for at least 5 do not fit"):
        take_in_round(
            first.collaboration,
            people.round_settings(),
            given(counts=counts, plan=planned),
            by=cast.cecilie,
        )


def test_the_form_for_a_file_asks_and_keeps_it_up(cast: people.Cast, cecilie: Client) -> None:
    file = people.a_counted_file(cast.cecilie)
    address = f"/imports/{file.pk}/take-in/"
    today = timezone.localdate().isoformat()
    data = {
        **{"begun_on": today, "ended_on": today, "purpose": "Vi vil vite.", "may_use": "on"},
        **{"intended_use": "Vi leser.", "follow_up_on": today},
    }
    assert 'name="minimum"' in cecilie.get(address).content.decode()
    people.an_open_round(cast.cecilie, file.collaboration, minimum_group_size=8)
    assert '<option value="8" selected>' in cecilie.get(address).content.decode()
    for minimum in ("4", "5"):
        assert cecilie.post(address, {**data, "minimum": minimum}).status_code == 422
    assert cecilie.post(address, {**data, "minimum": "15"}).status_code == 302
    taken = SurveyRound.objects.get(is_imported=True)
    assert (taken.minimum_group_size, taken.group_minimum) == (15, 15)


@pytest.mark.parametrize(("room", "group"), [(4, 5), (0, 5), (10, 9), (5, 4)])
def test_the_database_holds_no_row_with_less(room: int, group: int, cast: people.Cast) -> None:
    draft = people.a_draft(cast.cecilie)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyRound.objects.filter(pk=draft.pk).update(minimum_group_size=room, group_minimum=group)


@pytest.mark.django_db(transaction=True)
def test_a_row_from_before_is_raised_when_the_database_is_upgraded(cast: people.Cast) -> None:
    draft = people.a_draft(cast.cecilie, minimum_group_size=10)
    MigrationExecutor(connection).migrate([BEFORE])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE surveys_surveyround SET group_minimum = 3")
    # To the end, and not to the next alone: tables that have gone since would stand in the way.
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    draft.refresh_from_db()
    assert (draft.minimum_group_size, draft.group_minimum) == (10, 10)
