"""What a phone holds when it has been let in: it is ours, for one round, and leads nowhere back."""

from __future__ import annotations

import pytest

from samspill.participation.public import give_admission, response_key


def test_the_same_admission_is_always_the_same_answer() -> None:
    admission = give_admission("123456")
    assert response_key(admission, "123456") == response_key(admission, "123456")


def test_no_two_phones_have_the_same() -> None:
    given = [give_admission("123456") for _ in range(100)]
    assert len({response_key(admission, "123456") for admission in given}) == 100


def test_the_key_of_an_answer_does_not_stand_in_the_admission() -> None:
    admission = give_admission("123456")
    key = response_key(admission, "123456")
    assert key is not None
    assert key.hex not in admission
    assert str(key) not in admission


def test_an_admission_is_for_one_round_alone() -> None:
    assert response_key(give_admission("123456"), "654321") is None


@pytest.mark.parametrize("forged", ["", ":", "a:b", "x" * 5000, "Dag\x00Ås:å"])
def test_a_forged_one_is_not_ours(forged: str) -> None:
    assert response_key(forged, "123456") is None


def test_a_letter_changed_anywhere_makes_it_another() -> None:
    admission = give_admission("123456")
    for place, letter in enumerate(admission):
        changed = admission[:place] + ("b" if letter == "a" else "a") + admission[place + 1 :]
        assert response_key(changed, "123456") is None, place


def test_another_installation_does_not_know_it(settings: object) -> None:
    admission = give_admission("123456")
    settings.SECRET_KEY = "that of another installation"  # type: ignore[attr-defined]
    assert response_key(admission, "123456") is None
