"""The big screen: what the room looks at, and the buttons and keys that change it."""

from __future__ import annotations

import contextlib

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import ActorRequest, guarded
from samspill.foundation.ui.languages import page_language
from samspill.surveys import results, screen_operations, screens
from samspill.surveys.access import SurveyRound, access_round
from samspill.surveys.join_sign import join_sign
from samspill.surveys.operations import WrongStateError


@never_cache
@require_safe
@guarded(access_round, to="follow")
def screen(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show one thing, large: for a window on the projector, where a facilitator is logged in."""
    context = {
        "round": results.round_summary(survey_round, page_language()),
        "settings": survey_round,
        "screen": screens.read_screen(survey_round, page_language()),
        "text_language": survey_round.asked.text_language,
    }
    if survey_round.is_open:
        context |= join_sign(request, survey_round)
    return render(request, "surveys/screen.html", context)


@never_cache
@require_safe
@guarded(access_round, to="follow")
def stamp(_request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Say in a few letters whether a facilitator has changed what the screen shows."""
    return HttpResponse(screens.stamp_of(survey_round), content_type="text/plain; charset=utf-8")


@require_POST
@guarded(access_round, to="change")
def drive_screen(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Do what a button or a key says, and go back to the page it was pressed on."""
    what, _colon, item_key = _pressed(request).partition(":")
    # Where it cannot be shown (any more), the page tells how it stands.
    with contextlib.suppress(WrongStateError, ValueError):
        if what in ("blank", "again"):
            screen_operations.blank_screen(survey_round, is_blank=what == "blank", by=request.actor)
        else:
            screen_operations.show_on_screen(
                survey_round, what, item_key=item_key, by=request.actor
            )
    pages = {"round": "surveys:round", "reading": "surveys:reading"}
    page = pages.get(request.POST.get("from", ""))
    if page is None:
        return redirect("surveys:screen", survey_round.pk)
    place = f"show-{item_key}" if "at" in request.POST else "screen-panel"
    return redirect(f"{reverse(page, args=[survey_round.pk])}#{place}")


def _pressed(request: ActorRequest) -> str:
    """Return what is asked for: in the panel or on the screen, or at a statement of the reading."""
    return request.POST.get("at", "") or request.POST.get("show", "")
