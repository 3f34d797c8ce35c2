"""Who is in the organisation, invitations, groups, and what everybody may see."""

from __future__ import annotations

import json

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import (
    Actor,
    ActorRequest,
    Role,
    choose_organisation,
    for_accounts,
    for_roles,
    guarded,
    open_to_everyone,
    secret_address,
)
from samspill.foundation.accounts.public import Account, begin_session, is_tied
from samspill.foundation.audit.public import MONTHS_WITH_NAME
from samspill.foundation.declarations.public import Target
from samspill.foundation.organisations.public import Organisation
from samspill.foundation.ui.menu import address_of
from samspill.foundation.ui.panels import panels_for
from samspill.people import group_operations, invitation_mail, operations, results
from samspill.people.access import (
    ROLES,
    Group,
    Invitation,
    Person,
    access_group,
    access_organisation,
    access_person,
    access_role_invitation,
    find_invitation,
    own_organisation,
)
from samspill.people.forms import (
    GroupForm,
    InvitationForm,
    NameForm,
    OrganisationForm,
    PersonForm,
    RolesForm,
)
from samspill.people.holdings import holdings_of
from samspill.people.places import GroupPlace

EXISTS = gettext_lazy(
    "Somebody has an account with this e-mail. If it is you, log in first, and open the link again."
)
NOT_FOR_YOU = gettext_lazy(
    "This invitation was sent to another e-mail. Ask the one who invited you for one of your own."
)


@require_safe
@for_roles(*ROLES["see"])
def people(request: ActorRequest) -> HttpResponse:
    return _people_page(request, InvitationForm())


@require_safe
@for_roles(*Role)
def roles(request: ActorRequest) -> HttpResponse:
    """Say what each role may see and do."""
    return render(request, "people/roles.html", {"page": results.roles_page()})


@never_cache
@require_POST
@for_roles(*ROLES["look after"])
def invite(request: ActorRequest) -> HttpResponse:
    """Make an invitation. Its link is shown once, or sent."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _people_page(request, form)
    issued = operations.invite(form.new_invitation(), by=request.actor)
    link = request.build_absolute_uri(reverse("people:invitation", args=[issued.token]))
    context = {
        "invitation": issued.invitation,
        "organisation": own_organisation(request.actor),
        "link": link,
        **invitation_mail.hand_over(issued, link=link),
    }
    return render(request, "people/invited.html", context)


@require_POST
@guarded(access_role_invitation, to="look after")
def withdraw_invitation(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    operations.withdraw_invitation(invitation, by=request.actor)
    return redirect("people:people")


@guarded(access_person, to="look after")
def person(request: ActorRequest, person: Person) -> HttpResponse:
    """Change somebody's roles, or end them."""
    initial = {"roles": sorted(person.roles), "ends_on": person.memberships[0].ends_on}
    form = RolesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_roles(
                person,
                [Role(role) for role in form.cleaned_data["roles"]],
                ends_on=form.cleaned_data["ends_on"],
                by=request.actor,
            )
        except operations.LastOneError as error:
            form.add_error("roles", last_one_words(error))
        else:
            return redirect(_after_roles(request, person))
    context = {"person": person, "is_tied": is_tied(person.account.pk)}
    return _form_page(request, "people/person.html", form, context)


@require_POST
@guarded(access_person, to="look after")
def untie(request: ActorRequest, person: Person) -> HttpResponse:
    """Let another person at the provider who has got this e-mail log in with it."""
    operations.untie_from_provider(person, by=request.actor)
    return redirect("people:person", person.account.pk)


@guarded(access_organisation, to="look after")
def organisation(request: ActorRequest, own: Organisation) -> HttpResponse:
    initial = {
        "kind": own.kind,
        "name": own.name,
        "contact": own.contact,
        "data_protection_officer": own.data_protection_officer,
    }
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_organisation(
            own,
            new=form.new_organisation(),
            contact=form.cleaned_data["contact"],
            data_protection_officer=form.cleaned_data["data_protection_officer"],
            by=request.actor,
        )
        return redirect("people:people")
    return _form_page(request, "people/organisation.html", form, {"organisation": own})


@require_POST
@for_roles(*Role)
def choose(request: ActorRequest) -> HttpResponse:
    """Act for another of one's own organisations from now on."""
    own = {
        str(organisation.pk): organisation
        for organisation, _roles in results.organisations_of(request.actor.account_id)
    }
    chosen = own.get(request.POST.get("organisation", ""))
    if chosen is not None:
        choose_organisation(request, chosen.pk)
    return redirect(address_of(Target.HOME))


# --- Invitations, as they are met by those invited --------------------------------------------


@secret_address
@open_to_everyone(find_invitation)
def invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Show what one is invited to; to accept is a press of its own."""
    account = request.user if isinstance(request.user, Account) else None
    form = PersonForm(request.POST or None, initial={"email": invitation.email})
    if request.method == "POST":
        done = _accept(request, invitation, account, form)
        if done is not None:
            return done
    context = {
        "invitation": invitation,
        "role": Role(invitation.role).label,
        "summary": results.ROLE_SUMMARIES[Role(invitation.role)],
        "is_open": results.is_open(invitation),
        "account": account,
        "refusal": NOT_FOR_YOU if account and not invitation.is_for(account.email) else "",
        "form": form,
    }
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)


def _accept(
    request: HttpRequest, invitation: Invitation, account: Account | None, form: PersonForm
) -> HttpResponse | None:
    """Accept and log in; None where the page must say what is wrong."""
    try:
        if account is not None:
            actor = operations.accept_invitation(invitation, account)
        elif form.is_valid():
            actor = operations.accept_as_new(invitation, form.new_person())
            begin_session(request, actor.account_id)
        else:
            return None
    except operations.SpentInvitationError:
        return redirect(request.path)
    except operations.OtherPersonError:
        if account is not None:
            return redirect(request.path)
        form.add_error("email", NOT_FOR_YOU)
        return None
    except operations.AccountExistsError:
        form.add_error("email", EXISTS)
        return None
    choose_organisation(request, actor.organisation_id)
    return redirect(address_of(Target.HOME))


# --- One's own page ----------------------------------------------------------------------------


@for_accounts
def me(request: HttpRequest) -> HttpResponse:
    """Show what is held about oneself, and what one can do with it."""
    account = _account(request)
    form = NameForm(request.POST or None, initial={"name": account.name})
    if request.method == "POST" and form.is_valid():
        operations.change_name(account, form.cleaned_data["name"])
        return redirect("people:me")
    return _own_page(request, form)


def _own_page(request: HttpRequest, form: NameForm) -> HttpResponse:
    account = _account(request)
    actor: Actor | None = getattr(request, "actor", None)
    context = {
        "account": account,
        "organisations": results.organisations_of(account.pk),
        "groups": results.own_groups(actor) if actor else (),
    }
    return _form_page(request, "people/me.html", form, context)


@never_cache
@require_safe
@for_accounts
def my_data(request: HttpRequest) -> HttpResponse:
    """Hand over everything that is held about oneself, as a file."""
    content = json.dumps(holdings_of(_account(request)), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="samspill-about-me.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


@require_POST
@for_roles(*Role)
def leave(request: ActorRequest) -> HttpResponse:
    """Leave the organisation one acts for."""
    own = access_person(request.actor, request.actor.account_id, to=None)
    try:
        operations.change_roles(own, [], ends_on=None, by=request.actor)
    except operations.LastOneError as error:
        return _refused(request, error)
    return redirect(address_of(Target.HOME))


@for_accounts
def erase_me(request: HttpRequest) -> HttpResponse:
    """Ask once more, then erase the account and what names it."""
    if request.method == "POST":
        try:
            operations.erase_account(_account(request))
        except operations.LastOneError as error:
            return _refused(request, error)
        logout(request)
        return redirect(address_of(Target.HOME))
    context = {"account": _account(request), "months": MONTHS_WITH_NAME}
    return render(request, "people/erase_me.html", context)


def _refused(request: HttpRequest, error: operations.LastOneError) -> HttpResponse:
    """Say on one's own page why one cannot go."""
    form = NameForm({"name": _account(request).name})
    form.add_error(None, last_one_words(error))
    return _own_page(request, form)


@require_POST
@for_accounts
def put_away_notice(request: HttpRequest) -> HttpResponse:
    """Put away the notice of log-in links that others made for oneself."""
    came_by = request.session.get(results.LOGIN_LINK, "")
    operations.tell_of_login_links(_account(request).pk, came_by=came_by)
    return redirect(address_of(Target.HOME))


# --- Groups ------------------------------------------------------------------------------------


@for_roles(*ROLES["start"])
def propose_group(request: ActorRequest) -> HttpResponse:
    form = GroupForm(request.POST or None, people=results.person_rows(request.actor))
    if request.method == "POST" and form.is_valid():
        group_operations.propose_group(form.new_group(), by=request.actor)
        # Whoever only leads has no page about people, and finds the groups on their own page.
        may_see = request.actor.has(*ROLES["see"])
        return redirect(reverse("people:people" if may_see else "people:me") + "#groups")
    return _form_page(request, "people/propose_group.html", form, {})


@require_safe
@guarded(access_group, to="answer")
def group(request: ActorRequest, group: Group) -> HttpResponse:
    return render(request, "people/group.html", _group_context(request, group))


@require_POST
@guarded(access_group, to="answer")
def join_group(request: ActorRequest, group: Group) -> HttpResponse:
    group_operations.join_group(group, by=request.actor)
    return redirect("people:group", group.pk)


@require_POST
@guarded(access_group, to="answer")
def leave_group(request: ActorRequest, group: Group) -> HttpResponse:
    group_operations.leave_group(group, by=request.actor)
    return redirect(address_of(Target.HOME))


# --- Parts -------------------------------------------------------------------------------------


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # noqa: S101  (the guard has made sure)
    return request.user


def _after_roles(request: ActorRequest, person: Person) -> str:
    """Return where to go; whoever has given away their own rights may not see the list."""
    is_oneself = person.account.pk == request.actor.account_id
    return address_of(Target.HOME) if is_oneself else reverse("people:people")


def last_one_words(error: operations.LastOneError) -> str:
    """Say why nobody can be without this role, and what to do first."""
    return _(
        "This is the last one with the role %(role)s. Give the role to somebody else first."
    ) % {"role": error.role.label}


def _group_context(request: ActorRequest, group: Group) -> dict[str, object]:
    row = next(each for each in results.group_rows(request.actor) if each.key == group.pk)
    return {
        "group": group,
        "row": row,
        "panels": panels_for(GroupPlace.PAGE, request, group),
        "members": results.group_members(group),
        "has_started": results.has_started(group),
    }


def _people_page(request: ActorRequest, form: InvitationForm) -> HttpResponse:
    context = {
        "page": results.people_page(request.actor),
        "organisation": own_organisation(request.actor),
        "may_look_after": request.actor.has(*ROLES["look after"]),
        "form": form,
    }
    return render(request, "people/people.html", context, status=422 if form.errors else 200)


def _form_page(
    request: HttpRequest, template: str, form: object, context: dict[str, object]
) -> HttpResponse:
    status = 422 if getattr(form, "is_bound", False) else 200
    return render(request, template, {**context, "form": form}, status=status)
