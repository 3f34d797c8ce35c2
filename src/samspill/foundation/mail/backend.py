"""What Django and its packages send goes into the outbox, like everything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from samspill.foundation.accounts.public import NOT_SENT
from samspill.foundation.mail.operations import NewMail, is_configured, send

# Packages send log-in codes, which are of no use after a while.
USEFUL_FOR = timedelta(minutes=15)


class OutboxBackend(BaseEmailBackend):
    """Named in `EMAIL_BACKEND`; where no mail can be sent, nothing is kept and nothing is said."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put each message in the outbox once for each receiver."""
        if not is_configured():
            return 0
        count = 0
        for message in email_messages:
            for address in message.recipients():
                # A decoy takes as long as a mail that is sent, and is dropped by the worker.
                is_decoy = NOT_SENT in message.extra_headers
                useful_for = timedelta() if is_decoy else USEFUL_FOR
                mail = NewMail(
                    to=address,
                    subject=str(message.subject),
                    text=str(message.body),
                    expires_at=timezone.now() + useful_for,
                )
                send(mail)
                count += 1
        return count
