"""What the contracts try of this slice: a situation. It stores nothing, and has no operation."""

from __future__ import annotations

from tests.contracts.house import Objects

OBJECTS: Objects = {"find_situation": lambda by: "P01"}
