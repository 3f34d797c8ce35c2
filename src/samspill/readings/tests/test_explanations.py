"""Written examples: what is said of rooms that a middle alone would make look alike."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from msgspec.structs import replace
from tests import cast as people

from samspill.readings.answers import Row, count_answers
from samspill.readings.explanations import ExplainedNumber, explain, known_of
from samspill.readings.making import make_reading
from samspill.readings.reading import StoredItem, StoredScale
from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale
from samspill.toolbox import catalogue
from samspill.toolbox.explanations import KNOWN, explanations

NOBODY_DIFFERS = [3, 3, 3, 3, 3, 3]
TWO_CAMPS = [1, 1, 1, 5, 5, 5]
ALL_OVER = [1, 2, 3, 4, 5, 3]
ONE_AWAY = [4, 4, 4, 4, 4, 1]
AT_THE_END = [5, 5, 5, 5, 5, 5]


def read(answers: list[int]) -> tuple[StoredItem, StoredScale]:
    """Return one statement as it is shown, and its scale."""
    asked = catalogue.instrument("collaboration_test").asked
    asked = replace(asked, items=asked.items[:1])
    rows: list[Row] = [([one], None) for one in answers]
    reading = make_reading(asked, count_answers(asked, rows), minimum=5).reading
    return reading.items[0], reading.scales[0]


def explained(answers: list[int]) -> dict[str, ExplainedNumber]:
    item, scale = read(answers)
    with translation.override("nb"):
        return {one.key: one for one in explain(item, scale, "nb")}


def finding(answers: list[int]) -> str:
    item, _scale = read(answers)
    return item.words.finding["nb"]


@pytest.mark.parametrize(
    ("answers", "said", "means"),
    [
        (NOBODY_DIFFERS, "De fleste svarer midt på.",
         "Minst to av tre ligger på samme side. De andre kan ligge hvor som helst."),
        (TWO_CAMPS, "Svarene peker i hver sin retning.",
         "Det er to syn her. Et gjennomsnitt ville ligget midt imellom, der få eller ingen står."),
        (ALL_OVER, "Svarene spriker. Ikke noe syn har flertall.",
         "Ingen side har to av tre. Et gjennomsnitt ville skjult det."),
        (ONE_AWAY, "De fleste er enige.",
         "Minst to av tre ligger på samme side. De andre kan ligge hvor som helst."),
        (AT_THE_END, "De fleste er enige.",
         "Minst to av tre ligger på samme side. De andre kan ligge hvor som helst."),
    ],
)  # fmt: skip
def test_six_people_are_said_in_words_and_the_one_is_not_seen(
    answers: list[int], said: str, means: str
) -> None:
    numbers = explained(answers)
    assert finding(answers) == said
    assert set(numbers) == {"words"}
    assert numbers["words"].means == means


@pytest.mark.parametrize("times", [4, 5])
def test_the_same_middle_in_three_worlds(times: int) -> None:
    """All three have the mean 3.0; nothing else about them is alike."""
    alike, camps, spread = (explained(one * times) for one in (NOBODY_DIFFERS, TWO_CAMPS, ALL_OVER))
    assert set(alike) == {"nearly-everybody"}
    assert alike["nearly-everybody"].means.startswith("Minst ni av ti svarer midt på.")
    for numbers in (camps, spread):
        assert numbers["middle"].sure.startswith("Midten er 3,0, men kan like gjerne ligge mellom")
    assert camps["middle"].means == (
        "Svarene danner to leire, så midten sier nesten ingenting. Se på hver leir for seg."
    )
    assert camps["spread"].means == (
        "Mange står på hver side, og få eller ingen står imellom. Det er to syn i rommet, ikke ett."
    )
    assert camps["spread"].sure == (
        "Så langt fra hverandre ligger svar sjelden når folk svarer på måfå."
    )
    assert spread["middle"].means == (
        "Svarene er spredt, så midten sier lite om hva hver og en mener."
    )
    assert spread["spread"].sure == ("Rommet er ikke mer enig enn om folk hadde svart på måfå.")


def test_the_three_worlds_at_twelve_are_said_without_a_number() -> None:
    alike, camps, spread = (explained(one * 2) for one in (NOBODY_DIFFERS, TWO_CAMPS, ALL_OVER))
    assert alike["nearly-everybody"].means.startswith("Minst fire av fem svarer midt på.")
    for numbers in (camps, spread):
        assert "how-sure" not in numbers
        assert numbers["middle"].sure == (
            "Så få har svart at vi ikke sier midten som et tall. "
            "Den kan ligge nærmere svaret ved siden av."
        )
    assert camps["tiles"].means == "Rommet er delt i fem brikker: 3 av 5 uenige, 2 av 5 enige."


@pytest.mark.parametrize("times", [4, 5])
def test_a_few_far_from_the_others_are_not_a_room_that_is_spread(times: int) -> None:
    numbers = explained(ONE_AWAY * times)
    assert finding(ONE_AWAY * times) == "Åtte av ti er enige."
    assert numbers["middle"].means == (
        "Noen få svarer noe helt annet og trekker midten mot seg. De fleste står et annet sted."
    )
    assert numbers["spread"].means == (
        "De fleste svarer nokså likt, og noen få svarer noe helt annet. "
        "Spør hva som kan ligge bak, ikke hvem det er."
    )
    assert "på måfå" not in numbers["spread"].sure


def test_one_alone_far_from_the_others_is_never_seen() -> None:
    """With one away among thirty the words are those of a room where nobody is."""
    one_away, nobody_away = [4] * 29 + [1], [4] * 30
    assert explained(one_away) == explained(nobody_away)
    assert "Spør om noen ser det annerledes." in explained(one_away)["nearly-everybody"].sure


@pytest.mark.parametrize("times", [2, 4, 5, 20])
def test_everything_at_the_end_of_the_scale_has_no_middle(times: int) -> None:
    """A mean of 5.0 would say what each of them answered."""
    item, scale = read(AT_THE_END * times)
    numbers = explain(item, scale, "nb")
    assert [one.key for one in numbers] == ["nearly-everybody"]
    assert "5,0" not in str(item)
    assert numbers[0].made.endswith(
        "En midte helt ytterst på skalaen ville sagt hva hver og en har svart."
    )


def test_a_room_where_most_are_at_the_end_cannot_rise() -> None:
    assert explained([5] * 18 + [4] * 3 + [3] * 3)["tiles"].means.endswith(
        "De fleste gir det høyeste svaret. Neste gang kan det bare bli likt eller lavere."
    )


def test_a_room_that_agrees_more_than_by_habit_is_told() -> None:
    assert explained([3] * 3 + [4] * 20 + [5] * 3)["spread"].sure == (
        "Så samlet ligger svar sjelden når folk svarer på måfå."
    )


def test_the_opening_of_a_number_repeats_the_number_of_the_page() -> None:
    item, _scale = read([1] * 8 + [2] * 8 + [3] * 5 + [4] * 5)
    numbers = explained([1] * 8 + [2] * 8 + [3] * 5 + [4] * 5)
    assert item.interval == (1.5, 3.0)
    assert numbers["middle"].sure == ("Midten er 2,3, men kan like gjerne ligge mellom 1,5 og 3,0.")
    assert numbers["middle"].made == (
        "Hvert svar er et tall fra 1 til 5. Vi regnet gjennomsnittet av brikkene for de 26 "
        "svarene, med én desimal."
    )


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("n", [0, 3, 6, 12, 21, 120])
def test_whatever_is_shown_can_be_explained_with_no_empty_place(n: int, language: str) -> None:
    """Every way in which n people could choose among three of the five answers."""
    for low in range(0, n + 1, max(1, n // 6)):
        for middle in range(0, n - low + 1, max(1, n // 6)):
            item, scale = read([1] * low + [3] * middle + [5] * (n - low - middle))
            assert known_of(item) <= KNOWN
            for one in explain(item, scale, language):
                for text in (one.means, one.sure, one.made):
                    assert text
                    assert "{" not in text
                    assert "  " not in text
                    assert " ." not in text


def test_the_same_is_said_of_answers_that_are_shown_alike() -> None:
    """What is said follows from what is shown: nothing of the answers leaks into the words."""
    scale = ResponseScale(1, 5)
    said: dict[ShownDistribution, dict[str, ExplainedNumber]] = {}
    n = 14
    for a in range(n + 1):
        for b in range(n + 1 - a):
            for c in range(n + 1 - a - b):
                counts = (a, b, c, 0, n - a - b - c)
                shown = show_distribution(Distribution(scale, counts, missing=0))
                answers = [point for point, count in enumerate(counts, 1) for _ in range(count)]
                numbers = explained(answers)
                assert said.setdefault(shown, numbers) == numbers
    assert len(said) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("answers", [7, 14, 24])
def test_each_statement_on_the_page_can_be_opened(
    answers: int, cast: people.Cast, cecilie: Client
) -> None:
    shown = people.a_published_round(cast.cecilie, answers=answers)
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert page.count(f"/rounds/{shown.pk}/numbers-of/?item=") == 10, "one way for each"
    assert "numbers-on-paper" not in page, "method text comes when everything is asked for"
    whole = cecilie.get(f"/rounds/{shown.pk}/reading/?all").content.decode()
    assert whole.count('class="numbers-on-paper"') == 1, "and then once on the page"
    item = shown.content["items"][0]["key"]
    one = cecilie.get(f"/rounds/{shown.pk}/numbers-of/?item={item}").content.decode()
    places = {part.split('"')[0] for part in one.split("/methods/figures/#")[1:]}
    assert places <= {number.key for number in explanations().numbers}
    methods = cecilie.get("/methods/figures/").content.decode()
    assert all(f'id="{place}"' in methods for place in places)


@pytest.mark.django_db
def test_the_numbers_of_one_statement_have_a_page_of_their_own(
    cast: people.Cast, cecilie: Client
) -> None:
    shown = people.a_published_round(cast.cecilie, answers=24)
    item = shown.content["items"][0]
    page = cecilie.get(f"/rounds/{shown.pk}/numbers-of/?item={item['key']}").content.decode()
    assert item["text"]["nb"] in page
    assert "Midten er" in page
    missing = cecilie.get(f"/rounds/{shown.pk}/numbers-of/?item=none")
    assert missing["Location"] == f"/rounds/{shown.pk}/reading/"


@pytest.mark.django_db
def test_a_release_from_before_is_explained_in_general(cast: people.Cast, cecilie: Client) -> None:
    """What older releases do not hold is not said of them."""
    shown = people.a_published_round(cast.cecilie, answers=24)
    assert shown.release is not None
    reading = shown.release.reading
    before = replace(reading.items[0], beside_chance=None, interval=None)
    numbers = explain(before, reading.scales[0], "nb")
    by_key = {one.key: one for one in numbers}
    assert "how-sure" not in by_key
    assert by_key["spread"].sure.startswith("Vi ser hva et like stort rom viser")
