"""The pages that are open to everyone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.foundation.ui.pages import open_page, reader_of
from samspill.foundation.ui.panels import open_panels_for
from samspill.register import fact_pages, printed_table, records_shown
from samspill.register.access import ROLES
from samspill.register.comparison import ComparisonError, compare
from samspill.register.forms import FilterForm
from samspill.register.places import RegisterPlace
from samspill.register.reading_pages import PAGES, find_page, reading_page
from samspill.register.record_search import search
from samspill.register.results import own_compared, own_lines
from samspill.register.trial_or_pilot import question_keys, step_at
from samspill.register.why_trust import why_trust_page
from samspill.toolbox.reform.loading import grades, what_is_known, works

# What is read first, and what stands below it.
FIRST = ("not-worked", "unions", "conditions", "barriers", "misconceptions", "resistance")
BELOW = ("languages", "why", "words", "classes", "purposes", "trust", "about")


@require_safe
@open_to_everyone()
def front(request: HttpRequest) -> HttpResponse:
    """Show the ways into what is known."""
    language = page_language()
    context = {
        "form": FilterForm(language=language),
        "first": [(key, PAGES[key]) for key in FIRST],
        "below": [(key, PAGES[key]) for key in BELOW],
        "lessons": what_is_known(language).lesson,
        "panels": open_panels_for(RegisterPlace.FRONT, request, None),
    }
    return open_page(request, "register/front.html", context)


@require_safe
@open_to_everyone()
def records(request: HttpRequest) -> HttpResponse:
    """List the initiatives, searched and narrowed."""
    language = page_language()
    form = FilterForm(request.GET, language=language)
    hits = search(form.query, language) if form.query else None
    reader = reader_of(request)
    lines = records_shown.record_list(language, form.filters, hits.keys if hits else None)
    context = {
        "form": form,
        "query": form.query,
        "lines": lines,
        "count": sum(1 + len(line.parts) for line in lines),
        "all_count": len(what_is_known(language).initiative),
        "beside": hits.beside if hits else (),
        "is_narrowed": bool(form.query or any(vars(form.filters).values())),
        "own": own_lines(reader, language, form.query, form.filters),
        "may_take_out": reader is not None and reader.has(*ROLES["see"]),
        "may_write": reader is not None and reader.has(*ROLES["change"]),
    }
    return open_page(request, "register/records.html", context)


@require_safe
@open_to_everyone(records_shown.find_initiative)
def record(request: HttpRequest, key: str) -> HttpResponse:
    context = {
        "page": records_shown.record_page(key, page_language()),
        "panels": open_panels_for(RegisterPlace.RECORD, request, key),
    }
    return open_page(request, "register/record.html", context)


@require_safe
@open_to_everyone()
def comparison(request: HttpRequest) -> HttpResponse:
    """Show two or three side by side, or let somebody choose them."""
    language, keys = page_language(), request.GET.getlist("record")
    reader = reader_of(request)
    context: dict[str, object] = {
        "lines": records_shown.record_list(language),
        "own": own_lines(reader, language),
        "chosen": keys,
    }
    is_choosing = "choose" in request.GET or (len(keys) == 1 and "compare" not in request.GET)
    if is_choosing or not request.GET:
        return open_page(request, "register/choose.html", context)
    try:
        context["comparison"] = compare(keys, language, own_compared(reader, keys, language))
        query = urlencode([("record", key) for key in keys])
        context["choose_url"] = f"{reverse('register:comparison')}?choose=1&{query}"
    except ComparisonError as error:
        return open_page(request, "register/choose.html", {**context, "fault": error}, status=422)
    return open_page(request, "register/comparison.html", context)


@require_safe
@open_to_everyone()
def table(request: HttpRequest) -> HttpResponse:
    context = {"table": printed_table.table_page(page_language())}
    return open_page(request, "register/table.html", context)


@require_safe
@open_to_everyone()
def contradictions(request: HttpRequest) -> HttpResponse:
    context = {"contradictions": printed_table.contradictions(page_language())}
    return open_page(request, "register/contradictions.html", context)


@require_safe
@open_to_everyone(fact_pages.find_lesson)
def lesson(request: HttpRequest, key: str) -> HttpResponse:
    page = fact_pages.lesson_page(key, page_language())
    return open_page(request, "register/fact_page.html", {"page": page})


@require_safe
@open_to_everyone(find_page)
def reading(request: HttpRequest, key: str) -> HttpResponse:
    """Show one of the pages of facts."""
    page = reading_page(key, page_language())
    return open_page(request, "register/fact_page.html", {"page": page})


@require_safe
@open_to_everyone()
def how_sure(request: HttpRequest) -> HttpResponse:
    """Show how facts are graded, and what they are taken from."""
    language = page_language()
    known = what_is_known(language)
    context = {
        "grades": [(grade.words[language], grade.meaning[language]) for grade in grades().values()],
        "works": [(work.name[language], work.reference[language]) for work in works().values()],
        "references": known.reference,
    }
    return open_page(request, "register/how_sure.html", context)


@require_safe
@open_to_everyone()
def trial_or_pilot(request: HttpRequest) -> HttpResponse:
    """Ask one question, or show where the answers lead; they stand in the address alone."""
    answers = {key: request.GET.get(key, "") for key in question_keys()}
    step = step_at(answers, page_language())
    is_unanswered = step.question is not None and request.GET.get("asked") == step.question.key
    context = {"step": step, "fault": is_unanswered}
    status = 422 if is_unanswered else 200
    return open_page(request, "register/trial_or_pilot.html", context, status=status)


@require_safe
@open_to_everyone()
def why_trust(request: HttpRequest) -> HttpResponse:
    context = {"page": why_trust_page(page_language())}
    return open_page(request, "register/why_trust.html", context)


@require_safe
@open_to_everyone()
def self_check(request: HttpRequest) -> HttpResponse:
    """Show the questions a network leader asks oneself; nothing is filled in."""
    context = {"page": why_trust_page(page_language())}
    return open_page(request, "register/self_check.html", context)
