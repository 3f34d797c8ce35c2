"""Letting a partner write down its decision itself, by a link and without an account."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samspill.collaborations import operations, wording
from samspill.collaborations.access import (
    Partner,
    PartnerTask,
    access_partner,
    access_partner_task,
)
from samspill.collaborations.forms import DecisionForm, TaskLinkForm
from samspill.foundation.access.public import ActorRequest, guarded
from samspill.foundation.organisations.public import Organisation
from samspill.participation.public import (
    NewTask,
    SpentTaskError,
    TaskLink,
    make_task_link,
    take_back_task_link,
)


@never_cache
@guarded(access_partner, to="change")
def ask_partner(request: ActorRequest, partner: Partner) -> HttpResponse:
    """Make a link for the partner, and show it this once."""
    form = TaskLinkForm(request.POST or None)
    context: dict[str, object] = {"partner": partner, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "collaborations/ask_partner.html", context, status=status)
    task = NewTask(
        PartnerTask.WRITE_DOWN_DECISION, partner.pk, partner.name, form.cleaned_data["ends_on"]
    )
    issued = make_task_link(task, by=request.actor)
    link = request.build_absolute_uri(reverse("participation:task", args=[issued.token]))
    text = _text(request, partner, issued.link, link)
    return render(request, "collaborations/ask_partner.html", context | {"text": text})


@require_POST
@guarded(access_partner_task, to="change")
def take_back_task(request: ActorRequest, link: TaskLink) -> HttpResponse:
    take_back_task_link(link, by=request.actor)
    partner = Partner.objects.get(pk=link.subject).heir()
    return redirect(reverse("collaborations:partner", args=[partner.pk]) + "#endorsements")


def write_down_decision(request: HttpRequest, partner: Partner, link: TaskLink) -> HttpResponse:
    """Show and take what a link of `PartnerTask.WRITE_DOWN_DECISION` opens, once."""
    form = DecisionForm(request.POST or None, initial=DecisionForm.initial_for(partner, None))
    if request.method == "POST" and form.is_valid():
        # Where somebody was faster, the page says that the link is used.
        with suppress(SpentTaskError):
            operations.endorse_by_link(partner, form.new_endorsement(), link)
        return redirect(request.path)
    context = {
        "form": form,
        "partner": partner,
        "link": link,
        "organisation": link.organisation,
        "bodies": wording.bodies(partner),
    }
    status = 422 if form.is_bound else 200
    return render(request, "collaborations/write_down_decision.html", context, status=status)


def _text(request: ActorRequest, partner: Partner, link: TaskLink, address: str) -> str:
    organisation = Organisation.objects.get(pk=link.organisation_id)
    return _(
        "Hello,\n\n"
        "%(name)s in %(organisation)s asks %(partner)s to write down who stands behind "
        "%(collaboration)s: which body has decided it, and when.\n\n"
        "Open this link to do it. It works once, until %(day)s, and you need no account:\n\n"
        "%(link)s\n\n"
        "You need do nothing if you do not want to. Nobody is reminded. Ask %(name)s if you "
        "wonder about anything."
    ) % {
        "name": request.actor.name,
        "organisation": organisation.name,
        "partner": partner.name,
        "collaboration": partner.collaboration.name,
        "day": date_format(link.ends_on, "DATE_FORMAT"),
        "link": address,
    }
