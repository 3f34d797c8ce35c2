"""What is no request at all, over real HTTP: the server is there afterwards, and says nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing
from random import Random

import pytest

from samspill.surveys.tests.a_whole_round import running_product
from tests.chaos.databases import Database, stored_answers
from tests.chaos.people import Browser, WayIn, code_on, expect, log_in, open_round_in
from tests.chaos.product import Product
from tests.fuzz import wire

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, suites_server: str
) -> Iterator[tuple[Product, Database, str]]:
    """Start the product with its own server, and open a round."""
    with running_product(tmp_path_factory.mktemp("wire"), suites_server) as (product, database):
        link, facilitator = product.start(), Browser(product.port)
        log_in(facilitator, link)
        address = open_round_in(facilitator)
        yield product, database, code_on(expect(facilitator.get(address), 200))


def says_nothing(product: Product) -> None:
    """Look for what programs say when they break; a refusal is one line, and is none of these."""
    said = product.said()
    assert not [one for one in ("Traceback", "panicked", "exit from worker") if one in said], said


def let_in(product: Product, code: WayIn) -> tuple[Browser, dict[str, str]]:
    phone = Browser(product.port)
    form = {"csrfmiddlewaretoken": expect(phone.get(f"/r/{code}/"), 200).token}
    expect(phone.post(f"/r/{code}/begin/", {**form, "sign": code.sign}), 302)
    return phone, form


def half_an_answer(phone: Browser, form: dict[str, str], code: WayIn) -> bytes:
    body = f"csrfmiddlewaretoken={form['csrfmiddlewaretoken']}&item-1=4&item-2=2"
    cookies = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    return (
        f"POST /r/{code}/answer/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body) + 72}\r\n\r\n{body}"
    ).encode()


def test_what_is_no_request_stops_nothing(served: tuple[Product, Database, str]) -> None:
    product, _database, _code = served
    servers = product.servers()
    for sent in wire.BROKEN:
        wire.throw(product.port, sent)
        assert wire.answers(product.port), sent[:200]
    assert product.servers() == servers
    says_nothing(product)


def test_phones_that_stop_in_the_middle_keep_nobody_waiting(
    served: tuple[Product, Database, str],
) -> None:
    """As when ten of them lose the network at once, with a form half sent."""
    product, database, code = served
    before = stored_answers(database)
    phone, form = let_in(product, code)
    lines = [wire.connect(product.port) for _ in range(10)]
    for line in lines:
        line.sendall(half_an_answer(phone, form, code))
    time.sleep(0.3)
    assert wire.answers(product.port)
    for line in lines:
        line.close()
    assert wire.answers(product.port)
    assert stored_answers(database) == before
    says_nothing(product)


def test_half_an_answer_is_not_stored_and_the_whole_one_is(
    served: tuple[Product, Database, str],
) -> None:
    """The line goes dead in the middle; the phone sends again."""
    product, database, code = served
    before = stored_answers(database)
    phone, form = let_in(product, code)
    with closing(wire.connect(product.port)) as line:
        line.sendall(half_an_answer(phone, form, code))
        line.shutdown(1)  # nothing more will come
        line.recv(65536)
    assert stored_answers(database) == before
    whole = {**form, **{f"item-{number}": "4" for number in range(1, 11)}}
    assert expect(phone.post(f"/r/{code}/answer/", whole), 302).location.endswith("/received/")
    assert stored_answers(database) == [*before, [4] * 10]
    says_nothing(product)


@pytest.mark.slow
def test_dice_stop_nothing(served: tuple[Product, Database, str]) -> None:
    product, _database, _code = served
    seed = os.environ.get("FUZZ_SEED", "") or str(time.time_ns() % 100_000)
    dice, sent = Random(seed), 0
    servers, until = product.servers(), int(os.environ.get("FUZZ_REQUESTS", "") or 4000) // 8
    for sent, request in enumerate(wire.bent(dice, until), start=1):
        wire.throw(product.port, request, pause=dice.random() < 0.2)
        assert sent % 20 or wire.answers(product.port), (seed, sent, request[:300])
    print(f"\nFUZZ_SEED={seed}: {sent} broken requests over real HTTP")
    assert wire.answers(product.port)
    assert product.servers() == servers
    says_nothing(product)
