"""Every case that there is, and the one line that says its advice, here and in the browser."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cache

from samspill.cases.results import rules
from samspill.science.conflict import Advice, Answers, advise

# Of the lines of all cases, each ended by a line feed; the browser's must give the same.
ALL_OF_THEM = "2238aac684ba7019af831d4a22f3072981068a438fe914258a29be7f47add1a1"
# So far apart lie those that are kept to be read.
EVERY = 256


def every_case() -> Iterator[dict[str, str]]:
    factors = rules().factors
    for values in itertools.product(*factors.values()):
        yield dict(zip(factors, values, strict=True))


@cache
def every_advice() -> dict[tuple[str, ...], Advice]:
    advised = {}
    for answers in every_case():
        advice = advise(rules(), answers)
        assert advice is not None, answers
        advised[tuple(answers.values())] = advice
    return advised


def line_of(answers: Answers, advice: Advice) -> str:
    """Return the answers, the kind, what is able, and every reason: what the browser writes too."""
    parts = [" ".join(answers.values()), f"{advice.kind} {advice.outcome}"]
    if advice.closed is not None:
        parts += [
            ",".join(advice.able),
            _by_approach(advice.reasons_for or {}),
            _by_approach(advice.reasons_against or {}),
            _by_approach(advice.closed),
            f"{advice.is_level} {advice.is_tie}".lower(),
        ]
    return " | ".join(parts)


def _by_approach(ids: Mapping[str, tuple[str, ...]]) -> str:
    named = (approach for approach in rules().approaches if ids.get(approach))
    return " ".join(f"{approach}:{','.join(ids[approach])}" for approach in named)
