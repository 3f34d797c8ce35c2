"""The pages of an organisation's own records, and of those that have been shared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import ActorRequest, for_roles, guarded, open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.pages import form_page, open_page
from samspill.register import data_files, operations, own_data, results
from samspill.register.access import ROLES, OwnRecord, access_own_record, find_public_record
from samspill.register.own_forms import (
    CLASSES,
    OwnFactForm,
    OwnRecordForm,
    RemoveFactForm,
    ReportForm,
)

CSV = "text/csv; charset=utf-8"


@for_roles(*ROLES["change"])
def new_record(request: ActorRequest) -> HttpResponse:
    form = OwnRecordForm(request.POST or None, language=page_language())
    if request.method == "POST" and form.is_valid():
        written = operations.write_record(form.content(), by=request.actor)
        return redirect("register:own_record", written.pk)
    return form_page(request, "register/own_form.html", form, {})


@guarded(access_own_record, to="change")
def change_record(request: ActorRequest, own: OwnRecord) -> HttpResponse:
    told = own.told
    initial = {name: getattr(told, name) for name in ("name", "lead", "period", "units", "frame")}
    initial |= {name: list(getattr(told, name)) for name in CLASSES}
    form = OwnRecordForm(request.POST or None, language=page_language(), initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_record(own, form.content(), by=request.actor)
        return redirect("register:own_record", own.pk)
    return form_page(request, "register/own_form.html", form, {"own": own})


@require_safe
@guarded(access_own_record, to="see")
def own_record(request: ActorRequest, own: OwnRecord) -> HttpResponse:
    return _own_page(request, own)


def _own_page(
    request: ActorRequest, own: OwnRecord, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "page": results.own_page(own, page_language()),
        "may_change": request.actor.has(*ROLES["change"]),
        "fault": fault,
    }
    return render(request, "register/own_record.html", context, status=status)


@guarded(access_own_record, to="change")
def add_fact(request: ActorRequest, own: OwnRecord) -> HttpResponse:
    form = OwnFactForm(request.POST or None, language=page_language())
    if request.method == "POST" and form.is_valid():
        operations.add_fact(own, form.fact(), by=request.actor)
        return redirect("register:own_record", own.pk)
    return form_page(request, "register/own_fact.html", form, {"own": own})


@require_POST
@guarded(access_own_record, to="change")
def remove_fact(request: ActorRequest, own: OwnRecord) -> HttpResponse:
    form = RemoveFactForm(request.POST)
    if form.is_valid():
        place, of = form.cleaned_data["place"], form.cleaned_data["of"]
        operations.remove_fact(own, place, of=of, by=request.actor)
    return redirect("register:own_record", own.pk)


@require_POST
@guarded(access_own_record, to="change")
def publish(request: ActorRequest, own: OwnRecord) -> HttpResponse:
    try:
        operations.publish_record(own, by=request.actor)
    except operations.NothingToShareError:
        fault = _("Add at least one fact with its source before you share the record.")
        return _own_page(request, own, fault=fault, status=422)
    return redirect("register:own_record", own.pk)


@require_POST
@guarded(access_own_record, to="change")
def withdraw(request: ActorRequest, own: OwnRecord) -> HttpResponse:
    operations.withdraw_record(own, by=request.actor)
    return redirect("register:own_record", own.pk)


@require_POST
@guarded(access_own_record, to="change")
def look(request: ActorRequest, own: OwnRecord) -> HttpResponse:
    """Say that somebody has looked at the report, and that the record can stand."""
    if own.state == OwnRecord.State.HIDDEN:
        operations.look_at_report(own, by=request.actor)
    return redirect("register:own_record", own.pk)


@require_safe
@open_to_everyone(find_public_record)
def shared_record(request: HttpRequest, own: OwnRecord) -> HttpResponse:
    context = {"page": results.own_page(own, page_language())}
    return open_page(request, "register/shared_record.html", context)


@open_to_everyone(find_public_record)
def report(request: HttpRequest, own: OwnRecord) -> HttpResponse:
    """Let anybody report a record, which is hidden until its organisation has looked at it."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.report_record(own, form.cleaned_data["reason"], by=None)
        return open_page(request, "register/reported.html", {})
    context = {"page": results.own_page(own, page_language()), "form": form}
    status = 422 if form.is_bound else 200
    return open_page(request, "register/report.html", context, status=status)


@require_safe
@open_to_everyone()
def register_csv(_request: HttpRequest) -> HttpResponse:
    return _file(data_files.as_csv(page_language()), CSV, "csv")


@require_safe
@open_to_everyone()
def table_csv(_request: HttpRequest) -> HttpResponse:
    return _file(data_files.table_as_csv(page_language()), CSV, "csv", "table-3-1")


@require_safe
@for_roles(*ROLES["see"])
def own_csv(request: ActorRequest) -> HttpResponse:
    """Hand out the organisation's own records, and nobody else's."""
    content = own_data.as_csv(request.actor, page_language())
    return _file(content, CSV, "csv", "own")


@require_safe
@for_roles(*ROLES["see"])
def own_json(request: ActorRequest) -> HttpResponse:
    content = own_data.as_json(request.actor)
    return _file(content, "application/json", "json", "own")


@require_safe
@open_to_everyone()
def register_json(_request: HttpRequest) -> HttpResponse:
    return _file(data_files.as_json(page_language()), "application/json", "json")


def _file(content: bytes, kind: str, ending: str, of: str = "reform") -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"samspill-{of}-v{data_files.VERSION}-{page_language()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
