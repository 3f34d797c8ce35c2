"""Personal links: made, handed out, and who has come. A new link can be read on one page alone."""

from __future__ import annotations

import contextlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samspill.foundation.access.public import ActorRequest, guarded
from samspill.foundation.ui.languages import page_language
from samspill.participation import public as participation
from samspill.participation.public import (
    IssuedLink,
    SpentTaskError,
    TaskLink,
    invitation_list,
    spend_task_link,
)
from samspill.surveys import link_operations, results
from samspill.surveys.access import (
    InvitedTo,
    SurveyRound,
    access_invitation,
    access_round,
)
from samspill.surveys.join_sign import joined, personal_sign
from samspill.surveys.operations import WrongStateError
from samspill.surveys.room_forms import HandOutForm, InvitationForm


@guarded(access_round, to="change")
def links(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Make personal links, and note who has come."""
    if not survey_round.is_open or survey_round.way_in == SurveyRound.WayIn.CODE:
        return redirect("surveys:round", survey_round.pk)
    form = InvitationForm(request.POST or None, survey_round=survey_round)
    issued: list[IssuedLink] = []
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(WrongStateError):  # closed or given away just before
            issued = link_operations.make_links(
                survey_round,
                form.cleaned_data["names"],
                partner=form.cleaned_data["partner"],
                by=request.actor,
            )
        survey_round.refresh_from_db()
        form = InvitationForm(survey_round=survey_round)
    return _links_page(request, survey_round, form, issued)


@require_POST
@guarded(access_invitation, to="change")
def renew_link(request: ActorRequest, invited: InvitedTo) -> HttpResponse:
    survey_round = invited.survey_round
    if survey_round.links_given_to:
        return redirect("surveys:links", survey_round.pk)
    issued = participation.renew_link(invited.invitation, by=request.actor)
    form = InvitationForm(survey_round=survey_round)
    return _links_page(request, survey_round, form, [issued])


@require_POST
@guarded(access_invitation, to="change")
def check_in(request: ActorRequest, invited: InvitedTo) -> HttpResponse:
    """Note that somebody has come; where there is no code for them, the link stays as it is."""
    if invited.survey_round.way_in == SurveyRound.WayIn.BOTH:
        participation.check_in(invited.invitation, by=request.actor)
    return redirect("surveys:links", invited.survey_round.pk)


@require_POST
@guarded(access_round, to="change")
def give_links_away(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Let somebody else hand out the links; their task link can be read on this page alone."""
    hand_out = HandOutForm(request.POST)
    form = InvitationForm(survey_round=survey_round)
    if not hand_out.is_valid():
        return _links_page(request, survey_round, form, [], hand_out=hand_out)
    try:
        task = link_operations.give_links_away(
            survey_round, hand_out.cleaned_data["addressee"], by=request.actor
        )
    except WrongStateError:
        return redirect("surveys:round", survey_round.pk)
    survey_round.refresh_from_db()
    path = reverse("participation:task", args=[task.token])
    url = f"{request.scheme}://{request.get_host()}{path}"
    return _links_page(request, survey_round, form, [], task_url=url)


def hand_out_links(request: HttpRequest, thing: object, link: TaskLink) -> HttpResponse:
    """Let somebody without an account make links and hand them out, until they say it is done."""
    assert isinstance(thing, SurveyRound)  # noqa: S101  (declared together with its finder)
    form = InvitationForm(None, survey_round=thing)
    issued: list[IssuedLink] = []
    if request.method == "POST" and "done" in request.POST:
        with contextlib.suppress(SpentTaskError):
            spend_task_link(link)
        return redirect(request.path)
    if request.method == "POST" and thing.is_open:
        form = InvitationForm(request.POST, survey_round=thing)
        if "renew" in request.POST:
            issued = _renewed(thing, request.POST["renew"])
            form = InvitationForm(None, survey_round=thing)
        elif form.is_valid():
            issued = link_operations.make_links(
                thing, form.cleaned_data["names"], partner=form.cleaned_data["partner"], by=None
            )
            thing.refresh_from_db()
            form = InvitationForm(None, survey_round=thing)
    context = {
        "survey_round": thing,
        "collaboration": thing.collaboration,
        "form": form,
        "issued": [personal_sign(request, thing, new) for new in issued],
        "invitations": invitation_list(joined(thing)),
        "links_made": thing.links,
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/hand_out_links.html", context, status=status)


# --- Steps that several views share -----------------------------------------------------------


def _renewed(survey_round: SurveyRound, key: str) -> list[IssuedLink]:
    """Give one of the round's own links anew; nothing for a key that is none of them."""
    for listed in invitation_list(joined(survey_round)):
        if str(listed.key) == key:
            invitation = participation.find_invitation(listed.key)
            return [participation.renew_link(invitation, by=None)] if invitation else []
    return []


def _links_page(
    request: ActorRequest,
    survey_round: SurveyRound,
    form: InvitationForm,
    issued: list[IssuedLink],
    *,
    hand_out: HandOutForm | None = None,
    task_url: str = "",
) -> HttpResponse:
    invitations = invitation_list(joined(survey_round))
    context = {
        "round": results.round_summary(survey_round, page_language()),
        "form": form,
        "hand_out": hand_out or HandOutForm(),
        "task_url": task_url,
        "given_to": survey_round.links_given_to,
        "links_made": survey_round.links,
        "has_code": survey_round.way_in == SurveyRound.WayIn.BOTH,
        "issued": [personal_sign(request, survey_round, link) for link in issued],
        "invitations": invitations,
        "presence": participation.presence(invitations),
    }
    status = 422 if form.is_bound or hand_out is not None else 200
    return render(request, "surveys/links.html", context, status=status)
