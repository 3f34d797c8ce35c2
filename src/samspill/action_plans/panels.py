"""What other pages show of actions; `declares` says where."""

from __future__ import annotations

from samspill.action_plans import results
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import PanelContent
from samspill.foundation.ui.languages import page_language
from samspill.surveys.public import StatementOfRound, SurveyRound, other_language


def collaboration_panel(request: ActorRequest, thing: object) -> PanelContent:
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel stands at one kind of page)
    return "action_plans/collaboration_panel.html", {
        "actions": results.actions_of_collaboration(thing, page_language()),
        "collaboration": thing,
        "may_change": request.actor.is_facilitator,
    }


def paper_panel(_request: ActorRequest, _thing: object) -> PanelContent:
    """Return an empty sheet to write on: the meeting may have no screen."""
    return "action_plans/paper_panel.html", {}


def reading_panel(request: ActorRequest, thing: object) -> PanelContent:
    """Return what came of the last round, and what the meeting about this one closes with."""
    survey_round = _round(thing)
    since = results.since_last_time(survey_round)
    return "action_plans/reading_panel.html", {"since": since, **_closing(request, survey_round)}


def round_panel(request: ActorRequest, thing: object) -> PanelContent:
    """Return what a shown round has led to; before that, what came of the last one."""
    survey_round = _round(thing)
    if survey_round.release_id is not None:
        return "action_plans/round_panel.html", _closing(request, survey_round)
    # Those whose answers come from a file were told nothing here.
    since = None if survey_round.is_imported else results.since_last_time(survey_round)
    return "action_plans/round_panel.html", {"since": since}


def statement_panel(request: ActorRequest, thing: object) -> PanelContent | None:
    """Lead from a statement to an action that should move it, whoever may agree on one."""
    assert isinstance(thing, StatementOfRound)  # noqa: S101
    if not request.actor.is_facilitator:
        return None
    return "action_plans/statement_panel.html", {"statement": thing}


def before_answering_panel(_request: object, thing: object) -> PanelContent:
    """Return what came of the last round, for those who are asked again; nobody is acting."""
    survey_round = _round(thing)
    return "action_plans/before_answering.html", {
        "since": results.since_last_time(survey_round),
        "written_in": other_language(survey_round),
    }


def _closing(request: ActorRequest, survey_round: SurveyRound) -> dict[str, object]:
    return {
        "agreement": results.agreement_of_round(survey_round.pk, page_language()),
        "round_key": survey_round.pk,
        "may_change": request.actor.is_facilitator,
    }


def _round(thing: object) -> SurveyRound:
    assert isinstance(thing, SurveyRound)  # noqa: S101  (a panel stands at one kind of page)
    return thing
