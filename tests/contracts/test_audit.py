"""Every operation writes exactly one entry, and rolls back as a whole.

Asked of every public function of an `operations` file but those that bear a mark of
`foundation.audit`: one that leaves the entry to somebody else and says why, or that writes nothing.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from django.apps import apps

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.models import AuditEntry
from tests import cast as people
from tests.contracts import house

OPERATIONS = list(house.operations())
AUDITED = [operation for operation in OPERATIONS if operation.is_audited]
STEPS = [operation for operation in OPERATIONS if hasattr(operation.function, "is_step")]
WRITES = re.compile(r"\.(save|delete|update|bulk_update|(\w+_)?create)\(|\brecord\(")


def _prepare(operation: house.Operation, by: Actor) -> Any:
    """Make what the operation needs, and return the operation ready to be done."""
    example = house.examples("OPERATIONS").get(operation.slice, {}).get(operation.name)
    assert example is not None, (
        f"{operation} has no example: say in OPERATIONS of {operation.slice}.tests.examples how"
        " to try it."
    )
    return example(by)


def test_operations_are_found() -> None:
    assert len(AUDITED) > 35
    assert "surveys.close_round" in map(str, AUDITED)


@pytest.mark.django_db
@pytest.mark.parametrize("operation", AUDITED, ids=str)
def test_an_operation_writes_one_entry(operation: house.Operation, cast: people.Cast) -> None:
    do = _prepare(operation, cast.cecilie)
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    do()
    entries = AuditEntry.objects.exclude(pk__in=before).values_list("operation", flat=True)
    assert list(entries) == [operation.name], (
        f'{operation} wrote the entries {list(entries)}: let it call record("{operation.name}", …)'
        " once, or mark it @unaudited and say why not."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("operation", AUDITED, ids=str)
def test_an_operation_rolls_back_as_a_whole(
    operation: house.Operation, cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the entry cannot be written, nothing of the rest stands."""
    do = _prepare(operation, cast.cecilie)
    before = _everything()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(AuditEntry.objects, "create", broken)
    try:
        do()
    except RuntimeError:
        assert _everything() == before, f"{operation} is no whole: mark it @transaction.atomic."


@pytest.mark.parametrize("operation", STEPS, ids=str)
def test_a_step_writes_nothing(operation: house.Operation) -> None:
    written = WRITES.search(inspect.getsource(inspect.unwrap(operation.function)))
    assert written is None, f"{operation} is marked as a step, and has {written and written[0]}…)."


@pytest.mark.django_db
def test_answers_leave_no_trace_in_the_audit(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    before = AuditEntry.objects.count()
    people.answer_it(opened, people.some_answers(3))
    assert AuditEntry.objects.count() == before


def _everything() -> dict[str, list[dict[str, Any]]]:
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("samspill.")
    }
