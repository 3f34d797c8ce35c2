from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from msgspec.structs import asdict

from samspill.foundation.access.public import (
    ActorRequest,
    Role,
    for_roles,
    guarded,
    open_to_everyone,
)
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.pages import form_page, open_page, reader_of
from samspill.foundation.ui.panels import open_panels_for, panels_for
from samspill.instruments import operations
from samspill.instruments.access import (
    KeyedInstrument,
    access_keyed_instrument,
    keyed_instruments_of,
)
from samspill.instruments.forms import KeyedInstrumentForm
from samspill.instruments.keyed_content import initial_fields, keyed_content
from samspill.instruments.places import MethodsPlace, WordingPlace
from samspill.toolbox import catalogue
from samspill.toolbox.explanations import explanations
from samspill.toolbox.languages import in_language


@require_safe
@open_to_everyone()
def methods(request: HttpRequest) -> HttpResponse:
    """Show what can be asked; with an account, also the wordings of one's organisation."""
    actor = reader_of(request)
    reader = actor if actor and actor.is_reader else None
    context = {
        "instruments": [
            _shown(instrument) for instrument in catalogue.instruments() if instrument.items
        ],
        "templates": [
            _shown(instrument) for instrument in catalogue.instruments() if not instrument.items
        ],
        "keyed": keyed_instruments_of(reader) if reader else (),
        "reader": reader,
        "may_change": reader is not None and reader.is_facilitator,
        "panels": open_panels_for(MethodsPlace.TO_READ, request, None),
    }
    return open_page(request, "instruments/methods.html", context)


@require_safe
@open_to_everyone()
def figures(request: HttpRequest) -> HttpResponse:
    """Explain how numbers are made and read; participants may read it too."""
    said = explanations()
    context = {
        "opening": in_language(said.opening, page_language()),
        "numbers": [_shown_in(vars(entry), page_language()) for entry in said.numbers],
        "sections": [_shown_in(vars(entry), page_language()) for entry in said.sections],
    }
    return render(request, "instruments/figures.html", context)


@require_safe
@open_to_everyone()
def instrument(request: HttpRequest, key: str) -> HttpResponse:
    context = {"instrument": _shown(_instrument(key))}
    return open_page(request, "instruments/instrument.html", context)


@for_roles(Role.FACILITATOR)
def new_keyed_instrument(request: ActorRequest, key: str) -> HttpResponse:
    template = _instrument(key)
    if not template.slots:
        raise Http404
    form = KeyedInstrumentForm(request.POST or None, template=template, initial={"language": "nb"})
    if request.method == "POST" and form.is_valid():
        return _save_keyed(request, form, None)
    context = {"instrument": _shown(template)}
    return form_page(request, "instruments/new_keyed.html", form, context)


@require_safe
@guarded(access_keyed_instrument, to="use")
def keyed_instrument(request: ActorRequest, keyed: KeyedInstrument) -> HttpResponse:
    texts = [in_language(item.text, keyed.language) for item in keyed.asked.items]
    context = {
        "keyed": keyed,
        "texts": texts,
        "panels": panels_for(WordingPlace.BUTTONS, request, keyed),
    }
    return render(request, "instruments/keyed.html", context)


@guarded(access_keyed_instrument, to="use")
def change_keyed_instrument(request: ActorRequest, keyed: KeyedInstrument) -> HttpResponse:
    template = catalogue.instrument(keyed.template_key)
    initial = initial_fields(keyed.asked, title=keyed.title, source=keyed.source)
    form = KeyedInstrumentForm(request.POST or None, template=template, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _save_keyed(request, form, keyed)
    context = {"instrument": _shown(template), "keyed": keyed}
    return form_page(request, "instruments/new_keyed.html", form, context)


def _save_keyed(
    request: ActorRequest, form: KeyedInstrumentForm, previous: KeyedInstrument | None
) -> HttpResponse:
    saved = operations.save_keyed_instrument(
        keyed_content(form.template, form.cleaned_data, form.texts()),
        source=form.cleaned_data["source"],
        language=form.cleaned_data["language"],
        by=request.actor,
        previous=previous,
    )
    return redirect("instruments:keyed", saved.pk)


def _instrument(key: str) -> catalogue.Instrument:
    try:
        return catalogue.instrument(key)
    except catalogue.UnknownInstrument as error:
        raise Http404 from error


def _shown(instrument: catalogue.Instrument) -> dict[str, Any]:
    """Return an instrument's texts in the language of the page."""
    language = page_language()
    items = [_shown_in(asdict(item), language) for item in instrument.items]
    return {
        **_shown_in(asdict(instrument.asked), language),
        "items": items,
        "slots": instrument.slots,
    }


def _shown_in(content: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        name: in_language(value, language) if isinstance(value, Mapping) else value
        for name, value in content.items()
    }
