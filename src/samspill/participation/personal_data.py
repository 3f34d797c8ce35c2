"""What is held about somebody who has been asked by name, on codes that another slice owns."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from samspill.foundation.privacy.public import PersonalRecord, record_of
from samspill.participation.models import Invitation


def export_invitations(codes: Collection[UUID], name: str) -> tuple[PersonalRecord, ...]:
    """Return the invitations under this name to what the codes open."""
    return tuple(
        record_of(
            Invitation,
            invitation.pk,
            name=invitation.name,
            is_checked_in=invitation.is_checked_in,
        )
        for invitation in Invitation.objects.filter(join_code__in=codes, name=name)
    )


def erase_invitations(codes: Collection[UUID], name: str) -> int:
    """Take somebody off the lists of who is asked. The link stays good: it has no name."""
    return Invitation.objects.filter(join_code__in=codes, name=name).delete()[0]
