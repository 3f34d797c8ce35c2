"""A published version never changes: rounds that asked it must stay comparable."""

from hashlib import sha256
from importlib.resources import files

PINNED: dict[str, str] = {
    "collaboration_test.v1.toml": (
        "8bd7b1a66a4608f3a5a9232e8def11f4a701a6d1142db5588cfa964a2deb888b"
    ),
    "collaboration_test.v2.toml": (
        "7d8c195cccc63427f79057101ee41fde96c04584cdfd9eb3135642f8d4a8e1d9"
    ),
    "dialogue_and_trust_check.v1.toml": (
        "4bd86bb4766ea4b3218ca6580b3beb0260d47608eee2336105fe49387e410a38"
    ),
    "dialogue_and_trust_check.v2.toml": (
        "38100b0fdc0f47df198680b3d916b8710b83b0a5dcccef771319b3e6da8be772"
    ),
    "nine_questions.v1.toml": ("a483d51c262ed2d21f59ac99756584ac93cff777bfbd7821d43794bf35254859"),
    "nine_questions.v2.toml": ("d6c4a58dd1a325e63d4a519ca7860cc58c229fc55d6cb98be4267529f3d115b5"),
    "readiness.v1.toml": ("22ec1b5447b2a07602512388f1049f2400b530e191d5a3be596f13ac49dcf256"),
    "ten_statements.v1.toml": ("f52c89eaf08b0c80e583b89076e1ad5a7699b344c890737b150b646b0c25ab26"),
    "ten_statements.v2.toml": ("5560be97fe77c80eb06cb318e9573736f43fc1894f00fd295266c5ee26ffba2b"),
    "trust_based_leadership_leaders.v1.toml": (
        "e6d76995acc4f56cde34ded99e370ff0986b7c5b28f5ace51391b1013ba9e65f"
    ),
    "trust_based_leadership_staff.v1.toml": (
        "1d384acbc8fb248e76b612ea16eb057793263b37bb0a4c818a4bbfbd3cba71e9"
    ),
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
