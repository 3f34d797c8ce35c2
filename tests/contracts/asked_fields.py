"""Which fields an address asks for, learned by listening to what it reads of a form.

So no list of fields is kept by hand: what a page has begun to ask for is tried at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from django.http import QueryDict

READ_BY_NAME = ("__getitem__", "__contains__", "_getlist")


@contextmanager
def listening() -> Iterator[set[str]]:
    """Yield a set; every name that is read from a form or an address meanwhile is added to it."""
    asked: set[str] = set()

    def overheard(read: Any) -> Any:
        def listen(fields: QueryDict, name: str, *rest: Any, **more: Any) -> Any:
            asked.add(name)
            return read(fields, name, *rest, **more)

        return listen

    def refuse(_fields: QueryDict) -> Iterator[str]:
        raise AssertionError("ask for each field by its name, so that it is known and can be tried")

    with ExitStack() as patches:
        new = {name: overheard(getattr(QueryDict, name)) for name in READ_BY_NAME}
        for name, method in (new | {"__iter__": refuse}).items():
            patches.enter_context(mock.patch.object(QueryDict, name, method, create=True))
        yield asked
