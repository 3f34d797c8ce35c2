"""What the doctor tells of rounds: the promises that should have been kept by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation
from tests import cast as people

from samspill.operating.check_results import LOOK, OK, WRONG, CheckResult
from samspill.operating.database_checks import check_contents
from samspill.surveys.models import SurveyRound


@pytest.fixture(autouse=True)
def _in_english(_surroundings: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # The connection holds the test's own transaction: it may not be closed.
    monkeypatch.setattr(connection, "close", lambda: None)
    with translation.override("en"):
        yield


def contents() -> dict[str, CheckResult]:
    return {finding.check: finding for finding in check_contents(is_running=True)}


def test_answers_past_their_day_and_traces_that_wait(cast: people.Cast) -> None:
    closed = people.a_closed_round(cast.cecilie)
    assert contents()["traces"].state == LOOK
    yesterday = timezone.localdate() - timedelta(days=1)
    SurveyRound.objects.filter(pk=closed.pk).update(delete_answers_on=yesterday)
    assert contents()["promises"].state == WRONG
    assert "1 round" in contents()["promises"].message


def test_a_clock_that_was_set_back(cast: people.Cast) -> None:
    assert contents()["clock"].state == OK
    opened = people.an_open_round(cast.cecilie)
    later = timezone.now() + timedelta(days=2)
    SurveyRound.objects.filter(pk=opened.pk).update(opened_at=later)
    assert contents()["clock"].state == WRONG
