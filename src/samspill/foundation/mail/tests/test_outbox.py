"""The outbox: what is asked for is sent once, whatever the mail server does."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast, client_of

from samspill.foundation.access.public import Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.declarations.public import DutyKind, declared
from samspill.foundation.jobs.public import keep_promises
from samspill.foundation.mail import operations
from samspill.foundation.mail.models import OutgoingMail
from samspill.foundation.mail.personal_data import erase_mail, export_mail
from samspill.foundation.mail.public import NewMail, give_up_waiting, send, send_due
from samspill.foundation.mail.tests.post_office import PostOffice, post_office
from samspill.foundation.privacy.public import Person

pytestmark = pytest.mark.django_db

REFUSED = "550 no such person here"
NEW = NewMail(to="hanne@example.no", subject="Velkommen, Åse", text="Hei\n\nCecilie spør.")


@pytest.fixture
def office(settings: LazySettings) -> Iterator[PostOffice]:
    with post_office() as office:
        settings.SAMSPILL_SMTP = f"smtp://127.0.0.1:{office.port}"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_TIMEOUT = 1
        yield office


# --- It goes as it should -------------------------------------------------------------------------


def test_a_mail_is_sent_once_and_then_forgotten(office: PostOffice) -> None:
    send(NEW)
    assert send_due() == 1
    assert send_due() == 0
    (mail,) = office.mails
    assert mail["To"] == "hanne@example.no"
    assert "Cecilie" in mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    # So that nobody's absence is answered to the product.
    assert mail["Auto-Submitted"] == "auto-generated"
    assert not OutgoingMail.objects.exists()


def test_what_is_taken_back_with_its_transaction_is_not_sent(office: PostOffice) -> None:
    with transaction.atomic():
        send(NEW)
        transaction.set_rollback(True)
    assert send_due() == 0
    assert not office.mails


def test_the_oldest_goes_first_and_all_go(office: PostOffice) -> None:
    now = timezone.now()
    for minutes, name in ((1, "later"), (5, "earlier")):
        send(NewMail(f"{name}@example.no", "A", "B"), now=now - timedelta(minutes=minutes))
    assert send_due(now) == 2
    assert [mail["To"].split("@")[0] for mail in office.mails] == ["earlier", "later"]


# --- The server does not --------------------------------------------------------------------------


def test_a_refusal_is_tried_again_later_each_time_and_given_up_after_eight(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.refuses = REFUSED
    now = timezone.now()
    mail = send(NEW, now=now)
    waits = []
    for _try in range(operations.MOST_TRIES):
        assert send_due(now) == 0
        # Not before its time.
        assert send_due(now + timedelta(seconds=14)) == 0
        mail.refresh_from_db()
        waits.append(mail.due_at - now)
        now = mail.due_at
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=30)
    assert waits[-1] <= operations.LONGEST_WAIT
    assert (mail.state, mail.text) == (OutgoingMail.State.GIVEN_UP, "")
    assert mail.last_error == "SMTPRecipientsRefused"
    assert send_due(now + timedelta(days=1)) == 0
    # Whoever runs the server is told, without the address or what was written.
    assert "given up after 8 tries" in caplog.text
    assert "hanne" not in caplog.text


def test_when_it_comes_to_its_senses_nothing_is_lost(office: PostOffice) -> None:
    office.refuses = REFUSED
    send(NEW)
    send_due()
    office.refuses = ""
    assert send_due(timezone.now() + timedelta(minutes=5)) == 1
    assert len(office.mails) == 1


def test_one_that_is_refused_does_not_hold_up_the_next(office: PostOffice) -> None:
    office.refuses = REFUSED
    send(NEW)
    send_due()
    office.refuses = ""
    send(NewMail("ivar@example.no", "A", "B"))
    assert send_due() == 1
    assert office.mails[0]["To"] == "ivar@example.no"


def test_nobody_listens(settings: LazySettings) -> None:
    settings.SAMSPILL_SMTP = "smtp://127.0.0.1:9"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    mail = send(NEW)
    assert send_due() == 0
    mail.refresh_from_db()
    assert mail.last_error == "ConnectionRefusedError"
    assert mail.state == OutgoingMail.State.WAITING


def test_a_server_that_hangs_holds_up_no_page(cast: Cast, office: PostOffice) -> None:
    office.may_answer.clear()
    begun = time.monotonic()
    sent = {"role": Role.READER, "email": "hanne@example.no"}
    response = client_of(cast.gry).post("/people/invite/", sent)
    assert response.status_code == 200
    assert time.monotonic() - begun < 1
    assert OutgoingMail.objects.count() == 1
    # The worker waits for it, for a second, and tries again later.
    assert send_due() == 0
    assert OutgoingMail.objects.get().last_error in ("TimeoutError", "SMTPServerDisconnected")


# --- The worker is killed -------------------------------------------------------------------------


def test_killed_in_the_middle_it_is_sent_once_more_at_most_with_the_same_number(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receiver's server can see that the second copy is the first one again."""
    send(NEW)

    def killed(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(OutgoingMail, "delete", killed)
        with pytest.raises(KeyboardInterrupt):
            send_due()
    # Another worker leaves it alone while the lease lasts.
    assert send_due(timezone.now() + timedelta(minutes=1)) == 0
    assert send_due(timezone.now() + operations.LEASE + timedelta(seconds=1)) == 1
    assert len(office.mails) == 2
    assert office.mails[0]["Message-ID"] == office.mails[1]["Message-ID"]


def test_two_workers_do_not_take_the_same(office: PostOffice) -> None:
    send(NEW)
    now = timezone.now()
    first, second = operations._claim(now), operations._claim(now)
    assert first is not None
    assert second is None


# --- What is not sent -----------------------------------------------------------------------------


def test_what_is_of_no_use_any_more_is_not_sent(office: PostOffice) -> None:
    now = timezone.now()
    send(NewMail("a@example.no", "Kode", "123456", expires_at=now + timedelta(minutes=15)))
    assert send_due(now + timedelta(minutes=15)) == 0
    assert not office.mails
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("to", "subject"),
    [("a@example.no\nBcc: b@example.no", "A"), ("a@example.no", "A\r\nBcc: b@example.no")],
)
def test_a_header_cannot_be_smuggled_in(to: str, subject: str, office: PostOffice) -> None:
    with pytest.raises(ValueError, match="line break"):
        send(NewMail(to, subject, "B"))
    assert not OutgoingMail.objects.exists()


def test_a_name_with_a_line_break_smuggles_nothing_in(cast: Cast, office: PostOffice) -> None:
    Account.objects.filter(pk=cast.gry.account_id).update(name="Gry\r\nBcc: alle@example.no")
    response = client_of(cast.gry).post(
        "/people/invite/", {"role": Role.READER, "email": "hanne@example.no"}
    )
    assert response.status_code == 200
    send_due()
    (mail,) = office.mails
    assert mail["Bcc"] is None
    assert mail["To"] == "hanne@example.no"


def test_without_a_mail_server_nothing_is_kept_and_the_sender_is_told(
    cast: Cast, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SAMSPILL_SMTP = ""
    with pytest.raises(ValueError, match="text to paste"):
        send(NEW)
    with caplog.at_level(logging.DEBUG):
        address = reverse("account_request_login_code")
        response = client_of(None).post(address, {"email": "ada@example.no"}, follow=True)
    assert response.status_code == 200
    assert not OutgoingMail.objects.exists()
    assert not [record for record in caplog.records if "ada@" in record.getMessage()]


def test_a_restored_backup_sends_nothing_that_waited(office: PostOffice) -> None:
    """What waited then was sent long ago; log-in codes among it let nobody in any more."""
    mail = send(NEW)
    assert give_up_waiting() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.text) == (OutgoingMail.State.GIVEN_UP, "")
    assert send_due(timezone.now() + timedelta(days=1)) == 0
    assert not office.mails


def test_sending_is_no_promise_that_a_restore_keeps(office: PostOffice) -> None:
    assert declared().duties["send mail"].kind is DutyKind.REACHES_OUT
    send(NEW)
    keep_promises()
    assert not office.mails


# --- What is held ---------------------------------------------------------------------------------


def test_what_is_on_its_way_is_told_to_its_receiver_and_goes_with_them(
    cast: Cast, office: PostOffice
) -> None:
    ada = Person(
        organisation_id=cast.ada.organisation_id, account_id=cast.ada.account_id, name="Ada Lie"
    )
    send(NewMail("ada@example.no", "Kode", "123456"))
    send(NEW)
    (told,) = export_mail(ada)
    assert "123456" not in str(told)
    assert erase_mail(ada) == 1
    assert OutgoingMail.objects.get().to == "hanne@example.no"


def test_what_was_given_up_is_deleted_after_a_month(office: PostOffice) -> None:
    """It holds an address and a subject, and nobody will send it any more."""
    send(NewMail(to="ada@example.no", subject="En kode", text="…"))
    waiting = send(NewMail(to="eli@example.no", subject="En kode", text="…"))
    OutgoingMail.objects.filter(to="ada@example.no").update(state=OutgoingMail.State.GIVEN_UP)
    assert operations.forget_given_up(timezone.now() + timedelta(days=29)) == 0
    assert operations.forget_given_up(timezone.now() + timedelta(days=31)) == 1
    assert OutgoingMail.objects.get() == waiting
    assert declared().duties["forget mail that could not be sent"].kind == DutyKind.KEEPS_A_PROMISE
