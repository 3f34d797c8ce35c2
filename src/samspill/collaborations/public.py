"""The door to collaborations for other slices."""

from samspill.collaborations.access import (
    Collaboration,
    access_collaboration,
    collaborations_of,
)
from samspill.collaborations.models import Partner
from samspill.collaborations.operations import (
    NewPartner,
    add_partners,
    create_collaboration,
    forget_removed,
)
from samspill.collaborations.results import collaboration_list, partners_of

__all__ = [
    "Collaboration",
    "NewPartner",
    "Partner",
    "access_collaboration",
    "add_partners",
    "collaboration_list",
    "collaborations_of",
    "create_collaboration",
    "forget_removed",
    "partners_of",
]
