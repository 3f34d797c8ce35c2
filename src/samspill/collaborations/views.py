from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samspill.collaborations import operations, results, wording
from samspill.collaborations.access import (
    Collaboration,
    Contact,
    Endorsement,
    Partner,
    access_collaboration,
    access_contact,
    access_endorsement,
    access_merged_partner,
    access_partner,
    access_removed_collaboration,
    access_removed_partner,
    access_withdrawn_endorsement,
)
from samspill.collaborations.forms import (
    CollaborationForm,
    ContactForm,
    CountyForm,
    EndorsementForm,
    MergeForm,
    MunicipalitiesForm,
    PartnerForm,
    RenameForm,
)
from samspill.collaborations.places import CollaborationPlace
from samspill.foundation.access.public import READERS, ActorRequest, Role, for_roles, guarded
from samspill.foundation.ui.pages import form_page
from samspill.foundation.ui.panels import panels_for
from samspill.toolbox import places


@require_safe
@for_roles(*READERS)
def collaborations(request: ActorRequest) -> HttpResponse:
    removed = _key_in(request, "removed")
    context = {
        "collaborations": results.collaboration_list(request.actor),
        "removed": removed and results.removed_collaboration(request.actor, removed),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "collaborations/list.html", context)


@for_roles(Role.FACILITATOR)
def create(request: ActorRequest) -> HttpResponse:
    form = CollaborationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = operations.create_collaboration(**form.cleaned_data, by=request.actor)
        return redirect(reverse("collaborations:partners", args=[made.pk]) + "?step=2")
    return form_page(request, "collaborations/create.html", form, {})


@require_safe
@guarded(access_collaboration, to="see")
def collaboration(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    context = {
        "collaboration": collaboration,
        "standings": results.standings(collaboration),
        "panels": panels_for(CollaborationPlace.PAGE, request, collaboration),
        "may_change": request.actor.is_facilitator,
    }
    return render(request, "collaborations/collaboration.html", context)


@guarded(access_collaboration, to="change")
def change(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    initial = {"name": collaboration.name, "purpose": collaboration.purpose}
    form = CollaborationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_collaboration(collaboration, **form.cleaned_data, by=request.actor)
        return redirect("collaborations:collaboration", collaboration.pk)
    context = {"collaboration": collaboration}
    return form_page(request, "collaborations/change.html", form, context)


@require_POST
@guarded(access_collaboration, to="change")
def remove(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    operations.remove_collaboration(collaboration, by=request.actor)
    return redirect(reverse("collaborations:list") + f"?removed={collaboration.pk}")


@require_POST
@guarded(access_removed_collaboration, to="change")
def restore(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    operations.restore_collaboration(collaboration, by=request.actor)
    return redirect("collaborations:collaboration", collaboration.pk)


@require_safe
@guarded(access_collaboration, to="change")
def partners(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    return _partners_page(request, collaboration)


@require_POST
@guarded(access_collaboration, to="change")
def add_partner(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    form = PartnerForm(request.POST)
    if not form.is_valid():
        return _partners_page(request, collaboration, partner_form=form)
    operations.add_partners(collaboration, [form.new_partner()], by=request.actor)
    return _to_partners(request, collaboration)


@require_POST
@guarded(access_collaboration, to="change")
def pick_partners(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    form = MunicipalitiesForm(request.POST, county=request.GET.get("county", ""), taken=frozenset())
    if not form.is_valid():
        return _partners_page(request, collaboration, municipalities_form=form)
    operations.add_partners(collaboration, form.new_partners(), by=request.actor)
    return _to_partners(request, collaboration)


@require_POST
@guarded(access_partner, to="change")
def remove_partner(request: ActorRequest, partner: Partner) -> HttpResponse:
    operations.remove_partner(partner, by=request.actor)
    return _to_partners(request, partner.collaboration, f"&removed={partner.pk}")


@require_POST
@guarded(access_removed_partner, to="change")
def restore_partner(request: ActorRequest, partner: Partner) -> HttpResponse:
    operations.restore_partner(partner, by=request.actor)
    return _to_partners(request, partner.collaboration)


@require_safe
@guarded(access_partner, to="see")
def partner(request: ActorRequest, partner: Partner) -> HttpResponse:
    return _partner_page(request, partner)


@guarded(access_partner, to="change")
def rename_partner(request: ActorRequest, partner: Partner) -> HttpResponse:
    taken = [other.name for other in results.others_of_its_kind(partner)]
    form = RenameForm(request.POST or None, taken=taken, initial={"name": partner.name})
    if request.method == "POST" and form.is_valid():
        operations.rename_partner(partner, name=form.cleaned_data["name"], by=request.actor)
        return _to_partner(partner)
    return form_page(request, "collaborations/rename_partner.html", form, {"partner": partner})


@guarded(access_partner, to="change")
def merge_partners(request: ActorRequest, partner: Partner) -> HttpResponse:
    others = results.others_of_its_kind(partner)
    form = MergeForm(request.POST or None, partner=partner, others=others)
    if request.method == "POST" and form.is_valid():
        other, name, number = form.merger()
        merged = operations.merge_partners(
            partner, other, name=name, place_number=number, by=request.actor
        )
        return _to_partner(merged)
    context = {
        "partner": partner,
        "others": others,
        "places": (*places.municipalities(), *places.counties()),
    }
    return form_page(request, "collaborations/merge_partners.html", form, context)


@require_POST
@guarded(access_merged_partner, to="change")
def undo_merger(request: ActorRequest, partner: Partner) -> HttpResponse:
    operations.undo_merger(partner, by=request.actor)
    return _to_partners(request, partner.collaboration)


@guarded(access_partner, to="change")
def endorse(request: ActorRequest, partner: Partner) -> HttpResponse:
    again = _key_in(request, "again")
    earlier = results.endorsement_to_renew(partner, again) if again else None
    form = EndorsementForm(
        request.POST or None, initial=EndorsementForm.initial_for(partner, earlier)
    )
    if request.method == "POST" and form.is_valid():
        operations.endorse(partner, form.new_endorsement(), by=request.actor)
        return _to_partner(partner)
    context = {"partner": partner, "bodies": wording.bodies(partner)}
    return form_page(request, "collaborations/endorse.html", form, context)


@guarded(access_endorsement, to="change")
def change_endorsement(request: ActorRequest, endorsement: Endorsement) -> HttpResponse:
    initial = EndorsementForm.initial_of(endorsement)
    form = EndorsementForm(request.POST or None, initial=initial)
    partner = endorsement.partner.heir()
    if request.method == "POST" and form.is_valid():
        operations.change_endorsement(endorsement, form.new_endorsement(), by=request.actor)
        return _to_partner(partner)
    context = {
        "partner": partner,
        "endorsement": endorsement,
        "bodies": wording.bodies(partner),
    }
    return form_page(request, "collaborations/endorse.html", form, context)


@require_POST
@guarded(access_endorsement, to="change")
def withdraw_endorsement(request: ActorRequest, endorsement: Endorsement) -> HttpResponse:
    operations.withdraw_endorsement(endorsement, by=request.actor)
    return _to_partner(endorsement.partner.heir(), f"?withdrawn={endorsement.pk}")


@require_POST
@guarded(access_withdrawn_endorsement, to="change")
def restore_endorsement(request: ActorRequest, endorsement: Endorsement) -> HttpResponse:
    operations.restore_endorsement(endorsement, by=request.actor)
    return _to_partner(endorsement.partner.heir())


@require_POST
@guarded(access_partner, to="change")
def add_contact(request: ActorRequest, partner: Partner) -> HttpResponse:
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _partner_page(request, partner, contact_form=form)
    operations.add_contact(partner, **form.cleaned_data, by=request.actor)
    return _to_partner(partner, "#contacts")


@require_POST
@guarded(access_contact, to="change")
def remove_contact(request: ActorRequest, contact: Contact) -> HttpResponse:
    partner = contact.partner.heir()
    operations.remove_contact(contact, by=request.actor)
    return _to_partner(partner, "#contacts")


def _partner_page(
    request: ActorRequest, partner: Partner, *, contact_form: ContactForm | None = None
) -> HttpResponse:
    withdrawn = _key_in(request, "withdrawn")
    context = {
        "partner": partner,
        "one": results.standing_of(partner),
        "withdrawn": withdrawn and results.withdrawn_endorsement(partner, withdrawn),
        "contact_form": contact_form or ContactForm(),
        "task_links": results.task_links_of(partner) if request.actor.is_facilitator else (),
        "may_change": request.actor.is_facilitator,
    }
    status = 422 if contact_form else 200
    return render(request, "collaborations/partner.html", context, status=status)


def _to_partner(partner: Partner, more: str = "") -> HttpResponse:
    return redirect(reverse("collaborations:partner", args=[partner.pk]) + more)


def _partners_page(
    request: ActorRequest,
    collaboration: Collaboration,
    *,
    partner_form: PartnerForm | None = None,
    municipalities_form: MunicipalitiesForm | None = None,
) -> HttpResponse:
    present = results.partners_of(collaboration)
    county = request.GET.get("county", "")
    taken = frozenset(partner.place_number for partner in present)
    removed = _key_in(request, "removed")
    refused = partner_form or municipalities_form
    context = {
        "collaboration": collaboration,
        "partners": present,
        "groups": results.partner_groups(present),
        "removed": removed and results.removed_partner(collaboration, removed),
        "partner_form": partner_form or PartnerForm(),
        "county_form": CountyForm({"county": county}),
        "county": county,
        "municipalities_form": municipalities_form
        or MunicipalitiesForm(county=county, taken=taken),
        "places": (*places.municipalities(), *places.counties()),
        "is_new": request.GET.get("step") == "2",
    }
    status = 422 if refused else 200
    return render(request, "collaborations/partners.html", context, status=status)


def _to_partners(
    request: ActorRequest, collaboration: Collaboration, more: str = ""
) -> HttpResponse:
    step = "2" if request.GET.get("step") == "2" else ""
    url = reverse("collaborations:partners", args=[collaboration.pk])
    return redirect(f"{url}?step={step}{more}")


def _key_in(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
