"""Which ways in this installation has, for the log-in page."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings

register = template.Library()


@dataclass(frozen=True)
class LogInWays:
    """`provider` is how the one provider is called in addresses; empty where there is none."""

    email: bool
    provider: str
    provider_name: str


@register.simple_tag
def log_in_ways() -> LogInWays:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app = apps[0] if apps else {"provider_id": "", "name": ""}
    return LogInWays(
        email=bool(settings.SAMSPILL_SMTP),
        provider=str(app["provider_id"]),
        provider_name=str(app["name"]),
    )
