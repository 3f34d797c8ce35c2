"""What the outbox holds about somebody: e-mail on its way to them."""

from __future__ import annotations

from django.db.models import QuerySet

from samspill.foundation.accounts.public import Account
from samspill.foundation.mail.models import OutgoingMail
from samspill.foundation.privacy.public import Person, PersonalRecord, record_of


def export_mail(person: Person) -> tuple[PersonalRecord, ...]:
    """Return what is on its way; not its text, which may hold a code that lets somebody in."""
    return tuple(
        record_of(OutgoingMail, mail.pk, to=mail.to, subject=mail.subject)
        for mail in _mail_to(person)
    )


def erase_mail(person: Person) -> int:
    deleted, _kinds = _mail_to(person).delete()
    return deleted


def _mail_to(person: Person) -> QuerySet[OutgoingMail]:
    account = Account.objects.filter(pk=person.account_id).first() if person.account_id else None
    if account is None:
        return OutgoingMail.objects.none()
    return OutgoingMail.objects.filter(to__iexact=account.email)
