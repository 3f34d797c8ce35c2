from __future__ import annotations

import contextlib
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samspill.action_plans import operations, results
from samspill.action_plans.access import Action, access_action
from samspill.action_plans.forms import ActionForm, NoActionForm, ReportForm
from samspill.action_plans.operations import NotNeededError
from samspill.collaborations.public import Collaboration, access_collaboration, partners_of
from samspill.foundation.access.public import READERS, ActorRequest, for_roles, guarded
from samspill.foundation.ui.languages import page_language
from samspill.surveys.public import SurveyRound, access_round, latest_shown


@require_safe
@for_roles(*READERS)
def actions(request: ActorRequest) -> HttpResponse:
    context = {
        "lists": results.action_lists(request.actor, page_language()),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "action_plans/list.html", context)


@guarded(access_collaboration, to="change")
def agree_freely(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    back = reverse("collaborations:collaboration", args=[collaboration.pk])
    form = ActionForm(
        request.POST or None,
        survey_round=latest_shown(collaboration.pk),
        language=page_language(),
        is_free=True,
    )
    return _agree(request, collaboration, form, back)


@guarded(access_round, to="change")
def agree_from_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    if survey_round.release_id is None:
        return redirect("surveys:round", survey_round.pk)
    item = request.GET.get("item", "")
    form = ActionForm(
        request.POST or None,
        survey_round=survey_round,
        language=page_language(),
        initial={"item": item, "aim": results.likely_aim(survey_round, item)},
    )
    asked = {asked_item.key for asked_item in survey_round.asked.items}
    back = _reading(survey_round, f"item-{item}" if item in asked else results.ACTIONS_ANCHOR)
    return _agree(request, survey_round.collaboration, form, back, returns=True)


@guarded(access_round, to="change")
def agree_no_action(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Write down why the meeting agreed on no action."""
    agreement = results.agreement_of_round(survey_round.pk, page_language())
    if survey_round.release_id is None or agreement.actions:
        return redirect(_reading(survey_round))
    form = NoActionForm(request.POST or None, initial={"reason": agreement.reason})
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(NotNeededError):  # somebody agreed on an action meanwhile
            reason = form.cleaned_data["reason"]
            operations.agree_no_action(survey_round, reason=reason, by=request.actor)
        return redirect(_reading(survey_round))
    context = {
        "form": form,
        "collaboration": survey_round.collaboration,
        "back": _reading(survey_round),
    }
    status = 422 if form.is_bound else 200
    return render(request, "action_plans/no_action.html", context, status=status)


@guarded(access_action, to="change")
def report(request: ActorRequest, action: Action) -> HttpResponse:
    initial = {"state": action.state, "outcome": action.outcome}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        state = Action.State(form.cleaned_data["state"])
        operations.report_action(
            action, state=state, outcome=form.cleaned_data["outcome"], by=request.actor
        )
        return redirect(_home(action))
    return _form_page(request, "action_plans/report.html", form, action)


@guarded(access_action, to="change")
def change(request: ActorRequest, action: Action) -> HttpResponse:
    initial = {
        "title": action.title,
        "owner": action.owner,
        "owner_partner": action.owner_partner,
        "due_on": action.due_on,
        "is_early_win": action.is_early_win,
        "item": action.item_key,
        "aim": action.aim,
    }
    form = ActionForm(
        request.POST or None,
        survey_round=results.statements_for(action),
        language=page_language(),
        is_free=action.survey_round_id is None,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        operations.change_action(action, form.new_action(), by=request.actor)
        return redirect(_home(action))
    return _form_page(request, "action_plans/change.html", form, action)


def _agree(
    request: ActorRequest,
    collaboration: Collaboration,
    form: ActionForm,
    back: str,
    *,
    returns: bool = False,
) -> HttpResponse:
    """Take an action on; whoever came from a reading comes back to where they were in it."""
    if request.method == "POST" and form.is_valid():
        action = operations.agree_action(collaboration, form.new_action(), by=request.actor)
        return redirect(back if returns else _home(action))
    context = {
        "form": form,
        "collaboration": collaboration,
        "partners": partners_of(collaboration),
        "back": back,
    }
    status = 422 if form.is_bound else 200
    return render(request, "action_plans/agree.html", context, status=status)


def _reading(survey_round: SurveyRound, anchor: str = results.ACTIONS_ANCHOR) -> str:
    return reverse("surveys:reading", args=[survey_round.pk]) + f"#{anchor}"


def _home(action: Action) -> str:
    return reverse("action_plans:list") + f"#action-{action.pk}"


def _form_page(request: ActorRequest, template: str, form: Any, action: Action) -> HttpResponse:
    context = {
        "form": form,
        "action": results.action_summary(action, page_language()),
        "partners": partners_of(action.collaboration),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
