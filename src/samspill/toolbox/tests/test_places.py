import unicodedata

import pytest

from samspill.toolbox.places import (
    counties,
    find_county,
    find_municipality,
    municipalities,
)


def test_there_are_357_municipalities_in_15_counties() -> None:
    assert len(municipalities()) == len({place.number for place in municipalities()}) == 357
    assert len(counties()) == len({county.name for county in counties()}) == 15


def test_a_municipality_lies_in_the_county_its_number_says() -> None:
    numbers = {county.number: county.name for county in counties()}
    for place in municipalities():
        assert place.number.startswith(place.county_number)
        assert numbers[place.county_number] == place.county


def test_a_place_with_two_names_shows_both() -> None:
    labels = {place.number: place.label for place in municipalities()}
    assert labels["5612"] == "Guovdageaidnu / Kautokeino"
    assert labels["0301"] == "Oslo"
    assert sum(" / " in label for label in labels.values()) == 11


@pytest.mark.parametrize(
    "text",
    [
        "Kárášjohka",
        "karasjok",
        "  KARASJOK ",
        "Kárášjohka / Karasjok",
        unicodedata.normalize("NFD", "Kárášjohka"),
    ],
)
def test_a_municipality_is_found_by_either_name(text: str) -> None:
    found = find_municipality(text)
    assert found is not None
    assert found.number == "5610"


@pytest.mark.parametrize("text", ["Herøy", "våler", "Karasj", ""])
def test_a_shared_or_unknown_name_finds_nothing(text: str) -> None:
    assert find_municipality(text) is None


@pytest.mark.parametrize("text", ["Troms", "troms fylkeskommune", "Troms fylke"])
def test_a_county_is_found_by_its_name(text: str) -> None:
    found = find_county(text)
    assert found is not None
    assert found.number == "55"


def test_an_unknown_county_finds_nothing() -> None:
    assert find_county("Hålogaland") is None
