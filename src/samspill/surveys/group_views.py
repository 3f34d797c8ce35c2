"""The background question: the facilitator sees what can be shown before anybody is asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from samspill.foundation.access.public import ActorRequest, guarded
from samspill.surveys import operations, results
from samspill.surveys.access import SurveyRound, access_round
from samspill.surveys.group_forms import GroupsForm
from samspill.surveys.pages import form_page, language


@guarded(access_round, to="change")
def groups(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Let a draft ask which group people come from; refused, with the reason, when too small."""
    if survey_round.state != SurveyRound.State.DRAFT or survey_round.is_open_table:
        return redirect("surveys:round", survey_round.pk)
    form = GroupsForm(request.POST or None, survey_round=survey_round)
    plan = form.plan() if form.is_bound and form.is_valid() else None
    if plan is not None and not plan.is_possible:
        form.refuse(plan)
    elif form.is_bound and form.is_valid() and "save" in request.POST:
        operations.ask_for_background(survey_round, plan, by=request.actor)
        return redirect("surveys:round", survey_round.pk)
    context = {
        "round": results.round_summary(survey_round, language()),
        "plan": plan if plan and plan.is_possible else None,
        "shown": [(group.name[language()], group) for group in plan.groups] if plan else [],
    }
    response = form_page(request, "surveys/groups.html", form, context)
    if form.is_bound and form.is_valid():
        response.status_code = 200  # it was asked to be shown, and nothing is wrong
    return response
