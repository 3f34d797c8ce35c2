"""Closing: what could tell who answered what, or in which order, goes.

`count_rows` stands in the same transaction as the closing itself: the answers become how many gave
each, and the rows are deleted. `destroy_traces` of `foundation.privacy` follows when that has been
committed: the database is rewritten without what the first step left behind. The worker does it,
and again until it has succeeded. Rounds that were opened while the promise said that answers are
kept get fresh random keys instead, and are written anew in the order of those keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from samspill.participation.public import Invitation, Ticket
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.toolbox.round_content import DONT_KNOW, RoundContent
from samspill.toolbox.round_records import Counts, GroupCounts, Turnout

# What a round deletes when it closes lies here as dead rows, names of those who were asked too.
WITH_TRACES = (Response, TableSheet, SurveyRound, Invitation, Ticket)


# The group of those who did not say where they come from, in `Counts`.
NOT_SAID = ""
# The upper ends of the bands in which a number of answers is told: the first three are those of
# the pictures (`science.disclosure`).
BANDS = (11, 21, 39, 59, 99, 149, 249, 499, 999)


def count_rows(survey_round: SurveyRound) -> Counts:
    """Turn the single answers into how many gave each, in all and in each group; delete them."""
    answers = Response.objects.filter(survey_round=survey_round)
    rows = list(answers.values_list("ratings", "group"))
    answers.delete()
    places: list[int | None] = [None, *range(len(survey_round.groups))]
    asked = survey_round.asked
    groups = {
        NOT_SAID if place is None else str(place): _counted(
            asked, [ratings for ratings, group in rows if group == place]
        )
        for place in (places if survey_round.groups else ())
    }
    everybody = _counted(asked, [ratings for ratings, _group in rows])
    return Counts(
        people=everybody.people,
        items=everybody.items,
        dont_know=everybody.dont_know,
        groups=groups,
    )


def people_in(survey_round: SurveyRound) -> int:
    """Return how many have answered, or been written down, as long as that can be counted."""
    if survey_round.counts:
        return survey_round.counted.people
    if survey_round.is_open_table:
        sheets = TableSheet.objects.filter(survey_round=survey_round)
        return sum(len(sheet.columns) for sheet in sheets)
    return Response.objects.filter(survey_round=survey_round).count()


def turnout_of(survey_round: SurveyRound, people: int) -> Turnout:
    """Return the band in which the number of answers lies, and whether half of the asked did."""
    low = survey_round.minimum_group_size
    most = survey_round.most_answers
    is_under_half = 2 * people < most if most else None
    if people < low:
        return Turnout(low=0, high=low - 1, is_under_half=is_under_half)
    for high in BANDS:
        if low <= people <= high:
            return Turnout(low=low, high=high, is_under_half=is_under_half)
        low = max(low, high + 1)
    return Turnout(low=low, is_under_half=is_under_half)


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
    counted = _counted(asked, columns)
    return Counts(people=counted.people, items=counted.items, dont_know=counted.dont_know)


def _counted(asked: RoundContent, people: Sequence[Sequence[int | None]]) -> GroupCounts:
    by_item = [[ratings[place] for ratings in people] for place in range(len(asked.items))]
    return GroupCounts(
        people=len(people),
        items=tuple(
            tuple(scores.count(value) for value in asked.scale_of(item).values)
            for item, scores in zip(asked.items, by_item, strict=True)
        ),
        dont_know=tuple(scores.count(DONT_KNOW) for scores in by_item),
    )
