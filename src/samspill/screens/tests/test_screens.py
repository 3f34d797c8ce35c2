"""Anything can be on the big screen: here an agenda, made up for the test, of who works together.

What rounds have there is tested in `surveys`; keys, remotes and other windows in
`tests/journeys/test_screen.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db.models.signals import post_delete
from django.test import Client
from django.urls import include, path, reverse
from tests import cast as people

from samspill.collaborations.models import Collaboration, Partner
from samspill.foundation.access.public import Actor, NotAllowedError, NotFoundError
from samspill.foundation.audit.models import AuditEntry
from samspill.screens import registry
from samspill.screens.models import Screen
from samspill.screens.public import (
    Choice,
    Frame,
    Opener,
    Part,
    Picture,
    Step,
    Subject,
    SubjectKind,
    declare,
    screen_paths,
    words,
)
from samspill.site.urls import urlpatterns as product_paths

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


# --- A subject that no slice has: the partners of a collaboration, one at a time ------------------


def access_agenda(actor: Actor, key: UUID, *, to: str) -> Collaboration:
    agenda = Collaboration.objects.filter(pk=key, organisation=actor.organisation_id).first()
    if agenda is None:
        raise NotFoundError
    if to not in ("follow", "change") or not actor.is_facilitator:
        raise NotAllowedError
    return agenda


def partners_on(agenda: Collaboration) -> list[Partner]:
    return list(Partner.objects.filter(collaboration=agenda).order_by("name"))


def subject_of(agenda: Collaboration, _language: str) -> Subject:
    partners = partners_on(agenda)

    def draw(part: Part) -> Picture:
        name = next((each.name for each in partners if str(each.pk) == part.key), None)
        if name and part.what == "partner":
            return words(part, name, "Speaks for three minutes.")
        if name and part.what == "riddle":
            return words(part, "Who comes next?")
        return words(Part("welcome"), f"Welcome to {agenda.name}", "Coffee is in the corner.")

    steps = [
        Step(
            Part("partner", str(each.pk)),
            each.name,
            Opener(Part("riddle", str(each.pk)), "Let them guess who", "Tell who"),
        )
        for each in partners
    ]
    last = steps[-1]
    return Subject(
        draw=draw, steps=steps, choices=[Choice("last", last.part, "Skip to the last", last.title)]
    )


AGENDA = SubjectKind(
    name="agenda",
    namespace="made_up",
    model=Collaboration,
    access=access_agenda,
    state_of=lambda agenda: "gone" if agenda.removed_at else "there",
    can_show=lambda agenda, part: (
        part.what in ("partner", "riddle")
        and part.key in {str(each.pk) for each in partners_on(agenda)}
    ),
    subject_of=subject_of,
    frame_of=lambda agenda: Frame(
        title=agenda.name,
        back="collaboration",
        back_label="Back to who works together",
        pages={"collaboration": reverse("collaborations:collaboration", args=[agenda.pk])},
    ),
)
urlpatterns = [
    path("agendas/", include((screen_paths("<uuid:key>/wall/", AGENDA), "made_up"))),
    *product_paths,
]


@pytest.fixture
def agenda(cast: people.Cast) -> Collaboration:
    """Return a collaboration of Lidal and Nesdal."""
    return people.a_collaboration(cast.cecilie)


def wall(browser: Client, agenda: Collaboration) -> str:
    page: str = browser.get(f"/agendas/{agenda.pk}/wall/").content.decode()
    return page


def on_the_wall(browser: Client, agenda: Collaboration) -> str:
    """Return the kind of picture, and its heading."""
    page = wall(browser, agenda)
    shown = re.search(r'data-sees="(\w+)".*?<h1[^>]*>(.*?)</h1>', page, re.DOTALL)
    assert shown is not None
    return f"{shown[1]}: {shown[2]}"


def buttons(browser: Client, agenda: Collaboration) -> dict[str, str]:
    """Return what each button on the wall sends, by its name."""
    pairs = re.findall(r'id="screen-(\w+)"\s+name="show"\s+value="([^"]*)"', wall(browser, agenda))
    return dict(pairs)


def press(browser: Client, agenda: Collaboration, **sent: str) -> str:
    response = browser.post(f"/agendas/{agenda.pk}/wall/show/", sent)
    assert response.status_code == 302
    return str(response["Location"])


# --- It is shown, one thing at a time -------------------------------------------------------------


def test_the_wall_has_what_the_subject_says_until_something_is_chosen(
    agenda: Collaboration, cecilie: Client
) -> None:
    page = wall(cecilie, agenda)
    assert on_the_wall(cecilie, agenda) == f"welcome: Welcome to {agenda.name}"
    assert "Coffee is in the corner." in page
    assert "next" in buttons(cecilie, agenda)
    assert "previous" not in buttons(cecilie, agenda)
    assert "Back to who works together" in page
    assert f'href="/collaborations/{agenda.pk}/"' in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page


def test_next_goes_through_the_parts_and_ends(agenda: Collaboration, cecilie: Client) -> None:
    seen = []
    while following := buttons(cecilie, agenda).get("next"):
        press(cecilie, agenda, show=following)
        seen.append(on_the_wall(cecilie, agenda))
    assert seen == ["partner: Lidal", "partner: Nesdal"]
    press(cecilie, agenda, show=buttons(cecilie, agenda)["previous"])
    assert on_the_wall(cecilie, agenda) == "partner: Lidal"
    assert "previous" not in buttons(cecilie, agenda)


def test_what_is_shown_before_a_part_leads_to_it(agenda: Collaboration, cecilie: Client) -> None:
    assert "Let them guess who" in wall(cecilie, agenda)
    press(cecilie, agenda, show=buttons(cecilie, agenda)["opener"])
    assert on_the_wall(cecilie, agenda) == "riddle: Who comes next?"
    page = wall(cecilie, agenda)
    assert "Tell who" in page
    assert "Let them guess who" not in page
    press(cecilie, agenda, show=buttons(cecilie, agenda)["next"])
    assert on_the_wall(cecilie, agenda) == "partner: Lidal"


def test_a_choice_is_gone_while_it_is_on_the_wall(agenda: Collaboration, cecilie: Client) -> None:
    press(cecilie, agenda, show=buttons(cecilie, agenda)["last"])
    assert on_the_wall(cecilie, agenda) == "partner: Nesdal"
    assert "last" not in buttons(cecilie, agenda)


def test_blank_covers_and_the_same_comes_back(agenda: Collaboration, cecilie: Client) -> None:
    press(cecilie, agenda, show=buttons(cecilie, agenda)["next"])
    press(cecilie, agenda, show="blank")
    assert on_the_wall(cecilie, agenda) == "blank: Skjermen er blank."
    press(cecilie, agenda, show="again")
    assert on_the_wall(cecilie, agenda) == "partner: Lidal"


@pytest.mark.parametrize("show", ["", "partner", "partner:nobody", "nonsense:1", "x" * 500])
def test_what_the_subject_does_not_have_changes_nothing(
    show: str, agenda: Collaboration, cecilie: Client
) -> None:
    press(cecilie, agenda, show=show)
    assert not Screen.objects.exists()
    assert not AuditEntry.objects.filter(operation="show_on_screen").exists()


def test_a_press_is_audited_as_done_to_the_subject(agenda: Collaboration, cecilie: Client) -> None:
    press(cecilie, agenda, show=buttons(cecilie, agenda)["next"])
    entry = AuditEntry.objects.get(operation="show_on_screen")
    assert (entry.subject_kind, entry.subject_id) == ("collaboration", agenda.pk)


def test_a_press_leads_back_to_a_page_the_subject_has_named(
    agenda: Collaboration, cecilie: Client
) -> None:
    show = buttons(cecilie, agenda)["next"]
    own = f"/collaborations/{agenda.pk}/"
    key = show.partition(":")[2]
    assert press(cecilie, agenda, show=show) == f"/agendas/{agenda.pk}/wall/"
    assert press(cecilie, agenda, show=show, **{"from": "collaboration"}) == f"{own}#screen-panel"
    assert press(cecilie, agenda, at=show, **{"from": "collaboration"}) == f"{own}#show-{key}"


# --- The stamp, and who may -----------------------------------------------------------------------


def test_the_stamp_changes_with_presses_and_the_state_alone(
    agenda: Collaboration, cecilie: Client
) -> None:
    def stamp() -> str:
        text: str = cecilie.get(f"/agendas/{agenda.pk}/wall/stamp/").content.decode()
        return text

    assert stamp() == "there 0"
    wall(cecilie, agenda)
    press(cecilie, agenda, show="nonsense")
    assert stamp() == "there 0"
    press(cecilie, agenda, show="blank")
    assert stamp() == "there 1"
    assert 'data-stamp="there 1"' in wall(cecilie, agenda)


def test_a_screen_is_guarded_as_its_subject_is(agenda: Collaboration, cast: people.Cast) -> None:
    for person, status in ((cast.eli, 403), (cast.gry, 403), (cast.frode, 404)):
        browser = people.client_of(person)
        for page in ("", "stamp/"):
            assert browser.get(f"/agendas/{agenda.pk}/wall/{page}").status_code == status
        assert browser.post(f"/agendas/{agenda.pk}/wall/show/").status_code == status


# --- Declared, and forgotten ----------------------------------------------------------------------


@pytest.fixture
def declared() -> Iterator[None]:
    """Declare agendas as the site would, and take them back."""
    declare(AGENDA)
    yield
    del registry._kinds["agenda"]
    post_delete.disconnect(sender=Collaboration, dispatch_uid="screen of agenda")


@pytest.mark.usefixtures("declared")
def test_a_screen_goes_with_its_subject(agenda: Collaboration, cecilie: Client) -> None:
    press(cecilie, agenda, show="blank")
    assert Screen.objects.count() == 1
    agenda.delete()
    assert not Screen.objects.exists()


@pytest.mark.usefixtures("declared")
def test_two_kinds_cannot_have_one_name() -> None:
    other = SubjectKind(**{**vars(AGENDA), "namespace": "another"})
    with pytest.raises(ValueError, match="'agenda'"):
        declare(other)
    declare(AGENDA)  # the same once more is no fault
