"""Where pages of rounds have room for what higher slices show."""

from __future__ import annotations

from dataclasses import dataclass

from samspill.foundation.declarations.public import OpenPlace, Place
from samspill.surveys.access import SurveyRound


class RoundPlace(Place):
    """On the pages of a round; a panel there is shown the round."""

    ROUND = "the page of a round"
    READING = "in a reading"
    BELOW_READING = "below a reading"
    ON_PAPER = "a reading on paper"
    # A panel there is shown a `StatementOfRound`.
    BELOW_STATEMENT = "below a statement of a reading"


class OpenRoundPlace(OpenPlace):
    """On the pages of a round that are open to everyone; a panel there is shown the round."""

    BEFORE_ANSWERING = "before answering"
    HISTORY = "the history of a promise"
    RECEIVED = "after answering"


@dataclass(frozen=True)
class StatementOfRound:
    """One statement of a reading, in the language of the page."""

    survey_round: SurveyRound
    key: str
    text: str
