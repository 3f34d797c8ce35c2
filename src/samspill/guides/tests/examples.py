"""How to make what the pages of this slice are about, for the contracts."""

from tests.contracts.house import Objects

from samspill.foundation.access.public import Actor


def a_guide(by: Actor) -> str:
    return "first-round"


OBJECTS: Objects = {"find_guide": a_guide}
