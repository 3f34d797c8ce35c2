from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samspill.collaborations.public import Collaboration, access_collaboration
from samspill.foundation.access.public import ActorRequest, Role, guarded
from samspill.trials import operations
from samspill.trials.access import Trial, access_trial
from samspill.trials.forms import TrialForm


@require_safe
@guarded(access_trial, to="see")
def trial(request: ActorRequest, trial: Trial) -> HttpResponse:
    context = {"trial": trial, "may_change": request.actor.role == Role.FACILITATOR}
    return render(request, "trials/trial.html", context)


@guarded(access_collaboration, to="change")
def add(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    form = TrialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = operations.add_trial(
            collaboration, title=form.cleaned_data["title"], by=request.actor
        )
        return redirect("trials:trial", made.pk)
    return _form_page(request, form, collaboration)


@guarded(access_trial, to="change")
def change(request: ActorRequest, trial: Trial) -> HttpResponse:
    form = TrialForm(request.POST or None, initial={"title": trial.title})
    if request.method == "POST" and form.is_valid():
        operations.change_trial(trial, title=form.cleaned_data["title"], by=request.actor)
        return redirect("trials:trial", trial.pk)
    return _form_page(request, form, trial.collaboration)


def _form_page(
    request: ActorRequest, form: TrialForm, collaboration: Collaboration
) -> HttpResponse:
    context = {"form": form, "collaboration": collaboration}
    return render(request, "trials/form.html", context, status=422 if form.is_bound else 200)
