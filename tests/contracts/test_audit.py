"""Every operation writes exactly one entry, and rolls back as a whole."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.utils import timezone

from samspill.action_plans import operations as action_plans
from samspill.action_plans.models import Action
from samspill.collaborations import operations as collaborations
from samspill.collaborations.models import Endorsement, Partner
from samspill.exports import operations as exports
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.models import AuditEntry
from samspill.imports import operations as imports
from samspill.instruments import operations as instruments
from samspill.participation import operations as participation
from samspill.participation.models import Invitation
from samspill.screens import operations as screens
from samspill.screens.public import Part
from samspill.surveys import import_operations, table_operations
from samspill.surveys import operations as surveys
from samspill.surveys.public import ROUND_SCREEN
from samspill.toolbox import catalogue
from tests import cast as people

# These write no entry, and say why in their docstrings.
UNAUDITED = {
    "submit_response",
    "forget_removed",
    "destroy_traces_due",
    "create_join_code",
    "spend_ticket",
    "forget_invitations",
    "take_table",
    "write_column",
    "remove_column",
    # Of a file that is on its way; that it has begun, and what becomes of it, has an entry.
    "add_part",
    "finish_file",
    "look_elsewhere",
    "choose",
    "order_count",
    "read_files_due",
    "make_exports_due",
    # It goes with what is deleted, which has an entry.
    "forget_screen",
    # They leave it to the operation they call.
    "take_in",
    "key_in_statements",
}

# These write nothing.
STEPS = {"about", "locked", "check_ratings", "draft_of", "take_turns"}

MODULES = (
    collaborations,
    instruments,
    participation,
    surveys,
    table_operations,
    screens,
    import_operations,
    imports,
    exports,
    action_plans,
)

Do = Callable[[], Any]


def _new_action() -> action_plans.NewAction:
    return action_plans.NewAction(title="Møtes", owner="Anne Vik", due_on=timezone.localdate())


def _partner(by: Actor) -> Partner:
    found = Partner.objects.filter(collaboration=people.a_collaboration(by)).first()
    assert found is not None
    return found


def _two_partners(by: Actor) -> tuple[Partner, Partner]:
    first, second = Partner.objects.filter(collaboration=people.a_collaboration(by))
    return first, second


def _decision() -> collaborations.NewEndorsement:
    return collaborations.NewEndorsement(
        body="Kommunestyret", is_elected=True, decided_on=timezone.localdate()
    )


def _endorsement(by: Actor) -> Endorsement:
    return collaborations.endorse(_partner(by), _decision(), by=by)


def _keyed_content() -> dict[str, Any]:
    content = catalogue.instrument("collaboration_test").content()
    return {**content, "template": "ten_statements", "text_language": "nb"}


def _action(by: Actor) -> Action:
    return action_plans.agree_action(people.a_collaboration(by), _new_action(), by=by)


def _invitation(by: Actor) -> Invitation:
    code = people.an_open_round(by, way_in="both").join_code
    assert code is not None
    participation.invite(code, ["Dag Ås"], by=by)
    return Invitation.objects.get()


def _prepare(name: str, by: Actor) -> Do:  # noqa: C901
    """Make what the operation needs, and return the operation ready to be done."""
    match name:
        case "create_collaboration":
            return lambda: collaborations.create_collaboration(name="A", purpose="B", by=by)
        case "change_collaboration":
            one = people.a_collaboration(by)
            return lambda: collaborations.change_collaboration(one, name="A", purpose="B", by=by)
        case "remove_collaboration" | "restore_collaboration":
            one = people.a_collaboration(by)
            return lambda: getattr(collaborations, name)(one, by=by)
        case "add_partners":
            one = people.a_collaboration(by)
            new = [collaborations.NewPartner(Partner.Kind.UNION, "De tillitsvalgte")]
            return lambda: collaborations.add_partners(one, new, by=by)
        case "remove_partner" | "restore_partner":
            partner = _partner(by)
            return lambda: getattr(collaborations, name)(partner, by=by)
        case "rename_partner":
            partner = _partner(by)
            return lambda: collaborations.rename_partner(partner, name="A", by=by)
        case "merge_partners":
            first, second = _two_partners(by)
            return lambda: collaborations.merge_partners(first, second, name="A", by=by)
        case "undo_merger":
            merged = collaborations.merge_partners(*_two_partners(by), name="A", by=by)
            return lambda: collaborations.undo_merger(merged, by=by)
        case "endorse":
            partner = _partner(by)
            return lambda: collaborations.endorse(partner, _decision(), by=by)
        case "change_endorsement":
            endorsement = _endorsement(by)
            return lambda: collaborations.change_endorsement(endorsement, _decision(), by=by)
        case "withdraw_endorsement" | "restore_endorsement":
            endorsement = _endorsement(by)
            return lambda: getattr(collaborations, name)(endorsement, by=by)
        case "add_contact":
            partner = _partner(by)
            return lambda: collaborations.add_contact(partner, role="A", name="", by=by)
        case "remove_contact":
            contact = collaborations.add_contact(_partner(by), role="A", name="", by=by)
            return lambda: collaborations.remove_contact(contact, by=by)
        case "create_round":
            one = people.a_collaboration(by)
            return lambda: surveys.create_round(one, people.round_settings(), by=by)
        case "change_round":
            draft = people.a_draft(by)
            return lambda: surveys.change_round(draft, people.round_settings(), by=by)
        case "ask_for_background":
            draft = people.a_draft(by)
            return lambda: surveys.ask_for_background(draft, people.a_group_plan(draft), by=by)
        case "free_table":
            opened = people.an_open_round(by, mode="open_table")
            return lambda: table_operations.free_table(opened, number=1, by=by)
        case "show_on_screen":
            shown = people.a_published_round(by)
            return lambda: screens.show_on_screen(ROUND_SCREEN, shown, Part("whole"), by=by)
        case "blank_screen":
            opened = people.an_open_round(by)
            return lambda: screens.blank_screen(ROUND_SCREEN, opened, by=by)
        case "discard_round" | "open_round":
            draft = people.a_draft(by)
            return lambda: getattr(surveys, name)(draft, by=by)
        case "close_round":
            opened = people.an_open_round(by)
            return lambda: surveys.close_round(opened, by=by)
        case "publish_reading":
            closed = people.a_closed_round(by)
            return lambda: surveys.publish_reading(closed, by=by)
        case "delete_answers_due":
            closed = people.a_closed_round(by)
            return lambda: surveys.delete_answers_due(closed.delete_answers_on)
        case "invite":
            code = people.an_open_round(by, way_in="link").join_code
            assert code is not None
            return lambda: participation.invite(code, ["Dag Ås"], by=by)
        case "renew_link" | "check_in":
            invitation = _invitation(by)
            return lambda: getattr(participation, name)(invitation, by=by)
        case "save_keyed_instrument":
            return lambda: instruments.save_keyed_instrument(
                _keyed_content(), source="Vi selv", language="nb", by=by
            )
        case "begin_file":
            one = people.a_collaboration(by)
            return lambda: imports.begin_file(one, name="svar.csv", size=9, by=by)
        case "remove_file":
            file = people.an_answer_file(by)
            return lambda: imports.remove_file(file, by=by)
        case "take_in_round":
            file = people.a_counted_file(by)
            given = people.given_in(file)
            return lambda: import_operations.take_in_round(
                file.collaboration, people.round_settings(), given, by=by
            )
        case "order_export":
            shown = people.a_published_round(by)
            return lambda: exports.order_export(shown, language="nb", by=by)
        case "agree_action":
            one = people.a_collaboration(by)
            return lambda: action_plans.agree_action(one, _new_action(), by=by)
        case "report_action":
            action = _action(by)
            return lambda: action_plans.report_action(
                action, state=Action.State.DONE, outcome="", by=by
            )
        case "agree_no_action":
            shown = people.a_published_round(by)
            return lambda: action_plans.agree_no_action(shown, reason="Vi venter.", by=by)
        case "change_action":
            action = _action(by)
            return lambda: action_plans.change_action(action, _new_action(), by=by)
    raise AssertionError(f"say here how to try the operation {name}")


def _operations(*modules: ModuleType) -> list[str]:
    return sorted(
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and name not in UNAUDITED | STEPS
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", _operations(*MODULES))
def test_an_operation_writes_one_entry(name: str, cast: people.Cast) -> None:
    do = _prepare(name, cast.cecilie)
    before = AuditEntry.objects.count()
    do()
    assert AuditEntry.objects.count() == before + 1
    newest = AuditEntry.objects.order_by("-pk").first()
    assert newest is not None
    assert newest.operation == name


@pytest.mark.django_db
@pytest.mark.parametrize("name", _operations(*MODULES))
def test_an_operation_rolls_back_as_a_whole(
    name: str, cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the last step fails, nothing of the rest stands."""
    do = _prepare(name, cast.cecilie)
    before = _everything()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    for module in MODULES:
        monkeypatch.setattr(module, "record", broken)
    with pytest.raises(RuntimeError, match="the power went"):
        do()
    assert _everything() == before


@pytest.mark.django_db
def test_answers_leave_no_trace_in_the_audit(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    before = AuditEntry.objects.count()
    people.answer_it(opened, people.some_answers(3))
    assert AuditEntry.objects.count() == before


def _everything() -> dict[str, list[dict[str, Any]]]:
    from django.apps import apps

    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("samspill.")
    }
