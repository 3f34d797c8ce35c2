"""The evening before: a round tried with simulated phones, and the way to it, before it is opened.

A rehearsal stores nothing: its answers are invented, its reading is made, shown once and gone.
"""

from __future__ import annotations

import ipaddress

import numpy as np

from samspill.readings.public import RoundReading, count_answers, make_reading, view
from samspill.surveys.models import SurveyRound
from samspill.toolbox.round_content import RoundContent

PHONES = 24
MOST_PHONES = 60
# The same each time: somebody who shows it to another sees the same figures.
SEED = 7


def rehearse(survey_round: SurveyRound, language: str) -> RoundReading:
    """Return what the result could look like, from phones that nobody holds."""
    phones = min(survey_round.expected_count or PHONES, MOST_PHONES)
    asked = survey_round.asked
    answers = count_answers(asked, [(row, None) for row in _invented(asked, phones)])
    made = make_reading(
        asked,
        answers,
        minimum=survey_round.minimum_group_size,
        lots=np.random.default_rng(SEED),
    )
    return view(made.reading, language)


def _invented(asked: RoundContent, phones: int) -> list[list[int | None]]:
    """Return answers that lie differently from statement to statement: high, low, split, spread."""
    rng = np.random.default_rng(SEED)
    columns = []
    for place, item in enumerate(asked.items):
        scale = asked.scale_of(item)
        points = len(scale.values)
        centre = (0.8, 0.25, 0.5, 0.7)[place % 4] * (points - 1)
        drawn = np.rint(rng.normal(centre, points / 6, phones))
        if place % 4 == 2:  # two camps
            drawn = np.where(rng.random(phones) < 0.5, rng.integers(0, 2, phones), points - 1)
        columns.append(scale.low + np.clip(drawn, 0, points - 1).astype(int))
    return [[int(column[person]) for column in columns] for person in range(phones)]


def is_out_of_reach(host: str) -> bool:
    """Return whether an address leads a phone to itself, and so never here."""
    if host.startswith("["):
        name = host[1:].partition("]")[0]
    else:
        name = host if host.count(":") > 1 else host.partition(":")[0].lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
