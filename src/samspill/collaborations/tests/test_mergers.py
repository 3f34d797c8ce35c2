"""Partners that change their name, or become one with another: what stays, and the way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.action_plans.models import Action
from samspill.action_plans.operations import NewAction, agree_action
from samspill.collaborations import operations, results
from samspill.collaborations.models import Collaboration, Contact, Endorsement, Partner
from samspill.collaborations.operations import NewEndorsement, NewPartner
from samspill.foundation.access.public import Actor

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


@pytest.fixture
def pair(collaboration: Collaboration) -> tuple[Partner, Partner]:
    nesdal = Partner.objects.get(collaboration=collaboration, name="Nesdal")
    return nesdal, Partner.objects.get(collaboration=collaboration, name="Lidal")


def names(collaboration: Collaboration) -> list[str]:
    return [partner.name for partner in results.partners_of(collaboration)]


def page(partner: Partner, step: str = "") -> str:
    return f"/collaborations/partners/{partner.pk}/{step}"


def stand_behind(partner: Partner, by: Actor, **changes: object) -> Endorsement:
    values: dict[str, object] = {
        "body": "Kommunestyret",
        "is_elected": True,
        "decided_on": date(2025, 3, 12),
    }
    return operations.endorse(partner, NewEndorsement(**{**values, **changes}), by=by)  # type: ignore[arg-type]


def merged(pair: tuple[Partner, Partner], by: Actor, name: str = "Nye Fjord") -> Partner:
    return operations.merge_partners(*pair, name=name, by=by)


def bodies(partner: Partner) -> list[tuple[str, bool]]:
    found = results.standing_of(partner, today=TODAY).endorsements
    return [(one.body, one.is_standing) for one in found]


def test_a_renamed_partner_keeps_its_number(
    cecilie: Client, cast: people.Cast, collaboration: Collaboration
) -> None:
    new = [NewPartner(Partner.Kind.MUNICIPALITY, "Giske", "1532")]
    (giske,) = operations.add_partners(collaboration, new, by=cast.cecilie)
    assert 'value="Giske"' in cecilie.get(page(giske, "rename/")).content.decode()
    assert cecilie.post(page(giske, "rename/"), {"name": "Øygiske"}).status_code == 302
    giske.refresh_from_db()
    assert (giske.name, giske.place_number) == ("Øygiske", "1532")
    assert "1532" in cecilie.get(page(giske)).content.decode()


@pytest.mark.parametrize("name", ["Lidal", " ", "Lidal "])
def test_a_name_that_cannot_be_taken_is_told(
    name: str, cecilie: Client, pair: tuple[Partner, Partner]
) -> None:
    response = cecilie.post(page(pair[0], "rename/"), {"name": name})
    assert response.status_code == 422
    pair[0].refresh_from_db()
    assert pair[0].name == "Nesdal"


def test_the_name_may_stay_as_it_is(cecilie: Client, pair: tuple[Partner, Partner]) -> None:
    assert cecilie.post(page(pair[0], "rename/"), {"name": "Nesdal"}).status_code == 302


def test_two_become_one_through_the_page(
    cecilie: Client, collaboration: Collaboration, pair: tuple[Partner, Partner]
) -> None:
    shown = cecilie.get(page(pair[0], "merge/")).content.decode()
    assert "Dette skjer da" in shown
    answers = {"other": str(pair[1].pk), "name": "Nye Fjord"}
    response = cecilie.post(page(pair[0], "merge/"), answers)
    assert names(collaboration) == ["Nye Fjord"]
    told = cecilie.get(response["Location"]).content.decode()
    assert "Lidal, Nesdal" in told
    assert "Angre sammenslåingen" in told
    for one in pair:
        one.refresh_from_db()
        assert one.merged_into is not None
        assert one.merged_into.name == "Nye Fjord"
        assert one.removed_at is not None


@pytest.mark.parametrize(
    ("name", "number"), [("Nesdal", "9901"), ("Giske", "1532"), ("Nye Fjord", "")]
)
def test_the_number_is_found_by_the_name(
    name: str, number: str, cecilie: Client, pair: tuple[Partner, Partner]
) -> None:
    Partner.objects.filter(pk=pair[0].pk).update(place_number="9901")
    cecilie.post(page(pair[0], "merge/"), {"other": str(pair[1].pk), "name": name})
    new = Partner.objects.present().get(name=name)
    assert new.place_number == number


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"other": "", "name": "Nye Fjord"}, "other"),
        ({"other": "itself", "name": "Nye Fjord"}, "other"),
        ({"other": "of another kind", "name": "Nye Fjord"}, "other"),
        ({"other": "lidal", "name": ""}, "name"),
        ({"other": "lidal", "name": "Sula"}, "name"),
    ],
    ids=str,
)
def test_a_merger_that_cannot_be_is_told(
    answers: dict[str, str],
    field: str,
    cecilie: Client,
    cast: people.Cast,
    pair: tuple[Partner, Partner],
) -> None:
    new = [
        NewPartner(Partner.Kind.UNION, "De tillitsvalgte"),
        NewPartner(Partner.Kind.MUNICIPALITY, "Sula"),
    ]
    union, _sula = operations.add_partners(pair[0].collaboration, new, by=cast.cecilie)
    keys = {"itself": pair[0].pk, "lidal": pair[1].pk, "of another kind": union.pk}
    given = {**answers, "other": str(keys.get(answers["other"], ""))}
    response = cecilie.post(page(pair[0], "merge/"), given)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Partner.objects.filter(removed_at__isnull=False).exists()


def test_alone_of_its_kind_there_is_nobody_to_merge_with(
    cecilie: Client, cast: people.Cast, pair: tuple[Partner, Partner]
) -> None:
    operations.remove_partner(pair[1], by=cast.cecilie)
    shown = cecilie.get(page(pair[0], "merge/")).content.decode()
    assert "Det finnes ingen annen part" in shown
    assert 'name="other"' not in shown


def test_both_endorsements_must_be_asked_for_again(
    cecilie: Client, cast: people.Cast, pair: tuple[Partner, Partner]
) -> None:
    for one in pair:
        stand_behind(one, cast.cecilie)
    stand_behind(pair[0], cast.cecilie, body="Kommunedirektøren", is_elected=False)
    new = merged(pair, cast.cecilie)
    assert bodies(new) == [
        ("Kommunestyret", False),
        ("Kommunestyret", False),
        ("Kommunedirektøren", False),
    ]
    shown = cecilie.get(page(new)).content.decode()
    assert "Dette gjaldt Nesdal, før sammenslåingen. Spør de nye." in shown
    assert results.standing_of(new, today=TODAY).standing.value == "out_of_date"
    # The new council answers for both old ones; the director has not been asked yet.
    stand_behind(new, cast.cecilie, body="Kommunestyret i Nye Fjord")
    assert bodies(new) == [("Kommunestyret i Nye Fjord", True), ("Kommunedirektøren", False)]
    assert results.standing_of(new, today=TODAY).standing.value == "stands"
    stand_behind(new, cast.cecilie, body="kommunedirektøren", is_elected=False)
    assert bodies(new) == [("Kommunestyret i Nye Fjord", True), ("kommunedirektøren", True)]


def test_what_is_inherited_can_be_changed_and_taken_off_the_page(
    cecilie: Client, cast: people.Cast, pair: tuple[Partner, Partner]
) -> None:
    endorsement = stand_behind(pair[0], cast.cecilie)
    new = merged(pair, cast.cecilie)
    change = f"/collaborations/endorsements/{endorsement.pk}/change/"
    answers = {"body": "Bystyret", "is_elected": "yes", "decided_on": "2025-03-12"}
    assert cecilie.post(change, answers)["Location"] == page(new)
    assert bodies(new) == [("Bystyret", False)]
    withdraw = f"/collaborations/endorsements/{endorsement.pk}/withdraw/"
    response = cecilie.post(withdraw)
    assert bodies(new) == []
    restore = f"/collaborations/endorsements/{endorsement.pk}/restore/"
    assert restore in cecilie.get(response["Location"]).content.decode()
    assert cecilie.post(restore)["Location"] == page(new)
    endorsement.refresh_from_db()
    assert endorsement.partner == pair[0]


def test_contacts_follow_and_can_be_removed_there(
    cecilie: Client, cast: people.Cast, pair: tuple[Partner, Partner]
) -> None:
    for one in pair:
        operations.add_contact(one, role="ordfører", name=f"Fra {one.name}", by=cast.cecilie)
    new = merged(pair, cast.cecilie)
    shown = cecilie.get(page(new)).content.decode()
    assert "Fra Nesdal, ordfører" in shown
    assert "Fra Lidal, ordfører" in shown
    contact = Contact.objects.get(name="Fra Nesdal")
    response = cecilie.post(f"/collaborations/contacts/{contact.pk}/remove/")
    assert response["Location"] == page(new) + "#contacts"


def test_a_merger_is_undone(
    cecilie: Client, cast: people.Cast, collaboration: Collaboration, pair: tuple[Partner, Partner]
) -> None:
    stand_behind(pair[0], cast.cecilie)
    new = merged(pair, cast.cecilie)
    assert cecilie.post(page(new, "undo-merger/")).status_code == 302
    assert names(collaboration) == ["Lidal", "Nesdal"]
    assert bodies(pair[0]) == [("Kommunestyret", True)]
    assert not Partner.objects.filter(merged_into__isnull=False).exists()
    assert cecilie.post(page(new, "undo-merger/")).status_code == 404


def test_the_new_one_may_keep_a_name_and_be_undone_all_the_same(
    cast: people.Cast, collaboration: Collaboration, pair: tuple[Partner, Partner]
) -> None:
    new = merged(pair, cast.cecilie, name="Nesdal")
    assert names(collaboration) == ["Nesdal"]
    operations.undo_merger(new, by=cast.cecilie)
    assert names(collaboration) == ["Lidal", "Nesdal"]


def test_undoing_does_not_double_one_that_was_added_again(
    cast: people.Cast, collaboration: Collaboration, pair: tuple[Partner, Partner]
) -> None:
    new = merged(pair, cast.cecilie)
    again = [NewPartner(Partner.Kind.MUNICIPALITY, "Lidal")]
    operations.add_partners(collaboration, again, by=cast.cecilie)
    operations.undo_merger(new, by=cast.cecilie)
    assert names(collaboration) == ["Lidal", "Nesdal"]


def test_only_what_was_merged_can_be_undone(cecilie: Client, pair: tuple[Partner, Partner]) -> None:
    assert cecilie.post(page(pair[0], "undo-merger/")).status_code == 404


def test_an_earlier_partner_has_no_page_and_cannot_be_brought_back_alone(
    cecilie: Client, cast: people.Cast, pair: tuple[Partner, Partner]
) -> None:
    merged(pair, cast.cecilie)
    assert cecilie.get(page(pair[0])).status_code == 404
    assert cecilie.post(page(pair[0], "restore/")).status_code == 404
    partners = f"/collaborations/{pair[0].collaboration_id}/partners/?removed={pair[0].pk}"
    assert page(pair[0], "restore/") not in cecilie.get(partners).content.decode()


def test_mergers_follow_each_other(
    cast: people.Cast, collaboration: Collaboration, pair: tuple[Partner, Partner]
) -> None:
    new = [NewPartner(Partner.Kind.MUNICIPALITY, "Sula")]
    (sula,) = operations.add_partners(collaboration, new, by=cast.cecilie)
    contact = operations.add_contact(pair[0], role="ordfører", name="", by=cast.cecilie)
    stand_behind(pair[0], cast.cecilie)
    stand_behind(sula, cast.cecilie)
    first = merged(pair, cast.cecilie)
    second = merged((first, sula), cast.cecilie, name="Storfjord")
    assert bodies(second) == [("Kommunestyret", False), ("Kommunestyret", False)]
    found = results.standing_of(second, today=TODAY)
    assert [one.key for one in found.contacts] == [contact.pk]
    assert found.earlier == ("Nye Fjord", "Sula")
    assert pair[0].heir() == pair[0]
    pair[0].refresh_from_db()
    assert pair[0].heir() == second
    operations.undo_merger(second, by=cast.cecilie)
    assert names(collaboration) == ["Nye Fjord", "Sula"]


def test_the_council_of_the_first_merger_answers_for_those_before_it(
    cast: people.Cast, collaboration: Collaboration, pair: tuple[Partner, Partner]
) -> None:
    new = [NewPartner(Partner.Kind.MUNICIPALITY, "Sula")]
    (sula,) = operations.add_partners(collaboration, new, by=cast.cecilie)
    for one in pair:
        stand_behind(one, cast.cecilie)
    first = merged(pair, cast.cecilie)
    stand_behind(first, cast.cecilie, decided_on=date(2026, 1, 1))
    second = merged((first, sula), cast.cecilie, name="Storfjord")
    assert [one.until for one in results.standing_of(second, today=TODAY).endorsements] == [
        "Dette gjaldt Nye Fjord, før sammenslåingen. Spør de nye."
    ]


def test_actions_stay_readable_with_the_old_name(
    cecilie: Client, cast: people.Cast, collaboration: Collaboration, pair: tuple[Partner, Partner]
) -> None:
    new = NewAction(
        title="Møtes", owner="Anne Vik", owner_partner="Lidal", due_on=timezone.localdate()
    )
    action = agree_action(collaboration, new, by=cast.cecilie)
    merged(pair, cast.cecilie)
    assert "Lidal" in cecilie.get("/actions/").content.decode()
    assert Action.objects.get(pk=action.pk).owner_partner == "Lidal"


def _removed_long_ago(*partners: Partner) -> None:
    long_ago = timezone.now() - timedelta(days=operations.UNDO_DAYS + 1)
    keys = [one.pk for one in partners]
    Partner.objects.filter(pk__in=keys).update(removed_at=long_ago)


def test_the_earlier_ones_are_kept_for_as_long_as_the_new_one(
    cast: people.Cast, pair: tuple[Partner, Partner]
) -> None:
    operations.add_contact(pair[0], role="ordfører", name="Svein Hovde", by=cast.cecilie)
    new = merged(pair, cast.cecilie)
    _removed_long_ago(*pair)
    operations.forget_removed()
    assert Partner.objects.count() == 3
    operations.remove_partner(new, by=cast.cecilie)
    _removed_long_ago(new)
    operations.forget_removed()
    assert not Partner.objects.exists()
    assert not Contact.objects.exists()


def test_a_merged_partner_that_stands_cannot_be_stored(pair: tuple[Partner, Partner]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=pair[0].pk).update(merged_into=pair[1])
