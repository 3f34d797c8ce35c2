"""How long the log tells by whom something was done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from tests import cast as people
from tests.cast import Cast

from samspill.foundation.audit.models import AuditEntry
from samspill.foundation.audit.personal_data import forget_names
from samspill.foundation.declarations.public import DutyKind, declared
from samspill.foundation.jobs.public import keep_promises
from samspill.foundation.privacy.public import NAMELESS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_after_24_months_the_log_keeps_the_act_and_not_the_name(cast: Cast) -> None:
    with time_machine.travel("2027-01-15T12:00:00+00:00"):
        made = people.a_collaboration(cast.cecilie)
    entry = AuditEntry.objects.get(operation="create_collaboration")
    before = AuditEntry.objects.count()
    forget_names(datetime(2029, 1, 15, 11, 59, tzinfo=UTC))
    entry.refresh_from_db()
    assert entry.account_name == "Cecilie Moe"
    with time_machine.travel("2029-01-15T12:01:00+00:00"):
        assert forget_names() == 2  # the collaboration, and its partners
        assert forget_names() == 0
    entry.refresh_from_db()
    assert (entry.account_name, entry.account_id) == (NAMELESS, None)
    assert (entry.subject_id, entry.organisation_id) == (made.pk, cast.cecilie.organisation_id)
    assert entry.at.year == 2027
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("now", "kept", "forgotten"),
    [
        # Two years before the last day of a leap February there is no such day.
        ("2028-02-29T12:00:00+00:00", "2026-03-01T14:00:00+01:00", "2026-02-28T23:30:00+01:00"),
        ("2029-01-01T00:30:00+00:00", "2027-01-01T02:00:00+01:00", "2026-12-31T23:00:00+01:00"),
    ],
)
def test_months_are_counted_by_the_calendar(
    now: str, kept: str, forgotten: str, cast: Cast
) -> None:
    for at in (kept, forgotten):
        with time_machine.travel(at):
            people.a_collaboration(cast.cecilie)
    forget_names(datetime.fromisoformat(now))
    names = AuditEntry.objects.filter(operation="create_collaboration").order_by("at")
    assert [entry.account_name for entry in names] == [NAMELESS, "Cecilie Moe"]


def test_what_the_product_did_itself_stays_as_it_is(cast: Cast) -> None:
    AuditEntry.objects.create(
        at="2020-01-01T12:00:00Z",
        account_name="Samspill",
        operation="close_forgotten",
        subject_kind="surveyround",
        subject_id=cast.ada.account_id,
    )
    forget_names()
    assert AuditEntry.objects.get(operation="close_forgotten").account_name == "Samspill"


def test_a_restored_backup_forgets_before_anybody_is_let_in(cast: Cast) -> None:
    duty = declared().duties["forget names in the log"]
    assert duty.kind is DutyKind.KEEPS_A_PROMISE
    with time_machine.travel("2027-01-15T12:00:00+00:00"):
        people.a_collaboration(cast.cecilie)
    with time_machine.travel("2029-02-15T12:00:00+00:00"):
        keep_promises()
    assert not AuditEntry.objects.filter(account_name="Cecilie Moe").exists()
