from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samspill.foundation.access.actor import Actor, Role
from samspill.foundation.organisations.public import Membership


class ActorMiddleware:
    """Give every request of a logged-in person an `actor`, read when it is first asked for.

    Lazy, because participants have no account and their pages must not touch a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: object,
        _kwargs: object,
    ) -> None:
        if getattr(view, "login_required", True):
            request.actor = find_actor(request)  # type: ignore[attr-defined]


def find_actor(request: HttpRequest) -> Actor | None:
    """Return who is acting, or None when nobody with a role is logged in."""
    if not request.user.is_authenticated:
        return None
    membership = Membership.objects.filter(account=request.user.pk).first()
    if membership is None:
        return None
    return Actor(
        account_id=request.user.pk,
        name=request.user.name,
        organisation_id=membership.organisation_id,
        role=Role(membership.role),
    )
