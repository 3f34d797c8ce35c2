"""A small game with every run of the tests, and as many as one likes with `make fuzz`."""

from __future__ import annotations

import os
import time

import pytest
from django.db import transaction

from tests.fuzz.play import Score, play
from tests.fuzz.world import routes

pytestmark = pytest.mark.django_db

A_GAME = 400


def told(score: Score) -> str:
    """Return every kind of failure with how often it came, and how to see one of them again."""
    lines = (f"{len(lines)} times: {lines[0]}" for lines in score.failures.values())
    return f"{len(score.failures)} kinds of findings\n" + "\n".join(lines)


def test_nothing_that_is_sent_in_a_small_game_breaks_the_product() -> None:
    score = play("small-1", 100, pages=3)
    assert score.statuses.total() >= 100
    assert score.statuses["200"] > 40, "the game was played"
    assert not score.failures, told(score)


@pytest.mark.slow
def test_nothing_that_is_sent_in_many_games_breaks_the_product() -> None:
    """`FUZZ_SEED`, `FUZZ_REQUESTS`; a failure names its game: `FUZZ_GAME=7-3` plays it alone."""
    seed = os.environ.get("FUZZ_SEED", "") or str(time.time_ns() % 100_000)
    requests = int(os.environ.get("FUZZ_REQUESTS", "") or 4000)
    only = os.environ.get("FUZZ_GAME", "")
    names = [only] if only else [f"{seed}-{number}" for number in range(requests)]
    whole, started = Score(), time.monotonic()
    for name in names:
        mark = transaction.savepoint()
        whole.add(play(name, A_GAME))
        transaction.savepoint_rollback(mark)
        if whole.statuses.total() >= requests:
            break
    passed = time.monotonic() - started
    named = f"FUZZ_GAME={only}" if only else f"FUZZ_SEED={seed}"
    print(f"\n{named}: {whole.statuses.total()} requests in {passed:.0f} s")
    print("by status:", dict(sorted(whole.statuses.items())))
    print("by whom and how:", dict(sorted(whole.kinds.items())))
    print("by page:", dict(sorted(whole.pages.items())))
    print("never shown:", sorted({name for name, _route in routes()} - set(whole.pages)))
    assert not whole.failures, told(whole)
