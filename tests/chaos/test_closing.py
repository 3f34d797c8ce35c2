"""Killed between closing, counting and drawing: nothing is lost, and there is no second picture."""

from __future__ import annotations

import json
import random
import time

import pytest

from tests.chaos.databases import Database
from tests.chaos.people import (
    Browser,
    Phone,
    code_on,
    expect,
    let_the_minute_pass,
    log_in,
    open_round_in,
)
from tests.chaos.product import Product

SQLITE = pytest.param("sqlite", marks=pytest.mark.journey)
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.slow)
# How many answer in each round, and the band that is told of it.
ROUNDS = ((6, [5, 11]), (13, [12, 21]), (23, [22, 39]))
KILLS = 5


def announced(product: Product, facilitator: Browser, answers: int) -> str:
    """Let so many answer a new round, announce that it closes, and return its key."""
    address = open_round_in(facilitator)
    way_in = code_on(expect(facilitator.get(address), 200))
    for number in range(answers):
        phone = Phone(product.port, way_in, has_gone=lambda: False)
        phone.begin()
        phone.send(number)
    page = expect(facilitator.get(address), 200)
    expect(facilitator.post(f"{address}close/", {"csrfmiddlewaretoken": page.token}), 302)
    return address.split("/")[2]


@pytest.mark.parametrize("database", [SQLITE, POSTGRESQL], indirect=True)
def test_kills_between_closing_counting_and_drawing(product: Product, database: Database) -> None:
    facilitator = Browser(product.port)
    link = product.start()
    log_in(facilitator, link)
    keys = [announced(product, facilitator, answers) for answers, _band in ROUNDS]
    let_the_minute_pass(database)
    dice = random.Random(14)
    for _kill in range(KILLS):
        time.sleep(dice.uniform(0.1, 1.5))
        workers = product.wait_for("a worker", product.workers)
        product.kill_one(workers)
    columns = "id, state, picture_id, counts, turnout"

    def all_drawn() -> bool:
        rows = database.run("SELECT picture_id FROM surveys_surveyround")
        return all(picture is not None for (picture,) in rows)

    # A lane whose worker was killed in the middle is taken over when its lease has run out.
    database.run("UPDATE jobs_job SET leased_until = NULL")
    product.wait_for("the pictures", all_drawn)
    rows = {
        str(key).replace("-", ""): rest
        for key, *rest in database.run(f"SELECT {columns} FROM surveys_surveyround")
    }
    for key, (_answers, band) in zip(keys, ROUNDS, strict=True):
        state, _picture, counts, turnout = rows[key.replace("-", "")]
        told = json.loads(turnout) if isinstance(turnout, str) else turnout
        assert state == "closed"
        assert [told["low"], told["high"]] == band
        assert (json.loads(counts) if isinstance(counts, str) else counts) == {}
    ((releases,),) = database.run("SELECT count(*) FROM releases_release")
    ((answers_left,),) = database.run("SELECT count(*) FROM surveys_response")
    assert (releases, answers_left) == (len(ROUNDS), 0)
