"""The open pages: everybody may read them, and they say no more than the facts do."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from samspill.register.reading_pages import PAGES
from samspill.toolbox.reform.loading import what_is_known

pytestmark = pytest.mark.django_db

OTHERS = ("front", "records", "comparison", "table", "contradictions", "how_sure")


def addresses() -> list[str]:
    known = what_is_known("nb")
    return [
        *(reverse(f"register:{name}") for name in OTHERS),
        *(reverse("register:record", args=[key]) for key in known.initiatives),
        *(reverse("register:lesson", args=[key]) for key in known.lessons),
        *(reverse("register:reading", args=[key]) for key in PAGES),
    ]


def test_every_page_is_open_and_light(client: Client) -> None:
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        assert "samspill_session" not in response.cookies, address
        assert len(gzip.compress(response.content)) < 30_000, address
