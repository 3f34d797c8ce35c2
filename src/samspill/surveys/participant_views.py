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
from samspill.participation.public import (
    LINK_COOKIE,
    Ticket,
    give_admission,
    give_pass,
    is_pass,
    response_key,
    ticket_state,
)
from samspill.surveys import operations, results
from samspill.surveys.access import SurveyRound, find_round_by_code
from samspill.surveys.forms import AnswerForm
from samspill.surveys.join_sign import address_of, is_room_sign, joined, room_sign
from samspill.surveys.operations import FullError, WrongStateError
from samspill.surveys.pages import ADMISSION_COOKIE, form_page, news_of, not_open, other_language
from samspill.surveys.places import OpenRoundPlace
from samspill.surveys.promises import group_hint
from samspill.surveys.room_forms import SignForm
from samspill.surveys.sharing import is_shared
from samspill.toolbox.languages import in_language

ADMISSION_SECONDS = 12 * 3600


def promise(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Say what the round promises, before the first question. Storing nothing.

    It is what a code of a round opens. A personal link comes here with its token; looking does not
    use it up, as mail scanners look. A camera comes with the sign that stood on the screen.
    """
    if is_shared(survey_round):
        return redirect("surveys:shown", address_of(survey_round))
    if not survey_round.is_open:
        return not_open(request, survey_round)
    if _has_answered(request, survey_round):
        return redirect("surveys:received", address_of(survey_round))
    if survey_round.is_open_table and _keeps_a_sheet(request, survey_round):
        return redirect("surveys:table", address_of(survey_round))
    token = request.GET.get("link", "")
    refusal = _refusal_of_link(request, survey_round, token)
    if refusal is not None:
        return refusal
    sign = request.GET.get("sign", "")
    has_sign = bool(sign) and is_room_sign(survey_round, sign)
    return _promise_page(request, survey_round, token=token, has_sign=has_sign)


def _promise_page(
    request: HttpRequest,
    survey_round: SurveyRound,
    *,
    token: str = "",
    has_sign: bool = False,
    form: SignForm | None = None,
) -> HttpResponse:
    asked = survey_round.asked
    needs_sign = not (token or has_sign or _is_let_in(request))
    sign = room_sign(survey_round) if needs_sign else None
    context = {
        "code": address_of(survey_round),
        "token": token,
        "room_pass": give_pass(str(survey_round.pk)) if has_sign else "",
        "sign": sign,
        "sign_form": form or SignForm(survey_round=survey_round),
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
        **news_of(survey_round),
    }
    template = "promise_at_a_table" if survey_round.is_open_table else "promise"
    status = 422 if form is not None else 200
    return render(request, f"surveys/{template}.html", context, status=status)


@require_safe
@open_to_everyone(find_round_by_code)
def whole_promise(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show everything the round promises, to anybody, also after it has been closed."""
    context = {
        "code": address_of(survey_round),
        "token": request.GET.get("link", ""),
        "asked": survey_round.most_answers,
        "links_made": survey_round.links,
        "links_given_to": survey_round.links_given_to,
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
    """Let the phone in: it gets an admission to hold, and nothing is stored about it.

    Whoever came by the code shows the sign of the room, once. A personal link is not used up here:
    that waits until the answer has been stored.
    """
    if not survey_round.is_open:
        return not_open(request, survey_round)
    address = address_of(survey_round)
    onward = redirect("surveys:table" if survey_round.is_open_table else "surveys:answer", address)
    if (
        response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), address_of(survey_round))
        is not None
    ):
        return onward
    token = request.POST.get("link", "")
    refusal = _refusal_of_link(request, survey_round, token)
    if refusal is not None:
        return refusal
    if survey_round.is_full:
        return _full(request, survey_round)
    if not token and not _has_shown_sign(request, survey_round):
        form = SignForm(request.POST, survey_round=survey_round)
        if not form.is_valid():
            return _promise_page(request, survey_round, form=form)
    _let_in(onward, survey_round, token)
    return onward


def _let_in(response: HttpResponse, survey_round: SurveyRound, token: str) -> None:
    """Hand out the admission; a personal link goes into a cookie that no other page is sent."""
    address = address_of(survey_round)
    held = [
        (
            ADMISSION_COOKIE,
            give_admission(address_of(survey_round)),
            reverse("participation:come_in", args=[address]),
        )
    ]
    if token:
        held.append((LINK_COOKIE, token, reverse("participation:link_is_used", args=[address])))
    for name, value, path in held:
        response.set_cookie(
            name,
            value,
            max_age=ADMISSION_SECONDS,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


@never_cache
@open_to_everyone(find_round_by_code)
def answer(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    address = address_of(survey_round)
    if survey_round.is_open_table:
        return redirect("participation:come_in", address)
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), address_of(survey_round))
    if key is not None and results.has_response(key):
        return redirect("surveys:received", address)
    if not survey_round.is_open:
        return not_open(request, survey_round)
    if key is None:
        return redirect("participation:come_in", address)
    asked, groups = survey_round.asked, survey_round.asked_groups
    form = AnswerForm(request.POST or None, asked=asked, language=page_language(), groups=groups)
    if request.method == "POST" and form.is_valid():
        response = _submit(request, survey_round, key, form)
        if response is not None:
            return response
    context = {
        "code": address,
        "prompt": in_language(asked.prompt, page_language()),
        "group_hint": group_hint(survey_round.group_minimum) if groups else "",
        "are_questions": asked.kind == "questions",
        "needs_link": survey_round.way_in == SurveyRound.WayIn.LINK,
        "text_language": asked.text_language,
        "collaboration": survey_round.collaboration,
        "last_field": list(form)[-1].auto_id,
        **news_of(survey_round),
    }
    return form_page(request, "surveys/answer.html", form, context)


@never_cache
@require_safe
@open_to_everyone(find_round_by_code)
def received(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Say that the answer has come. The page asks for a picture that uses up a personal link."""
    if not survey_round.is_open:
        return not_open(request, survey_round)
    if not _has_answered(request, survey_round):
        return redirect("participation:come_in", address_of(survey_round))
    context = {
        "code": address_of(survey_round),
        "is_shared": is_shared(survey_round),
        "collaboration": survey_round.collaboration,
        "follow_up_on": survey_round.follow_up_on,
        "asked": survey_round.most_answers,
        "how_many": results.how_many(survey_round),
        "has_links": survey_round.way_in != SurveyRound.WayIn.CODE,
        "for_links": survey_round.way_in == SurveyRound.WayIn.LINK,
        "panels": open_panels_for(OpenRoundPlace.RECEIVED, request, survey_round),
        **news_of(survey_round),
    }
    return render(request, "surveys/received.html", context)


@never_cache
@require_safe
@open_to_everyone(find_round_by_code)
def news(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Answer a page that asks now and then whether the round closes, or more are asked.

    Says the same to every phone, and nothing that an answer changes. 204 is no news.
    """
    if not survey_round.is_open:
        return HttpResponse(status=410)
    told = news_of(survey_round)
    if told["seconds_left"] is None and not told["raisings"]:
        return HttpResponse(status=204)
    return render(request, "surveys/news.html", told)


# --- Steps that several views share -----------------------------------------------------------


def _submit(
    request: HttpRequest, survey_round: SurveyRound, key: UUID, form: AnswerForm
) -> HttpResponse | None:
    """Store the answer; None where as many have answered as were asked, which the form tells."""
    try:
        operations.submit_response(
            survey_round, key=key, ratings=form.ratings(), group=form.group()
        )
    except WrongStateError:  # closed just before, or removed
        return not_open(request, survey_round)
    except FullError as full:
        form.refuse_full(full.most, in_group=full.in_group)
        return None
    return redirect("surveys:received", address_of(survey_round))


def _is_let_in(request: HttpRequest) -> bool:
    """Tell whether the phone holds an admission already, as when the network was lost."""
    return ADMISSION_COOKIE in request.COOKIES


def _has_shown_sign(request: HttpRequest, survey_round: SurveyRound) -> bool:
    """Return whether the phone came with the sign of the room, or there is none to show."""
    return room_sign(survey_round) is None or is_pass(
        str(survey_round.pk), request.POST.get("pass", "")
    )


def _refusal_of_link(
    request: HttpRequest, survey_round: SurveyRound, token: str
) -> HttpResponse | None:
    """Return why a personal link, or coming without one, does not let in; None where it does."""
    if _is_let_in(request):
        return None
    if not token:
        is_needed = survey_round.way_in == SurveyRound.WayIn.LINK
        return _needs_link(request, survey_round) if is_needed else None
    state = ticket_state(joined(survey_round), token)
    if state == Ticket.State.USED:
        context = {"collaboration": survey_round.collaboration}
        return render(request, "surveys/link_is_used.html", context, status=403)
    return None if state == Ticket.State.UNUSED else _needs_link(request, survey_round)


def _full(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Tell a phone too many how many were asked; who leads can raise the number, openly."""
    context = {
        "collaboration": survey_round.collaboration,
        "asked": survey_round.most_answers,
        "for_links": survey_round.way_in == SurveyRound.WayIn.LINK,
        "code": address_of(survey_round),
    }
    return render(request, "surveys/full.html", context, status=409)


def _needs_link(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    context = {
        "collaboration": survey_round.collaboration,
        "code_is_enough": survey_round.way_in == SurveyRound.WayIn.BOTH,
        "code": address_of(survey_round),
    }
    return render(request, "surveys/needs_link.html", context, status=403)


def _keeps_a_sheet(request: HttpRequest, survey_round: SurveyRound) -> bool:
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), address_of(survey_round))
    return key is not None and results.sheet_of(survey_round, key, page_language()) is not None


def _has_answered(request: HttpRequest, survey_round: SurveyRound) -> bool:
    key = response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), address_of(survey_round))
    return key is not None and results.has_response(key)
