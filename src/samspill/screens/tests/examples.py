"""What the contracts try of this slice: every operation, on a round, which surveys declare."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Operations

from samspill.screens import operations
from samspill.screens.public import Part
from samspill.surveys.public import ROUND_SCREEN

OPERATIONS: Operations = {
    "show_on_screen": lambda by: partial(
        operations.show_on_screen, ROUND_SCREEN, people.a_published_round(by), Part("whole"), by=by
    ),
    "blank_screen": lambda by: partial(
        operations.blank_screen, ROUND_SCREEN, people.an_open_round(by), by=by
    ),
}
