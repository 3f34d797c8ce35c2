"""What is stored of an answer, column by column: a new one must be argued for here."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from samspill.collaborations.models import Contact, Endorsement
from samspill.participation.models import Invitation, JoinCode, Ticket
from samspill.surveys.models import Response, TableSheet


def columns(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}


def test_an_answer_holds_a_random_key_a_round_the_ratings_and_a_large_enough_group() -> None:
    """`group` is one of a few that each were planned to hold the minimum, and is chosen freely.

    It is needed to compare groups, until the result has been shown; then it is forgotten
    (`surveys/tests/test_groups.py`). Null where the round asks for no background.
    """
    assert columns(Response) == {"id", "survey_round_id", "ratings", "group"}


def test_a_sheet_of_an_open_table_holds_no_name_and_no_time() -> None:
    """`holder` is a hash of what the phone that writes holds; it goes with the sheet at closing."""
    assert columns(TableSheet) == {
        "id",
        "survey_round_id",
        "number",
        "holder",
        "columns",
        # How many sit there and whether all have read, as the table says; how many an earlier
        # phone wrote; and the column that was struck out last.
        "sits",
        "have_all_read",
        "sealed",
        "struck",
    }


def test_a_join_code_knows_nothing_about_who_came_in() -> None:
    until_when = {"code_ends_at", "address_ends_on"}  # of all that it opens, set when that closes
    assert columns(JoinCode) == {"id", "code", "long_address"} | until_when


def test_a_ticket_and_an_invitation_hold_no_time_and_no_address() -> None:
    assert columns(Ticket) == {"id", "join_code_id", "token_hash", "state"}
    assert columns(Invitation) == {"id", "join_code_id", "name", "ticket_id", "is_checked_in"}


def test_nothing_points_at_an_answer() -> None:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            remote = getattr(field, "remote_field", None)
            assert remote is None or remote.model is not Response, f"{model.__name__}.{field.name}"


def reached_from(model: type[models.Model]) -> set[str]:
    """Walk the foreign keys as a join would, and return all that is met."""
    seen: set[type[models.Model]] = set()
    todo: list[type[models.Model]] = [model]
    while todo:
        model = todo.pop()
        seen.add(model)
        for field in model._meta.concrete_fields:
            remote = getattr(field, "remote_field", None)
            if remote is not None and remote.model not in seen:
                todo.append(remote.model)
    return {model.__name__ for model in seen}


def test_no_path_leads_from_an_answer_to_an_account() -> None:
    """The round leads to an organisation, and no further."""
    assert reached_from(Response) == {
        "Response",
        "SurveyRound",
        "Collaboration",
        "Organisation",
        "JoinCode",
        "Release",
    }


def test_a_contact_is_a_role_and_perhaps_a_name_at_a_partner() -> None:
    assert columns(Contact) == {"id", "partner_id", "role", "name"}
    assert columns(Endorsement) == {
        "id",
        "partner_id",
        "body",
        "is_elected",
        # Whether a link was used, not by whom: whoever holds it writes for the body.
        "came_through_link",
        "reference",
        "decided_on",
        "stands_until",
        "created_at",
        "withdrawn_at",
    }


def test_names_of_contacts_never_meet_what_is_asked_or_answered() -> None:
    """No foreign key leads to them from another slice, and none from them beyond the partner."""
    assert reached_from(Contact) == {"Contact", "Partner", "Collaboration", "Organisation"}
    for model in apps.get_models():
        met = reached_from(model)
        if {"Contact", "Endorsement", "Partner"} & met:
            assert model.__module__ == "samspill.collaborations.models", model
