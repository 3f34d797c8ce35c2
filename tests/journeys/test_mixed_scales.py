"""Statements on scales of their own, and "don't know", on a phone: with the script and without."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Open, Product
from tests.journeys.test_every_page import faults
from tests.mixed import DONT_KNOW_LABEL, NAMED, SEVEN

# What is ticked for each statement; None is passed over.
TICKED = ("Helt enig", DONT_KNOW_LABEL, NAMED[0], None, SEVEN[6])
STORED = [5, -1, 0, None, 7]


def in_its_folder(product: Product, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("mixed_round.py")), *arguments],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "SAMSPILL_DATA": str(product.folder), "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def answer(phone: Page, *, script: bool) -> None:
    for number, label in enumerate(TICKED, start=1):
        statement = phone.locator(f"#id_item-{number}")
        if label is not None:
            statement.get_by_text(label, exact=True).click()
        if script:
            assert not faults(phone)
            phone.locator("[data-skip]" if label is None else "[data-next]").click()
    phone.locator("[data-submit]").click()
    phone.wait_for_url(re.compile(r"/received/$"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_phone_answers_each_statement_on_its_scale(
    script: bool, open_browser: Open, product: Product
) -> None:
    key, code = in_its_folder(product)
    phone = open_browser(width=320, java_script_enabled=script)
    phone.goto(product.address + f"/r/{code}/")
    phone.locator("main form button").click()
    phone.wait_for_url(re.compile(r"/answer/$"))
    answer(phone, script=script)
    assert in_its_folder(product, key) == [STORED]
