"""Spots that were weak: found by killing, and mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from samspill.operating import environment
from tests.chaos.databases import PostgreSQL
from tests.chaos.people import Browser, open_round, until_answered
from tests.chaos.product import Product


@pytest.mark.journey
def test_a_start_that_was_cut_off_before_it_had_written_the_key(tmp_path: Path) -> None:
    """An empty key file: each process then makes a key of its own, at every start."""
    (tmp_path / "secret.key").write_bytes(b"")
    environment.keep_secret_key(tmp_path)
    assert environment.secret_key(tmp_path, {}) == environment.secret_key(tmp_path, {})


@pytest.mark.slow
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_page_breaks_after_postgresql_has_been_restarted(
    product: Product, database: PostgreSQL
) -> None:
    code = open_round(product.port, product.start())
    pages = [until_answered(lambda: Browser(product.port).get(f"/r/{code}/")) for _ in range(8)]
    assert {page.status for page in pages} == {200}
    database.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    pages = [Browser(product.port).get(f"/r/{code}/") for _ in range(8)]
    assert {page.status for page in pages} == {200}
