"""Who comes, and who sits with whom."""

from __future__ import annotations

import contextlib
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import ActorRequest, guarded
from samspill.meetings import people_operations as operations
from samspill.meetings.access import Attendee, Meeting, access_attendee, access_meeting
from samspill.meetings.people_forms import (
    AttendeeForm,
    RosterForm,
    not_seated_said,
    too_many_said,
    twice_said,
)
from samspill.meetings.people_operations import NotSeatedError, TooManyError, TwiceError
from samspill.meetings.people_page import chosen, people_page
from samspill.meetings.room_operations import MOST_TABLES


@require_safe
@guarded(access_meeting, to="change")
def people(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show the tables and who sits there, or the roster as a list."""
    return _people(request, meeting)


@guarded(access_meeting, to="change")
def add_people(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    form = RosterForm(
        request.POST or None, request.FILES or None, initial={"is_walk_in": meeting.is_led}
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_people(
                meeting,
                form.new_attendees(),
                is_walk_in=form.cleaned_data["is_walk_in"],
                by=request.actor,
            )
        except TwiceError as error:
            form.add_error(None, twice_said(error.name))
        except TooManyError as error:
            form.add_error(None, too_many_said(error.people))
        else:
            return redirect("meetings:people", meeting.pk)
    context = {"form": form, "meeting": meeting}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/add_people.html", context, status=status)


@require_POST
@guarded(access_meeting, to="change")
def seat_people(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Propose tables anew, or give newcomers a place with the fewest moves."""
    by = request.actor
    try:
        if request.POST.get("act") == "reseat":
            moved = operations.reseat_people(meeting, by=by)
            return _people(request, meeting, moved=tuple(moved))
        operations.propose_tables(meeting, by=by)
    except NotSeatedError as error:
        return _people(request, meeting, fault=not_seated_said(error), status=422)
    return redirect("meetings:people", meeting.pk)


@require_POST
@guarded(access_attendee, to="change")
def press_attendee(request: ActorRequest, attendee: Attendee) -> HttpResponse:
    """Do what a button at somebody says: they have come, change places, are held, or lead."""
    act, by = request.POST.get("act", ""), request.actor
    meeting = attendee.meeting
    arrivals = {"came": Attendee.Came.CAME, "not": Attendee.Came.NOT, "expected": ""}
    if act in arrivals:
        operations.note_arrival(attendee, arrivals[act], by=by)
        return redirect(_page(meeting, f"?view=list#person-{attendee.pk}"))
    if act == "remove":
        operations.remove_attendee(attendee, by=by)
        return redirect(_page(meeting))
    if act in ("lock", "unlock"):
        operations.lock_seat(attendee, is_locked=act == "lock", by=by)
    elif act == "lead":
        operations.let_lead_table(attendee, by=by)
    elif act == "swap":
        other = _other(meeting, request.POST.get("other", ""))
        if other is not None and other.table and attendee.table:
            operations.swap_seats(attendee, other, by=by)
    elif act == "move":
        with contextlib.suppress(ValueError):
            number = int(request.POST.get("table", ""))
            if 1 <= number <= MOST_TABLES:
                operations.move_to_table(attendee, number, by=by)
    return redirect(_page(meeting, f"?person={attendee.pk}#chosen"))


@guarded(access_attendee, to="change")
def change_attendee(request: ActorRequest, attendee: Attendee) -> HttpResponse:
    initial = {name: getattr(attendee, name) for name in AttendeeForm.base_fields}
    form = AttendeeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_attendee(attendee, form.new_attendee(), by=request.actor)
        except TwiceError as error:
            form.add_error(None, twice_said(error.name))
        else:
            return redirect(_page(attendee.meeting, f"?person={attendee.pk}#chosen"))
    context = {"form": form, "meeting": attendee.meeting}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/change_attendee.html", context, status=status)


@require_safe
@guarded(access_meeting, to="change")
def print_people(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show table cards with names, or the list for the door. Names stand on these two alone."""
    context = {
        "meeting": meeting,
        "shown": people_page(meeting),
        "is_door_list": request.GET.get("what") == "door",
    }
    return render(request, "meetings/print_people.html", context)


# --- Steps that several views share ---------------------------------------------------------------


def _people(
    request: ActorRequest,
    meeting: Meeting,
    *,
    fault: str = "",
    moved: tuple[Attendee, ...] | None = None,
    status: int = 200,
) -> HttpResponse:
    person = _other(meeting, request.GET.get("person", ""))
    context = {
        "meeting": meeting,
        "shown": people_page(meeting),
        "chosen": chosen(meeting, person) if person else None,
        "is_list": request.GET.get("view") == "list",
        "fault": fault,
        "moved": moved,
        "may_change": not meeting.is_closed,
    }
    return render(request, "meetings/people.html", context, status=status)


def _other(meeting: Meeting, key: str) -> Attendee | None:
    try:
        return meeting.attendees.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _page(meeting: Meeting, more: str = "") -> str:
    return reverse("meetings:people", args=[meeting.pk]) + more
