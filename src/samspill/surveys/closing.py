"""Closing: what could tell in which order answers came, or lead from a phone to its answer, goes.

Two steps. `rewrite_answers` stands in the same transaction as the closing itself: answers get
fresh random keys and are written anew in the order of those keys. `destroy_traces` of
`foundation.privacy` follows when that has been committed: the database is rewritten without what
the first step left behind. The worker does it, and again until it has succeeded.
"""

from __future__ import annotations

from uuid import uuid4

from samspill.participation.public import Invitation, Ticket
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.toolbox.round_content import DONT_KNOW
from samspill.toolbox.round_records import Counts

# What a round deletes when it closes lies here as dead rows, names of those who were asked too.
WITH_TRACES = (Response, TableSheet, SurveyRound, Invitation, Ticket)


def rewrite_answers(survey_round: SurveyRound, *, with_groups: bool = True) -> None:
    """Give every answer a fresh key, written in key order; the old keys lead nowhere.

    A phone that still holds its admission can no longer be joined to an answer, and the order
    of the rows is the order of random keys. Without groups, nothing is left of which group an
    answer came from.
    """
    answers = Response.objects.filter(survey_round=survey_round)
    fresh = [
        Response(
            pk=uuid4(),
            survey_round=survey_round,
            ratings=answer.ratings,
            group=answer.group if with_groups else None,
        )
        for answer in answers
    ]
    answers.delete()
    Response.objects.bulk_create(sorted(fresh, key=lambda response: response.pk.hex))


def count_tables(survey_round: SurveyRound) -> Counts:
    """Turn the sheets of the open tables into counts for the whole room, and delete them."""
    asked = survey_round.asked
    sheets = TableSheet.objects.filter(survey_round=survey_round)
    columns = [column for sheet in sheets for column in sheet.columns]
    sheets.delete()
    by_item = [[column[place] for column in columns] for place in range(len(asked.items))]
    return Counts(
        people=len(columns),
        items=tuple(
            tuple(scores.count(value) for value in asked.scale_of(item).values)
            for item, scores in zip(asked.items, by_item, strict=True)
        ),
        dont_know=tuple(scores.count(DONT_KNOW) for scores in by_item),
    )
