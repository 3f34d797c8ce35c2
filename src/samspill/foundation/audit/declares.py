from datetime import timedelta

from samspill.foundation.audit.models import AuditEntry
from samspill.foundation.audit.personal_data import erase_name, export_entries, forget_names
from samspill.foundation.declarations.public import Declarations, Duty, DutyKind, DutyName
from samspill.foundation.privacy.public import PersonalData


class AuditDuty(DutyName):
    """What the worker does for the log."""

    FORGET_NAMES = "forget names in the log"


DECLARED = Declarations(
    duties=(
        Duty(
            name=AuditDuty.FORGET_NAMES,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=forget_names,
            every=timedelta(hours=6),
        ),
    ),
    personal_data=(
        PersonalData(
            model=AuditEntry,
            fields=("account_id", "account_name"),
            why="who has done what, so that it can be answered for, for 24 months",
            export=export_entries,
            erase=erase_name,
        ),
    ),
)
