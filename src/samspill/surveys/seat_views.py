"""Who sits at an open table, that all have read, and taking back that somebody was struck out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samspill.foundation.access.public import open_to_everyone
from samspill.participation.public import response_key
from samspill.surveys import table_operations
from samspill.surveys.access import SurveyRound, find_open_table_by_code
from samspill.surveys.join_sign import address_of
from samspill.surveys.operations import WrongStateError
from samspill.surveys.pages import ADMISSION_COOKIE, not_open
from samspill.surveys.table_sheets import MOST_AT_A_TABLE


@never_cache
@require_POST
@open_to_everyone(find_open_table_by_code)
def seats(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Note how many sit at the table (`sits`), or that all have read (`read`)."""
    address = address_of(survey_round)
    holder = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), address)
    sent = request.POST.get("sits", "")
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else 0
    if holder:
        try:
            table_operations.say_who_sits(
                survey_round,
                holder=holder,
                sits=number if 2 <= number <= MOST_AT_A_TABLE else 0,
                have_all_read="read" in request.POST,
            )
        except WrongStateError:
            return not_open(request, survey_round)
    return redirect("surveys:table", address)


@never_cache
@require_POST
@open_to_everyone(find_open_table_by_code)
def put_back_column(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    address = address_of(survey_round)
    holder = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), address)
    if holder:
        try:
            table_operations.put_back_column(survey_round, holder=holder)
        except WrongStateError:
            return not_open(request, survey_round)
    return redirect("surveys:table", address)
