from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samspill.anchoring import operations, results
from samspill.anchoring.access import ROLES, ContactRules, access_contact_rules, rules_of
from samspill.anchoring.forms import ContactRulesForm, initial_fields
from samspill.collaborations.public import Collaboration, access_collaboration
from samspill.foundation.access.public import ActorRequest, for_roles, guarded
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.pages import form_page


@require_safe
@for_roles(*ROLES["see"])
def own_rules(request: ActorRequest) -> HttpResponse:
    """Show the organisation's own rules of contact."""
    return _rules_page(request, None)


@require_safe
@guarded(access_collaboration, to="see")
def rules(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    return _rules_page(request, collaboration)


@for_roles(*ROLES["change"])
def write_own(request: ActorRequest) -> HttpResponse:
    return _write(request, None)


@guarded(access_collaboration, to="change")
def write(request: ActorRequest, collaboration: Collaboration) -> HttpResponse:
    return _write(request, collaboration)


@require_POST
@guarded(access_contact_rules, to="change")
def keep(request: ActorRequest, contact_rules: ContactRules) -> HttpResponse:
    operations.keep_contact_rules(contact_rules, by=request.actor)
    return _back(contact_rules.collaboration)


def _rules_page(request: ActorRequest, collaboration: Collaboration | None) -> HttpResponse:
    context = {
        "collaboration": collaboration,
        "page": results.rules_page(request.actor, collaboration, page_language()),
        "may_change": request.actor.is_facilitator,
        "write_url": _url_of("write", collaboration),
    }
    return render(request, "anchoring/rules.html", context)


def _write(request: ActorRequest, collaboration: Collaboration | None) -> HttpResponse:
    held = rules_of(request.actor, collaboration)
    initial = initial_fields(held[0].agreed) if held else {}
    form = ContactRulesForm(request.POST or None, initial=initial, language=page_language())
    if request.method == "POST" and form.is_valid():
        operations.write_contact_rules(
            collaboration,
            form.agreed(),
            valid_from=form.cleaned_data["valid_from"],
            by=request.actor,
        )
        return _back(collaboration)
    context = {"collaboration": collaboration, "back_url": _url_of("rules", collaboration)}
    return form_page(request, "anchoring/write.html", form, context)


def _back(collaboration: Collaboration | None) -> HttpResponse:
    return redirect(_url_of("rules", collaboration))


def _url_of(page: str, collaboration: Collaboration | None) -> str:
    """Return a page's address: of a collaboration's rules, or of the organisation's own."""
    if collaboration is None:
        return reverse({"rules": "anchoring:own_rules", "write": "anchoring:write_own"}[page])
    return reverse(f"anchoring:{page}", args=[collaboration.pk])
