"""What a phone in the room meets. No account, no session, no request log, and a cookie of its own.

The cookie is sent to the addresses of this meeting alone, never to those of a round in it: to an
anonymous round the same phone is another phone.
"""

from __future__ import annotations

import gzip
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.meetings import results, room_operations
from samspill.meetings.access import Meeting, Room, Table, find_meeting_by_address, find_room
from samspill.meetings.forms import NoteForm, SeatsForm, TableForm
from samspill.meetings.kept_pages import KeptPages
from samspill.meetings.phone_page import phone as phone_view
from samspill.meetings.results import TableNow
from samspill.meetings.room_operations import FullError, NotTakenError
from samspill.participation.public import give_admission, response_key
from samspill.toolbox.run_sheet_content import Notes

COOKIE = "samspill_meeting"
COOKIE_SECONDS = 12 * 3600
PAGES: KeptPages[bytes] = KeptPages()


def opened_by_code(_request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Lead from the code on the wall to the addresses of the meeting."""
    return redirect("meetings:phone", _address(meeting))


@never_cache
@require_safe
@open_to_everyone(find_room)
def phone(request: HttpRequest, room: Room) -> HttpResponse:
    """Show what the one who holds this phone does now.

    The page is the same for every phone at a table, so it is made once: nothing in it is about the
    phone, and its form tokens are those of everybody with the code.
    """
    number = results.table_of_phone(_key(request, room.address))
    is_moving = "table" in request.GET
    packed = PAGES.get(
        (room, number, page_language(), is_moving),
        lambda: gzip.compress(_page(request, find_meeting_by_address(room.address)).content),
    )
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(gzip.decompress(packed))
    # Packed once for everybody, and not again by the middleware that does it for other pages.
    return HttpResponse(packed, headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})


@never_cache
@require_POST
@open_to_everyone(find_meeting_by_address)
def sit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Take a phone to its table; it gets the meeting's cookie, and nothing is known of it."""
    form = TableForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, table_form=form)
    address = _address(meeting)
    cookie = request.COOKIES.get(COOKIE, "")
    key = response_key(cookie, address)
    if key is None:
        cookie = give_admission(address)
        key = response_key(cookie, address)
        assert key is not None  # noqa: S101  (it was just given)
    room_operations.sit_at_table(meeting, phone=key.hex, number=form.cleaned_data["number"])
    response = _home(meeting)
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=COOKIE_SECONDS,
        path=reverse("meetings:phone", args=[address]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@require_POST
@open_to_everyone(find_meeting_by_address)
def say_seats(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = SeatsForm(request.POST)
    table = _table(request, meeting)
    if table is None or not form.is_valid():
        return _page(request, meeting, seats_form=form)
    room_operations.say_seats(meeting, table, form.cleaned_data["seats"])
    return _home(meeting)


@never_cache
@require_POST
@open_to_everyone(find_meeting_by_address)
def mark(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Note that everybody at the table has read aloud, or that it asks for help."""
    table, step = _table(request, meeting), meeting.state.step
    kind = request.POST.get("kind", "")
    if table is not None and step is not None and meeting.is_led and kind in room_operations.MARKS:
        room_operations.mark_table(meeting, table, step, room_operations.MARKS[kind])
    return _home(meeting)


@never_cache
@require_POST
@open_to_everyone(find_meeting_by_address)
def hand_in(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Hand a note in from the table. One that was written before the step changed is kept."""
    table = _table(request, meeting)
    step = results.step_keyed(meeting, request.POST.get("step", ""))
    uses = step.texts.uses if step else None
    if table is None or step is None or not isinstance(uses, Notes):
        return _home(meeting)
    form = NoteForm(request.POST, uses=uses, language=page_language())
    if not form.is_valid():
        return _page(request, meeting, note_form=form)
    client_key = form.cleaned_data["client_key"] or str(uuid.uuid4())
    try:
        room_operations.hand_in_note(
            meeting, step, table, texts=form.texts(), client_key=client_key
        )
    except (NotTakenError, FullError):
        return _page(request, meeting, note_form=form, status=409)
    return _home(meeting)


@never_cache
@require_POST
@open_to_everyone(find_meeting_by_address)
def take_back(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    table = _table(request, meeting)
    if table is not None:
        room_operations.take_back_note(meeting, table, request.POST.get("client_key", "")[:36])
    return _home(meeting)


# --- Steps that several views share ---------------------------------------------------------------


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    table_form: TableForm | None = None,
    seats_form: SeatsForm | None = None,
    note_form: NoteForm | None = None,
    status: int = 422,
) -> HttpResponse:
    """Show the phone's page, with a form that came back in place of a fresh one."""
    evening = results.read_evening(meeting)
    table = _table(request, meeting)
    now = _table_now(meeting, table)
    shown = phone_view(evening, now, page_language())
    uses = evening.current.texts.uses if evening.current else None
    if note_form is None and shown.notes is not None and isinstance(uses, Notes):
        # The key of a note is made by the page, or when it comes in.
        initial = {"step": shown.notes.step_key}
        note_form = NoteForm(uses=uses, language=page_language(), initial=initial)
    came_back = any(
        form is not None and form.is_bound for form in (table_form, seats_form, note_form)
    )
    context = {
        "meeting": meeting,
        "room": _address(meeting),
        "phone": shown,
        "table": now,
        "revision": f"{evening.revision}.{evening.room_revision}",
        "table_form": table_form or TableForm(),
        "seats_form": seats_form or SeatsForm(),
        "note_form": note_form,
        "asks_table": now is None or "table" in request.GET or table_form is not None,
        "was_refused": status == 409,
    }
    return render(request, "meetings/phone.html", context, status=status if came_back else 200)


def _key(request: HttpRequest, address: str) -> str:
    """Return what is stored of a phone, by its cookie; empty where it has none of this meeting."""
    key = response_key(request.COOKIES.get(COOKIE, ""), address)
    return key.hex if key else ""


def _table(request: HttpRequest, meeting: Meeting) -> Table | None:
    """Return the table that the phone is at."""
    arrival = results.phone_of(meeting, _key(request, _address(meeting)))
    return arrival.table if arrival else None


def _table_now(meeting: Meeting, table: Table | None) -> TableNow | None:
    if table is None:
        return None
    every = results.tables_now(meeting, meeting.state.step_id)
    return next((each for each in every if each.number == table.number), None)


def _address(meeting: Meeting) -> str:
    if meeting.join_code is None:
        message = "a meeting that has not been sent or begun has no code"
        raise ValueError(message)
    return meeting.join_code.address


def _home(meeting: Meeting) -> HttpResponse:
    return redirect("meetings:phone", _address(meeting))
