"""What has to be tried again, since somebody else is reading just then."""

from __future__ import annotations

import time

from samspill.surveys import closing_operations


def destroy_when_nobody_is_reading() -> int:
    """Try again as the worker does: the server's own housekeeping may be reading too."""
    for _ in range(50):
        try:
            return closing_operations.destroy_traces_due()
        except RuntimeError:
            time.sleep(0.2)
    raise AssertionError("the traces were never destroyed")
