"""Pages of content, the same for everybody. What a person answers never comes here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, cast

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samspill.cases import results
from samspill.cases.access import find_situation
from samspill.cases.method_results import method_page
from samspill.cases.paper_results import paper_form
from samspill.cases.places import ArenasPlace, SituationsPlace
from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.pages import open_page
from samspill.foundation.ui.panels import open_panels_for

Page: TypeAlias = Callable[..., HttpResponse]


def nothing_is_sent(page: Page) -> Page:
    """Let the browser itself refuse to send anything from a page."""
    return cast(Page, csp_replace({"connect-src": [NONE]})(page))


@require_safe
@open_to_everyone()
@nothing_is_sent
def cases(request: HttpRequest) -> HttpResponse:
    return open_page(request, "cases/cases.html", {})


@require_safe
@open_to_everyone()
@nothing_is_sent
def before(request: HttpRequest) -> HttpResponse:
    return open_page(request, "cases/before.html", {"page": results.before_page(page_language())})


@require_safe
@open_to_everyone()
@nothing_is_sent
def paper(request: HttpRequest) -> HttpResponse:
    return open_page(request, "cases/paper.html", {"paper": paper_form(page_language())})


@require_safe
@open_to_everyone()
@nothing_is_sent
def method(request: HttpRequest) -> HttpResponse:
    return open_page(request, "cases/method.html", {"page": method_page(page_language())})


@require_safe
@open_to_everyone()
@nothing_is_sent
def trust(request: HttpRequest) -> HttpResponse:
    return open_page(request, "cases/trust.html", {"trust": results.trust_page(page_language())})


@require_safe
@open_to_everyone()
@nothing_is_sent
def situations(request: HttpRequest) -> HttpResponse:
    listed = results.listed_situations(page_language())
    return open_page(request, "cases/situations.html", {"situations": listed})


@require_safe
@open_to_everyone(find_situation)
@nothing_is_sent
def situation(request: HttpRequest, key: str) -> HttpResponse:
    page = results.situation_page(key, page_language())
    return open_page(request, "cases/situation.html", {"page": page})


@require_safe
@open_to_everyone()
@nothing_is_sent
def together(request: HttpRequest) -> HttpResponse:
    context = {
        "situations": results.listed_situations(page_language()),
        "panels": open_panels_for(SituationsPlace.TOGETHER, request, None),
    }
    return open_page(request, "cases/together.html", context)


@require_safe
@open_to_everyone()
@nothing_is_sent
def arenas(request: HttpRequest) -> HttpResponse:
    context = {
        "page": results.contact_page(page_language()),
        "panels": open_panels_for(ArenasPlace.CONTACT_RULES, request, None),
    }
    return open_page(request, "cases/arenas.html", context)


@require_safe
@open_to_everyone()
@nothing_is_sent
def phone_call(request: HttpRequest) -> HttpResponse:
    context = {"page": results.contact_page(page_language())}
    return open_page(request, "cases/phone_call.html", context)


@require_safe
@open_to_everyone()
@nothing_is_sent
def elected_members(request: HttpRequest) -> HttpResponse:
    context = {"topics": results.member_topics(page_language())}
    return open_page(request, "cases/elected_members.html", context)
