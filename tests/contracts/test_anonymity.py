"""What is stored of an answer, column by column: a new one must be argued for here."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from samspill.participation.models import Invitation, JoinCode, Ticket
from samspill.surveys.models import Response


def columns(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}


def test_an_answer_holds_a_random_key_a_round_and_the_ratings() -> None:
    assert columns(Response) == {"id", "survey_round_id", "ratings"}


def test_a_join_code_knows_nothing_about_who_came_in() -> None:
    assert columns(JoinCode) == {"id", "code"}


def test_a_ticket_and_an_invitation_hold_no_time_and_no_address() -> None:
    assert columns(Ticket) == {"id", "join_code_id", "token_hash", "state"}
    assert columns(Invitation) == {"id", "join_code_id", "name", "ticket_id", "is_checked_in"}


def test_nothing_points_at_an_answer() -> None:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            remote = getattr(field, "remote_field", None)
            assert remote is None or remote.model is not Response, f"{model.__name__}.{field.name}"


def test_no_path_leads_from_an_answer_to_an_account() -> None:
    """Walk the foreign keys as a join would: the round leads to an organisation, and no further."""
    seen: set[type[models.Model]] = set()
    todo: list[type[models.Model]] = [Response]
    while todo:
        model = todo.pop()
        seen.add(model)
        for field in model._meta.concrete_fields:
            remote = getattr(field, "remote_field", None)
            if remote is not None and remote.model not in seen:
                todo.append(remote.model)
    assert {model.__name__ for model in seen} == {
        "Response",
        "SurveyRound",
        "Collaboration",
        "Organisation",
        "JoinCode",
        "Release",
    }
