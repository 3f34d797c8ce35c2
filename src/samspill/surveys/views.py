"""The facilitator's pages."""

from __future__ import annotations

import contextlib
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import (
    ActorRequest,
    Role,
    for_roles,
    guarded,
)
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.panels import panels_for
from samspill.participation import public as participation
from samspill.participation.public import (
    IssuedLink,
    invitation_list,
    invite,
)
from samspill.readings.public import NotSafeError, view
from samspill.surveys import operations, results, table_operations, timelines
from samspill.surveys.access import (
    InvitedTo,
    SurveyRound,
    access_invitation,
    access_round,
)
from samspill.surveys.assessments import draft_assessment
from samspill.surveys.forms import InvitationForm, RoundForm
from samspill.surveys.join_sign import code_of, join_sign, joined, personal_sign
from samspill.surveys.operations import WrongStateError
from samspill.surveys.pages import form_page
from samspill.surveys.places import RoundPlace
from samspill.surveys.reading_page import read_page
from samspill.surveys.round_page import round_page
from samspill.surveys.round_screen import read_round_screen
from samspill.toolbox.languages import in_language


@for_roles(Role.FACILITATOR)
def new_round(request: ActorRequest) -> HttpResponse:
    initial = {
        name: request.GET[name] for name in ("collaboration", "instrument") if name in request.GET
    }
    form = RoundForm(request.POST or None, actor=request.actor, initial=initial)
    if not form.fields["collaboration"].queryset.exists():  # type: ignore[attr-defined]
        return redirect("collaborations:create")
    if request.method == "POST" and form.is_valid():
        made = operations.create_round(
            form.cleaned_data["collaboration"], form.settings(), by=request.actor
        )
        if "open" in request.POST:
            operations.open_round(made, by=request.actor)
        return redirect("surveys:round", made.pk)
    return form_page(request, "surveys/new_round.html", form, {})


@require_safe
@guarded(access_round, to="follow")
def survey_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    return _round_page(request, survey_round)


def _round_page(
    request: ActorRequest, survey_round: SurveyRound, *, is_refused: bool = False, status: int = 200
) -> HttpResponse:
    asked = survey_round.asked
    summary = results.round_summary(survey_round, page_language())
    group_names = [in_language(group.name, page_language()) for group in survey_round.asked_groups]
    context = {
        "is_refused": is_refused,
        "round": summary,
        "page": round_page(survey_round, summary, group_names),
        "settings": survey_round,
        "items": [in_language(item.text, page_language()) for item in asked.items],
        "promise": survey_round.promised.short_parts(page_language()),
        "text_language": asked.text_language,
        "panels": panels_for(RoundPlace.ROUND, request, survey_round),
        "screen": read_round_screen(survey_round, page_language()),
    }
    if survey_round.is_open and survey_round.is_open_table:
        context["tables"] = results.table_list(survey_round)
    if survey_round.is_open:
        context |= {"count": results.rough_count(survey_round), **join_sign(request, survey_round)}
    elif survey_round.state == SurveyRound.State.CLOSED:
        context["count"] = results.rough_count(survey_round)
    return render(request, "surveys/round.html", context, status=status)


@guarded(access_round, to="change")
def change_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    if survey_round.state != SurveyRound.State.DRAFT:
        return redirect("surveys:round", survey_round.pk)
    initial = RoundForm.initial_of(survey_round, request.actor)
    form = RoundForm(request.POST or None, actor=request.actor, draft=survey_round, initial=initial)
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
    return _step(request, survey_round, operations.open_round)


@require_POST
@guarded(access_round, to="change")
def close_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    return _step(request, survey_round, operations.close_round)


@require_POST
@guarded(access_round, to="change")
def publish_reading(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    try:
        operations.publish_reading(survey_round, by=request.actor)
    except WrongStateError:
        return redirect("surveys:round", survey_round.pk)
    except NotSafeError:
        return _round_page(request, survey_round, is_refused=True, status=409)
    return redirect("surveys:reading", survey_round.pk)


@require_POST
@guarded(access_round, to="change")
def free_table(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Let another phone write for a table."""
    number = request.POST.get("number", "")
    if number.isascii() and number.isdigit():
        with contextlib.suppress(WrongStateError):
            table_operations.free_table(survey_round, number=int(number[:4]), by=request.actor)
    return redirect("surveys:round", survey_round.pk)


@guarded(access_round, to="change")
def links(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Make personal links, and note who has come. A new link can be read on this page alone."""
    if not survey_round.is_open or survey_round.way_in == SurveyRound.WayIn.CODE:
        return redirect("surveys:round", survey_round.pk)
    form = InvitationForm(request.POST or None)
    issued: list[IssuedLink] = []
    if request.method == "POST" and form.is_valid():
        issued = invite(joined(survey_round), form.cleaned_data["names"], by=request.actor)
        form = InvitationForm()
    return _links_page(request, survey_round, form, issued)


@require_POST
@guarded(access_invitation, to="change")
def renew_link(request: ActorRequest, invited: InvitedTo) -> HttpResponse:
    issued = participation.renew_link(invited.invitation, by=request.actor)
    return _links_page(
        request, invited.survey_round, InvitationForm(), [issued] if issued else [], issued is None
    )


@require_POST
@guarded(access_invitation, to="change")
def check_in(request: ActorRequest, invited: InvitedTo) -> HttpResponse:
    participation.check_in(invited.invitation, by=request.actor)
    return redirect("surveys:links", invited.survey_round.pk)


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
        "code": code_of(survey_round) if survey_round.join_code else "",
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


def _links_page(
    request: ActorRequest,
    survey_round: SurveyRound,
    form: InvitationForm,
    issued: list[IssuedLink],
    was_used: bool = False,  # noqa: FBT001, FBT002
) -> HttpResponse:
    invitations = invitation_list(joined(survey_round))
    context = {
        "round": results.round_summary(survey_round, page_language()),
        "form": form,
        "issued": [personal_sign(request, survey_round, link) for link in issued],
        "was_used": was_used,
        "invitations": invitations,
        "presence": participation.presence(invitations),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/links.html", context, status=status)
