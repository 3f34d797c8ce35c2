"""The background question: the facilitator sees what can be shown before anybody is asked."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from samspill.foundation.access.public import ActorRequest, guarded
from samspill.foundation.ui.languages import page_language
from samspill.surveys import operations, results
from samspill.surveys.access import SurveyRound, access_round
from samspill.surveys.group_forecasts import look_ahead
from samspill.surveys.group_forms import GroupsForm
from samspill.surveys.operations import WrongStateError
from samspill.surveys.pages import form_page
from samspill.surveys.reading_inputs import gather_remembered
from samspill.surveys.round_settings import settings_of

# What the buttons beside "instead" choose: another background, or none.
INSTEAD = {"partner": "partner", "kind": "kind", "nothing": ""}


@guarded(access_round, to="change")
def groups(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Let a draft ask which group people come from; told first what can be shown, and instead."""
    if survey_round.state != SurveyRound.State.DRAFT or survey_round.is_open_table:
        return redirect("surveys:round", survey_round.pk)
    if request.POST.get("instead") == "open_table":
        return _meet_at_an_open_table(request, survey_round)
    data = _chosen(request.POST)
    form = GroupsForm(data or None, survey_round=survey_round)
    plan = form.plan() if form.is_bound and form.is_valid() else None
    outlook = None
    if plan is not None:
        remembered = gather_remembered(survey_round)
        outlook = look_ahead(
            plan, form.partners, form.asked(), page_language(), remembered=remembered
        )
    if plan is not None and not plan.is_possible:
        form.refuse(plan)
    elif form.is_bound and form.is_valid() and "save" in data:
        with contextlib.suppress(WrongStateError):  # opened in another tab just before
            operations.ask_for_background(survey_round, plan, by=request.actor)
        return redirect("surveys:round", survey_round.pk)
    context = {"round": results.round_summary(survey_round, page_language()), "outlook": outlook}
    response = form_page(request, "surveys/groups.html", form, context)
    if form.is_bound and form.is_valid():
        response.status_code = 200  # it was asked to be shown, and nothing is wrong
    return response


def _chosen(sent: QueryDict) -> QueryDict:
    """Return what was sent; a button that offers something else chooses and saves it."""
    instead = INSTEAD.get(sent.get("instead", ""))
    if instead is None:
        return sent
    data = sent.copy()
    data["background"], data["save"] = instead, ""
    return data


def _meet_at_an_open_table(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    settings = replace(settings_of(survey_round), mode=SurveyRound.Mode.OPEN_TABLE)
    with contextlib.suppress(WrongStateError):
        operations.change_round(survey_round, settings, by=request.actor)
    return redirect("surveys:round", survey_round.pk)
