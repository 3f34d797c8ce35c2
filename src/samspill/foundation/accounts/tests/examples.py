"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from tests.contracts.house import Objects

OBJECTS: Objects = {"accounts:log_in_by_link": lambda _by: "not-the-token"}
