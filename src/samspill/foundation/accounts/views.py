from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samspill.foundation.access.public import open_to_everyone
from samspill.foundation.accounts.models import Account


@require_GET
@open_to_everyone()
def log_in(request: HttpRequest) -> HttpResponse:
    """Tell how to come in: by the link that the start of the server printed."""
    return render(request, "accounts/log_in.html", status=200)


@require_GET
@open_to_everyone()
def log_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Log the first facilitator in by the token that this start of the server printed.

    The token lives as long as the server does and is never stored; with no token (as behind a
    municipality's own log-in) the link does not exist.
    """
    expected: str = settings.SAMSPILL_LOGIN_TOKEN
    account = Account.objects.filter(email=settings.SAMSPILL_FACILITATOR_EMAIL).first()
    if not expected or account is None or not _is_same(token, expected):
        return render(request, "accounts/log_in.html", {"link_is_old": True}, status=403)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("site:start")


def _is_same(token: str, expected: str) -> bool:
    # As bytes: an address can hold letters that the comparison of texts refuses.
    return secrets.compare_digest(token.encode(), expected.encode())


@require_POST
@open_to_everyone()
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("site:start")
