"""Beginning a session in other ways than the log-in package's own."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from samspill.foundation.accounts.access import account_to_keep

BACKEND = "django.contrib.auth.backends.ModelBackend"


@transaction.atomic
def begin_session(request: HttpRequest, key: UUID) -> None:
    """Log somebody in who has shown a link: under a new session key, and as one just logged in.

    Raises `Account.DoesNotExist` when the account has gone meanwhile, as with its demo; whoever
    removes it in the same instant waits, and finds the session too.
    """
    account = account_to_keep(key)
    login(request, account, backend=BACKEND)
    record_authentication(request, account, method="link")
    UserSession.objects.create_from_request(request, user=account)
