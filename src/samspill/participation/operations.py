from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction

from samspill.participation.models import JoinCode

CODE_LENGTH = 6
TRIES = 20


def create_join_code() -> JoinCode:
    """Create a code that no other round has, or ever had: an old code must not open a new door.

    No audit entry of its own: it is a step of opening a round, which has one.
    """
    for _ in range(TRIES):
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                return JoinCode.objects.create(code=code)
        except IntegrityError:
            continue
    message = f"no free code was found in {TRIES} tries"
    raise RuntimeError(message)
