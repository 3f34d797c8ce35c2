"""Small things that every page of this slice is made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from samspill.surveys.access import SurveyRound

ADMISSION_COOKIE = "samspill_admission"


def short_promise(survey_round: SurveyRound) -> list[dict[str, Any]]:
    """Return the parts of the promise that stand before the first question.

    A promise made before there was a longer one is shown as it was given: all of it.
    """
    parts = survey_round.promise.get(language(), [])
    return [part for part in parts if part.get("is_short", True)]


def form_page(
    request: HttpRequest, template: str, form: Any, context: Mapping[str, object]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def not_open(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    context = {"collaboration": survey_round.collaboration}
    return render(request, "surveys/not_open.html", context, status=410)


def language() -> str:
    return get_language() or "nb"
