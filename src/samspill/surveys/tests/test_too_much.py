"""More than a form can hold: a megabyte in a field, a file, hundreds of fields."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import cast as people

from samspill.participation.models import Invitation
from samspill.surveys.models import Response, SurveyRound

pytestmark = pytest.mark.django_db

MEGABYTE = "x" * 1_000_000
# Below what a form may hold in all, and far above what any field may hold.
LONG = "x" * 200_000

TOO_LARGE = {
    "nb": "Det som ble sendt, er for stort",
    "nn": "Det som vart sendt, er for stort",
    "en": "What was sent is too large",
}

FIELDS = {
    "code": ("/join/", "code"),
    "answer": ("{url}answer/", "item-1"),
    "beside the answer": ("{url}answer/", "comment"),
    "link": ("{url}begin/", "link"),
    "round": ("/rounds/new/", "purpose"),
    "names": ("/rounds/{key}/links/", "names"),
}


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie, way_in="both")


def url_of(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def ten_answers(point: int = 4) -> dict[str, str]:
    return {f"item-{number}": str(point) for number in range(1, 11)}


def let_in(url: str) -> Client:
    phone = Client()
    phone.post(url + "begin/")
    return phone


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("as_parts", [False, True], ids=["as a form", "in parts"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_megabyte_is_refused_in_the_words_of_the_product(
    field: str, as_parts: bool, language: str, opened: SurveyRound, cecilie: Client
) -> None:
    address, name = FIELDS[field]
    browser = cecilie if "rounds" in address else let_in(url_of(opened))
    browser.cookies["samspill_language"] = language
    where = address.format(url=url_of(opened), key=opened.pk)
    if as_parts:
        response = browser.post(where, {**ten_answers(), name: MEGABYTE})
    else:
        response = browser.post(
            where, f"{name}={MEGABYTE}", content_type="application/x-www-form-urlencoded"
        )
    assert response.status_code == 413
    assert TOO_LARGE[language] in response.content.decode()
    assert len(response.content) < 20_000, "what was sent does not come back"
    assert "Content-Security-Policy" in response
    assert not Response.objects.exists()
    assert not Invitation.objects.exists()
    assert SurveyRound.objects.count() == 1


@pytest.mark.parametrize("field", ["code", "answer", "round", "names"])
def test_a_field_that_is_too_long_is_told_and_nothing_stored(
    field: str, opened: SurveyRound, cecilie: Client
) -> None:
    address, name = FIELDS[field]
    browser = cecilie if "rounds" in address else let_in(url_of(opened))
    response = browser.post(address.format(url=url_of(opened), key=opened.pk), {name: LONG})
    assert response.status_code == 422
    assert "ds-validation-message" in response.content.decode()
    assert not Response.objects.exists()
    assert not Invitation.objects.exists()
    assert SurveyRound.objects.count() == 1


def test_a_name_that_is_too_long_is_shown_in_part(opened: SurveyRound, cecilie: Client) -> None:
    """The sentence says which line it is, and does not repeat all of it."""
    names = "Eli Strand\n" + "Dag Ås " * 30
    page = cecilie.post(f"/rounds/{opened.pk}/links/", {"names": names}).content.decode()
    (told,) = re.findall(r"ds-validation-message.*?</span>([^<]+)<", page)
    assert "Dag Ås Dag Ås" in told
    assert len(told) < 120
    assert not Invitation.objects.exists()


def test_what_is_announced_as_too_large_is_not_read(opened: SurveyRound) -> None:
    """Nobody waits for a terabyte; the test's browser complains when more is read than was sent."""
    for path in ("/join/", url_of(opened) + "answer/"):
        response = Client().generic(
            "POST",
            path,
            b"item-1=4",
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(10**12),
        )
        assert response.status_code == 413


def test_a_file_is_not_taken(opened: SurveyRound) -> None:
    """No page asks for one: a large one is refused, a small one is as if it were not there."""
    url = url_of(opened)
    phone = let_in(url)
    large = SimpleUploadedFile("large.txt", b"x" * 3_000_000)
    assert phone.post(url + "answer/", {**ten_answers(), "file": large}).status_code == 413
    assert not Response.objects.exists()
    small = SimpleUploadedFile("small.txt", b"x" * 1000)
    instead = {**ten_answers(), "item-1": small}
    assert phone.post(url + "answer/", instead)["Location"] == url + "received/"
    assert Response.objects.get().ratings == [None, *[4] * 9]


def test_too_many_fields_are_refused(opened: SurveyRound) -> None:
    url = url_of(opened)
    many = {f"item-{number}": "4" for number in range(1, 700)}
    response = let_in(url).post(url + "answer/", many)
    assert response.status_code == 413
    assert not Response.objects.exists()
