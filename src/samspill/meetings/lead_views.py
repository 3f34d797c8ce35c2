"""Leading: the console, the wall, the six fields, and the minutes of the meeting."""

from __future__ import annotations

import contextlib
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import ActorRequest, guarded
from samspill.foundation.ui.languages import page_language
from samspill.meetings import (
    closing_operations,
    leading_operations,
    results,
    room_operations,
)
from samspill.meetings.access import Meeting, access_meeting
from samspill.meetings.closing_operations import HostFirstError, LackingError
from samspill.meetings.closing_page import closing_fields, field_of
from samspill.meetings.console_page import console
from samspill.meetings.forms import CommitmentForm, NoteForm
from samspill.meetings.leading_operations import Press, Pressed
from samspill.meetings.minutes_page import minutes
from samspill.meetings.pages import join_sign
from samspill.meetings.planning_operations import MeetingGoneError
from samspill.meetings.results import Evening
from samspill.meetings.room_operations import FullError, NotTakenError
from samspill.meetings.wall_page import wall
from samspill.toolbox.run_sheet_content import Notes


@never_cache
@require_safe
@guarded(access_meeting, to="change")
def lead(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show the console. Whoever opens it stands by as a leader."""
    if not meeting.is_led:
        return redirect("meetings:meeting", meeting.pk)
    leading_operations.stand_by(meeting, by=request.actor)
    evening = results.read_evening(meeting)
    shown = console(evening, page_language(), me=request.actor.name)
    others = [
        leader
        for leader in results.leaders_of(meeting)
        if leader.account_id != request.actor.account_id
    ]
    context = {
        "meeting": meeting,
        "console": shown,
        "others": others,
        "code": evening.code,
        "note_form": _secretary_form(evening, request) if shown.written is not None else None,
        **join_sign(request, evening.code, evening.address),
    }
    return render(request, "meetings/console.html", context)


@require_POST
@guarded(access_meeting, to="change")
def write_note(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Write for the room what it agrees to keep, or strike it out."""
    evening = results.read_evening(meeting)
    step = results.step_keyed(meeting, evening.current.texts.key) if evening.current else None
    struck = request.POST.get("strike", "")[:36]
    if struck:
        room_operations.take_back_note(meeting, None, struck)
    elif step is not None and isinstance(step.texts.uses, Notes):
        form = _secretary_form(evening, request)
        if form is not None and form.is_valid():
            with contextlib.suppress(NotTakenError, FullError):
                room_operations.hand_in_note(
                    meeting, step, None, texts=form.texts(), client_key=str(uuid4())
                )
    return redirect("meetings:console", meeting.pk)


@require_POST
@guarded(access_meeting, to="change")
def press(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Do what a leader has pressed, and show the console as it stands then."""
    pressed = _pressed(request)
    if pressed is not None and meeting.is_led:
        leading_operations.press(meeting, pressed, by=request.actor)
    return redirect("meetings:console", meeting.pk)


@require_POST
@guarded(access_meeting, to="change")
def hand_over(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    to = _uuid(request.POST.get("to", ""))
    if to is not None:
        leading_operations.hand_over(meeting, to, by=request.actor)
    return redirect("meetings:console", meeting.pk)


@require_POST
@guarded(access_meeting, to="change")
def go_help(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    table = request.POST.get("table", "")
    if table.isascii() and table.isdigit() and len(table) < 4:
        leading_operations.go_help(meeting, int(table), by=request.actor)
    return redirect("meetings:console", meeting.pk)


@never_cache
@require_safe
@guarded(access_meeting, to="change")
def show_wall(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show one thing, large: for a window on the projector, open the whole evening."""
    evening = results.read_evening(meeting)
    context = {
        "meeting": meeting,
        "wall": wall(evening, page_language()),
        "revision": f"{evening.revision}.{evening.room_revision}",
        "closing": closing_fields(meeting),
        **join_sign(request, evening.code, evening.address),
    }
    return render(request, "meetings/wall.html", context)


@never_cache
@guarded(access_meeting, to="change")
def closing(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Write the six fields, one at a time: `?part=…&side=…` names the one that is open."""
    if not meeting.is_led:
        return redirect("meetings:meeting", meeting.pk)
    fields = closing_fields(meeting)
    part, side = request.GET.get("part", ""), request.GET.get("side", "")
    host_first = sorted(fields, key=lambda field: field.side != "host")
    empty = next((field for field in host_first if field.is_empty), None)
    chosen = field_of(meeting, part, side) or empty
    initial = vars(chosen) if chosen else {}
    form = CommitmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and chosen is not None and form.is_valid():
        new = form.new_commitment(chosen.part, chosen.side)
        try:
            closing_operations.write_commitment(meeting, new, by=request.actor)
        except HostFirstError:
            form.add_error(None, _("The host’s three fields are written first."))
        else:
            return redirect("meetings:closing", meeting.pk)
    return _closing_page(request, meeting, form, (chosen.part, chosen.side) if chosen else None)


@require_POST
@guarded(access_meeting, to="change")
def close_meeting(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Close the meeting; where a field is left, say which."""
    try:
        closing_operations.close_meeting(meeting, by=request.actor)
    except (LackingError, MeetingGoneError):
        return redirect(reverse("meetings:closing", args=[meeting.pk]) + "?left=1#left")
    return redirect("meetings:minutes", meeting.pk)


@require_safe
@guarded(access_meeting, to="see")
def show_minutes(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show how the meeting went, as one page for screen and paper."""
    evening = results.read_evening(meeting)
    context = {"meeting": meeting, "minutes": minutes(evening, page_language())}
    return render(request, "meetings/minutes.html", context)


def _closing_page(
    request: ActorRequest,
    meeting: Meeting,
    form: CommitmentForm,
    chosen: tuple[str, str] | None,
) -> HttpResponse:
    fields = closing_fields(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "rows": [fields[place : place + 2] for place in range(0, len(fields), 2)],
        "chosen": chosen,
        "left": [field.name for field in fields if field.is_empty],
        "is_refused": "left" in request.GET,
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/closing.html", context, status=status)


def _secretary_form(evening: Evening, request: ActorRequest) -> NoteForm | None:
    uses = results.uses_of(evening)
    if not isinstance(uses, Notes) or evening.current is None:
        return None
    sent = request.POST if request.method == "POST" else None
    initial = {"step": evening.current.texts.key}
    return NoteForm(sent, uses=uses, language=page_language(), initial=initial)


def _pressed(request: ActorRequest) -> Pressed | None:
    """Read a press from a form; None where it is none of the console's."""
    step = _uuid(request.POST.get("step", ""))
    if step is None or request.POST.get("act") not in list(Press):
        return None
    return Pressed(
        act=Press(request.POST["act"]),
        on_step=step,
        on_minutes=_number(request.POST.get("on_minutes", "")),
        target=_uuid(request.POST.get("target", "")),
        minutes=_number(request.POST.get("minutes", "")),
        asked=_number(request.POST.get("asked", "")),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
