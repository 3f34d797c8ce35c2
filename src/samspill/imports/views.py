"""From a file to a round, step by step."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspill.collaborations.public import Collaboration, access_collaboration, partners_of
from samspill.foundation.access.public import ActorRequest, guarded
from samspill.foundation.documents.spreadsheets import write_csv
from samspill.foundation.ui.languages import page_language
from samspill.imports import operations, results
from samspill.imports.access import AnswerFile, access_answer_file
from samspill.imports.faults import describe_fault
from samspill.imports.forms import (
    MOST_TEXTS,
    AnswersForm,
    PlaceForm,
    StatementsForm,
    StatementsInFileForm,
    TakeInForm,
)
from samspill.imports.operations import WrongStateError
from samspill.instruments.public import key_in_statements
from samspill.surveys.public import contents_of, contents_of_files, lowest_minimum
from samspill.toolbox.languages import in_language

State = AnswerFile.State

# Faults that go away when the headings stand in another row than was guessed.
ELSEWHERE = ("too_wide", "no_rows", "unknown_answer")


@require_safe
@guarded(access_answer_file, to="change")
def answer_file(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    """Show how far the reading has come; lead on to the next step when it is done."""
    if answer_file.state == State.DESCRIBED:
        return redirect("imports:statements", answer_file.pk)
    if answer_file.state == State.COUNTED:
        return redirect("imports:take_in", answer_file.pk)
    told = describe_fault(answer_file.fault) if answer_file.state == State.REFUSED else ""
    is_misread = answer_file.fault.get("code") in ELSEWHERE
    form = PlaceForm(answer_file=answer_file) if is_misread else None
    return _page(request, "imports/file.html", answer_file, told=told, form=form)


@require_safe
@guarded(access_collaboration, to="change")
def empty_sheet(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    """Return an empty sheet with the statements in its first row, to key in answers on paper."""
    contents = contents_of(request.actor)
    asked = contents.get(request.GET.get("instrument", ""))
    if asked is None:
        return redirect("imports:new", collaboration.pk)
    heads = [in_language(item.text, page_language()) for item in asked.content.items]
    response = HttpResponse(write_csv([[_("Form"), *heads]]), content_type="text/csv")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{asked.title}.csv"
    )
    return response


@require_POST
@guarded(access_answer_file, to="change")
def place(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    """Read the file anew, where the facilitator says that the answers stand."""
    form = PlaceForm(request.POST, answer_file=answer_file)
    if form.is_valid():
        with contextlib.suppress(WrongStateError):
            operations.look_elsewhere(
                answer_file,
                sheet=form.cleaned_data.get("sheet") or answer_file.found.get("sheet", ""),
                header_row=form.cleaned_data["header_row"],
            )
        return redirect("imports:file", answer_file.pk)
    return _page(request, "imports/place.html", answer_file, form=form)


@guarded(access_answer_file, to="change")
def statements(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    if not _is_read(answer_file):
        return redirect("imports:file", answer_file.pk)
    contents = contents_of_files(request.actor)
    chosen = request.GET.get("instrument") or answer_file.choices.get("instrument", "")
    if chosen not in contents:
        chosen = results.likeliest(answer_file, contents)
    asked = contents[chosen].content
    initial = _chosen_before(answer_file, chosen)
    form = StatementsForm(
        request.POST or None,
        answer_file=answer_file, asked=asked, language=page_language(), initial=initial,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        column = form.cleaned_data["group"]
        group = None if column is None else {"column": column, "of": {}, "background": "partner"}
        with contextlib.suppress(WrongStateError):
            operations.choose(
                answer_file,
                instrument=chosen, content=asked.encode(), items=form.items(), group=group,
            )  # fmt: skip
        return redirect("imports:answers", answer_file.pk)
    return _page(
        request, "imports/statements.html", answer_file, form=form, chosen=chosen,
        instruments=[(key, askable.title) for key, askable in contents.items()],
        place_form=PlaceForm(answer_file=answer_file),
        has_no_headings=results.has_no_headings(answer_file),
    )  # fmt: skip


@guarded(access_answer_file, to="change")
def wording(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    """Make a wording of one's own from the statements in the file."""
    if not _is_read(answer_file):
        return redirect("imports:file", answer_file.pk)
    form = StatementsInFileForm(request.POST or None, answer_file=answer_file)
    if request.method == "POST" and form.is_valid():
        keyed = key_in_statements(form.cleaned_data, form.texts(), by=request.actor)
        items = [{"column": column, "reversed": False} for column in form.cleaned_data["columns"]]
        with contextlib.suppress(WrongStateError):
            operations.choose(
                answer_file,
                instrument=f"keyed:{keyed.pk}", content=keyed.content, items=items, group=None,
            )  # fmt: skip
        return redirect("imports:statements", answer_file.pk)
    return _page(request, "imports/wording.html", answer_file, form=form)


@guarded(access_answer_file, to="change")
def answers(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    if not _is_read(answer_file) or "content" not in answer_file.choices:
        return redirect("imports:file", answer_file.pk)
    partners = {str(partner.pk): partner.name for partner in partners_of(answer_file.collaboration)}
    form = AnswersForm(
        request.POST or None, answer_file=answer_file, language=page_language(), partners=partners
    )
    if len(form.texts) > MOST_TEXTS or len(form.group_texts) > MOST_TEXTS:
        return _page(request, "imports/too_many_texts.html", answer_file, most=MOST_TEXTS)
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(WrongStateError):
            operations.choose(answer_file, **_read_as(answer_file, form))
            operations.order_count(answer_file)
        return redirect("imports:file", answer_file.pk)
    return _page(request, "imports/answers.html", answer_file, form=form)


@guarded(access_answer_file, to="change")
def take_in(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    if answer_file.state != State.COUNTED:
        return redirect("imports:file", answer_file.pk)
    asked = answer_file.asked
    lowest = lowest_minimum(answer_file.collaboration_id, asked.key)
    form = TakeInForm(request.POST or None, initial={"minimum": lowest})
    if form.is_bound and form.is_valid():
        form.refuse_a_lower_minimum(answer_file.collaboration_id, asked.key)
        lowest = form.cleaned_data.get("minimum", lowest)
    partners = {partner.pk: partner for partner in partners_of(answer_file.collaboration)}
    plan = results.group_plan(answer_file, partners, minimum=lowest)
    preview = results.preview(answer_file, plan, page_language())
    if form.is_bound and form.is_valid() and preview.people:
        given = results.given(answer_file, plan, form.cleaned_data)
        try:
            made = operations.take_in(answer_file, form.settings(asked), given, by=request.actor)
        except WrongStateError:
            return redirect("imports:file", answer_file.pk)
        return redirect("surveys:round", made.pk)
    names = [in_language(group.name, page_language()) for group in plan.groups] if plan else []
    return _page(
        request, "imports/take_in.html", answer_file, form=form, preview=preview, group_names=names
    )


@require_POST
@guarded(access_answer_file, to="change")
def remove(request: ActorRequest, answer_file: AnswerFile) -> HttpResponse:
    owner = answer_file.collaboration_id
    operations.remove_file(answer_file, by=request.actor)
    return redirect("collaborations:collaboration", owner)


# --- Steps that several views share -----------------------------------------------------------


def _is_read(answer_file: AnswerFile) -> bool:
    return answer_file.state in (State.DESCRIBED, State.COUNTED)


def _chosen_before(answer_file: AnswerFile, instrument: str) -> dict[str, Any]:
    """Return what the form shows when one comes back to it."""
    choices = answer_file.choices
    if choices.get("instrument") != instrument or "items" not in choices:
        return {}
    initial: dict[str, Any] = {"group": (choices.get("group") or {}).get("column")}
    for number, item in enumerate(choices["items"], start=1):
        initial[f"column-{number}"] = item["column"]
        initial[f"reversed-{number}"] = item["reversed"]
    return initial


def _read_as(answer_file: AnswerFile, form: AnswersForm) -> dict[str, Any]:
    """Return how the answers are to be read, as the reader takes it."""
    points = form.points()
    read: dict[str, Any] = {
        "texts_on": points,
        "points_on": {
            part.scale.key: results.as_places(points[part.scale.key], part.scale.low)
            for part in form.on_scales
        },
    }
    group = answer_file.choices.get("group")
    if group:
        background = form.cleaned_data["background"]
        read["partners"] = form.partners()
        read["group"] = {**group, "of": form.partners(), "background": background}
    return read


def _page(
    request: ActorRequest, template: str, answer_file: AnswerFile, **context: object
) -> HttpResponse:
    form: Any = context.get("form")
    status = 422 if form is not None and form.is_bound else 200
    shown: Mapping[str, object] = {"file": answer_file, **context}
    return render(request, template, dict(shown), status=status)
