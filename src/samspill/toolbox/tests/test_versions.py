"""A published version never changes: rounds that asked it must stay comparable."""

from hashlib import sha256
from importlib.resources import files

PINNED: dict[str, str] = {
    "collaboration_test.v1.toml": (
        "8bd7b1a66a4608f3a5a9232e8def11f4a701a6d1142db5588cfa964a2deb888b"
    ),
    "dialogue_and_trust_check.v1.toml": (
        "4bd86bb4766ea4b3218ca6580b3beb0260d47608eee2336105fe49387e410a38"
    ),
    "nine_questions.v1.toml": ("a483d51c262ed2d21f59ac99756584ac93cff777bfbd7821d43794bf35254859"),
    "ten_statements.v1.toml": ("f52c89eaf08b0c80e583b89076e1ad5a7699b344c890737b150b646b0c25ab26"),
}

EXPLANATION = """
{name} is not as it was pinned. People have answered the wording as it stood, so a published
version never changes, not by a comma: put the file back and make a v{next} beside it instead.
(Only while no release of Samspill has shipped the file may the new sum be written here: {sum})
"""


def sums() -> dict[str, str]:
    folder = files("samspill.toolbox").joinpath("instruments")
    return {
        file.name: sha256(file.read_text(encoding="utf-8").encode()).hexdigest()
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }


def test_a_published_version_never_changes() -> None:
    found = sums()
    for name, pinned in PINNED.items():
        assert name in found, f"{name} is gone; rounds that asked it still name it"
        following = int(name.split(".")[1].removeprefix("v")) + 1
        assert found[name] == pinned, EXPLANATION.format(name=name, next=following, sum=found[name])


def test_a_new_version_is_pinned_from_its_first_day() -> None:
    new = {name: total for name, total in sums().items() if name not in PINNED}
    assert not new, f"write these in PINNED: {new}"
