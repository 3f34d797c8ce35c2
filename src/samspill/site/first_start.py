"""The first start: who you are, in four answers; and the demo, a world beside one's own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samspill.foundation.access.public import (
    Actor,
    ActorRequest,
    Role,
    choose_organisation,
    for_roles,
    open_to_everyone,
    secret_address,
)
from samspill.foundation.accounts.public import Account, account_of, begin_session
from samspill.people.public import (
    LOGIN_LINK,
    AccountExistsError,
    FirstStartForm,
    LoginLink,
    SpentInvitationError,
    StartedError,
    find_login_link,
    is_started,
    place_names,
    start_by_link,
    start_from_demo,
    use_login_link,
)
from samspill.site import demo

_EXISTS = gettext_lazy(
    "Somebody has an account with this e-mail. If it is you, log in first, and open the link again."
)


@secret_address
@open_to_everyone(find_login_link)
def log_in_by_link(request: HttpRequest, link: LoginLink) -> HttpResponse:
    """Log in by a link: with a press, since programs that look at links press nothing.

    Where nobody is here yet, the link asks who you are.
    """
    # One that led to the first start ends when somebody has begun in another way.
    if not link.is_open(timezone.now()) or (link.account is None and is_started()):
        return render(request, "site/link_is_spent.html", status=403)
    if link.account is None:
        return _begin(request, link)
    if not link.account.is_active:
        return render(request, "account/account_inactive.html", status=403)
    if request.method == "POST":
        return _come_in(request, link, link.account)
    return render(request, "site/log_in_by_link.html", {"account": link.account})


@for_roles(Role.ADMINISTRATOR)
def begin(request: ActorRequest) -> HttpResponse:
    """Begin with an organisation of one's own, after having looked at the demo."""
    if is_started():
        return redirect("site:start")
    return _begin(request, None)


@require_POST
@for_roles(*Role)
def look_at_demo(request: ActorRequest) -> HttpResponse:
    """Make the demo, or go back to it."""
    organisation = demo.make_for(account_of(request.actor.account_id))
    choose_organisation(request, organisation)
    return redirect("site:start")


@require_POST
@for_roles(Role.ADMINISTRATOR)
def remove_demo(request: ActorRequest) -> HttpResponse:
    """Remove the demo; not while it is all there is, since nobody could then come in."""
    if not is_started():
        return redirect("site:begin")
    demo.remove(request.actor.organisation_id)
    return redirect("site:start")


def _begin(request: HttpRequest, link: LoginLink | None) -> HttpResponse:
    if request.method == "POST" and "look" in request.POST and link is not None:
        return _come_in(request, link, demo.make_account())
    form = FirstStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actor = _start(request, link, form)
        except (SpentInvitationError, StartedError):
            return redirect(request.path)
        except AccountExistsError:
            form.add_error("email", _EXISTS)
        else:
            begin_session(request, actor.account_id)
            choose_organisation(request, actor.organisation_id)
            return redirect("site:start")
    context = {"form": form, "has_link": link is not None, "places": place_names()}
    return render(request, "site/begin.html", context, status=422 if form.is_bound else 200)


def _start(request: HttpRequest, link: LoginLink | None, form: FirstStartForm) -> Actor:
    if link is None:
        assert isinstance(request.user, Account)  # noqa: S101  (the guard has made sure)
        return start_from_demo(request.user, form.new_organisation(), form.new_person())
    return start_by_link(link, form.new_organisation(), form.new_person())


def _come_in(request: HttpRequest, link: LoginLink, account: Account) -> HttpResponse:
    """Spend the link and log in; where somebody was faster, say that it is spent."""
    try:
        use_login_link(link)
        begin_session(request, account.pk)
    # The demo may go with its people in the instant in which one of them comes in.
    except (SpentInvitationError, Account.DoesNotExist):
        return redirect(request.path)
    # The session that a link opened is not the one in which its owner is told of it.
    request.session[LOGIN_LINK] = str(link.pk)
    return redirect("site:start")
