"""The door to organisations for other slices."""

from samspill.foundation.organisations.models import Membership, Organisation

__all__ = ["Membership", "Organisation"]
