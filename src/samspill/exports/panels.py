"""What other pages show of exports. The site puts it where it belongs."""

from __future__ import annotations

from samspill.exports.results import exports_of
from samspill.foundation.access.public import ActorRequest
from samspill.surveys.public import SurveyRound


def export_panel(_request: ActorRequest, thing: object) -> tuple[str, dict[str, object]]:
    """Lead from a reading to its numbers as files."""
    assert isinstance(thing, SurveyRound)  # noqa: S101  (a panel is wired to one kind of page)
    return "exports/panel.html", {"round": thing}


def history_panel(_request: object, thing: object) -> tuple[str, dict[str, object]]:
    """Tell on the public page of the promise who has taken out what; nobody is acting."""
    assert isinstance(thing, SurveyRound)  # noqa: S101
    return "exports/history.html", {"exports": exports_of(thing)}
