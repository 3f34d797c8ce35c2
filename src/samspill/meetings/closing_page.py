"""The six fields a meeting closes with, as console, wall, phones and paper show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samspill.meetings.models import Commitment, Meeting
from samspill.meetings.results import commitments_of


@dataclass(frozen=True, kw_only=True)
class ClosingField:
    """One field: what is promised by whom and when, or the reason why nothing is, or nothing yet.

    `said_by` is who it is, as the room sees it; the console and the minutes alone have `taken_by`.
    """

    part: str
    side: str
    part_label: str
    side_label: str
    title: str
    taken_by: str
    due_on: date | None
    must_ask_home: bool
    reason: str

    @property
    def is_empty(self) -> bool:
        return not self.title and not self.reason

    @property
    def name(self) -> str:
        """Which field it is, in words."""
        return _("%(part)s, %(side)s") % {
            "part": self.part_label.lower(),
            "side": self.side_label.lower(),
        }


def closing_fields(meeting: Meeting) -> tuple[ClosingField, ...]:
    """Return the six fields, part by part, the host first."""
    written = commitments_of(meeting)
    return tuple(
        _field(part, side, written.get((part.value, side.value)))
        for part in Commitment.Part
        for side in Commitment.Side
    )


def field_of(meeting: Meeting, part: str, side: str) -> ClosingField | None:
    fields = {(each.part, each.side): each for each in closing_fields(meeting)}
    return fields.get((part, side))


def _field(
    part: Commitment.Part, side: Commitment.Side, written: Commitment | None
) -> ClosingField:
    return ClosingField(
        part=part.value,
        side=side.value,
        part_label=str(part.label),
        side_label=str(side.label),
        title=written.title if written else "",
        taken_by=written.taken_by if written else "",
        due_on=written.due_on if written else None,
        must_ask_home=written.must_ask_home if written else False,
        reason=written.reason if written else "",
    )
