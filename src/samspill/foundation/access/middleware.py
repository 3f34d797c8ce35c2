from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from samspill.foundation.access.actor import Actor, Role
from samspill.foundation.organisations.public import Membership, Organisation

# Where the session keeps which organisation a person with several acts for.
CHOSEN_ORGANISATION = "organisation"


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
    """Return who is acting, or None when nobody with a role is logged in.

    In the organisation that was chosen, when the person still has a role there; else in the one
    whose name comes first, the demo last.
    """
    if not request.user.is_authenticated:
        return None
    memberships = list(
        Membership.objects.current()
        .filter(account=request.user.pk)
        .select_related("organisation")
        .order_by("organisation__is_demo", "organisation__name", "organisation_id")
    )
    if not memberships:
        return None
    ids = [str(membership.organisation_id) for membership in memberships]
    chosen = request.session.get(CHOSEN_ORGANISATION)
    organisation_id = chosen if chosen in ids else ids[0]
    own = [each for each in memberships if str(each.organisation_id) == organisation_id]
    request.organisations = _choices(memberships)  # type: ignore[attr-defined]
    return Actor(
        account_id=request.user.pk,
        name=request.user.name,
        organisation_id=own[0].organisation_id,
        roles=frozenset(Role(each.role) for each in own),
    )


def choose_organisation(request: HttpRequest, organisation_id: UUID) -> None:
    """Act for this organisation from now on; `find_actor` checks that there is a role."""
    request.session[CHOSEN_ORGANISATION] = str(organisation_id)


def _choices(memberships: list[Membership]) -> tuple[Organisation, ...]:
    return tuple({each.organisation_id: each.organisation for each in memberships}.values())
