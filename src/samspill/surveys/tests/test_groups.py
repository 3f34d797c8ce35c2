"""The background question: refused or previewed before opening, shown with care, then forgotten."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from tests import cast as people

from samspill.collaborations.models import Collaboration, Partner
from samspill.collaborations.operations import NewPartner, add_partners
from samspill.collaborations.public import partners_of
from samspill.readings.reading import ItemGroups
from samspill.surveys import closing_operations, operations
from samspill.surveys.group_forecasts import look_ahead
from samspill.surveys.groupings import plan_groups
from samspill.surveys.models import Response, SurveyRound

pytestmark = pytest.mark.django_db

KINDS = (Partner.Kind.POLITICAL_LEADERSHIP, Partner.Kind.ADMINISTRATION, Partner.Kind.UNION)


@pytest.fixture
def draft(cast: people.Cast) -> SurveyRound:
    return people.a_draft(cast.cecilie)


def asked_fields(draft: SurveyRound, *sizes: object) -> dict[str, object]:
    partners = partners_of(draft.collaboration)
    return {f"asked-{one.pk}": size for one, size in zip(partners, sizes, strict=True)}


def an_open_round_with_groups(cast: people.Cast, *sizes: int) -> SurveyRound:
    draft = people.a_draft(cast.cecilie)
    plan = people.a_group_plan(draft, *(sizes or (40, 40)))
    operations.ask_for_background(draft, plan, by=cast.cecilie)
    return operations.open_round(draft, by=cast.cecilie)


def answer_from(opened: SurveyRound, group: int | None, count: int, point: int = 4) -> None:
    for number in range(count):
        ratings = [max(1, min(5, point - number % 3 + item % 2)) for item in range(10)]
        operations.submit_response(opened, key=uuid.uuid4(), ratings=ratings, group=group)


# --- Before anybody is asked --------------------------------------------------------------------


def test_the_draft_leads_to_the_question(draft: SurveyRound, cecilie: Client) -> None:
    page = cecilie.get(f"/rounds/{draft.pk}/").content.decode()
    assert f"/rounds/{draft.pk}/groups/" in page


def test_too_small_groups_are_refused_with_the_reason(draft: SurveyRound, cecilie: Client) -> None:
    url = f"/rounds/{draft.pk}/groups/"
    data = {"background": "partner", "save": "", **asked_fields(draft, 9, 4)}
    response = cecilie.post(url, data)
    assert response.status_code == 422
    assert "Gruppene blir for små. Minst 5" in response.content.decode()
    draft.refresh_from_db()
    assert (draft.background, draft.groups) == ("", [])


def test_large_enough_groups_are_shown_before_they_are_saved(
    draft: SurveyRound, cecilie: Client
) -> None:
    url = f"/rounds/{draft.pk}/groups/"
    data = {"background": "partner", **asked_fields(draft, 9, 6)}
    response = cecilie.post(url, {**data, "preview": ""})
    assert response.status_code == 200
    page = response.content.decode()
    assert "9 blir spurt. Gruppa vises hvis minst 5 svarer." in page
    draft.refresh_from_db()
    assert draft.groups == []
    assert cecilie.post(url, {**data, "save": ""})["Location"] == f"/rounds/{draft.pk}/"
    draft.refresh_from_db()
    assert [one["name"]["nb"] for one in draft.groups] == ["Lidal", "Nesdal"]
    assert draft.expected_count == 15
    assert "Lidal · Nesdal" in cecilie.get(f"/rounds/{draft.pk}/").content.decode()
    assert 'value="9"' in cecilie.get(url).content.decode()


@pytest.mark.parametrize(
    ("sizes", "all_answer", "two_of_three"),
    [
        ((9, 12), ["vises", "vises"], ["6 personer: vises", "8 personer: vises"]),
        # Six is enough, four is not: and the other goes with it.
        (
            (6, 12),
            ["vises", "vises"],
            ["4 personer: vises sammen med en annen", "8 personer: vises sammen med en annen"],
        ),
    ],
)
def test_it_is_told_what_happens_if_a_third_does_not_answer(
    sizes: tuple[int, int],
    all_answer: list[str],
    two_of_three: list[str],
    draft: SurveyRound,
    cecilie: Client,
) -> None:
    data = {"background": "partner", "preview": "", **asked_fields(draft, *sizes)}
    page = cecilie.post(f"/rounds/{draft.pk}/groups/", data).content.decode()
    assert page.count("Hvis alle svarer: vises.") == len(all_answer)
    for said in two_of_three:
        assert said in page
    is_sure = not any("sammen med" in said for said in two_of_three)
    assert ("Dette kan dere gjøre i stedet" in page) != is_sure


def test_the_outlook_is_what_the_release_then_does(cast: people.Cast) -> None:
    """Whatever the outlook says of so many answers is what is shown of them."""
    for sizes in ((9, 12), (6, 12), (12, 5), (7, 7), (20, 6)):
        opened = an_open_round_with_groups(cast, *sizes)
        partners = {one.pk: one for one in partners_of(opened.collaboration)}
        asked = dict(zip(partners, sizes, strict=True))
        plan = plan_groups("partner", partners, asked, minimum=5)
        told = look_ahead(plan, partners, asked, "nb")
        for place, group in enumerate(told.groups):
            answer_from(opened, place, group.answering)
        release = people.show_it(opened, cast.cecilie).release
        assert release is not None
        items = release.reading.items
        each = [item.groups.each if item.groups else () for item in items]
        for item, groups in zip(items, each, strict=True):
            if item.figures.form == "near_unanimous":
                continue
            shown = [one.figures.form != "hidden" for one in groups]
            # Left out by lot, or because something could be found.
            if shown:
                assert shown == [one.is_shown_then for one in told.groups], sizes
        if not any(one.is_shown_then for one in told.groups):
            assert not any(each), sizes
        else:
            assert any(each), sizes


def test_groups_that_clash_with_those_shown_before_are_told_before(
    cast: people.Cast, cecilie: Client
) -> None:
    """Lidal alone was shown; Lidal with a third would tell what that third answered."""
    first = published(cast, 12, 13)
    add_partners(
        first.collaboration, [NewPartner(Partner.Kind.MUNICIPALITY, "Sundvoll")], by=cast.cecilie
    )
    draft = people.a_draft(cast.cecilie, first.collaboration)
    names = [one.name for one in partners_of(draft.collaboration)]
    asked = {"Lidal": 12, "Nesdal": 13, "Sundvoll": 4}
    data = asked_fields(draft, *(asked[name] for name in names))
    page = cecilie.post(
        f"/rounds/{draft.pk}/groups/", {"background": "partner", "preview": "", **data}
    ).content.decode()
    assert "Disse gruppene blir ikke vist." in page
    assert ("Dette kan ikke vises" in page, "Dette kan vises" in page) == (True, False)
    assert "Hvis alle svarer" not in page
    again = asked_fields(draft, *(asked[name] if name != "Sundvoll" else 0 for name in names))
    page = cecilie.post(
        f"/rounds/{draft.pk}/groups/", {"background": "partner", "preview": "", **again}
    ).content.decode()
    assert "Disse gruppene blir ikke vist." not in page
    assert page.count("Hvis alle svarer: vises.") == 2


def test_too_small_groups_are_offered_something_that_is_possible(
    cast: people.Cast, cecilie: Client
) -> None:
    draft = _across(cast)
    url = f"/rounds/{draft.pk}/groups/"
    page = cecilie.post(
        url, {"background": "partner", "preview": "", **asked_fields(draft, 8, 3, 3)}
    )
    assert page.status_code == 422
    said = page.content.decode()
    assert 'value="nothing"' in said
    assert 'value="open_table"' in said
    assert 'name="instead" value="kind"' not in said, "by kind they are as small"


def _two_unions_and_two_municipalities(cast: people.Cast) -> SurveyRound:
    draft = people.a_draft(cast.cecilie)
    new = [NewPartner(Partner.Kind.UNION, name) for name in ("Lærerne", "Legene")]
    add_partners(draft.collaboration, new, by=cast.cecilie)
    return draft


def test_each_alternative_is_one_press(cast: people.Cast, cecilie: Client) -> None:
    draft = _two_unions_and_two_municipalities(cast)
    url = f"/rounds/{draft.pk}/groups/"
    numbers = {f"asked-{one.pk}": 4 for one in partners_of(draft.collaboration)}
    page = cecilie.post(url, {"background": "partner", "preview": "", **numbers}).content.decode()
    assert "Sammenlign typer av parter" in page
    assert (
        cecilie.post(url, {"instead": "kind", "background": "partner", **numbers}).status_code
        == 302
    )
    draft.refresh_from_db()
    assert (draft.background, len(draft.groups)) == ("kind", 2)
    cecilie.post(url, {"instead": "nothing", "background": "kind", **numbers})
    draft.refresh_from_db()
    assert (draft.background, draft.groups) == ("", [])
    cecilie.post(url, {"instead": "open_table"})
    draft.refresh_from_db()
    assert draft.is_open_table


@pytest.mark.parametrize("instead", ["", "x", "<script>", "open_round"])
def test_what_is_not_offered_does_nothing(
    instead: str, draft: SurveyRound, cecilie: Client
) -> None:
    data = {"instead": instead, "background": "partner", **asked_fields(draft, 9, 9)}
    assert cecilie.post(f"/rounds/{draft.pk}/groups/", data).status_code == 200
    draft.refresh_from_db()
    assert (draft.background, draft.mode) == ("", "anonymous")


def test_the_question_can_be_taken_back(draft: SurveyRound, cast: people.Cast) -> None:
    operations.ask_for_background(draft, people.a_group_plan(draft), by=cast.cecilie)
    client = people.client_of(cast.cecilie)
    client.post(
        f"/rounds/{draft.pk}/groups/", {"background": "", "save": "", **asked_fields(draft, 9, 9)}
    )
    draft.refresh_from_db()
    assert (draft.background, draft.groups) == ("", [])


@pytest.mark.parametrize("value", ["-1", "x", "3,5", "9" * 40])
def test_a_wrong_number_is_told(value: str, draft: SurveyRound, cecilie: Client) -> None:
    data = {"background": "partner", "save": "", **asked_fields(draft, value, 9)}
    assert cecilie.post(f"/rounds/{draft.pk}/groups/", data).status_code == 422


def test_another_collaborations_partner_is_not_counted(
    draft: SurveyRound, cast: people.Cast
) -> None:
    foreign = partners_of(people.a_collaboration(cast.frode))[0]
    partners = {one.pk: one for one in partners_of(draft.collaboration)}
    plan = plan_groups("partner", partners, {foreign.pk: 50}, minimum=5)
    assert not plan.is_possible


def test_an_open_round_keeps_its_groups(cast: people.Cast) -> None:
    opened = an_open_round_with_groups(cast)
    client = people.client_of(cast.cecilie)
    assert client.get(f"/rounds/{opened.pk}/groups/")["Location"] == f"/rounds/{opened.pk}/"
    with pytest.raises(operations.WrongStateError):
        operations.ask_for_background(opened, None, by=cast.cecilie)


def test_small_partners_are_joined_and_named_together(cast: people.Cast) -> None:
    draft = people.a_draft(cast.cecilie)
    kind = Partner.Kind.MUNICIPALITY
    new = [NewPartner(kind, "Sundvoll"), NewPartner(kind, "Tverrelv")]
    add_partners(draft.collaboration, new, by=cast.cecilie)
    plan = people.a_group_plan(draft, 9, 8, 3, 3)
    assert [one.name["nn"] for one in plan.groups] == ["Lidal", "Nesdal", "Sundvoll og Tverrelv"]
    assert [one.is_joined for one in plan.groups] == [False, False, True]


def _across(cast: people.Cast) -> SurveyRound:
    draft = people.a_draft(cast.cecilie)
    Partner.objects.filter(collaboration=draft.collaboration).delete()
    owner = Collaboration.objects.get(pk=draft.collaboration_id)
    add_partners(owner, [NewPartner(kind, f"De {kind}") for kind in KINDS], by=cast.cecilie)
    return draft


@pytest.mark.parametrize("by_kind", [True, False])
def test_between_politics_and_administration_eight_are_needed(
    by_kind: bool, cast: people.Cast
) -> None:
    draft = _across(cast)
    assert not people.a_group_plan(draft, 7, 9, 0, by_kind=by_kind).is_possible
    plan = people.a_group_plan(draft, 8, 9, 0, by_kind=by_kind)
    assert plan.minimum == 8
    assert len(plan.groups) == 2


# --- While people answer ------------------------------------------------------------------------


def test_the_question_comes_last_and_can_be_skipped(cast: people.Cast, phone: Client) -> None:
    opened = an_open_round_with_groups(cast)
    assert opened.join_code is not None
    url = f"/r/{opened.join_code.address}/"
    phone.post(url + "begin/")
    page = phone.get(url + "answer/").content.decode()
    assert page.rindex('name="item-10"') < page.index('name="group"')
    assert "minst fem" in page
    phone.post(url + "answer/", {"item-1": "4", "group": "1"})
    other = Client()
    other.post(url + "begin/")
    other.post(url + "answer/", {"item-1": "4"})
    assert {one.group for one in Response.objects.all()} == {1, None}


@pytest.mark.parametrize("value", ["2", "-1", "x", "9" * 30])
def test_a_group_that_is_not_there_is_refused(value: str, cast: people.Cast, phone: Client) -> None:
    opened = an_open_round_with_groups(cast)
    assert opened.join_code is not None
    url = f"/r/{opened.join_code.address}/"
    phone.post(url + "begin/")
    assert phone.post(url + "answer/", {"item-1": "4", "group": value}).status_code == 422
    with pytest.raises(ValueError, match="not among"):
        operations.submit_response(opened, key=uuid.uuid4(), ratings=[4] * 10, group=2)
    assert not Response.objects.exists()


def test_to_say_where_one_comes_from_is_no_answer(cast: people.Cast, phone: Client) -> None:
    opened = an_open_round_with_groups(cast)
    assert opened.join_code is not None
    url = f"/r/{opened.join_code.address}/"
    phone.post(url + "begin/")
    assert phone.post(url + "answer/", {"group": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "hvor du kommer fra"), ("nn", "kvar du kjem frå"), ("en", "which partner you come")],
)
def test_the_promise_says_that_the_group_is_stored(
    language: str, words: str, cast: people.Cast
) -> None:
    with_groups, without = an_open_round_with_groups(cast), people.an_open_round(cast.cecilie)
    assert words in with_groups.promised.parts(language)[0].text
    assert words not in without.promised.parts(language)[0].text


# --- When the result is shown -------------------------------------------------------------------


def published(cast: people.Cast, *counts: int, unsaid: int = 0) -> SurveyRound:
    opened = an_open_round_with_groups(cast)
    for group, count in enumerate(counts):
        answer_from(opened, group, count, point=5 - 2 * group)
    answer_from(opened, None, unsaid)
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    return closing_operations.publish_reading(closed, by=cast.cecilie)


def groups_of(shown: SurveyRound) -> list[ItemGroups]:
    """Return the groups beside each statement; a round that asked has them, if none of them."""
    assert shown.release is not None
    every = [item.groups for item in shown.release.reading.items]
    assert None not in every
    return [groups for groups in every if groups is not None]


def test_groups_are_shown_beside_each_other(cast: people.Cast, cecilie: Client) -> None:
    shown = published(cast, 12, 13)
    assert shown.release is not None
    for groups in groups_of(shown):
        for one in groups.each:
            assert one.figures.form in {"fifths", "near_unanimous"}
            assert one.figures.count is None
            assert one.figures.middle is None
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert page.count('class="statement-groups"') == 10
    assert "12 til 21 svar" in page


def test_a_group_that_turned_out_too_small_hides_the_other_with_it(
    cast: people.Cast, cecilie: Client
) -> None:
    shown = published(cast, 20, 4)
    assert shown.release is not None
    assert [groups.each for groups in groups_of(shown)] == [()] * 10
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert "Vises ikke, av hensyn til anonymiteten." in page


def test_who_did_not_say_is_not_left_alone(cast: people.Cast, cecilie: Client) -> None:
    """One person skipped the question: total less groups would be that person's answer."""
    shown = published(cast, 12, 13, unsaid=1)
    assert shown.release is not None
    for groups in groups_of(shown):
        forms = [one.figures.form for one in groups.each]
        assert forms[:1] in ([], ["hidden"]), "the smallest stands together with the one"
        if groups.each:
            assert groups.together is not None
            assert groups.together.places == (0,)
            assert groups.together.with_unsaid
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert "Lidal og de som ikke sa hvor de kommer fra" in page
    assert "Ikke vist for seg: Lidal." in page


def test_which_group_was_too_small_is_not_stored(cast: people.Cast) -> None:
    """The one that was, and the one that stands with it, look the same in the release."""
    shown = published(cast, 12, 13, unsaid=2)
    assert shown.release is not None
    for groups in groups_of(shown):
        for one in groups.each:
            if one.figures.form == "hidden":
                assert one.figures.count_band is None


def test_the_group_is_forgotten_when_the_result_has_been_shown(cast: people.Cast) -> None:
    """Under the promise that the single answers are kept until a day."""
    opened = an_open_round_with_groups(cast)
    SurveyRound.objects.update(keeps_answers=True)
    answer_from(opened, 0, 12)
    answer_from(opened, 1, 11)
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    SurveyRound.objects.filter(pk=closed.pk).update(traces_destroyed_at=closed.closed_at)
    before = set(Response.objects.values_list("pk", flat=True))
    closing_operations.publish_reading(closed, by=cast.cecilie)
    stored = Response.objects.all()
    assert {one.group for one in stored} == {None}
    assert not before & {one.pk for one in stored}, "under fresh keys"
    assert SurveyRound.objects.get().traces_destroyed_at is None, "the worker destroys them anew"


def test_a_round_without_the_question_shows_no_groups(cast: people.Cast) -> None:
    shown = people.a_published_round(cast.cecilie)
    assert shown.release is not None
    assert shown.release.reading.grouping is None
    assert all(item.groups is None for item in shown.release.reading.items)


def test_where_nearly_everybody_answers_alike_no_group_points_at_the_few(
    cast: people.Cast, cecilie: Client
) -> None:
    """Two of 25 disagree, and both are in a group of six: beside the others it would be seen."""
    opened = an_open_round_with_groups(cast)
    for group, points in ((0, [5] * 19), (1, [5, 5, 5, 5, 1, 1])):
        for point in points:
            operations.submit_response(
                opened, key=uuid.uuid4(), ratings=[point, *[1, 3, 5] * 3], group=group
            )
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    shown = closing_operations.publish_reading(closed, by=cast.cecilie)
    assert shown.release is not None
    first = shown.release.reading.items[0]
    assert first.figures.form == "near_unanimous"
    assert groups_of(shown)[0].each == ()
    page = cecilie.get(f"/rounds/{shown.pk}/groups-of/?item={first.key}").content.decode()
    assert "Nesten alle svarer likt, så gruppene vises ikke." in page
    assert "Nesdal" not in page
    assert cecilie.get(f"/rounds/{shown.pk}/reading/").status_code == 200
