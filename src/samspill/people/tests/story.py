"""What the stories about people say often."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.test import Client
from tests import cast as people

from samspill.foundation.access.public import Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.organisations.models import Membership, Organisation

LINK = re.compile(r"/invitation/[\w-]+/")


def invite(browser: Client, role: Role = Role.READER, **more: str) -> str:
    """Invite as an administrator does, and return the path of the link that is shown."""
    response = browser.post("/people/invite/", {"role": role, **more})
    assert response.status_code == 200, response.content.decode()
    found = LINK.search(response.content.decode())
    assert found is not None
    return found.group()


def accept(link: str, name: str = "Hanne Dahl", email: str = "hanne@example.no") -> Any:
    """Open the link in a new browser and accept as somebody without an account."""
    return Client().post(link, {"name": name, "email": email})


def roles_of(email: str, organisation: UUID) -> set[str]:
    """Return the roles somebody holds now."""
    held = Membership.objects.current().filter(account__email=email, organisation=organisation)
    return set(held.values_list("role", flat=True))


def somebody(name: str, organisation: UUID, roles: Iterable[Role]) -> tuple[Account, Client]:
    """Return somebody with these roles, and their browser."""
    account = Account.objects.create_account(email=f"{name.lower()}@example.no", name=name)
    for role in roles:
        Membership.objects.create(account=account, organisation_id=organisation, role=role)
    browser = Client()
    browser.force_login(account)
    return account, browser


def another_organisation(name: str) -> Organisation:
    return Organisation.objects.create(name=name)


def text(response: Any) -> str:
    content: str = response.content.decode()
    return people.without_tokens(content)
