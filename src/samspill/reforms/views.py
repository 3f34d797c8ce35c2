from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samspill.collaborations.public import Collaboration, access_collaboration
from samspill.foundation.access.public import ActorRequest, guarded
from samspill.reforms import operations, results
from samspill.reforms.access import Reform, access_reform
from samspill.reforms.forms import ReformForm


@require_safe
@guarded(access_collaboration, to="see")
def reforms(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    context = {
        "collaboration": collaboration,
        "reforms": results.reforms_of(collaboration),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "reforms/reforms.html", context)


@guarded(access_collaboration, to="change")
def add(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    form = ReformForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.add_reform(collaboration, title=form.cleaned_data["title"], by=request.actor)
        return redirect("reforms:reforms", collaboration.pk)
    return _form_page(request, form, collaboration)


@guarded(access_reform, to="change")
def change(request: ActorRequest, reform: Reform) -> HttpResponse:
    form = ReformForm(request.POST or None, initial={"title": reform.title})
    if request.method == "POST" and form.is_valid():
        operations.change_reform(reform, title=form.cleaned_data["title"], by=request.actor)
        return redirect("reforms:reforms", reform.collaboration_id)
    return _form_page(request, form, reform.collaboration)


def _form_page(
    request: ActorRequest, form: ReformForm, collaboration: Collaboration
) -> HttpResponse:
    context = {"form": form, "collaboration": collaboration}
    return render(request, "reforms/form.html", context, status=422 if form.is_bound else 200)
