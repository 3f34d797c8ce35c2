"""Open tables: what the phone that writes for a table meets. No account, no session, no log."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import ActorRequest, guarded, open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.participation.public import response_key
from samspill.surveys import results, table_operations
from samspill.surveys.access import SurveyRound, access_round, find_open_table_by_code
from samspill.surveys.forms import ColumnForm
from samspill.surveys.join_sign import address_of, table_sign
from samspill.surveys.operations import WrongStateError
from samspill.surveys.pages import ADMISSION_COOKIE, form_page, not_open
from samspill.surveys.room_forms import TableForm
from samspill.surveys.table_operations import SheetFullError, TableTakenError
from samspill.surveys.table_sheets import MOST_AT_A_TABLE
from samspill.toolbox.languages import in_language


@require_safe
@open_to_everyone(find_open_table_by_code)
def statements(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show what is asked, for everybody at the table to think about alone first."""
    if not survey_round.is_open:
        return not_open(request, survey_round)
    asked = survey_round.asked
    context = {
        "code": address_of(survey_round),
        "collaboration": survey_round.collaboration,
        "parts": results.statements_by_scale(asked, page_language()),
        "text_language": asked.text_language,
        "status_note": in_language(asked.status_note, page_language()),
    }
    return render(request, "surveys/statements.html", context)


@require_safe
@guarded(access_round, to="follow")
def table_signs(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show the sign of every table, to be printed, cut out and laid on it."""
    if not survey_round.is_open or not survey_round.is_open_table:
        return redirect("surveys:round", survey_round.pk)
    numbers = range(1, table_operations.MOST_TABLES + 1)
    context = {
        "round": results.round_summary(survey_round, page_language()),
        "signs": [(number, table_sign(survey_round, number)) for number in numbers],
    }
    return render(request, "surveys/table_signs.html", context)


@never_cache
@open_to_everyone(find_open_table_by_code)
def table(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show the sheet that this phone keeps, or ask which table it is for."""
    holder = _holder(request, survey_round)
    if not survey_round.is_open:
        return not_open(request, survey_round)
    if holder is None:
        return redirect("participation:come_in", address_of(survey_round))
    form = TableForm(request.POST or None, survey_round=survey_round)
    if request.method == "POST" and form.is_valid():
        try:
            table_operations.take_table(
                survey_round, number=form.cleaned_data["number"], holder=holder
            )
        except WrongStateError:
            return not_open(request, survey_round)
        except TableTakenError:
            form.add_error(
                "number",
                _(
                    "Another phone writes for this table. Choose another number, or ask the one "
                    "who leads the meeting to free it."
                ),
            )
        else:
            return redirect("surveys:table", address_of(survey_round))
    context = {
        "code": address_of(survey_round),
        "collaboration": survey_round.collaboration,
        "sheet": results.sheet_of(survey_round, holder, page_language()),
        "are_questions": survey_round.asked.kind == "questions",
        "text_language": survey_round.asked.text_language,
    }
    return form_page(request, "surveys/table.html", form, context)


@never_cache
@open_to_everyone(find_open_table_by_code)
def column(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Write down what one person at the table reads aloud; `person` is the column to change."""
    holder = _holder(request, survey_round)
    if not survey_round.is_open:
        return not_open(request, survey_round)
    sheet = holder and results.sheet_of(survey_round, holder, page_language())
    if not holder or not sheet:
        return redirect("surveys:table", address_of(survey_round))
    place = _number(request, "person", most=sheet.people + 1, default=sheet.people + 1) - 1
    asked = survey_round.asked
    written = results.column_of(survey_round, holder, place)
    initial = {f"item-{number}": value for number, value in enumerate(written, start=1)}
    form = ColumnForm(request.POST or None, initial=initial, asked=asked, language=page_language())
    if request.method == "POST" and form.is_valid():
        try:
            table_operations.write_column(
                survey_round, holder=holder, place=place, ratings=form.ratings()
            )
        except WrongStateError:
            return not_open(request, survey_round)
        except SheetFullError:
            pass  # the page of the table says so
        return redirect("surveys:table", address_of(survey_round))
    if place >= MOST_AT_A_TABLE:
        return redirect("surveys:table", address_of(survey_round))
    context = {
        "code": address_of(survey_round),
        "collaboration": survey_round.collaboration,
        "person": place + 1,
        "people": sheet.people,
        "is_written": place < sheet.people,
        "prompt": in_language(asked.prompt, page_language()),
        "text_language": asked.text_language,
        # What each number means, each scale once; the last stays in sight.
        "scales": list(
            dict.fromkeys(
                part.points for part in results.statements_by_scale(asked, page_language())
            )
        ),
    }
    return form_page(request, "surveys/column.html", form, context)


@never_cache
@require_POST
@open_to_everyone(find_open_table_by_code)
def remove_column(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    holder = _holder(request, survey_round)
    sheet = holder and results.sheet_of(survey_round, holder, page_language())
    if holder and sheet:
        place = _number(request, "person", most=sheet.people, default=0) - 1
        of = _number(request, "of", most=sheet.people, default=0)
        try:
            table_operations.remove_column(survey_round, holder=holder, place=place, of=of)
        except WrongStateError:
            return not_open(request, survey_round)
    return redirect("surveys:table", address_of(survey_round))


def _holder(request: HttpRequest, survey_round: SurveyRound) -> UUID | None:
    """Return what the phone's admission is known by, or None when it has not been let in."""
    return response_key(request.COOKIES.get(ADMISSION_COOKIE, ""), address_of(survey_round))


def _number(request: HttpRequest, name: str, *, most: int, default: int) -> int:
    """Return a number from 1 to `most` that was sent; `default` for anything else."""
    sent = request.POST.get(name, "") or request.GET.get(name, "")
    is_number = sent.isascii() and sent.isdigit() and len(sent) < 4
    return int(sent) if is_number and 1 <= int(sent) <= most else default
