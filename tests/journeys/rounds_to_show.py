"""Run by test_screen in the product's own folder: rounds in every state that a screen can show.

Prints a JSON object from the name of each round to its key.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from samspill.toolbox import catalogue
from samspill.toolbox.round_content import ItemContent, RoundContent, ScaleContent, wording_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")

WORDS = (
    "Når vi har bestemt noe i fellesskap om oppvekst, helse og areal, sørger alle kommunene "
    "for at det blir fulgt opp i egen organisasjon, og vi forteller hverandre tidlig og åpent "
    "hva som står igjen, hvem som har tatt det på seg, og hva vi trenger hjelp til fra de "
    "andre for å komme i mål til den tiden vi ble enige om."
)
LENGTHS = (28, 60, 61, 105, 106, 165, 166, 200, 240, 300)
QUESTION = (
    "Tenk på den siste saken der dette ble satt på prøve. Hva gjorde vi da, hvem manglet rundt "
    "bordet, og hva ville vi ha gjort på en annen måte hvis den kom opp igjen på neste møte i høst?"
)
# How many of twenty-six give each score, lowest first; what is left has skipped it.
SHAPES = (
    (1, 1, 2, 14, 8), (9, 6, 1, 2, 8), (13, 0, 0, 0, 13), (2, 3, 16, 3, 2), (0, 0, 1, 1, 24),
    (24, 1, 1, 0, 0), (0, 1, 24, 1, 0), (5, 5, 6, 5, 5), (2, 20, 2, 1, 1), (0, 2, 20, 4, 0),
    (2, 1, 3, 4, 3), (6, 1, 0, 1, 6), (0, 1, 2, 9, 1), (0, 0, 1, 6, 0), (3, 0, 0, 0, 4),
    (2, 2, 1, 2, 1), (1, 1, 0, 1, 0), (1, 0, 0, 2, 23), (3, 5, 8, 6, 4), (1, 2, 3, 4, 2),
)  # fmt: skip


def _text(length: int, number: int) -> str:
    return f"{number}. {WORDS}"[: length - 1].rstrip(" ,.") + "."


def _scale(scale: ScaleContent, points: int) -> ScaleContent:
    labels = ["Det stemmer ikke i det hele tatt for oss", *map(str, range(2, points))]
    labels += ["Det stemmer helt og i alle deler for oss"]
    everywhere = dict.fromkeys(("nb", "nn", "en"), tuple(labels))
    return replace(scale, high=points, points=everywhere, points_short=everywhere)


def _keyed(count: int, *, points: int = 0) -> RoundContent:
    """Return a wording of the organisation's own, with texts of every length."""
    asked = catalogue.instrument("collaboration_test").asked
    (scale,) = asked.scales
    everywhere = ("nb", "nn", "en")
    items = []
    for number in range(1, count + 1):
        text = _text(LENGTHS[(number * 7 + number // 10) % len(LENGTHS)], number)
        talk = dict.fromkeys(everywhere, QUESTION) if number % 3 == 0 else asked.talk
        both = dict.fromkeys(everywhere, text)
        items.append(
            ItemContent(
                key=f"slot-{number}", wording=wording_of(both, "nb"), theme=both, text=both,
                talk=talk, scale=scale.key,
            )
        )  # fmt: skip
    return replace(
        asked,
        key=f"keyed_{count}_{points}",
        template="ten_statements",
        text_language="nb",
        scales=(_scale(scale, points) if points else scale,),
        items=tuple(items),
    )


def _answers(items: int, people: int, *, points: int = 5) -> list[list[int | None]]:
    """Return so many people's answers, each statement answered in one of the SHAPES."""
    columns: list[list[int | None]] = []
    for number in range(items):
        shape = SHAPES[number % len(SHAPES)]
        scores = [score for score, count in enumerate(shape, start=1) for _ in range(count)]
        stretched = [1 + round((score - 1) * (points - 1) / 4) for score in scores]
        column: list[int | None] = [*stretched, *[None] * (26 - len(scores))]
        columns.append([column[person % 26] for person in range(people)])
    return [[column[person] for column in columns] for person in range(people)]


def _actor() -> Any:
    from samspill.foundation.access.public import Actor, Role
    from samspill.foundation.organisations.models import Membership

    # Whom the link logs in; others of the demo facilitate with her.
    one = Membership.objects.select_related("account").get(
        role=Role.FACILITATOR, account__name="Marit Solheim"
    )
    return Actor(
        one.account_id, one.account.name, one.organisation_id, frozenset({Role.FACILITATOR})
    )


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from samspill.collaborations.operations import create_collaboration
    from samspill.surveys import closing_operations, operations
    from samspill.surveys.models import SurveyRound
    from samspill.surveys.round_settings import RoundSettings

    actor = _actor()
    long_name = "Interkommunalt samarbeid om barnevern, legevakt, brann og redning i Ytre og Indre"
    home = create_collaboration(
        name=f"{long_name} Fjord og på Vestsida av fjorden", purpose="Vi vil få det til.", by=actor
    )
    ordinary = catalogue.instrument("collaboration_test").asked

    def made(content: RoundContent, **settings: Any) -> SurveyRound:
        return operations.create_round(
            home,
            RoundSettings(
                content=content,
                purpose="Vi vil vite hvordan det går.",
                intended_use="Vi leser svarene sammen.",
                follow_up_on=timezone.localdate() + timedelta(days=200),
                expected_count=150,
                **settings,
            ),
            by=actor,
        )

    def opened(content: RoundContent = ordinary, **settings: Any) -> SurveyRound:
        return operations.open_round(made(content, **settings), by=actor)

    def closed(content: RoundContent, answers: Sequence[list[int | None]]) -> SurveyRound:
        survey_round = opened(content)
        for one in answers:
            operations.submit_response(survey_round, key=uuid.uuid4(), ratings=one)
        return closing_operations.close_round(survey_round, by=actor)

    def shown(content: RoundContent, answers: Sequence[list[int | None]]) -> SurveyRound:
        return closing_operations.publish_reading(closed(content, answers), by=actor)

    rounds = {
        "draft": made(ordinary),
        "open": opened(),
        "to close": opened(),
        "to drive": shown(_keyed(20), _answers(20, 26)),
        "links": opened(way_in="link"),
        "open table": opened(mode="open_table"),
        "closed": closed(ordinary, _answers(10, 26)),
        "deleted": closed(ordinary, _answers(10, 26)),
        "too few": shown(ordinary, _answers(10, 3)),
        "in words": shown(ordinary, _answers(10, 7)),
        "alike": shown(ordinary, [[3] * 10 for _ in range(30)]),
        "forty": shown(_keyed(40), _answers(40, 26)),
        "seven points": shown(_keyed(20, points=7), _answers(20, 26, points=7)),
        "a hundred": shown(_keyed(20), _answers(20, 130)),
    }
    SurveyRound.objects.filter(pk=rounds["deleted"].pk).update(answers_deleted_at=timezone.now())
    print(json.dumps({name: str(one.pk) for name, one in rounds.items()}))


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
