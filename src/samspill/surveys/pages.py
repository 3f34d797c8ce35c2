"""Small things that every page of this slice is made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspill.foundation.ui.languages import page_language
from samspill.surveys.access import SurveyRound

ADMISSION_COOKIE = "samspill_admission"


def form_page(
    request: HttpRequest, template: str, form: Any, context: Mapping[str, object]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def not_open(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    context = {
        "collaboration": survey_round.collaboration,
        "is_shown": survey_round.state == SurveyRound.State.PUBLISHED,
    }
    return render(request, "surveys/not_open.html", context, status=410)


def other_language(survey_round: SurveyRound) -> str:
    """Return the language of what was typed for a round, if the page is in another; else empty."""
    return "" if survey_round.written_in == page_language() else survey_round.written_in
