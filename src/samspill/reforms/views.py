from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samspill.foundation.access.public import READERS, ActorRequest, for_roles, guarded
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.pages import form_page
from samspill.reforms import operations, results
from samspill.reforms.access import ROLES, Reform, access_reform
from samspill.reforms.forms import (
    ConditionForm,
    DatesForm,
    NewReformForm,
    PlanForm,
    ReformForm,
    SentenceForm,
    TalkForm,
)
from samspill.reforms.levels import level_names
from samspill.reforms.operations import Answer
from samspill.reforms.readiness_results import (
    INSTRUMENT,
    lead_list,
    levels_of,
    readiness_page,
)


@require_safe
@for_roles(*READERS)
def reforms(request: ActorRequest) -> HttpResponse:
    context = {
        "reforms": results.reform_lines(request.actor),
        "may_change": request.actor.has(*ROLES["change"]),
    }
    return render(request, "reforms/reforms.html", context)


@for_roles(*ROLES["change"])
def start(request: ActorRequest) -> HttpResponse:
    """Begin a reform; with `from`, one that takes over what another has tried."""
    taken_over = results.taken_over(request.GET.get("from", ""), page_language())
    initial = {"name": taken_over.name} if taken_over else {}
    form = NewReformForm(request.POST or None, language=page_language(), initial=initial)
    if request.method == "POST" and form.is_valid():
        new = form.new_reform(taken_over.key if taken_over else "")
        made = operations.start_reform(new, by=request.actor)
        return redirect("reforms:reform", made.pk)
    return form_page(request, "reforms/start.html", form, {"taken_over": taken_over})


@require_safe
@guarded(access_reform, to="see")
def reform(request: ActorRequest, reform: Reform) -> HttpResponse:
    readiness = readiness_page(reform, request.actor, page_language())
    context = {
        "reform": results.reform_page(reform, page_language()),
        "readiness": readiness,
        "may_change": request.actor.has(*ROLES["change"]),
    }
    return render(request, "reforms/reform.html", context)


@guarded(access_reform, to="change")
def change(request: ActorRequest, reform: Reform) -> HttpResponse:
    initial = {"owner_role": reform.owner_role, "frame": reform.frame}
    form = ReformForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_reform(reform, **form.cleaned_data, by=request.actor)
        return redirect("reforms:reform", reform.pk)
    return form_page(request, "reforms/change.html", form, {"reform": reform})


@guarded(access_reform, to="change")
def sentence(request: ActorRequest, reform: Reform) -> HttpResponse:
    form = SentenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.agree_sentence(reform, **form.cleaned_data, by=request.actor)
        return redirect("reforms:reform", reform.pk)
    return form_page(request, "reforms/sentence.html", form, {"reform": reform})


@guarded(access_reform, to="change")
def plan(request: ActorRequest, reform: Reform) -> HttpResponse:
    form = PlanForm(request.POST or None, lines=results.plan_lines(reform, page_language()))
    if request.method == "POST" and form.is_valid():
        operations.write_plan(reform, form.cleaned_data, by=request.actor)
        return redirect("reforms:reform", reform.pk)
    return form_page(request, "reforms/plan.html", form, {"reform": reform})


@guarded(access_reform, to="change")
def dates(request: ActorRequest, reform: Reform) -> HttpResponse:
    held = {each.kind: each for each in results.reform_page(reform, page_language()).dates}
    form = DatesForm(request.POST or None, dates=held)
    if request.method == "POST" and form.is_valid():
        operations.set_dates(reform, form.plans(), by=request.actor)
        return redirect("reforms:reform", reform.pk)
    return form_page(request, "reforms/dates.html", form, {"reform": reform})


@require_safe
@guarded(access_reform, to="see")
def readiness(request: ActorRequest, reform: Reform) -> HttpResponse:
    language = page_language()
    context = {
        "reform": results.reform_page(reform, language),
        "readiness": readiness_page(reform, request.actor, language),
        "lead_list": lead_list(reform, language),
        "ask_url": _ask_url(reform),
        "may_change": request.actor.has(*ROLES["change"]),
        "may_ask": request.actor.is_facilitator,
    }
    return render(request, "reforms/readiness.html", context)


def _ask_url(reform: Reform) -> str:
    """Return where a round about readiness is prepared, with the reform's levels."""
    given = {"collaboration": str(reform.collaboration_id), "instrument": INSTRUMENT}
    return f"{reverse('surveys:new_round')}?{urlencode(given)}"


@guarded(access_reform, to="change")
def talk(request: ActorRequest, reform: Reform) -> HttpResponse:
    """Write down what a level agreed on; which level stands in the address, else the first."""
    levels = levels_of(reform)
    level = request.GET.get("level", next(iter(levels), ""))
    if level not in levels:
        raise Http404
    form = TalkForm(request.POST or None, language=page_language())
    if request.method == "POST" and form.is_valid():
        operations.record_level_answers(
            reform, level, form.answers(), said_on=form.cleaned_data["said_on"], by=request.actor
        )
        return redirect("reforms:readiness", reform.pk)
    context = {"reform": reform, "level": level_names(page_language())[level]}
    return form_page(request, "reforms/talk.html", form, context)


@guarded(access_reform, to="change")
def condition(request: ActorRequest, reform: Reform) -> HttpResponse:
    """Say of one condition on the lead's list whether it is in place, and how that is known."""
    rows = lead_list(reform, page_language())
    asked = request.GET.get("condition", rows[0].id)
    row = next((row for row in rows if row.id == asked), None)
    if row is None:
        raise Http404
    initial = {"state": row.state, "how_we_know": row.how_we_know}
    form = ConditionForm(request.POST or None, know=row.know, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = Answer(form.cleaned_data["state"], form.cleaned_data["how_we_know"])
        operations.record_level_answers(
            reform, "", {row.id: answer}, said_on=timezone.localdate(), by=request.actor
        )
        return redirect("reforms:readiness", reform.pk)
    return form_page(request, "reforms/condition.html", form, {"reform": reform, "row": row})
