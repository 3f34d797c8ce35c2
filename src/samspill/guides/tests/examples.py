"""How to make what the pages of this slice are about, for the contracts."""

from samspill.foundation.access.public import Actor
from tests.contracts.house import Objects


def a_guide(by: Actor) -> str:
    return "first-round"


OBJECTS: Objects = {"find_guide": a_guide}
