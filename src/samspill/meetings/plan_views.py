"""Planning: choosing a run sheet, laying it on the clock, and sending what people must know."""

from __future__ import annotations

import contextlib

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import READERS, ActorRequest, Role, for_roles, guarded
from samspill.foundation.ui.languages import page_language
from samspill.meetings import planning_operations as operations
from samspill.meetings import results
from samspill.meetings.access import (
    Group,
    Meeting,
    Step,
    access_group,
    access_meeting,
    access_step,
    may_lead,
)
from samspill.meetings.forms import MeetingForm, PreparedForm, StepForm
from samspill.meetings.own_steps import own_step
from samspill.meetings.pages import join_sign
from samspill.meetings.plan_page import plan
from samspill.meetings.planning_operations import NotPossibleError, NotReadyError
from samspill.meetings.print_page import PAPERS, Paper, printed
from samspill.meetings.sheet_page import sheet_card
from samspill.meetings.sheet_views import find_sheet
from samspill.toolbox.run_sheet_content import Show, Shown, StepKind
from samspill.toolbox.run_sheets import run_sheets

STEP_OF_MINUTES = 5


@require_safe
@for_roles(*READERS)
def meetings(request: ActorRequest) -> HttpResponse:
    context = {
        "meetings": results.meeting_list(request.actor),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "meetings/list.html", context)


@for_roles(Role.FACILITATOR)
def new_meeting(request: ActorRequest) -> HttpResponse:
    if "sheet" not in request.GET:
        return redirect("meetings:run_sheets")
    sheet = find_sheet(request.GET["sheet"])
    form = MeetingForm(
        request.POST or None,
        actor=request.actor,
        sheet=sheet,
        language=page_language(),
        initial={"collaboration": request.GET.get("collaboration", "")},
    )
    if request.method == "POST" and form.is_valid():
        meeting = operations.plan_meeting(
            form.cleaned_data["collaboration"], sheet, form.new_meeting(), by=request.actor
        )
        return redirect("meetings:meeting", meeting.pk)
    context = {"form": form, "sheet": sheet_card(sheet, page_language())}
    return _form(request, "meetings/new.html", form, context)


@guarded(access_group, to="take part in")
def new_in_group(request: ActorRequest, group: Group) -> HttpResponse:
    """Plan a meeting of a group: its members see it, and nobody else."""
    if "sheet" not in request.GET:
        cards = [sheet_card(sheet, page_language()) for sheet in run_sheets()]
        return render(request, "meetings/sheets_for_group.html", {"sheets": cards, "group": group})
    sheet = find_sheet(request.GET["sheet"])
    form = MeetingForm(
        request.POST or None,
        actor=request.actor,
        sheet=sheet,
        language=page_language(),
        is_of_group=True,
    )
    if request.method == "POST" and form.is_valid():
        made = operations.plan_meeting(group, sheet, form.new_meeting(), by=request.actor)
        return redirect("meetings:meeting", made.pk)
    context = {"form": form, "sheet": sheet_card(sheet, page_language())}
    return _form(request, "meetings/new.html", form, context)


@guarded(access_meeting, to="change")
def change_meeting(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    initial = {name: getattr(meeting, name) for name in MeetingForm.base_fields}
    form = MeetingForm(
        request.POST or None,
        actor=request.actor,
        sheet=meeting.sheet,
        language=page_language(),
        initial=initial,
        is_of_group=meeting.group_id is not None,
    )
    form.fields.pop("collaboration", None)
    if request.method == "POST" and form.is_valid():
        operations.change_meeting(meeting, form.new_meeting(), by=request.actor)
        return redirect("meetings:meeting", meeting.pk)
    return _form(request, "meetings/change.html", form, {"form": form, "meeting": meeting})


@require_safe
@guarded(access_meeting, to="see")
def meeting(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show the plan of a meeting; one step at a time has its buttons."""
    evening = results.read_evening(meeting)
    context = {
        "meeting": meeting,
        "plan": plan(evening, page_language()),
        "open_step": request.GET.get("step", ""),
        "may_change": may_lead(request.actor, meeting) and not meeting.is_closed,
        "prints": [(paper.value, label) for paper, label in PAPERS.items()],
    }
    return render(request, "meetings/meeting.html", context)


@require_POST
@guarded(access_step, to="change")
def press_step(request: ActorRequest, plan_step: Step) -> HttpResponse:
    """Do what a button at a step says: minutes, place, lock, or out with it."""
    act, by = request.POST.get("act", ""), request.actor
    meeting_key = plan_step.meeting_id
    shown = next(
        each
        for each in plan(results.read_evening(plan_step.meeting), page_language()).steps
        if each.key == plan_step.pk
    )
    stays = f"?step={plan_step.pk}#step-{plan_step.pk}"
    try:
        if act in ("less", "more"):
            change = STEP_OF_MINUTES if act == "more" else -STEP_OF_MINUTES
            operations.give_minutes(plan_step, shown.minutes + change, by=by)
        elif act in ("lock", "unlock"):
            at = shown.lock_time if act == "lock" else None
            operations.lock_step(plan_step, at, by=by)
        elif act in ("up", "down"):
            operations.move_step(plan_step, places=-1 if act == "up" else 1, by=by)
        elif act == "take_out":
            operations.take_out_step(plan_step, by=by)
            stays = ""
    except NotPossibleError:
        pass  # somebody else moved it first: the plan shows how it stands
    return redirect(reverse("meetings:meeting", args=[meeting_key]) + stays)


@guarded(access_step, to="change")
def put_in_step(request: ActorRequest, plan_step: Step) -> HttpResponse:
    """Put a step of one's own in after another."""
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        kind = StepKind(said["kind"] or StepKind.TABLE_TALK.value)
        texts = own_step(said["title"], said["say"], said["minutes"], kind)
        # The step may be the last, or gone through meanwhile: then the plan shows it.
        with contextlib.suppress(NotPossibleError):
            operations.put_in_step(plan_step, texts, by=request.actor)
        return redirect("meetings:meeting", plan_step.meeting_id)
    context = {"form": form, "meeting": plan_step.meeting, "after": plan_step}
    return _form(request, "meetings/put_in_step.html", form, context)


@guarded(access_step, to="change")
def prepare_step(request: ActorRequest, plan_step: Step) -> HttpResponse:
    """Write what the wall shows in a step that is prepared beforehand."""
    uses = plan_step.texts.uses
    if not isinstance(uses, Show) or uses.what is not Shown.PREPARED:
        return redirect("meetings:meeting", plan_step.meeting_id)
    form = PreparedForm(
        request.POST or None,
        uses=uses,
        language=page_language(),
        initial={"text": plan_step.prepared},
    )
    if request.method == "POST" and form.is_valid():
        operations.prepare_step(plan_step, form.cleaned_data["text"], by=request.actor)
        return redirect("meetings:meeting", plan_step.meeting_id)
    context = {"form": form, "meeting": plan_step.meeting}
    return _form(request, "meetings/prepare_step.html", form, context)


@guarded(access_meeting, to="change")
def information(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show what people must know beforehand, to be sent; POST notes that it was."""
    evening = results.read_evening(meeting)
    shown = plan(evening, page_language())
    status = 200
    if request.method == "POST":
        try:
            operations.send_information(meeting, by=request.actor)
        except NotReadyError:
            status = 422
        else:
            return redirect("meetings:information", meeting.pk)
    context = {"meeting": meeting, "plan": shown, "code": evening.code}
    return render(request, "meetings/information.html", context, status=status)


@require_safe
@guarded(access_meeting, to="change")
def print_for_room(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    """Show one kind of what the room needs on paper."""
    what = request.GET.get("what", "")
    paper = Paper(what) if what in list(Paper) else Paper.AGENDA
    evening = results.read_evening(meeting)
    context = {
        "meeting": meeting,
        "what": paper.value,
        "label": PAPERS[paper],
        "printed": printed(evening, page_language()),
        **join_sign(request, evening.code, evening.address),
    }
    return render(request, "meetings/print.html", context)


@require_POST
@guarded(access_meeting, to="change")
def begin_meeting(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    try:
        operations.begin_meeting(meeting, by=request.actor)
    except NotReadyError:
        return redirect("meetings:information", meeting.pk)
    return redirect("meetings:console", meeting.pk)


@require_POST
@guarded(access_meeting, to="change")
def discard_meeting(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    if meeting.is_planned:
        operations.discard_meeting(meeting, by=request.actor)
        return redirect("meetings:list")
    return redirect("meetings:meeting", meeting.pk)


def _form(
    request: ActorRequest,
    template: str,
    form: MeetingForm | StepForm | PreparedForm,
    context: dict[str, object],
) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound else 200)
