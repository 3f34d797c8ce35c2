"""The door to mail for other slices."""

from samspill.foundation.mail.operations import (
    NewMail,
    OutboxState,
    give_up_waiting,
    is_configured,
    outbox_state,
    send,
    send_due,
)

__all__ = [
    "NewMail",
    "OutboxState",
    "give_up_waiting",
    "is_configured",
    "outbox_state",
    "send",
    "send_due",
]
