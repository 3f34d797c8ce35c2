"""A person's name is noticed, and a place or a role is not taken for one."""

import pytest

from samspill.toolbox.named_people import named_person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Det var Kari Nordmann som ledet arbeidet", "Kari Nordmann"),
        ("ordfører Hansen ville det", "ordfører Hansen"),
        ("Skriv til post@nesdal.no", "post@nesdal.no"),
        ("Lederne i Nordre Follo var positive", ""),
        ("Ordføreren og lederne var enige", ""),
        ("Leder og ansatte fikk opplæring i Indre Østfold", ""),
    ],
)
def test_what_looks_like_a_name(text: str, person: str) -> None:
    assert named_person(text) == person
