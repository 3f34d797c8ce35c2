"""The facilitator's pages."""

from __future__ import annotations

import contextlib
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import (
    ActorRequest,
    Role,
    for_roles,
    guarded,
)
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.panels import panels_for
from samspill.readings.public import view
from samspill.surveys import closing_operations, operations, results, table_operations, timelines
from samspill.surveys.access import SurveyRound, access_round
from samspill.surveys.asking_again import carry_groups, initial_again, round_to_repeat
from samspill.surveys.assessments import draft_assessment
from samspill.surveys.forms import RoundForm
from samspill.surveys.join_sign import join_sign, promise_address
from samspill.surveys.operations import WrongStateError
from samspill.surveys.pages import form_page, news_of
from samspill.surveys.places import RoundPlace
from samspill.surveys.reading_page import read_page
from samspill.surveys.room_forms import RaiseForm
from samspill.surveys.round_page import round_page
from samspill.surveys.round_screen import read_round_screen
from samspill.surveys.round_settings import UnsaidError
from samspill.toolbox.languages import in_language


@for_roles(Role.FACILITATOR)
def new_round(request: ActorRequest) -> HttpResponse:
    initial: dict[str, object] = {
        name: request.GET[name] for name in ("collaboration", "instrument") if name in request.GET
    }
    earlier = round_to_repeat(request.actor, request.GET.get("again", ""))
    if earlier is not None:
        initial = dict(initial_again(earlier, request.actor))
    form = RoundForm(request.POST or None, actor=request.actor, initial=initial)
    if not form.fields["collaboration"].queryset.exists():  # type: ignore[attr-defined]
        return redirect("collaborations:create")
    if request.method == "POST" and form.is_valid():
        made = operations.create_round(
            form.cleaned_data["collaboration"], form.settings(), by=request.actor
        )
        if earlier is not None and earlier.collaboration_id == made.collaboration_id:
            carry_groups(made, earlier, by=request.actor)
        if "open" in request.POST:
            operations.open_round(made, by=request.actor)
        return redirect("surveys:round", made.pk)
    return form_page(request, "surveys/new_round.html", form, {"earlier": earlier})


@require_safe
@guarded(access_round, to="follow")
def survey_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    return _round_page(request, survey_round)


def _round_page(
    request: ActorRequest,
    survey_round: SurveyRound,
    *,
    told: str = "",
    raise_form: RaiseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = survey_round.asked
    summary = results.round_summary(survey_round, page_language())
    group_names = [in_language(group.name, page_language()) for group in survey_round.asked_groups]
    context = {
        "told": told,
        "round": summary,
        "page": round_page(survey_round, summary, group_names),
        "settings": survey_round,
        "promise_address": promise_address(survey_round),
        "items": [in_language(item.text, page_language()) for item in asked.items],
        "promise": survey_round.promised.short_parts(page_language()),
        "text_language": asked.text_language,
        "panels": panels_for(RoundPlace.ROUND, request, survey_round),
        "screen": read_round_screen(survey_round, page_language()),
    }
    if survey_round.is_open:
        context |= {
            "tables": results.table_list(survey_round) if survey_round.is_open_table else (),
            "raise_form": raise_form or RaiseForm(survey_round=survey_round),
            **news_of(survey_round),
            **join_sign(request, survey_round),
        }
    if survey_round.state in (SurveyRound.State.OPEN, SurveyRound.State.CLOSED):
        context["how_many"] = results.how_many(survey_round)
    return render(request, "surveys/round.html", context, status=status)


@guarded(access_round, to="change")
def change_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    if survey_round.state != SurveyRound.State.DRAFT:
        return redirect("surveys:round", survey_round.pk)
    initial = RoundForm.initial_of(survey_round, request.actor)
    data = request.POST or None
    if data is None and "missing" in request.GET:  # what `open_round` lacks is told at its field
        data = QueryDict(urlencode({name: str(value or "") for name, value in initial.items()}))
    form = RoundForm(data, actor=request.actor, draft=survey_round, initial=initial)
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(WrongStateError):  # opened in another tab just before
            changed = operations.change_round(survey_round, form.settings(), by=request.actor)
            if survey_round.groups and not changed.groups and not changed.is_open_table:
                return redirect("surveys:groups", survey_round.pk)
        return redirect("surveys:round", survey_round.pk)
    context = {"round": results.round_summary(survey_round, page_language())}
    return form_page(request, "surveys/change_round.html", form, context)


@require_POST
@guarded(access_round, to="change")
def discard_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    owner = survey_round.collaboration_id
    try:
        operations.discard_round(survey_round, by=request.actor)
    except WrongStateError:
        return redirect("surveys:round", survey_round.pk)
    return redirect("collaborations:collaboration", owner)


@require_POST
@guarded(access_round, to="change")
def open_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Open a draft; where something has to be decided first, the form tells what."""
    try:
        return _step(request, survey_round, operations.open_round)
    except UnsaidError as unsaid:
        return redirect(
            f"{reverse('surveys:change_round', args=[survey_round.pk])}?missing={unsaid.field}"
        )


@require_POST
@guarded(access_round, to="change")
def close_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Announce that the round closes in a minute."""
    return _step(request, survey_round, closing_operations.announce_closing)


@require_POST
@guarded(access_round, to="change")
def cancel_closing(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    try:
        closing_operations.cancel_closing(survey_round, by=request.actor)
    except WrongStateError:
        survey_round.refresh_from_db()
        sentence = (
            gettext("The closing was cancelled already. The round is open.")
            if survey_round.is_open
            else gettext("The round has closed. It cannot be opened again.")
        )
        return _round_page(request, survey_round, told=sentence, status=409)
    return redirect("surveys:round", survey_round.pk)


@require_POST
@guarded(access_round, to="change")
def raise_number(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    form = RaiseForm(request.POST, survey_round=survey_round)
    if not form.is_valid():
        return _round_page(request, survey_round, raise_form=form, status=422)
    with contextlib.suppress(WrongStateError):
        operations.raise_number(
            survey_round,
            form.cleaned_data["more"],
            partner=form.cleaned_data.get("partner", ""),
            by=request.actor,
        )
    return redirect("surveys:round", survey_round.pk)


@require_POST
@guarded(access_round, to="change")
def publish_reading(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show the picture; where the worker has not made it yet, wait for it on a page that does."""
    try:
        shown = closing_operations.want_reading(survey_round, by=request.actor)
    except WrongStateError:
        return redirect("surveys:round", survey_round.pk)
    if shown.release is not None:
        return redirect("surveys:reading", survey_round.pk)
    return redirect("surveys:being_drawn", survey_round.pk)


@never_cache
@require_safe
@guarded(access_round, to="follow")
def being_drawn(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Wait for the picture: the browser asks again every two seconds, without a script."""
    if survey_round.release is not None:
        return redirect("surveys:reading", survey_round.pk)
    if survey_round.wanted_at is None:
        return redirect("surveys:round", survey_round.pk)
    context = {"round": results.round_summary(survey_round, page_language())}
    return render(request, "surveys/being_drawn.html", context)


@require_POST
@guarded(access_round, to="change")
def free_table(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Let another phone write for a table."""
    number = request.POST.get("number", "")
    if number.isascii() and number.isdigit():
        with contextlib.suppress(WrongStateError):
            table_operations.free_table(survey_round, number=int(number[:4]), by=request.actor)
    return redirect("surveys:round", survey_round.pk)


@require_safe
@guarded(access_round, to="see")
def reading(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    if survey_round.release is None:
        if request.actor.is_facilitator:
            return redirect("surveys:round", survey_round.pk)
        raise Http404
    shown = view(survey_round.release.reading, page_language())
    asked = survey_round.asked
    summary = results.round_summary(survey_round, page_language())
    context = {
        "round": summary,
        "page": read_page(shown, survey_round, summary),
        "settings": survey_round,
        "promise": survey_round.promised.short_parts(page_language()),
        "here": request.path,
        "as_tables": "tables" in request.GET,
        "all_open": "all" in request.GET,
        "has_earlier": timelines.has_others(survey_round),
        "code": promise_address(survey_round),
        "reading": shown,
        "screen": read_round_screen(survey_round, page_language(), shown),
        "text_language": asked.text_language,
        "is_simulated": survey_round.is_simulated,
        "status_note": in_language(asked.status_note, page_language()),
        "source": in_language(asked.source, page_language()),
        "panels": panels_for(RoundPlace.READING, request, survey_round),
        "panels_below": panels_for(RoundPlace.BELOW_READING, request, survey_round),
        "paper_panels": panels_for(RoundPlace.ON_PAPER, request, survey_round),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "surveys/reading.html", context)


@require_safe
@guarded(access_round, to="see")
def item_groups(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show how every group answered one statement, however many groups there are."""
    context = _statement_asked_for(request, survey_round)
    if context is None or not context["item"].group_words:
        return redirect("surveys:reading", survey_round.pk)
    return render(request, "surveys/groups_of_item.html", context)


@require_safe
@guarded(access_round, to="see")
def item_numbers(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Explain the numbers of one statement, where a reading is too long to do it itself."""
    context = _statement_asked_for(request, survey_round)
    if context is None or not context["item"].numbers:
        return redirect("surveys:reading", survey_round.pk)
    return render(request, "surveys/numbers_of_item.html", context)


def _statement_asked_for(request: ActorRequest, survey_round: SurveyRound) -> dict[str, Any] | None:
    """Return what a page about one statement of a reading is made of; None if there is no such."""
    if survey_round.release is None:
        raise Http404
    shown = view(survey_round.release.reading, page_language())
    items = [item for item in shown.items if item.key == request.GET.get("item")]
    if not items:
        return None
    return {
        "round": results.round_summary(survey_round, page_language()),
        "reading": shown,
        "item": items[0],
        "text_language": survey_round.asked.text_language,
    }


@require_safe
@guarded(access_round, to="see")
def over_time(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show every time the same was asked, side by side, from what was shown each time."""
    if survey_round.release is None:
        raise Http404
    context = {
        "round": results.round_summary(survey_round, page_language()),
        "timeline": timelines.timeline(survey_round, page_language()),
        "text_language": survey_round.asked.text_language,
    }
    return render(request, "surveys/over_time.html", context)


@require_safe
@guarded(access_round, to="follow")
def assessment(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show a draft of the assessment of consequences for privacy, for screen and paper."""
    context = {
        "round": results.round_summary(survey_round, page_language()),
        "assessment": draft_assessment(survey_round, page_language()),
        "text_language": survey_round.asked.text_language,
        "today": timezone.localdate(),
        "organisation": survey_round.collaboration.organisation_id,
        "may_fill_in": request.actor.has(Role.ADMINISTRATOR),
    }
    return render(request, "surveys/assessment.html", context)


# --- Steps that several views share -----------------------------------------------------------


def _step(request: ActorRequest, survey_round: SurveyRound, operation: Any) -> HttpResponse:
    """Do one step of a round, and show it as it is now; a second click changes nothing."""
    with contextlib.suppress(WrongStateError):  # somebody was first: the page shows how it stands
        operation(survey_round, by=request.actor)
    return redirect("surveys:round", survey_round.pk)
