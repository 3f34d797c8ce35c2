"""Names that say nothing: none in new code, and fewer with every change in old code."""

from __future__ import annotations

import ast
import re

from tests.contracts.test_house import SOURCE, product_files

GLOSSARY = SOURCE.parents[1] / "docs" / "glossary.md"
LEFT = SOURCE.parents[1] / "tests" / "contracts" / "vague_names.txt"


def vague_names() -> set[str]:
    """Return the names that the glossary bans."""
    section = GLOSSARY.read_text().split("## Names that say nothing")[1]
    return set(re.findall(r"^\| `(\w+)`", section, flags=re.MULTILINE))


def test_a_variable_is_called_what_it_is() -> None:
    """The files that still have such names are listed, and the list only shrinks."""
    banned, having = vague_names(), set()
    assert banned
    for path in product_files():
        for node in ast.walk(ast.parse(path.read_text())):
            is_stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            name = node.arg if isinstance(node, ast.arg) else node.id if is_stored else ""
            if name in banned:
                having.add(str(path.relative_to(SOURCE)))
    left = set(LEFT.read_text().split())
    assert not having - left, f"{having - left}: use a noun instead of {banned}"
    assert not left - having, f"{left - having}: well done; take it out of {LEFT.name}"
