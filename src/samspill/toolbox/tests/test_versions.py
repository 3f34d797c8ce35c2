"""A published version never changes: rounds that asked it stay comparable, meetings as planned."""

from hashlib import sha256
from importlib.resources import files

PINNED: dict[str, str] = {
    "after_action.v1.toml": ("ac9c3e87eca010971438eb9698d0e230182337032b9094c1bf2402905cbad150"),
    "collaboration_meeting.v1.toml": (
        "d00503fe9046e49423525eb5fc842839a87a86778d6a25a9f0d77774242fc582"
    ),
    "collaboration_test.v1.toml": (
        "8bd7b1a66a4608f3a5a9232e8def11f4a701a6d1142db5588cfa964a2deb888b"
    ),
    "collaboration_test.v2.toml": (
        "7d8c195cccc63427f79057101ee41fde96c04584cdfd9eb3135642f8d4a8e1d9"
    ),
    "contact_rules.v1.toml": ("20c0735e3eefee14ffa607740187c27456b792c017d516c03626027b17a4c046"),
    "dialogue_and_trust_check.v1.toml": (
        "4bd86bb4766ea4b3218ca6580b3beb0260d47608eee2336105fe49387e410a38"
    ),
    "dialogue_and_trust_check.v2.toml": (
        "38100b0fdc0f47df198680b3d916b8710b83b0a5dcccef771319b3e6da8be772"
    ),
    "dialogue_meeting.v1.toml": (
        "12a06291f224030970be15bfc7168f2bfc6ac3b7b60aac0af8acc151b6ad38f4"
    ),
    "first_meeting.v1.toml": ("ae65a8b352efe3ba63c2ffe7e94e02f5c92add898460b6640eb753cda6eb5b56"),
    "leader_hour.v1.toml": ("605a24a58dc58ea416ceba12c0bbf7707c77bd792b19bf1af181cc53777f552a"),
    "leader_quarter.v1.toml": ("18c774a1d5f82d8f7bd9c2154e355b1f38a108e87b2f5b4b2ea2d7f23d8f0285"),
    "mutual_views.v1.toml": ("236fca176b40d4e7a1b7dd954365afd411bca41b3e3eab492b829a0e6cbd8f44"),
    "new_members.v1.toml": ("9902ee748d745428b7392aa10626a913888ab8c21d746b57823f82501500ceac"),
    "nine_questions.v1.toml": ("a483d51c262ed2d21f59ac99756584ac93cff777bfbd7821d43794bf35254859"),
    "nine_questions.v2.toml": ("d6c4a58dd1a325e63d4a519ca7860cc58c229fc55d6cb98be4267529f3d115b5"),
    "peer_review.v1.toml": ("3385794170128cc23ff2a90e294b122b9428447356b6b98ce590900c78a1d057"),
    "readiness.v1.toml": ("22ec1b5447b2a07602512388f1049f2400b530e191d5a3be596f13ac49dcf256"),
    "recognition.v1.toml": ("aa0329e4119ba9d4f4cb22e7133a10c82697589e29aa801fdf0f007bbfe26bc4"),
    "shared_goals.v1.toml": ("67ca534b3412377cbc60ab69f10d850d78dbebc5d0e1c66363cb02e4f7ab2a24"),
    "ten_statements.v1.toml": ("f52c89eaf08b0c80e583b89076e1ad5a7699b344c890737b150b646b0c25ab26"),
    "ten_statements.v2.toml": ("5560be97fe77c80eb06cb318e9573736f43fc1894f00fd295266c5ee26ffba2b"),
    "trust_based_leadership_leaders.v1.toml": (
        "e6d76995acc4f56cde34ded99e370ff0986b7c5b28f5ace51391b1013ba9e65f"
    ),
    "trust_based_leadership_staff.v1.toml": (
        "1d384acbc8fb248e76b612ea16eb057793263b37bb0a4c818a4bbfbd3cba71e9"
    ),
    "trust_exercise.v1.toml": ("5a1144719a66065fd2ebd4c10e0dba3c114bbb10f63834f739230c709c8c42d2"),
    "words_and_purpose.v1.toml": (
        "cf460971b96adfce2811e36b14ca776cf740f8826ef48d49501335993b03be15"
    ),
}

EXPLANATION = """
{name} is not as it was pinned. People have answered or led what stood there, so a published
version never changes, not by a comma: put the file back and make a v{next} beside it instead.
(Only while no release of Samspill has shipped the file may the new sum be written here: {sum})
"""


def sums() -> dict[str, str]:
    return {
        file.name: sha256(file.read_text(encoding="utf-8").encode()).hexdigest()
        for folder in ("instruments", "run_sheets")
        for file in files("samspill.toolbox").joinpath(folder).iterdir()
        if file.name.endswith(".toml")
    }


def test_a_published_version_never_changes() -> None:
    found = sums()
    for name, pinned in PINNED.items():
        assert name in found, f"{name} is gone; what was made of it still names it"
        following = int(name.split(".")[1].removeprefix("v")) + 1
        assert found[name] == pinned, EXPLANATION.format(name=name, next=following, sum=found[name])


def test_a_new_version_is_pinned_from_its_first_day() -> None:
    new = {name: total for name, total in sums().items() if name not in PINNED}
    assert not new, f"write these in PINNED: {new}"
