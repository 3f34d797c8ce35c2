from datetime import timedelta

from samspill.foundation.declarations.public import Declarations, Duty, DutyKind, DutyName
from samspill.foundation.mail.models import OutgoingMail
from samspill.foundation.mail.operations import forget_given_up, send_due
from samspill.foundation.mail.personal_data import erase_mail, export_mail
from samspill.foundation.privacy.public import PersonalData


class MailDuty(DutyName):
    """What the worker does for the outbox."""

    SEND = "send mail"
    FORGET_GIVEN_UP = "forget mail that could not be sent"


DECLARED = Declarations(
    duties=(
        Duty(
            name=MailDuty.SEND,
            kind=DutyKind.REACHES_OUT,
            work=send_due,
            every=timedelta(seconds=3),
        ),
        Duty(
            name=MailDuty.FORGET_GIVEN_UP,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=forget_given_up,
            every=timedelta(hours=6),
        ),
    ),
    personal_data=(
        PersonalData(
            model=OutgoingMail,
            fields=("to", "subject", "text"),
            why="an e-mail on its way: until it has been sent, or a month after it was given up",
            export=export_mail,
            erase=erase_mail,
        ),
    ),
)
