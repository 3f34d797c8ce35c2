"""Each acknowledged answer exactly once, whatever is killed, whenever it is killed.

`make chaos` runs the long storms on both databases. CHAOS_SUBMISSIONS is how many answers are
acknowledged, CHAOS_KILLS how often something is killed, CHAOS_SEED what is killed and when.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from tests.chaos.databases import Database, stored_answers
from tests.chaos.people import number_of, open_round
from tests.chaos.product import Product
from tests.chaos.storm import Report, Storm


def the_storm() -> Storm:
    submissions = int(os.environ.get("CHAOS_SUBMISSIONS", "1000"))
    return Storm(
        submissions=submissions,
        kills=int(os.environ.get("CHAOS_KILLS", str(max(1, submissions // 30)))),
        seed=int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(1_000_000)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_a_long_storm(
    product: Product, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    report = weather(product, database, the_storm())
    with capsys.disabled():
        print(f"\n{type(database).__name__}, {report}")


@pytest.mark.journey
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_short_storm(product: Product, database: Database) -> None:
    weather(product, database, Storm(submissions=60, kills=2, seed=1))


def weather(product: Product, database: Database, storm: Storm) -> Report:
    """Let a storm rage over a round, kill the rest, and count what lies in the database."""
    code = open_round(product.port, product.start())
    report = storm.rage(product, code)
    product.kill_everything()
    tally = report.tally
    assert not tally.problems, f"{report}\n" + "\n".join(tally.problems) + f"\n{product.said()}"
    counts = Counter(number_of(ratings) for ratings in stored_answers(database))
    lost = sorted(tally.acknowledged - set(counts))
    assert not lost, f"acknowledged, and not there: {lost}; {report}"
    twice = {number: count for number, count in counts.items() if count > 1}
    assert not twice, f"stored more than once: {twice}; {report}"
    invented = sorted(set(counts) - tally.sent)
    assert not invented, f"nobody sent these: {invented}; {report}"
    assert len(tally.acknowledged) >= storm.submissions
    assert "Traceback" not in product.said(), product.said()
    return report
