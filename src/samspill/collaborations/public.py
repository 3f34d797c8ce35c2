"""The door to collaborations for other slices."""

from samspill.collaborations.access import (
    Collaboration,
    access_collaboration,
    collaborations_of,
)
from samspill.collaborations.models import Partner
from samspill.collaborations.operations import (
    NewEndorsement,
    NewPartner,
    add_contact,
    add_partners,
    create_collaboration,
    endorse,
    take_turns,
)
from samspill.collaborations.places import CollaborationPlace
from samspill.collaborations.results import (
    CollaborationSummary,
    collaboration_list,
    mergers_of,
    partners_of,
)

__all__ = [
    "Collaboration",
    "CollaborationPlace",
    "CollaborationSummary",
    "NewEndorsement",
    "NewPartner",
    "Partner",
    "access_collaboration",
    "add_contact",
    "add_partners",
    "collaboration_list",
    "collaborations_of",
    "create_collaboration",
    "endorse",
    "mergers_of",
    "partners_of",
    "take_turns",
]
