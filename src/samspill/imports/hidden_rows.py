"""Rows that a filter hides in a workbook: whoever made the file has said that they do not count."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

# The tags of a workbook that are needed here, read as text: nothing in a file is obeyed.
SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
LINK = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
NUMBER = re.compile(rb'\br="(\d{1,7})"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
PART = 1 << 20
LONGEST_TAG = 1000


def hidden_rows(data: bytes, sheet: str) -> frozenset[int]:
    """Return the numbers of the rows that are hidden in a sheet, as people count them.

    None where the file does not say it in the way that spreadsheets do: then all rows count.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            path = _path_of(packed, sheet)
            if not path:
                return frozenset()
            with packed.open(path) as stream:
                return frozenset(_hidden_in(stream))
    except (KeyError, ValueError, zipfile.BadZipFile, OSError, NotImplementedError):
        return frozenset()


def _path_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """Return where in the file a sheet lies; empty where that is not told."""
    links = {
        html.unescape(said.get("name", "")): said.get("r:id", "")
        for said in _said(SHEET, packed.read("xl/workbook.xml"))
    }
    targets = {
        said.get("Id", ""): said.get("Target", "")
        for said in _said(LINK, packed.read("xl/_rels/workbook.xml.rels"))
    }
    target = targets.get(links.get(sheet, ""), "")
    if not target:
        return ""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _said(tag: re.Pattern[str], part: bytes) -> Iterator[dict[str, str]]:
    text = part.decode("utf-8", errors="replace")
    for written in tag.finditer(text):
        yield dict(ATTRIBUTE.findall(written[0]))


def _hidden_in(stream: IO[bytes]) -> Iterator[int]:
    number, left = 0, b""
    while part := stream.read(PART):
        window = left + part
        end = 0
        for row in ROW.finditer(window):
            end = row.end()
            told = NUMBER.search(row[0])
            number = int(told[1]) if told else number + 1
            if HIDDEN.search(row[0]):
                yield number
        left = window[max(end, len(window) - LONGEST_TAG) :]
