"""Small things that every page of this slice is made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samspill.foundation.ui.languages import page_language
from samspill.participation.public import LINK_COOKIE
from samspill.surveys import results
from samspill.surveys.access import SurveyRound
from samspill.surveys.closing_operations import NOTICE

ADMISSION_COOKIE = "samspill_admission"


def form_page(
    request: HttpRequest, template: str, form: Any, context: Mapping[str, object]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def not_open(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Say that a round is not open, and how many answered; the phone keeps nothing of it."""
    context = {
        "collaboration": survey_round.collaboration,
        "is_shown": survey_round.state == SurveyRound.State.PUBLISHED,
        "is_draft": survey_round.state == SurveyRound.State.DRAFT,
        "how_many": results.how_many(survey_round),
        "asked": survey_round.most_answers,
        "for_links": survey_round.way_in == SurveyRound.WayIn.LINK,
    }
    response = render(request, "surveys/not_open.html", context, status=410)
    forget_phone(request, response, survey_round)
    return response


def forget_phone(request: HttpRequest, response: HttpResponse, survey_round: SurveyRound) -> None:
    """Let the phone forget that it was here: no cookie outlives the round."""
    if survey_round.join_code is None or ADMISSION_COOKIE not in request.COOKIES:
        return
    address = survey_round.join_code.address
    path = reverse("participation:come_in", args=[address])
    response.delete_cookie(ADMISSION_COOKIE, path=path)
    response.delete_cookie(settings.CSRF_COOKIE_NAME, path=path)
    response.delete_cookie(LINK_COOKIE, path=reverse("participation:link_is_used", args=[address]))


def news_of(survey_round: SurveyRound) -> dict[str, object]:
    """Return what everybody is told while a round is open: that it closes, that more are asked.

    It changes with what is done by whoever leads, and with the clock; never with an answer.
    """
    return {
        "seconds_left": seconds_left(survey_round),
        "raisings": results.raisings_of(survey_round),
    }


def seconds_left(survey_round: SurveyRound) -> int | None:
    """Return how long an open round takes answers, once its closing is announced."""
    if not survey_round.is_open or survey_round.closing_at is None:
        return None
    left = (survey_round.closing_at - timezone.now()).total_seconds()
    return int(min(max(left, 0), NOTICE.total_seconds()))


def other_language(survey_round: SurveyRound) -> str:
    """Return the language of what was typed for a round, if the page is in another; else empty."""
    return "" if survey_round.written_in == page_language() else survey_round.written_in
