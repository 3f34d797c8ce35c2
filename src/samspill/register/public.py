"""The door to the register for other slices."""

from samspill.register.facts_shown import address_of_fact
from samspill.register.places import RegisterPlace

__all__ = ["RegisterPlace", "address_of_fact"]
