"""The promise of a round: what is stored, who sees what, and what cannot be promised.

Made in every language when the round opens, from the round's own settings, and frozen with it.
The sentences must say what the storage really does; THREAT_MODEL.md says it at length.
"""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspill.surveys.models import SurveyRound
from samspill.toolbox.catalogue import LANGUAGES

Promise = dict[str, list[dict[str, str]]]


def make_promise(survey_round: SurveyRound) -> Promise:
    """Return the promise in every language: a list of headings, each with its text."""
    promise: Promise = {}
    for language in LANGUAGES:
        with translation.override(language):
            promise[language] = [
                {"heading": heading, "text": text} for heading, text in _parts(survey_round)
            ]
    return promise


def _parts(survey_round: SurveyRound) -> list[tuple[str, str]]:
    return [
        (
            _("What we store"),
            _("Your answer, without name, phone and time of day."),
        ),
        (
            _("Who sees it"),
            _(
                "People in the collaboration see the result after the round is closed. "
                "Nothing is shown unless at least %(minimum)s have answered."
            )
            % {"minimum": _number_word(survey_round.minimum_group_size)},
        ),
        (
            _("What it is used for"),
            _("%(use)s You follow it up on %(date)s.")
            % {
                "use": _as_sentence(survey_round.intended_use),
                "date": _written(survey_round.follow_up_on),
            },
        ),
        (
            _("What we cannot promise"),
            _(
                "The person beside you can see your screen. Whoever runs the server can see the "
                "single answers, and perhaps in which order they came, until the answers are "
                "deleted on %(date)s."
            )
            % {"date": _written(survey_round.delete_answers_on)},
        ),
    ]


def _as_sentence(text: str) -> str:
    stripped = text.strip()
    return stripped if stripped.endswith((".", "!", "?")) else f"{stripped}."


def _written(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _number_word(number: int) -> str:
    words = {5: _("five"), 6: _("six"), 7: _("seven"), 8: _("eight"), 9: _("nine"), 10: _("ten")}
    return words.get(number, str(number))
