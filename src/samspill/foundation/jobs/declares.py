from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from samspill.foundation.declarations.public import Declarations, Duty, DutyKind, DutyName
from samspill.foundation.jobs.models import Job
from samspill.foundation.privacy.public import NotPersonal


class SessionDuty(DutyName):
    """What the worker does for log-ins."""

    FORGET_OLD_LOG_INS = "forget old log-ins"


DECLARED = Declarations(
    duties=(
        Duty(
            name=SessionDuty.FORGET_OLD_LOG_INS,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=SessionStore.clear_expired,
            every=timedelta(days=1),
        ),
    ),
    not_personal=(
        NotPersonal(model=Job, fields=("name",), why="the name of a duty of the worker"),
    ),
)
