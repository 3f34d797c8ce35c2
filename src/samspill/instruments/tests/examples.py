"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.instruments import operations
from samspill.instruments.models import KeyedInstrument
from samspill.toolbox import catalogue
from samspill.toolbox.round_content import RoundContent


def keyed_content() -> RoundContent:
    asked = catalogue.instrument("collaboration_test").asked
    return replace(asked, template="ten_statements", text_language="nb")


def a_keyed_instrument(by: Actor) -> KeyedInstrument:
    return operations.save_keyed_instrument(keyed_content(), source="Vi selv", language="nb", by=by)


OPERATIONS: Operations = {
    "save_keyed_instrument": lambda by: partial(
        operations.save_keyed_instrument, keyed_content(), source="Vi selv", language="nb", by=by
    ),
}

OBJECTS: Objects = {
    "access_keyed_instrument": lambda by: str(a_keyed_instrument(by).pk),
    # Keys of the toolbox, which nobody owns.
    "instruments:instrument": lambda _by: "collaboration_test",
    "instruments:new_keyed": lambda _by: "ten_statements",
}
