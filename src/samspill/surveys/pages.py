"""Small things that every page of this slice is made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
