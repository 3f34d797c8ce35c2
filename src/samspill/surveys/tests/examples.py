"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.surveys import (
    closing_operations,
    import_operations,
    operations,
    own_operations,
    sharing_operations,
    table_operations,
)
from samspill.surveys.models import SurveyRound


def _ask_for_background(by: Actor) -> Callable[[], Any]:
    draft = people.a_draft(by)
    return partial(operations.ask_for_background, draft, people.a_group_plan(draft), by=by)


def _delete_answers_due(by: Actor) -> Callable[[], Any]:
    closed = people.a_closed_round(by)
    return partial(closing_operations.delete_answers_due, closed.delete_answers_on)


def _take_in_round(by: Actor) -> Callable[[], Any]:
    file = people.a_counted_file(by)
    settings, given = people.round_settings(), people.given_in(file)
    return partial(import_operations.take_in_round, file.collaboration, settings, given, by=by)


def _announced(by: Actor) -> SurveyRound:
    return closing_operations.announce_closing(people.an_open_round(by), by=by)


def _keep_picture(by: Actor) -> Callable[[], Any]:
    closed = people.a_closed_round(by)
    shown = closing_operations.read_once(closed, timezone.now())
    return partial(closing_operations.keep_picture, closed, shown)


def _free_table(by: Actor) -> Callable[[], Any]:
    opened = people.an_open_round(by, mode="open_table")
    return partial(table_operations.free_table, opened, number=1, by=by)


OPERATIONS: Operations = {
    "create_round": lambda by: partial(
        operations.create_round, people.a_collaboration(by), people.round_settings(), by=by
    ),
    "change_round": lambda by: partial(
        operations.change_round, people.a_draft(by), people.round_settings(), by=by
    ),
    "ask_for_background": _ask_for_background,
    "discard_round": lambda by: partial(operations.discard_round, people.a_draft(by), by=by),
    "open_round": lambda by: partial(operations.open_round, people.a_draft(by), by=by),
    "announce_closing": lambda by: partial(
        closing_operations.announce_closing, people.an_open_round(by), by=by
    ),
    "cancel_closing": lambda by: partial(closing_operations.cancel_closing, _announced(by), by=by),
    "keep_picture": _keep_picture,
    "want_reading": lambda by: partial(
        closing_operations.want_reading, people.a_closed_round(by), by=by
    ),
    "raise_number": lambda by: partial(operations.raise_number, people.an_open_round(by), 2, by=by),
    "close_round": lambda by: partial(
        closing_operations.close_round, people.an_open_round(by), by=by
    ),
    "publish_reading": lambda by: partial(
        closing_operations.publish_reading, people.a_closed_round(by), by=by
    ),
    "ask_own_questions": lambda by: partial(
        own_operations.ask_own_questions,
        people.a_draft(by),
        ["Vi snakker om barnevernet i tide."],
        language="nb",
        by=by,
    ),
    "share_until": lambda by: partial(
        sharing_operations.share_until,
        people.a_published_round(by),
        timezone.localdate() + timedelta(days=30),
        by=by,
    ),
    "stop_sharing": lambda by: partial(
        sharing_operations.stop_sharing, people.a_published_round(by), by=by
    ),
    "delete_answers_due": _delete_answers_due,
    "take_in_round": _take_in_round,
    "free_table": _free_table,
}


def _a_published_round(by: Actor) -> str:
    return str(people.a_published_round(by).pk)


def _code(by: Actor, mode: str = "anonymous") -> str:
    opened = people.an_open_round(by, mode=mode)
    assert opened.join_code is not None
    return opened.join_code.address


OBJECTS: Objects = {
    "access_round": lambda by: str(people.an_open_round(by).pk),
    "find_round_by_code": _code,
    "find_by_code": _code,
    "find_join_code": _code,
    "find_open_table_by_code": lambda by: _code(by, mode="open_table"),
    # Pages of what has been shown.
    "surveys:reading": _a_published_round,
    "surveys:item_groups": _a_published_round,
    "surveys:item_numbers": _a_published_round,
    "surveys:over_time": _a_published_round,
    "surveys:share": _a_published_round,
    "surveys:stop_sharing": _a_published_round,
    "surveys:cancel_closing": lambda by: str(_announced(by).pk),
    "surveys:preview": lambda by: str(people.a_draft(by).pk),
    "surveys:rehearsal": lambda by: str(people.a_draft(by).pk),
    "surveys:own_questions": lambda by: str(people.a_draft(by).pk),
}
