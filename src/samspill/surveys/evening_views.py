"""The evening before: preview as a participant, a rehearsal, own questions, and the way here."""

from __future__ import annotations

import contextlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samspill.foundation.access.public import (
    ActorRequest,
    Role,
    for_roles,
    guarded,
    open_to_everyone,
)
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.qr import qr_code
from samspill.surveys import own_operations, results
from samspill.surveys.access import SurveyRound, access_round
from samspill.surveys.forms import AnswerForm
from samspill.surveys.operations import WrongStateError
from samspill.surveys.own_questions import OwnQuestionsForm
from samspill.surveys.pages import form_page
from samspill.surveys.promises import group_hint, make_promise
from samspill.surveys.reading_page import read_page
from samspill.surveys.rehearsals import is_out_of_reach, rehearse
from samspill.toolbox.languages import in_language


@guarded(access_round, to="change")
def preview(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show a draft as those who answer will meet it: the promise, then each statement."""
    if survey_round.state != SurveyRound.State.DRAFT:
        return redirect("surveys:round", survey_round.pk)
    asked, groups = survey_round.asked, survey_round.asked_groups
    context = {
        "round": results.round_summary(survey_round, page_language()),
        "collaboration": survey_round.collaboration,
        "purpose": survey_round.purpose,
        "promise": make_promise(survey_round).short_parts(page_language()),
        "form": AnswerForm(asked=asked, language=page_language(), groups=groups),
        "prompt": in_language(asked.prompt, page_language()),
        "group_hint": group_hint(survey_round.group_minimum) if groups else "",
        "are_questions": asked.kind == "questions",
        "text_language": asked.text_language,
        "is_done": request.method == "POST",
    }
    return render(request, "surveys/preview.html", context)


@require_safe
@guarded(access_round, to="change")
def rehearsal(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show what the result could look like, from simulated phones. Nothing of it is stored."""
    if survey_round.state != SurveyRound.State.DRAFT or survey_round.is_open_table:
        return redirect("surveys:round", survey_round.pk)
    reading = rehearse(survey_round, page_language())
    summary = results.round_summary(survey_round, page_language())
    context = {
        "summary": summary,
        "reading": reading,
        "page": read_page(reading, survey_round, summary),
        "text_language": survey_round.asked.text_language,
        "is_simulated": True,
    }
    return render(request, "surveys/rehearsal.html", context)


@guarded(access_round, to="change")
def own_questions(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Add up to three questions of one's own to a draft, or take them out again."""
    if survey_round.state != SurveyRound.State.DRAFT:
        return redirect("surveys:round", survey_round.pk)
    form = OwnQuestionsForm(
        request.POST or None, survey_round=survey_round, language=page_language()
    )
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(WrongStateError):  # opened in another tab just before
            own_operations.ask_own_questions(
                survey_round, form.texts(), language=page_language(), by=request.actor
            )
        return redirect("surveys:round", survey_round.pk)
    context = {"round": results.round_summary(survey_round, page_language())}
    return form_page(request, "surveys/own_questions.html", form, context)


@require_safe
@for_roles(Role.FACILITATOR)
def reach(request: ActorRequest) -> HttpResponse:
    """Let a facilitator try with a phone whether it reaches the address of the codes."""
    base = settings.SAMSPILL_ADDRESS or f"{request.scheme}://{request.get_host()}"
    address = base + reverse("surveys:reached")
    context = {
        "address": address,
        "qr": qr_code(address),
        "is_out_of_reach": is_out_of_reach(base.split("://", 1)[1]),
    }
    return render(request, "surveys/reach.html", context)


@never_cache
@require_safe
@open_to_everyone()
def reached(request: HttpRequest) -> HttpResponse:
    """Say to a phone that it has come here. It knows and stores nothing."""
    return render(request, "surveys/reached.html")
