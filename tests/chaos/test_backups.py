"""A backup in the middle of a storm of answers, restored to another place, and used there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.chaos.databases import Database, SQLite, own_database, stored_answers
from tests.chaos.people import Browser, Phone, expect, log_in, number_of, open_round
from tests.chaos.product import Product
from tests.chaos.storm import Tally, let_people_answer

BEFORE, DURING = 40, 60


SQLITE = pytest.param("sqlite", marks=pytest.mark.journey)
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.slow)


@pytest.fixture
def other_place(
    database: Database, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Product, Database]]:
    """Give a second installation, empty, on the same kind of database."""
    if isinstance(database, SQLite):
        folder = tmp_path / "elsewhere"
        yield Product(folder), SQLite(folder / "data" / "samspill.sqlite3")
        return
    with own_database(request.getfixturevalue("postgresql_server")) as made:
        yield Product(tmp_path / "elsewhere", **made.environ), made


@pytest.mark.parametrize("database", [SQLITE, POSTGRESQL], indirect=True)
def test_a_backup_in_a_storm(
    product: Product, database: Database, other_place: tuple[Product, Database], tmp_path: Path
) -> None:
    code = open_round(product.port, product.start())
    early = Tally(BEFORE)
    let_people_answer(product.port, code, early)
    before = set(early.acknowledged)
    # Somebody has been let in, and sends only after the restore, to the other place.
    waiting = Phone(product.port, code, has_gone=lambda: False)
    waiting.begin()

    late: list[Tally] = []
    is_enough = Event()

    def go_on() -> None:
        """Send for as long as the backup takes, however slow the machine is."""
        while not is_enough.is_set():
            late.append(Tally(DURING, begun=(late[-1] if late else early).begun))
            let_people_answer(product.port, code, late[-1])

    storm = Thread(target=go_on)
    storm.start()
    product.wait_for("answers of the storm", lambda: late and len(late[0].acknowledged) > 5)
    file = tmp_path / "kept.zip"
    done = product.command("backup", str(file))
    is_enough.set()
    storm.join()
    assert done.returncode == 0, done.stderr
    assert not early.problems + [one for tally in late for one in tally.problems]
    product.kill_everything()

    there, copy = other_place
    done = there.command("restore", str(file))
    assert done.returncode == 0, done.stderr
    counts = Counter(number_of(ratings) for ratings in stored_answers(copy))
    assert before <= set(counts), "acknowledged before the backup began"
    sent = early.sent.union(*(tally.sent for tally in late))
    assert set(counts) <= sent, "nobody sent these"
    assert set(counts.values()) == {1}

    try:
        facilitator = Browser(there.port)
        link = there.start()
        log_in(facilitator, link)
        assert "Uværsrådet" in expect(facilitator.get("/"), 200).text
        waiting.go_to(there.port)
        waiting.send(999_999)
        stored = {number_of(ratings) for ratings in stored_answers(copy)}
        assert 999_999 in stored
        assert there.command("restore", str(file), "--replace").returncode == 2, "it is in use"
    finally:
        there.kill_everything()
