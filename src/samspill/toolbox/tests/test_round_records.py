"""A round's promise, counts, groups and partners, as they are stored: of any format."""

from typing import Any

import pytest

from samspill.toolbox.round_content import ContentError
from samspill.toolbox.round_records import (
    AskedGroup,
    AskedPartner,
    Counts,
    GroupCounts,
    Promise,
    PromisePart,
    encode_all,
    read_counts,
    read_group_counts,
    read_groups,
    read_partners,
    read_promise,
)

FIRST_PROMISE = {
    "nb": [{"heading": "Hva", "text": "Alt.", "is_short": False}, {"heading": "Nå", "text": "Ja."}],
    "en": [{"heading": "What", "text": "All."}],
}
COUNTS = Counts(
    people=5,
    items=((1, 2), (0, 3)),
    dont_know=(1, 2),
    groups={"": GroupCounts(people=5, items=((1, 2), (0, 3)), dont_know=(1, 2))},
)


def test_a_promise_from_before_it_had_a_format() -> None:
    promise = read_promise(FIRST_PROMISE)
    assert [part.heading for part in promise.parts("nb")] == ["Hva", "Nå"]
    assert [part.heading for part in promise.short_parts("nb")] == ["Nå"], "short where not said"
    assert read_promise(promise.encode()) == promise


def test_a_promise_is_shown_in_another_language_rather_than_not_at_all() -> None:
    promise = read_promise(FIRST_PROMISE)
    assert promise.parts("se") == promise.parts("nb")
    assert Promise(languages={"en": (PromisePart(heading="a", text="b"),)}).parts("nn")


def test_a_draft_has_promised_nothing() -> None:
    assert read_promise({}).parts("nb") == ()


def test_counts_from_before_there_was_dont_know() -> None:
    heap = {"people": 5, "items": [[1, 2], [0, 3]]}
    counts = read_counts({**heap, "groups": {"0": heap}})
    assert counts.dont_know == (0, 0)
    assert counts.groups["0"] == read_group_counts(heap)
    assert counts.groups["0"].items == ((1, 2), (0, 3))


def test_counts_are_read_back_as_they_were() -> None:
    assert read_counts(COUNTS.encode()) == COUNTS
    assert read_counts({}) == Counts(), "nothing is kept any more"


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ({"people": 2, "items": [[1, 2]]}, "items[0] does not fit 2 people"),
        ({"people": 2, "items": [[-1, 2]]}, "items[0] does not fit 2 people"),
        ({**COUNTS.encode(), "dont_know": [3, 2]}, "items[0] does not fit 5 people"),
        ({**COUNTS.encode(), "dont_know": [1]}, "2 items, and 1 counts of don't know"),
        ({**COUNTS.encode(), "format": 9}, "the format is 9; this version reads 1 and 2"),
        ({**COUNTS.encode(), "table": 4}, "unknown field `table`"),
        ({"people": "two", "items": []}, "people: Expected `int`, got `str`"),
        ({"people": 2, "items": [], "groups": {"0": 7}}, "people and items, in all and in each"),
    ],
)
def test_counts_that_cannot_be_are_refused(stored: dict[str, Any], told: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_counts(stored)
    assert told in str(caught.value)


def test_a_promise_in_a_later_format_is_refused() -> None:
    with pytest.raises(ContentError, match="the format is 3"):
        read_promise({"format": 3})


def test_groups_and_partners() -> None:
    groups = (AskedGroup(name={"nb": "Nesdal"}, asked={"a": 4}), AskedGroup(name={"nb": "Lidal"}))
    partners = (AskedPartner(key="a", name="Nesdal"),)
    assert read_groups(encode_all(groups)) == groups
    assert read_partners(encode_all(partners)) == partners
    assert read_groups([]) == ()
    assert read_partners([]) == ()
    with pytest.raises(ContentError, match=r"groups\[0\]: Object missing required field `name`"):
        read_groups([{"asked": {}}])
