from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static" / "ui"
CSS = STATIC / "css"
SHEETS = sorted(CSS.rglob("*.css"))
COMPONENTS = sorted((CSS / "components").glob("*.css"))
# Of every slice: those that all pages share lie here.
SLICES = Path(__file__).resolve().parents[3]
SCRIPTS = sorted([*(STATIC / "js").glob("*.js"), *SLICES.glob("*/static/*/*.js")])
SMALLEST_TEXT = 15 / 16

# A sheet of paper and a screen in forced colours have their own rules.
SPECIAL = re.compile(r"@media[^{]*(?:print|forced-colors)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")


def rules_of(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_no_rule_shouts(sheet: Path) -> None:
    assert "!important" not in SPECIAL.sub("", rules_of(sheet))


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=name_of)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    assert not re.search(r"https?://|//cdn|@import", path.read_text("utf-8"))


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_no_text_is_under_15_pixels(sheet: Path) -> None:
    on_screen = re.sub(r"@media print \{(?:[^{}]|\{[^{}]*\})*\}", "", rules_of(sheet))
    sizes = re.findall(r"(?:font-size|--(?:meta|small|body)): ?(?:max\()?([\d.]+)rem", on_screen)
    assert all(float(size) >= SMALLEST_TEXT for size in sizes)
    if sheet.name != "print.css":
        pixels = re.findall(r"font-size: ?([\d.]+)px", on_screen)
        assert all(float(size) >= 15 for size in pixels)


@pytest.mark.parametrize("sheet", COMPONENTS, ids=name_of)
def test_a_component_opens_with_how_it_is_written(sheet: Path) -> None:
    assert sheet.read_text("utf-8").startswith("/*")


@pytest.mark.parametrize("sheet", COMPONENTS, ids=name_of)
def test_a_component_takes_its_colours_from_the_roles(sheet: Path) -> None:
    """The hero's button and a QR are white in every scheme, and say so themselves."""
    if sheet.name not in ("hero.css", "join-sign.css", "round.css"):
        assert not re.search(r"#[0-9a-f]{3,8}\b", rules_of(sheet))


@pytest.mark.parametrize("sheet", COMPONENTS, ids=name_of)
def test_a_component_does_not_use_the_theme_itself(sheet: Path) -> None:
    assert "--ds-color" not in rules_of(sheet)


# An answer that the network lost waits on the phone: journeys/test_lost_connection.py looks at
# what is kept, and that it goes. Keywords stay there: journeys/test_keywords.py.
MAY = {
    "send.js": {"localStorage", "sessionStorage", "fetch("},
    # What is ticked stays in the tab until it is sent.
    "steps.js": {"sessionStorage"},
    "keywords.js": {"localStorage"},
    "screen.js": {"fetch("},
    "upload.js": {"fetch("},
    "follow.js": {"fetch("},
    "news.js": {"fetch("},
    # A note that waits for the network.
    "meeting.js": {"localStorage", "fetch("},
}


@pytest.mark.parametrize("script", SCRIPTS, ids=name_of)
def test_a_script_stores_nothing(script: Path) -> None:
    code = re.sub(r"/\*[\s\S]*?\*/|//.*", "", script.read_text("utf-8"))
    for word in ("localStorage", "sessionStorage", "indexedDB", "cookie", "fetch(", "eval("):
        assert word not in code or word in MAY.get(script.name, set())
