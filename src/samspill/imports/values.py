"""Which texts of a column may leave the reader: answers and groups, never who somebody is.

A file of a few people has few different names, so a small number of texts alone says nothing.
Answers and groups are short, and said by several; or they are known words, or small numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from samspill.toolbox.scale_words import forms_of, scale_words

MOST_VALUES = 40
LONGEST_VALUE = 100
# What one person alone has said at such a length is a remark.
LONGEST_SAID_ONCE = 60
# Where everybody has said something else, it is an answer only when there are no more than these.
MOST_POINTS = 12
SHARED = 3 / 4
# An address, a time, a day, a number that stands for a person.
PERSONAL = re.compile(r"@|\d:\d\d|\d[-./]\d{1,2}[-./]\d|\d{5}|\d(?: ?\d){6}")
SMALL_NUMBER = re.compile(r"[+-]?\d{1,4}(?:[.,]\d{1,2})?")


def kept_values(columns: Sequence[Counter[str] | None]) -> list[list[str] | None]:
    """Return for each column its different texts, or None where they are not for keeping.

    `columns` has how often each text stands in it, empty ones left out; None is too many to tell.
    """
    shared = [
        texts is not None and not _is_private(texts) and _is_shared(texts) for texts in columns
    ]
    said = {
        text
        for texts, is_kept in zip(columns, shared, strict=True)
        if texts and is_kept
        for text in texts
    }
    return [
        sorted(texts) if texts is not None and (is_kept or _is_understood(texts, said)) else None
        for texts, is_kept in zip(columns, shared, strict=True)
    ]


def _is_private(texts: Counter[str]) -> bool:
    return len(texts) > MOST_VALUES or any(
        len(text) > LONGEST_VALUE
        or PERSONAL.search(text)
        or (times == 1 and len(text) > LONGEST_SAID_ONCE)
        for text, times in texts.items()
    )


def _is_shared(texts: Counter[str]) -> bool:
    return len(texts) <= SHARED * texts.total()


def _is_understood(texts: Counter[str], said: Set[str]) -> bool:
    """Return whether few have said what stands in other columns too, or what is known."""
    return len(texts) <= MOST_POINTS and all(text in said or _is_known(text) for text in texts)


def _is_known(text: str) -> bool:
    words = scale_words()
    lists = [forms for points in words.lists.values() for forms in points]
    return SMALL_NUMBER.fullmatch(text) is not None or any(
        form in words.missing or any(form in forms for forms in lists) for form in forms_of(text)
    )
