"""The pages where numbers are taken out. They write nothing themselves."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from samspill.exports import operations, results
from samspill.exports.access import Export, access_export
from samspill.exports.files import file_name, has_spss
from samspill.foundation.access.public import ActorRequest, guarded
from samspill.surveys.public import SurveyRound, access_round
from samspill.toolbox.languages import in_language

NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}


@require_safe
@guarded(access_round, to="see")
def exports(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show what can be taken out, and what has been."""
    if survey_round.release_id is None:
        raise Http404
    language = get_language() or "nb"
    # Of one day, those that the reader can read come first.
    listed = sorted(
        results.exports_of(survey_round),
        key=lambda export: (-export.day.toordinal(), export.language != language),
    )
    context = {
        "round": survey_round,
        "title": in_language(survey_round.asked.title, language),
        "exports": [(export, NAMES[export.language]) for export in listed],
        "is_waiting": any(export.is_being_made for export in listed),
        "has_spss": has_spss(),
    }
    return render(request, "exports/exports.html", context)


@require_POST
@guarded(access_round, to="see")
def order(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    try:
        operations.order_export(survey_round, language=get_language() or "nb", by=request.actor)
    except operations.NotShownError as error:
        raise Http404 from error
    return redirect("exports:exports", survey_round.pk)


@require_safe
@guarded(access_export, to="see")
def archive(_request: ActorRequest, export: Export) -> HttpResponse:
    """Hand over the files; back to the page while they are being made."""
    if export.content is None:
        return redirect("exports:exports", export.survey_round_id)
    response = HttpResponse(bytes(export.content), content_type="application/zip")
    name = file_name(operations.about(export.survey_round))
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.zip"
    )
    return response
