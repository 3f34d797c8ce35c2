from datetime import timedelta

from samspill.foundation.declarations.public import Declarations, Duty, DutyKind, DutyName
from samspill.foundation.mail.models import OutgoingMail
from samspill.foundation.mail.operations import send_due
from samspill.foundation.mail.personal_data import erase_mail, export_mail
from samspill.foundation.privacy.public import PersonalData


class MailDuty(DutyName):
    """What the worker does for the outbox."""

    SEND = "send mail"


DECLARED = Declarations(
    duties=(
        Duty(
            name=MailDuty.SEND,
            kind=DutyKind.REACHES_OUT,
            work=send_due,
            every=timedelta(seconds=3),
        ),
    ),
    personal_data=(
        PersonalData(
            model=OutgoingMail,
            fields=("to", "subject", "text"),
            why="an e-mail on its way, deleted when it has been sent",
            export=export_mail,
            erase=erase_mail,
        ),
    ),
)
