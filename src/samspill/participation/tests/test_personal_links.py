"""Personal links: each lets in once, and what is left of one does not tell who used it."""

from __future__ import annotations

import pytest
from tests import cast as people

from samspill.participation.models import Invitation, JoinCode, Ticket
from samspill.participation.operations import (
    check_in,
    create_join_code,
    forget_invitations,
    invite,
    renew_link,
    spend_ticket,
)
from samspill.participation.results import invitation_list, presence, ticket_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def code() -> JoinCode:
    return create_join_code()


@pytest.fixture
def token(code: JoinCode, cast: people.Cast) -> str:
    (link,) = invite(code, ["Dag Ås"], by=cast.cecilie)
    return link.token


def test_a_link_lets_in_once(code: JoinCode, token: str) -> None:
    assert spend_ticket(code, token)
    assert not spend_ticket(code, token)


def test_a_link_to_another_round_lets_nobody_in(token: str) -> None:
    assert not spend_ticket(create_join_code(), token)


def test_everybody_who_is_asked_gets_one_link_and_no_more(
    code: JoinCode, cast: people.Cast
) -> None:
    first = invite(code, ["Dag Ås", "Eva Berg", "Dag Ås"], by=cast.cecilie)
    assert [link.name for link in first] == ["Dag Ås", "Eva Berg"]
    more = invite(code, ["Eva Berg", "Finn Dal"], by=cast.cecilie)
    assert [link.name for link in more] == ["Finn Dal"]
    assert len({link.token for link in [*first, *more]}) == 3


def test_a_lost_link_is_void_when_a_new_one_is_given(
    code: JoinCode, token: str, cast: people.Cast
) -> None:
    new = renew_link(Invitation.objects.get(), by=cast.cecilie)
    assert not spend_ticket(code, token)
    assert spend_ticket(code, new.token)


def test_a_new_link_has_the_state_of_the_old(code: JoinCode, token: str, cast: people.Cast) -> None:
    spend_ticket(code, token)
    new = renew_link(Invitation.objects.get(), by=cast.cecilie)
    assert not spend_ticket(code, new.token)
    assert ticket_state(code, new.token) == Ticket.State.USED
    assert ticket_state(code, token) is None


def test_who_was_here_and_left_gets_a_link_that_can_be_used(
    code: JoinCode, token: str, cast: people.Cast
) -> None:
    check_in(Invitation.objects.get(), by=cast.cecilie)
    new = renew_link(Invitation.objects.get(), by=cast.cecilie)
    assert spend_ticket(code, new.token)


def test_who_has_come_uses_the_code_and_not_the_link(
    code: JoinCode, token: str, cast: people.Cast
) -> None:
    check_in(Invitation.objects.get(), by=cast.cecilie)
    assert not spend_ticket(code, token)
    assert presence(invitation_list(code)).here == 1


def test_who_answered_before_coming_has_still_answered(
    code: JoinCode, token: str, cast: people.Cast
) -> None:
    spend_ticket(code, token)
    check_in(Invitation.objects.get(), by=cast.cecilie)
    assert Ticket.objects.get().state == Ticket.State.USED


def test_no_link_can_be_read_out_of_the_database(token: str) -> None:
    rows = [*Ticket.objects.values_list(), *Invitation.objects.values_list()]
    assert token not in str(rows)


def test_nothing_is_left_of_who_was_asked_when_it_is_forgotten(
    code: JoinCode, token: str, cast: people.Cast
) -> None:
    other = create_join_code()
    invite(other, ["Eva Berg"], by=cast.cecilie)
    forget_invitations(code)
    assert list(Invitation.objects.values_list("name", flat=True)) == ["Eva Berg"]
    assert Ticket.objects.count() == 1
    assert not spend_ticket(code, token)
