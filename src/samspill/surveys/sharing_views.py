"""What has been shown, for those who answered: on the code, without an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import ActorRequest, guarded, open_to_everyone
from samspill.foundation.ui.languages import page_language
from samspill.readings.public import view
from samspill.surveys import results, sharing_operations
from samspill.surveys.access import SurveyRound, access_round, find_round_by_code
from samspill.surveys.join_sign import address_of, join_sign
from samspill.surveys.pages import form_page, not_open
from samspill.surveys.reading_page import read_page
from samspill.surveys.round_screen import read_round_screen
from samspill.surveys.sharing import is_shared, shared_until
from samspill.toolbox.languages import in_language


class ShareForm(forms.Form):
    """The last day on which the code shows the result."""

    until = forms.DateField(
        label=_("How long can those who answered see the result?"),
        help_text=_("To the end of this day. Until you say something else, it is the follow-up."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Pick a day, or stop sharing."),
            "invalid": _("Write the date as year-month-day, such as 2027-05-12."),
        },
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Pick a day that has not passed, or stop sharing."))
        return day


@guarded(access_round, to="change")
def share(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    """Give the address that everybody who answered can open, and say for how long."""
    if survey_round.state != SurveyRound.State.PUBLISHED:
        return redirect("surveys:round", survey_round.pk)
    form = ShareForm(request.POST or None, initial={"until": shared_until(survey_round)})
    if request.method == "POST" and form.is_valid():
        sharing_operations.share_until(survey_round, form.cleaned_data["until"], by=request.actor)
        return redirect("surveys:share", survey_round.pk)
    context: dict[str, Any] = {
        "round": results.round_summary(survey_round, page_language()),
        "is_shared": is_shared(survey_round),
        "until": shared_until(survey_round),
        "has_code": survey_round.join_code is not None,
    }
    if survey_round.join_code is not None:
        context["address"] = join_sign(request, survey_round)["join_url"]
    return form_page(request, "surveys/share.html", form, context)


@require_POST
@guarded(access_round, to="change")
def stop_sharing(request: ActorRequest, survey_round: SurveyRound) -> HttpResponse:
    if survey_round.state == SurveyRound.State.PUBLISHED:
        sharing_operations.stop_sharing(survey_round, by=request.actor)
        return redirect("surveys:share", survey_round.pk)
    return redirect("surveys:round", survey_round.pk)


@never_cache
@require_safe
@open_to_everyone(find_round_by_code)
def shown(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show what the facilitator has shown, and nothing more: the same stored release."""
    if not is_shared(survey_round) or survey_round.release is None:
        return not_open(request, survey_round)
    reading = view(survey_round.release.reading, page_language())
    asked = survey_round.asked
    summary = results.round_summary(survey_round, page_language())
    context = {
        "collaboration": survey_round.collaboration,
        "code": address_of(survey_round),
        "reading": reading,
        "page": read_page(reading, survey_round, summary),
        "is_simulated": survey_round.is_simulated,
        "text_language": asked.text_language,
        "status_note": in_language(asked.status_note, page_language()),
        "until": shared_until(survey_round),
    }
    return render(request, "surveys/shown.html", context)


@never_cache
@require_safe
@open_to_everyone(find_round_by_code)
def wall(request: HttpRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show on a phone what the big screen shows now, for those who cannot see the wall."""
    if not (survey_round.is_open or is_shared(survey_round)):
        return not_open(request, survey_round)
    screen = read_round_screen(survey_round, page_language())
    context = {
        "collaboration": survey_round.collaboration,
        "code": address_of(survey_round),
        "screen": screen,
        "is_shared": is_shared(survey_round),
        "is_code": screen.shows == "code",
    }
    return render(request, "surveys/wall.html", context)
