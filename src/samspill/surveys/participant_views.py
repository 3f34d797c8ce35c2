"""What participants meet. No account, no session, no request log."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.panels import open_panels_for
from samspill.participation.public import give_admission, response_key, spend_ticket
from samspill.surveys import operations, results
from samspill.surveys.access import SurveyRound, find_round_by_code
from samspill.surveys.forms import AnswerForm
from samspill.surveys.join_sign import address_of, code_of, joined
from samspill.surveys.operations import WrongStateError
from samspill.surveys.pages import ADMISSION_COOKIE, form_page, not_open, other_language
from samspill.surveys.places import OpenRoundPlace
from samspill.surveys.promises import group_hint
from samspill.surveys.sharing import is_shared
from samspill.toolbox.languages import in_language

ADMISSION_SECONDS = 12 * 3600


def promise(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Say what the round promises, before the first question. Storing nothing.

    It is what a code of a round opens. A personal link comes here with its token; looking does not
    use it up, as mail scanners look.
    """
    if is_shared(survey_round):
        return redirect("surveys:shown", address_of(survey_round))
    if not survey_round.is_open:
        return not_open(request, survey_round)
    if _has_answered(request, survey_round):
        return redirect("surveys:received", code_of(survey_round))
    if survey_round.is_open_table and _keeps_a_sheet(request, survey_round):
        return redirect("surveys:table", code_of(survey_round))
    token = request.GET.get("link", "")
    if survey_round.way_in == SurveyRound.WayIn.LINK and not token and not _is_let_in(request):
        return _needs_link(request, survey_round)
    asked = survey_round.asked
    context = {
        "code": code_of(survey_round),
        "token": token,
        "collaboration": survey_round.collaboration,
        "purpose": survey_round.purpose,
        "intended_use": survey_round.intended_use,
        "written_in": other_language(survey_round),
        "promise": survey_round.promised.short_parts(page_language()),
        "item_count": len(asked.items),
        "are_questions": asked.kind == "questions",
        "minutes": asked.minutes,
        "status_note": in_language(asked.status_note, page_language()),
        "is_simulated": survey_round.is_simulated,
        "panels": open_panels_for(OpenRoundPlace.BEFORE_ANSWERING, request, survey_round),
    }
    template = "promise_at_a_table" if survey_round.is_open_table else "promise"
    return render(request, f"surveys/{template}.html", context)


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
        "intended_use": survey_round.intended_use,
        "written_in": other_language(survey_round),
        "promise": survey_round.promised.parts(page_language()),
        "history": results.round_history(survey_round),
        "panels": open_panels_for(OpenRoundPlace.HISTORY, request, survey_round),
    }
    return render(request, "surveys/whole_promise.html", context)


@never_cache
@require_POST
@open_to_everyone(find_round_by_code)
def begin(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Let the phone in: it gets an admission to hold, and nothing is stored about it."""
    if not survey_round.is_open:
        return not_open(request, survey_round)
    code = code_of(survey_round)
    response = redirect("surveys:table" if survey_round.is_open_table else "surveys:answer", code)
    if response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), code) is None:
        if not _may_come_in(survey_round, request.POST.get("link", "")):
            return _needs_link(request, survey_round)
        response.set_cookie(
            ADMISSION_COOKIE,
            give_admission(code),
            max_age=ADMISSION_SECONDS,
            path=reverse("participation:come_in", args=[code]),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@never_cache
@open_to_everyone(find_round_by_code)
def answer(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    code = code_of(survey_round)
    if survey_round.is_open_table:
        return redirect("participation:come_in", code)
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), code)
    if key is not None and results.has_response(key):
        return redirect("surveys:received", code)
    if not survey_round.is_open:
        return not_open(request, survey_round)
    if key is None:
        return redirect("participation:come_in", code)
    asked, groups = survey_round.asked, survey_round.asked_groups
    form = AnswerForm(request.POST or None, asked=asked, language=page_language(), groups=groups)
    if request.method == "POST" and form.is_valid():
        return _submit(request, survey_round, key, form)
    context = {
        "code": code,
        "prompt": in_language(asked.prompt, page_language()),
        "group_hint": group_hint(survey_round.group_minimum) if groups else "",
        "are_questions": asked.kind == "questions",
        "needs_link": survey_round.way_in == SurveyRound.WayIn.LINK,
        "text_language": asked.text_language,
        "collaboration": survey_round.collaboration,
    }
    return form_page(request, "surveys/answer.html", form, context)


@never_cache
@require_safe
@open_to_everyone(find_round_by_code)
def received(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    if not _has_answered(request, survey_round):
        return redirect("participation:come_in", code_of(survey_round))
    context = {
        "code": address_of(survey_round),
        "is_shared": is_shared(survey_round),
        "collaboration": survey_round.collaboration,
        "follow_up_on": survey_round.follow_up_on,
    }
    return render(request, "surveys/received.html", context)


# --- Steps that several views share -----------------------------------------------------------


def _submit(
    request: HttpRequest, survey_round: SurveyRound, key: UUID, form: AnswerForm
) -> HttpResponse:
    try:
        operations.submit_response(
            survey_round, key=key, ratings=form.ratings(), group=form.group()
        )
    except WrongStateError:  # closed just before, or removed
        return not_open(request, survey_round)
    return redirect("surveys:received", code_of(survey_round))


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


def _keeps_a_sheet(request: HttpRequest, survey_round: SurveyRound) -> bool:
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), code_of(survey_round))
    return key is not None and results.sheet_of(survey_round, key, page_language()) is not None


def _has_answered(request: HttpRequest, survey_round: SurveyRound) -> bool:
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), code_of(survey_round))
    return key is not None and results.has_response(key)
