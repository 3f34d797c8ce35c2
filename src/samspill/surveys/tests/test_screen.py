"""The big screen: one thing at a time, chosen by the facilitator, and nothing by itself."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from tests import cast as people

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.models import AuditEntry
from samspill.readings.public import RoundReading, view
from samspill.screens import operations as screens
from samspill.screens.models import Screen
from samspill.screens.public import CannotShowError, Part, ShownScreen
from samspill.surveys import closing_operations, round_screen
from samspill.surveys.models import SurveyRound
from samspill.surveys.round_screen import ROUND_SCREEN, ItemView, WholeView, read_round_screen

pytestmark = pytest.mark.django_db


def page_of(browser: Client, survey_round: SurveyRound) -> str:
    page: str = browser.get(f"/rounds/{survey_round.pk}/screen/").content.decode()
    return page


def sees(page: str) -> str:
    found = re.search(r'data-sees="(\w+)"', page)
    assert found is not None
    return found.group(1)


def press(browser: Client, survey_round: SurveyRound, show: str, **more: str) -> Any:
    return browser.post(f"/rounds/{survey_round.pk}/screen/show/", {"show": show, **more})


def show_on_screen(survey_round: SurveyRound, what: str, *, item_key: str = "", by: Actor) -> None:
    screens.show_on_screen(ROUND_SCREEN, survey_round, Part(what, item_key), by=by)


def now(survey_round: SurveyRound, language: str = "nb") -> ShownScreen:
    fresh = SurveyRound.objects.select_related("collaboration", "release").get(pk=survey_round.pk)
    with translation.override(language):
        return read_round_screen(fresh, language)


def item_on(screen: ShownScreen) -> ItemView:
    item = screen.picture.context["item"]
    assert isinstance(item, ItemView)
    return item


def choice_of(screen: ShownScreen, name: str) -> str | None:
    """Return what a button on the screen sends, or None where there is no such button."""
    return next((choice.part.value for choice in screen.choices if choice.name == name), None)


def read(shown: SurveyRound) -> RoundReading:
    assert shown.release is not None
    return view(shown.release.reading, "nb")


@pytest.fixture
def shown(cast: people.Cast) -> SurveyRound:
    """Return a round with something strong, something low and two camps."""
    opened = people.an_open_round(cast.cecilie)
    high = [4, 5, 4, 5, 4, 4, 5, 5, 4, 4] * 3
    camps = ([1, 2] * 8 + [4, 5] * 8)[:30]
    people.answer_it(opened, [[high[i], camps[i], *[3, 3, 3, 3, 2, 4, 3, 3]] for i in range(30)])
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    return closing_operations.publish_reading(closed, by=cast.cecilie)


# --- What is shown, and when ---------------------------------------------------------------------


def test_a_draft_has_no_code_to_show(cast: people.Cast, cecilie: Client) -> None:
    page = page_of(cecilie, people.a_draft(cast.cecilie))
    assert sees(page) == "draft"
    assert '<svg class="qr"' not in page


def test_an_open_round_shows_the_code(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie)
    assert opened.join_code is not None
    page = page_of(cecilie, opened)
    assert sees(page) == "code"
    assert f"{opened.join_code.code[:3]} {opened.join_code.code[3:]}" in page
    assert "Alle svarer hver for seg" in page


def test_an_open_table_says_how_to_talk(cast: people.Cast, cecilie: Client) -> None:
    page = page_of(cecilie, people.an_open_round(cast.cecilie, mode="open_table"))
    assert "Les opp én om gangen. Ingen diskuterer før alle har lest." in page
    assert "Alle svarer hver for seg" not in page


def test_a_round_by_personal_links_shows_no_code(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie, way_in="link")
    assert opened.join_code is not None
    page = page_of(cecilie, opened)
    assert sees(page) == "links"
    assert opened.join_code.address[:3] + " " not in page


def test_nothing_comes_on_the_wall_by_itself(cast: people.Cast, cecilie: Client) -> None:
    """Closed, and then shown: until somebody chooses, the room is told what comes now."""
    closed = people.a_closed_round(cast.cecilie)
    assert sees(page_of(cecilie, closed)) == "together"
    published = closing_operations.publish_reading(closed, by=cast.cecilie)
    page = page_of(cecilie, published)
    assert sees(page) == "together"
    assert "Nå leser vi resultatet sammen." in page
    assert "distribution" not in page


def test_the_code_goes_when_the_round_is_closed(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie)
    show_on_screen(opened, "code", by=cast.cecilie)
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    assert sees(page_of(cecilie, closed)) == "together"


def test_when_the_answers_were_deleted_the_screen_says_so(
    cast: people.Cast, cecilie: Client
) -> None:
    closed = people.a_closed_round(cast.cecilie)
    closing_operations.delete_answers_due(closed.delete_answers_on)
    page = page_of(cecilie, closed)
    assert sees(page) == "deleted"
    assert "Svarene ble slettet" in page


def test_the_whole_is_three_sentences(shown: SurveyRound, cast: people.Cast) -> None:
    show_on_screen(shown, "whole", by=cast.cecilie)
    whole = now(shown).picture.context["whole"]
    assert isinstance(whole, WholeView)
    reading = read(shown)
    assert whole.strong == reading.strong_themes
    assert whole.low == reading.low_themes
    assert whole.wide == reading.wide_themes
    assert not whole.is_hidden


def test_a_statement_has_its_drawing_its_finding_and_its_question(
    shown: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    item = read(shown).strong[0]
    show_on_screen(shown, "item", item_key=item.key, by=cast.cecilie)
    page = page_of(cecilie, shown)
    assert sees(page) == "item"
    for words in (item.text, item.finding, item.talk):
        assert re.search(rf">\s*{re.escape(words)}\s*<", page), words
    assert page.count('class="distribution-drawing"') == 1
    assert "Samme tall som tabell" not in page
    assert "30 svar." in page
    # One thing at a time.
    others = [one.text for one in read(shown).items if one.key != item.key]
    view = page.split('class="wall-tools"')[0]
    assert not [text for text in others if text in view]


def test_camps_are_said_before_the_numbers(shown: SurveyRound, cast: people.Cast) -> None:
    reading = read(shown)
    assert reading.talk_first is not None
    show_on_screen(shown, "item", item_key=reading.talk_first, by=cast.cecilie)
    item = item_on(now(shown))
    assert item.is_first
    assert item.lead == "Svarene danner to leire."
    assert item.rest == next(one.finding for one in reading.items if one.key == item.key)


def test_what_nearly_all_agree_on_says_why_the_rest_is_held_back(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    people.answer_it(opened, [[5] * 10 for _ in range(30)])
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    alike = closing_operations.publish_reading(closed, by=cast.cecilie)
    show_on_screen(alike, "item", item_key=read(alike).items[0].key, by=cast.cecilie)
    item = item_on(now(alike))
    assert item.rest == "Resten vises ikke, så ingen kan pekes ut."
    assert item.tile == ""


def test_what_is_hidden_says_why(cast: people.Cast, cecilie: Client) -> None:
    few = people.a_published_round(cast.cecilie, answers=3)
    show_on_screen(few, "whole", by=cast.cecilie)
    page = page_of(cecilie, few)
    assert "For få har svart til at noe kan vises." in page
    assert "Med så få svar kan noen gjette hvem som svarte hva." in page
    key = few.content["items"][4]["key"]
    show_on_screen(few, "item", item_key=key, by=cast.cecilie)
    page = page_of(cecilie, few)
    assert "For få har svart til at dette kan vises." in page
    assert few.content["items"][4]["talk"]["nb"] in page
    assert "distribution-drawing" not in page
    assert "sight-note" not in page


def test_simulated_answers_are_marked(cast: people.Cast, cecilie: Client) -> None:
    closed = people.a_closed_round(cast.cecilie)
    SurveyRound.objects.filter(pk=closed.pk).update(is_simulated=True)
    shown = closing_operations.publish_reading(closed, by=cast.cecilie)
    show_on_screen(shown, "whole", by=cast.cecilie)
    assert "24 svar (simulerte)." in " ".join(page_of(cecilie, shown).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Nå leser vi resultatet sammen."), ("nn", "No les vi resultatet saman."),
     ("en", "We read it together now.")],
)  # fmt: skip
def test_the_screen_is_in_the_language_of_its_window(
    language: str, words: str, cast: people.Cast, cecilie: Client
) -> None:
    closed = people.a_closed_round(cast.cecilie)
    cecilie.cookies["samspill_language"] = language
    assert words in page_of(cecilie, closed)


# --- The order of things -------------------------------------------------------------------------


def test_next_goes_as_the_reading_is_read(shown: SurveyRound, cast: people.Cast) -> None:
    reading = read(shown)
    order = [one.key for one in (*reading.strong, *reading.low, *reading.wide, *reading.others)]
    seen = []
    following = now(shown).next
    while following:
        part = following.part
        seen.append(part.key or part.what)
        show_on_screen(shown, part.what, item_key=part.key, by=cast.cecilie)
        following = now(shown).next
    assert seen == ["whole", *order]
    back = now(shown).previous
    assert back is not None
    assert back.part.value == f"item:{order[-2]}"
    assert len(order) == 10


def test_before_the_whole_there_is_nothing(shown: SurveyRound, cast: people.Cast) -> None:
    assert now(shown).previous is None
    show_on_screen(shown, "whole", by=cast.cecilie)
    assert now(shown).previous is None


def test_what_to_talk_about_first_is_one_press_away(shown: SurveyRound, cecilie: Client) -> None:
    first = choice_of(now(shown), "first")
    assert first is not None
    press(cecilie, shown, first)
    page = page_of(cecilie, shown)
    assert "Snakk om dette først" in page
    assert sees(page) == "item"


def test_a_round_too_small_to_read_can_still_be_talked_through(cast: people.Cast) -> None:
    few = people.a_published_round(cast.cecilie, answers=3)
    show_on_screen(few, "whole", by=cast.cecilie)
    following = now(few).next
    assert following is not None
    assert following.part.value == f"item:{few.content['items'][0]['key']}"


# --- Blank ---------------------------------------------------------------------------------------


def test_blank_covers_and_the_same_comes_back(
    shown: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    item = read(shown).items[3]
    show_on_screen(shown, "item", item_key=item.key, by=cast.cecilie)
    press(cecilie, shown, "blank")
    page = page_of(cecilie, shown)
    assert sees(page) == "blank"
    assert item.text not in page.split('class="wall-tools"')[0]
    press(cecilie, shown, "again")
    assert item.text in page_of(cecilie, shown).split('class="wall-tools"')[0]


def test_next_from_a_blank_screen_goes_on(shown: SurveyRound, cast: people.Cast) -> None:
    show_on_screen(shown, "whole", by=cast.cecilie)
    before = now(shown).next
    screens.blank_screen(ROUND_SCREEN, shown, by=cast.cecilie)
    assert now(shown).next == before
    assert before is not None
    show_on_screen(shown, "item", item_key=before.part.key, by=cast.cecilie)
    assert not now(shown).is_blank


def test_the_code_can_be_covered_while_somebody_speaks(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie)
    assert opened.join_code is not None
    press(cecilie, opened, "blank")
    assert opened.join_code.address not in page_of(cecilie, opened)
    press(cecilie, opened, "code")
    assert sees(page_of(cecilie, opened)) == "code"


# --- What cannot be shown ------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["whole", "item"])
def test_no_result_is_on_the_wall_before_it_is_shown(what: str, cast: people.Cast) -> None:
    closed = people.a_closed_round(cast.cecilie)
    key = closed.content["items"][0]["key"] if what == "item" else ""
    with pytest.raises(CannotShowError):
        show_on_screen(closed, what, item_key=key, by=cast.cecilie)
    assert not Screen.objects.exists()


def test_no_code_is_on_the_wall_when_nobody_can_answer(
    shown: SurveyRound, cast: people.Cast
) -> None:
    with pytest.raises(CannotShowError):
        show_on_screen(shown, "code", by=cast.cecilie)


@pytest.mark.parametrize(
    ("what", "key"), [("item", ""), ("item", "no_such_item"), ("whole", "loyalty"), ("", "")]
)
def test_what_the_round_does_not_have_is_refused(
    what: str, key: str, shown: SurveyRound, cast: people.Cast
) -> None:
    with pytest.raises(CannotShowError, match="to show"):
        show_on_screen(shown, what, item_key=key, by=cast.cecilie)


@pytest.mark.parametrize("show", ["", "item:no_such_item", "item:", "nonsense", "code", "x" * 500])
def test_a_press_that_means_nothing_changes_nothing(
    show: str, shown: SurveyRound, cecilie: Client
) -> None:
    before = page_of(cecilie, shown)
    assert press(cecilie, shown, show).status_code == 302
    assert people.without_tokens(page_of(cecilie, shown)) == people.without_tokens(before)
    assert not AuditEntry.objects.filter(operation="show_on_screen").exists()


# --- The stamp -----------------------------------------------------------------------------------


def test_the_stamp_changes_with_the_facilitator_and_with_nothing_else(
    cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    url = f"/rounds/{opened.pk}/screen/stamp/"

    def stamp() -> str:
        response = cecilie.get(url)
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        text: str = response.content.decode()
        return text

    seen = [stamp()]
    people.answer_it(opened, people.some_answers(12))
    page_of(cecilie, opened)
    assert stamp() == seen[0]
    for show in ("blank", "again", "code"):
        press(cecilie, opened, show)
        seen.append(stamp())
    closing_operations.close_round(opened, by=cast.cecilie)
    seen.append(stamp())
    closing_operations.publish_reading(opened, by=cast.cecilie)
    seen.append(stamp())
    press(cecilie, opened, "whole")
    seen.append(stamp())
    assert len(set(seen)) == len(seen) == 7
    assert f'data-stamp="{seen[-1]}"' in page_of(cecilie, opened)


# --- From the panel ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        ({"show": "whole", "from": "round"}, "/#screen-panel"),
        ({"show": "whole", "from": "reading"}, "/reading/#screen-panel"),
        ({"at": "item:loyalty", "from": "reading"}, "/reading/#show-loyalty"),
        ({"show": "whole", "from": "screen"}, "/screen/"),
        ({"show": "whole", "from": "https://example.org/"}, "/screen/"),
    ],
)
def test_a_press_leads_back_to_where_it_was_pressed(
    sent: dict[str, str], back: str, shown: SurveyRound, cecilie: Client
) -> None:
    response = cecilie.post(f"/rounds/{shown.pk}/screen/show/", sent)
    assert response["Location"] == f"/rounds/{shown.pk}{back}"


def test_the_panel_shows_the_same_small(
    shown: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    item = read(shown).others[0]
    show_on_screen(shown, "item", item_key=item.key, by=cast.cecilie)
    for path in ("", "reading/"):
        page = cecilie.get(f"/rounds/{shown.pk}/{path}").content.decode()
        panel = page.split('id="screen-panel"')[1].split("</form>")[0]
        assert item.text in panel
        assert "distribution-small" in panel
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("På storskjermen nå") == 1


def test_each_statement_of_the_reading_can_be_shown(shown: SurveyRound, cecilie: Client) -> None:
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    keys = {item["key"] for item in shown.content["items"]}
    assert set(re.findall(r'name="at"\s+value="item:(\w+)"', page)) == keys


def test_a_reader_drives_no_screen(shown: SurveyRound, cast: people.Cast) -> None:
    page = people.client_of(cast.eli).get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert "screen-panel" not in page
    assert "Vis på storskjermen" not in page


def test_a_draft_has_no_panel(cast: people.Cast, cecilie: Client) -> None:
    draft = people.a_draft(cast.cecilie)
    assert "screen-panel" not in cecilie.get(f"/rounds/{draft.pk}/").content.decode()


# --- Texts that must fit -------------------------------------------------------------------------


def test_long_themes_become_a_number() -> None:
    """A statement of the organisation's own is its own theme, and may have 300 letters."""
    item = people_item("Vi sier fra når noe er galt, også når det koster. " * 5)
    with translation.override("nb"):
        assert round_screen._themes([item]) == "1 påstand"
        assert round_screen._themes([item, item]) == "2 påstander"
        short = people_item("åpenhet")
        assert round_screen._themes([short, item, item]) == "åpenhet og 2 til"
        assert round_screen._themes([short, short]) == "åpenhet og åpenhet"
        assert round_screen._themes([short] * 7) == "åpenhet, åpenhet, åpenhet, åpenhet og 3 til"
        assert round_screen._themes([]) == ""


def people_item(theme: str) -> Any:
    from types import SimpleNamespace

    return SimpleNamespace(theme=theme)


def test_a_longer_text_is_never_set_larger() -> None:
    sizes = [round_screen._size("x" * length, round_screen.STATEMENT) for length in range(0, 310)]
    order = ["short", "medium", "long", "longest"]
    assert [order.index(one) for one in sizes] == sorted(order.index(one) for one in sizes)
    assert sizes[0] == "short"
    assert sizes[-1] == "longest"
    assert round_screen._size("x" * 300, round_screen.STATEMENT, smaller=True) == "longest"
    assert round_screen._size("x", round_screen.STATEMENT, smaller=True) == "medium"


def test_what_was_shown_of_a_removed_round_is_gone(shown: SurveyRound, cast: people.Cast) -> None:
    from samspill.collaborations.operations import remove_collaboration

    show_on_screen(shown, "whole", by=cast.cecilie)
    remove_collaboration(shown.collaboration, by=cast.cecilie)
    client = people.client_of(cast.cecilie)
    for path in ("screen/", "screen/stamp/"):
        assert client.get(f"/rounds/{shown.pk}/{path}").status_code == 404


def test_what_a_round_showed_goes_for_good_with_the_round(
    shown: SurveyRound, cast: people.Cast
) -> None:
    from samspill.collaborations.operations import forget_removed, remove_collaboration

    show_on_screen(shown, "whole", by=cast.cecilie)
    remove_collaboration(shown.collaboration, by=cast.cecilie)
    forget_removed()
    assert Screen.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        forget_removed()
    assert not SurveyRound.objects.filter(pk=shown.pk).exists()
    assert not Screen.objects.exists()


# --- Guess first ----------------------------------------------------------------------------------


def test_the_tables_guess_before_they_see(shown: SurveyRound, cecilie: Client) -> None:
    press(cecilie, shown, "whole")
    first = read(shown).strong[0]
    guess = choice_of(now(shown), "opener")
    assert guess == f"guess:{first.key}"
    press(cecilie, shown, guess)
    screen = now(shown)
    assert screen.shows == "guess"
    assert "item" not in screen.picture.context
    assert screen.next is not None
    assert screen.next.part.value == f"item:{first.key}"
    page = page_of(cecilie, shown)
    assert first.text in page
    assert "Gjett først" in page
    assert "Vis svarene" in page
    press(cecilie, shown, screen.next.part.value)
    assert item_on(now(shown)).text == first.text


def test_what_is_guessed_is_nowhere_on_the_screen(shown: SurveyRound, cecilie: Client) -> None:
    for item in read(shown).items:
        press(cecilie, shown, f"guess:{item.key}")
        page = page_of(cecilie, shown)
        assert sees(page) == "guess"
        assert item.finding not in page
        assert "distribution" not in page


def test_what_is_not_drawn_is_not_guessed(cast: people.Cast) -> None:
    few = people.a_published_round(cast.cecilie, answers=6)
    show_on_screen(few, "whole", by=cast.cecilie)
    assert choice_of(now(few), "opener") is None


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_guessing_is_asked_in_three_languages(
    language: str, shown: SurveyRound, cast: people.Cast
) -> None:
    asked = {"nb": "Hva tror dere", "nn": "Kva trur de", "en": "What do you think"}
    show_on_screen(shown, "guess", item_key=read(shown).items[0].key, by=cast.cecilie)
    client = people.client_of(cast.cecilie)
    client.cookies["samspill_language"] = language
    assert asked[language] in page_of(client, shown)


def test_nothing_is_guessed_before_there_is_a_result(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    with pytest.raises(CannotShowError):
        show_on_screen(opened, "guess", item_key=opened.content["items"][0]["key"], by=cast.cecilie)
