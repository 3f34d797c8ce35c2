"""The door to mail for other slices."""

from samspill.foundation.mail.operations import (
    NewMail,
    give_up_waiting,
    is_configured,
    send,
    send_due,
)

__all__ = ["NewMail", "give_up_waiting", "is_configured", "send", "send_due"]
