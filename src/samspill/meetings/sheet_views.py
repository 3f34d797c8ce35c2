"""Run sheets as anybody may read them, before somebody plans a meeting by one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.guides.public import find_reader, frame_for
from samspill.meetings.sheet_page import sheet_groups, sheet_page
from samspill.toolbox.run_sheet_content import RunSheet
from samspill.toolbox.run_sheets import UnknownRunSheet, run_sheet


def find_sheet(key: str) -> RunSheet:
    """Return the newest version of a run sheet; an unknown key is a page that is not there."""
    try:
        return run_sheet(key)
    except UnknownRunSheet as error:
        raise Http404 from error


@require_safe
@open_to_everyone()
def run_sheet_list(request: HttpRequest) -> HttpResponse:
    """Show every way a meeting can be led, to choose among them."""
    reader = find_reader(request)
    context = {
        "groups": sheet_groups(page_language()),
        "may_plan": reader is not None and reader.is_facilitator,
        "collaboration": request.GET.get("collaboration", ""),
        "frame": frame_for(reader),
    }
    return render(request, "meetings/run_sheets.html", context)


@require_safe
@open_to_everyone(find_sheet)
def run_sheet_page(request: HttpRequest, sheet: RunSheet) -> HttpResponse:
    """Show one run sheet whole: every step, what is said in it, and where it is from."""
    reader = find_reader(request)
    context = {
        "sheet": sheet_page(sheet, page_language()),
        "may_plan": reader is not None and reader.is_facilitator,
        "frame": frame_for(reader),
    }
    return render(request, "meetings/run_sheet.html", context)
