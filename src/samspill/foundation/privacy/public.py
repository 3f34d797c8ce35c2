"""The door to privacy for other slices."""

from samspill.foundation.privacy.personal_data import (
    NAMELESS,
    NotPersonal,
    Person,
    PersonalData,
    PersonalField,
    PersonalRecord,
    record_of,
)
from samspill.foundation.privacy.traces import TracesInUseError, destroy_traces

__all__ = [
    "NAMELESS",
    "NotPersonal",
    "Person",
    "PersonalData",
    "PersonalField",
    "PersonalRecord",
    "TracesInUseError",
    "destroy_traces",
    "record_of",
]
