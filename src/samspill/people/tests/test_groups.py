"""Groups: proposed, started when three have said yes, and closed to everybody else."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, client_of

from samspill.foundation.access.public import Role
from samspill.foundation.organisations.models import Membership
from samspill.people.models import Group, GroupMember
from samspill.people.tests.story import text

pytestmark = pytest.mark.django_db

NAME = "Ledergruppen i helse"


def propose(cast: Cast, by: Client, *members: str) -> Group:
    """Propose a group of these people, as somebody who may."""
    chosen = [str(cast.named()[name].account_id) for name in members]
    sent = {"name": NAME, "kind": "leaders", "level": "nearest_leaders", "members": chosen}
    assert by.post("/people/groups/propose/", sent).status_code == 302
    return Group.objects.get()


def say(cast: Cast, group: Group, word: str, *names: str) -> None:
    for name in names:
        browser = client_of(cast.named()[name])
        assert browser.post(f"/people/groups/{group.pk}/{word}/").status_code == 302


def test_a_group_starts_when_three_have_said_yes(cast: Cast, cecilie: Client) -> None:
    group = propose(cast, cecilie, "ada", "bjorn", "eli")
    for name, told in (
        ("ada", "Starter når tre har sagt ja"),
        ("bjorn", "Starter når en tredje sier ja"),
        ("eli", "Medlemmene styrer den selv"),
    ):
        say(cast, group, "join", name)
        assert told in text(client_of(cast.named()[name]).get(f"/people/groups/{group.pk}/"))
    say(cast, group, "leave", "eli")
    page = text(client_of(cast.ada).get(f"/people/groups/{group.pk}/"))
    assert "Starter når en tredje sier ja" in page


def test_the_members_see_each_other_and_nobody_else_does(cast: Cast, cecilie: Client) -> None:
    group = propose(cast, cecilie, "ada", "bjorn", "eli")
    say(cast, group, "join", "ada", "bjorn")
    address = f"/people/groups/{group.pk}/"
    page = text(client_of(cast.ada).get(address))
    # Nobody is told who else has said yes before there are three.
    assert "Bjørn Dahl" in page
    assert "Eli" in page
    assert "har ikke svart ennå" not in page
    # Who is asked and has not answered sees what it is, not who is in it.
    asked = text(client_of(cast.eli).get(address))
    assert "Bjørn Dahl" not in asked
    assert NAME in asked
    # Nobody above reads along: not who proposed it, nor the administrator.
    assert cecilie.get(address).status_code == 403
    assert client_of(cast.gry).get(address).status_code == 403
    assert client_of(cast.frode).get(address).status_code == 404
    for browser in (cecilie, client_of(cast.gry)):
        listed = (
            text(browser.get("/people/")).partition('id="groups"')[2].partition("</section>")[0]
        )
        assert NAME in listed
        assert "2 personer" in listed
        assert "Bjørn" not in listed


def test_whoever_is_asked_finds_it_on_their_own_page(cast: Cast, cecilie: Client) -> None:
    """Readers have no page about people."""
    group = propose(cast, cecilie, "ada", "bjorn", "eli")
    assert f"/people/groups/{group.pk}/" in text(client_of(cast.ada).get("/me/"))
    assert NAME not in text(client_of(cast.gry).get("/me/"))


def test_a_leader_proposes_a_group_and_is_in_it(cast: Cast) -> None:
    Membership.objects.filter(account=cast.ada.account_id).update(role=Role.LEADER)
    browser = client_of(cast.ada)
    propose(cast, browser, "ada", "bjorn", "eli")
    assert GroupMember.objects.get(said_yes_at__isnull=False).account_id == cast.ada.account_id
    assert NAME in text(browser.get("/me/"))


def test_a_reader_proposes_none(cast: Cast) -> None:
    assert client_of(cast.ada).get("/people/groups/propose/").status_code == 403


def test_nobody_from_elsewhere_comes_in_by_a_tampered_form(cast: Cast, cecilie: Client) -> None:
    frode = str(cast.frode.account_id)
    sent = {"name": NAME, "kind": "leaders", "level": "", "members": [frode]}
    assert cecilie.post("/people/groups/propose/", sent).status_code == 422
    assert not Group.objects.exists()


def test_nobody_joins_who_was_not_asked(cast: Cast, cecilie: Client) -> None:
    group = propose(cast, cecilie, "ada", "bjorn", "eli")
    assert cecilie.post(f"/people/groups/{group.pk}/join/").status_code == 403
    assert not GroupMember.objects.filter(account=cast.cecilie.account_id).exists()


def test_who_says_no_is_out_and_the_last_one_closes_the_group(cast: Cast, cecilie: Client) -> None:
    group = propose(cast, cecilie, "ada", "bjorn")
    say(cast, group, "leave", "ada")
    assert client_of(cast.ada).get(f"/people/groups/{group.pk}/").status_code == 403
    say(cast, group, "leave", "bjorn")
    assert not Group.objects.exists()


def test_who_leaves_the_organisation_leaves_its_groups(cast: Cast, cecilie: Client) -> None:
    propose(cast, cecilie, "ada", "bjorn", "eli")
    client_of(cast.ada).post("/me/leave/")
    assert not GroupMember.objects.filter(account=cast.ada.account_id).exists()
