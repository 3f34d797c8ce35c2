"""The door to anchoring for other slices."""

from samspill.anchoring.agreed_rules import AgreedPoint, AgreedRules
from samspill.anchoring.operations import write_contact_rules

__all__ = ["AgreedPoint", "AgreedRules", "write_contact_rules"]
