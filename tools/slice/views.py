from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samspill.collaborations.public import Collaboration, access_collaboration
from samspill.foundation.access.public import ActorRequest, guarded
from samspill.trials import operations, results
from samspill.trials.access import Trial, access_trial
from samspill.trials.forms import TrialForm


@require_safe
@guarded(access_collaboration, to="see")
def trials(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    context = {
        "collaboration": collaboration,
        "trials": results.trials_of(collaboration),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "trials/trials.html", context)


@guarded(access_collaboration, to="change")
def add(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    form = TrialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.add_trial(collaboration, title=form.cleaned_data["title"], by=request.actor)
        return redirect("trials:trials", collaboration.pk)
    return _form_page(request, form, collaboration)


@guarded(access_trial, to="change")
def change(request: ActorRequest, trial: Trial) -> HttpResponse:
    form = TrialForm(request.POST or None, initial={"title": trial.title})
    if request.method == "POST" and form.is_valid():
        operations.change_trial(trial, title=form.cleaned_data["title"], by=request.actor)
        return redirect("trials:trials", trial.collaboration_id)
    return _form_page(request, form, trial.collaboration)


def _form_page(
    request: ActorRequest, form: TrialForm, collaboration: Collaboration
) -> HttpResponse:
    context = {"form": form, "collaboration": collaboration}
    return render(request, "trials/form.html", context, status=422 if form.is_bound else 200)
