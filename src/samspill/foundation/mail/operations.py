"""Every write to the outbox: what is to be sent, and sending it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils import timezone

from samspill.foundation.audit.public import step, unaudited
from samspill.foundation.mail.models import OutgoingMail

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=2)
# How long whoever runs the server can see that something was not sent.
KEPT_WHEN_GIVEN_UP = timedelta(days=30)
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class NewMail:
    """What is to be sent. `text` says who asks for it, and how to stop it."""

    to: str
    subject: str
    text: str
    expires_at: datetime | None = None


@step
def is_configured() -> bool:
    """Return whether this installation can send e-mail. If not, people get a text to paste."""
    return bool(settings.SAMSPILL_SMTP)


@dataclass(frozen=True)
class OutboxState:
    """How many wait, how many were given up, and the kind of the last error."""

    waiting: int
    given_up: int
    last_error: str


@step
def outbox_state() -> OutboxState:
    """Return what whoever runs the server should know; nothing of to whom or of what."""
    states = OutgoingMail.State
    given_up = OutgoingMail.objects.filter(state=states.GIVEN_UP)
    failed = OutgoingMail.objects.exclude(last_error="").order_by("-due_at").first()
    return OutboxState(
        waiting=OutgoingMail.objects.filter(state=states.WAITING).count(),
        given_up=given_up.count(),
        last_error=failed.last_error if failed else "",
    )


@unaudited("the operation that asks for the mail is")
@transaction.atomic
def send(mail: NewMail, *, now: datetime | None = None) -> OutgoingMail:
    """Put a mail in the outbox, in the caller's transaction; the worker sends it.

    Raises `ValueError` where no mail can be sent,
    and for a subject or an address with a line break in it.
    """
    if not is_configured():
        message = "this installation has no mail server; give the sender a text to paste instead"
        raise ValueError(message)
    if any(sign in mail.to + mail.subject for sign in "\r\n"):
        message = "an address or a subject cannot hold a line break"
        raise ValueError(message)
    return OutgoingMail.objects.create(
        message_id=make_msgid(domain="samspill"),
        to=mail.to,
        subject=mail.subject,
        text=mail.text,
        due_at=now or timezone.now(),
        expires_at=mail.expires_at,
    )


@unaudited("what asked for the mail was")
def send_due(now: datetime | None = None) -> int:
    """Send what is due, and return how many were sent. Done by the worker; safe to do twice.

    A mail that fails is tried again, later each time, and given up after eight tries.
    """
    sent = 0
    while (mail := _claim(now or timezone.now())) is not None:
        sent += _send_claimed(mail, now or timezone.now())
    return sent


@unaudited("the restore is known to whoever did it")
def give_up_waiting() -> int:
    """Give up everything that waits: a restored backup must not send what was sent long ago."""
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    return waiting.update(state=OutgoingMail.State.GIVEN_UP, text="", leased_until=None)


@unaudited("what asked for the mail was")
def forget_given_up(now: datetime | None = None) -> int:
    """Delete what was given up a month ago: it holds an address and a subject.

    Returns how many. Done by the worker; safe to do twice.
    """
    before = (now or timezone.now()) - KEPT_WHEN_GIVEN_UP
    given_up = OutgoingMail.objects.filter(state=OutgoingMail.State.GIVEN_UP, due_at__lt=before)
    deleted, _kinds = given_up.delete()
    return deleted


def _claim(now: datetime) -> OutgoingMail | None:
    """Lease the mail that has been due the longest."""
    with transaction.atomic():
        free = OutgoingMail.objects.filter(
            state=OutgoingMail.State.WAITING, due_at__lte=now
        ).exclude(leased_until__gt=now)
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        mail = free.order_by("due_at").first()
        if mail is not None:
            mail.leased_until = now + LEASE
            mail.tries += 1
            mail.save(update_fields=["leased_until", "tries"])
        return mail


def _send_claimed(mail: OutgoingMail, now: datetime) -> bool:
    if mail.expires_at is not None and mail.expires_at <= now:
        mail.delete()
        return False
    message = EmailMessage(
        mail.subject,
        mail.text,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=get_connection(SMTP_BACKEND),
    )
    try:
        message.send()
    except (SMTPException, OSError, ValueError) as error:
        _try_later(mail, error, now)
        return False
    mail.delete()
    return True


def _try_later(mail: OutgoingMail, error: Exception, now: datetime) -> None:
    mail.last_error = type(error).__name__[:80]
    mail.leased_until = None
    mail.due_at = now + min(FIRST_WAIT * 2**mail.tries, LONGEST_WAIT)
    if mail.tries >= MOST_TRIES:
        mail.state, mail.text = OutgoingMail.State.GIVEN_UP, ""
        logger.error("An e-mail was given up after %s tries: %s.", mail.tries, mail.last_error)
    mail.save()
