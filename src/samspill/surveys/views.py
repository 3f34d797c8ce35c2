from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import (
    ActorRequest,
    Role,
    for_roles,
    guarded,
    open_to_everyone,
)
from samspill.foundation.ui.panels import panels_for
from samspill.participation import public as participation
from samspill.participation.public import (
    IssuedLink,
    give_admission,
    invitation_list,
    invite,
    response_key,
    spend_ticket,
)
from samspill.surveys import operations, results
from samspill.surveys.access import (
    InvitedTo,
    SurveyRound,
    access_invitation,
    access_round,
    find_round_by_code,
)
from samspill.surveys.forms import AnswerForm, InvitationForm, RoundForm
from samspill.surveys.join_sign import code_of, join_sign, joined, personal_sign
from samspill.surveys.operations import WrongStateError

ADMISSION_COOKIE = "samspill_admission"
ADMISSION_SECONDS = 12 * 3600


# --- The facilitator's pages ------------------------------------------------------------------


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
    return _form_page(request, "surveys/new_round.html", form, {})


@require_safe
@guarded(access_round, to="follow")
def survey_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    context = {
        "round": results.round_summary(survey_round, _language()),
        "settings": survey_round,
        "items": [item["text"][_language()] for item in survey_round.content["items"]],
        "promise": _short(survey_round),
        "text_language": survey_round.content.get("text_language"),
    }
    if survey_round.is_open:
        context |= {"count": results.rough_count(survey_round), **join_sign(request, survey_round)}
    elif survey_round.state == SurveyRound.State.CLOSED:
        context["count"] = results.rough_count(survey_round)
    return render(request, "surveys/round.html", context)


@guarded(access_round, to="change")
def change_round(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    if survey_round.state != SurveyRound.State.DRAFT:
        return redirect("surveys:round", survey_round.pk)
    initial = RoundForm.initial_of(survey_round, request.actor)
    form = RoundForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_round(survey_round, form.settings(), by=request.actor)
        return redirect("surveys:round", survey_round.pk)
    context = {"round": results.round_summary(survey_round, _language())}
    return _form_page(request, "surveys/change_round.html", form, context)


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
    return redirect("surveys:reading", survey_round.pk)


@require_safe
@guarded(access_round, to="follow")
def sign(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show the code and the QR code alone, for the big screen."""
    if not survey_round.is_open:
        return redirect("surveys:round", survey_round.pk)
    context = {
        "round": results.round_summary(survey_round, _language()),
        **join_sign(request, survey_round),
    }
    return render(request, "surveys/sign.html", context)


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
        if request.actor.role == Role.FACILITATOR:
            return redirect("surveys:round", survey_round.pk)
        raise Http404
    context = {
        "round": results.round_summary(survey_round, _language()),
        "settings": survey_round,
        "promise": _short(survey_round),
        "code": code_of(survey_round),
        "reading": results.read_release(survey_round.release, _language()),
        "text_language": survey_round.content.get("text_language"),
        "status_note": survey_round.content["status_note"][_language()],
        "source": survey_round.content["source"][_language()],
        "panels": panels_for("reading", request, survey_round),
        "paper_panels": panels_for("reading on paper", request, survey_round),
        "may_change": request.actor.role == Role.FACILITATOR,
    }
    return render(request, "surveys/reading.html", context)


# --- What participants meet -------------------------------------------------------------------


@never_cache
@require_safe
@open_to_everyone(find_round_by_code)
def promise(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Say what the round promises, before the first question. Storing nothing.

    A personal link comes here with its token; looking does not use it up, as mail scanners look.
    """
    if not survey_round.is_open:
        return _not_open(request, survey_round)
    if _has_answered(request, survey_round):
        return redirect("surveys:received", code_of(survey_round))
    token = request.GET.get("link", "")
    if survey_round.way_in == SurveyRound.WayIn.LINK and not token and not _is_let_in(request):
        return _needs_link(request, survey_round)
    context = {
        "code": code_of(survey_round),
        "token": token,
        "collaboration": survey_round.collaboration,
        "purpose": survey_round.purpose,
        "promise": _short(survey_round),
        "item_count": len(survey_round.content["items"]),
        "are_questions": survey_round.content["kind"] == "questions",
        "minutes": survey_round.content["minutes"],
        "status_note": survey_round.content["status_note"][_language()],
        "is_simulated": survey_round.is_simulated,
    }
    return render(request, "surveys/promise.html", context)


@require_safe
@open_to_everyone(find_round_by_code)
def whole_promise(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show everything the round promises, to anybody, also after it has been closed."""
    context = {
        "code": code_of(survey_round),
        "token": request.GET.get("link", ""),
        "is_open": survey_round.is_open,
        "collaboration": survey_round.collaboration,
        "purpose": survey_round.purpose,
        "promise": survey_round.promise[_language()],
    }
    return render(request, "surveys/whole_promise.html", context)


@never_cache
@require_POST
@open_to_everyone(find_round_by_code)
def begin(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Let the phone in: it gets an admission to hold, and nothing is stored about it."""
    if not survey_round.is_open:
        return _not_open(request, survey_round)
    code = code_of(survey_round)
    response = redirect("surveys:answer", code)
    if response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), code) is None:
        if not _may_come_in(survey_round, request.POST.get("link", "")):
            return _needs_link(request, survey_round)
        response.set_cookie(
            ADMISSION_COOKIE,
            give_admission(code),
            max_age=ADMISSION_SECONDS,
            path=reverse("surveys:promise", args=[code]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@never_cache
@open_to_everyone(find_round_by_code)
def answer(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    code = code_of(survey_round)
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), code)
    if key is not None and results.has_response(key):
        return redirect("surveys:received", code)
    if not survey_round.is_open:
        return _not_open(request, survey_round)
    if key is None:
        return redirect("surveys:promise", code)
    content = survey_round.content
    form = AnswerForm(request.POST or None, content=content, language=_language())
    if request.method == "POST" and form.is_valid():
        return _submit(request, survey_round, key, form)
    context = {
        "code": code,
        "prompt": content["prompt"][_language()],
        "are_questions": content["kind"] == "questions",
        "text_language": content.get("text_language"),
        "collaboration": survey_round.collaboration,
    }
    return _form_page(request, "surveys/answer.html", form, context)


@never_cache
@require_safe
@open_to_everyone(find_round_by_code)
def received(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    if not _has_answered(request, survey_round):
        return redirect("surveys:promise", code_of(survey_round))
    context = {
        "collaboration": survey_round.collaboration,
        "follow_up_on": survey_round.follow_up_on,
    }
    return render(request, "surveys/received.html", context)


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
    context = {
        "round": results.round_summary(survey_round, _language()),
        "form": form,
        "issued": [personal_sign(request, survey_round, one) for one in issued],
        "was_used": was_used,
        "invitations": invitation_list(joined(survey_round)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/links.html", context, status=status)


def _submit(
    request: HttpRequest, survey_round: SurveyRound, key: UUID, form: AnswerForm
) -> HttpResponse:
    try:
        operations.submit_response(survey_round, key=key, ratings=form.ratings())
    except WrongStateError:
        return _not_open(request, find_round_by_code(code_of(survey_round)))
    return redirect("surveys:received", code_of(survey_round))


def _short(survey_round: SurveyRound) -> list[dict[str, Any]]:
    """Return the parts of the promise that stand before the first question."""
    return [part for part in survey_round.promise.get(_language(), []) if part["is_short"]]


def _is_let_in(request: HttpRequest) -> bool:
    """Tell whether the phone holds an admission already, as when the network was lost."""
    return ADMISSION_COOKIE in request.COOKIES


def _may_come_in(survey_round: SurveyRound, token: str) -> bool:
    """Use up a personal link, or let in whoever has the code where the code is enough."""
    if token:
        return spend_ticket(joined(survey_round), token)
    return survey_round.way_in != SurveyRound.WayIn.LINK


def _needs_link(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    context = {
        "collaboration": survey_round.collaboration,
        "code_is_enough": survey_round.way_in == SurveyRound.WayIn.BOTH,
        "code": code_of(survey_round),
    }
    return render(request, "surveys/needs_link.html", context, status=403)


def _not_open(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    context = {"collaboration": survey_round.collaboration}
    return render(request, "surveys/not_open.html", context, status=410)


def _has_answered(request: HttpRequest, survey_round: SurveyRound) -> bool:
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), code_of(survey_round))
    return key is not None and results.has_response(key)


def _form_page(
    request: HttpRequest, template: str, form: Any, context: Mapping[str, object]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def _language() -> str:
    return get_language() or "nb"
