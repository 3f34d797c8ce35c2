from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samspill.collaborations.public import Collaboration, access_collaboration
from samspill.foundation.access.public import ActorRequest, guarded
from samspill.meetings import operations, results
from samspill.meetings.access import Meeting, access_meeting
from samspill.meetings.forms import MeetingForm


@require_safe
@guarded(access_collaboration, to="see")
def meetings(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    context = {
        "collaboration": collaboration,
        "meetings": results.meetings_of(collaboration),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "meetings/meetings.html", context)


@guarded(access_collaboration, to="change")
def add(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.add_meeting(collaboration, title=form.cleaned_data["title"], by=request.actor)
        return redirect("meetings:meetings", collaboration.pk)
    return _form_page(request, form, collaboration)


@guarded(access_meeting, to="change")
def change(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    form = MeetingForm(request.POST or None, initial={"title": meeting.title})
    if request.method == "POST" and form.is_valid():
        operations.change_meeting(meeting, title=form.cleaned_data["title"], by=request.actor)
        return redirect("meetings:meetings", meeting.collaboration_id)
    return _form_page(request, form, meeting.collaboration)


def _form_page(
    request: ActorRequest, form: MeetingForm, collaboration: Collaboration
) -> HttpResponse:
    context = {"form": form, "collaboration": collaboration}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)
