"""The guard: a view gets its object from here, or it is not called.

Every view in the product is marked by exactly one of the three decorators; a test walks the
URLs and fails for a view without a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from samspill.foundation.access.actor import Actor, ActorRequest, Role
from samspill.foundation.access.errors import NotAllowedError, NotFoundError

Thing = TypeVar("Thing")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Guard:
    """How a view is guarded, for the access table in the tests."""

    access: str
    to: str


def guarded(
    access: Callable[..., Thing], *, to: str
) -> Callable[[Callable[[ActorRequest, Thing], HttpResponse]], Callable[..., HttpResponse]]:
    """Fetch the view's object by its `key` with `access(actor, key, to=…)`.

    Another organisation's object is answered with 404, so that its existence stays unknown; a
    right that the actor's role lacks with 403.
    """

    def decorate(
        view: Callable[[ActorRequest, Thing], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded_view(request: HttpRequest, key: object) -> HttpResponse:
            with _as_http_errors():
                thing = access(_actor_of(request), key, to=to)
            return view(cast(ActorRequest, request), thing)

        guarded_view.guard = Guard(access=access.__name__, to=to)  # type: ignore[attr-defined]
        return guarded_view

    return decorate


def for_roles(
    *roles: Role,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let people with one of these roles in; for pages that show nothing an organisation owns."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded_view(request: HttpRequest, **keys: Any) -> HttpResponse:
            if not _actor_of(request).has(*roles):
                raise PermissionDenied
            return view(cast(ActorRequest, request), **keys)

        to = " ".join(role for role in Role if role in roles)
        guarded_view.guard = Guard(access="roles", to=to)  # type: ignore[attr-defined]
        return guarded_view

    return decorate


def open_to_everyone(
    find: Callable[..., Thing] | None = None,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let anybody in, without account and session; `find(key)` fetches the object, if any."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def open_view(request: HttpRequest, **keys: Any) -> HttpResponse:
            if find is None:
                return view(request, **keys)
            with _as_http_errors():
                thing = find(keys.pop("key"))
            return view(request, thing, **keys)

        open_view.guard = Guard(  # type: ignore[attr-defined]
            access=find.__name__ if find else "everyone", to="take part"
        )
        return login_not_required(open_view)

    return decorate


def for_accounts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let anybody in who is logged in, whatever their role, to what is about themselves alone."""

    @wraps(view)
    def own_view(request: HttpRequest, **keys: Any) -> HttpResponse:
        return view(request, **keys)

    own_view.guard = Guard(access="accounts", to="be logged in")  # type: ignore[attr-defined]
    return own_view


def secret_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a page whose address lets somebody in: kept by no browser, and passed on to nobody.

    "no-referrer" would make browsers send "Origin: null" with the page's own form, which is then
    refused; with "strict-origin" nothing but the name of the site is passed on.
    """

    @never_cache
    @wraps(view)
    def secret_view(request: HttpRequest, **keys: Any) -> HttpResponse:
        response = view(request, **keys)
        response["Referrer-Policy"] = "strict-origin"
        return response

    return secret_view


@contextmanager
def _as_http_errors() -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise Http404 from error
    except NotAllowedError as error:
        raise PermissionDenied from error


def _actor_of(request: HttpRequest) -> Actor:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        # Logged in, but without a role anywhere: nothing can be shown.
        raise PermissionDenied
    return actor
