"""A published version never changes: rounds that asked it stay comparable, meetings as planned."""

from hashlib import sha256
from importlib.resources import files

PINNED: dict[str, str] = {
    "after_action.v1.toml": ("1e516405fe55cf560969244f892aa0d516eb94c6658443fa952430096fbf41e6"),
    "collaboration_meeting.v1.toml": (
        "b372743918986db2570e62994b98182771f136f2b51c07ea8ebded7b1769613e"
    ),
    "collaboration_test.v1.toml": (
        "8bd7b1a66a4608f3a5a9232e8def11f4a701a6d1142db5588cfa964a2deb888b"
    ),
    "collaboration_test.v2.toml": (
        "7d8c195cccc63427f79057101ee41fde96c04584cdfd9eb3135642f8d4a8e1d9"
    ),
    "contact_rules.v1.toml": ("cdb87c1713beed27310abb899577a5481841d72a0228334a933344ec8f235be9"),
    "dialogue_and_trust_check.v1.toml": (
        "4bd86bb4766ea4b3218ca6580b3beb0260d47608eee2336105fe49387e410a38"
    ),
    "dialogue_and_trust_check.v2.toml": (
        "38100b0fdc0f47df198680b3d916b8710b83b0a5dcccef771319b3e6da8be772"
    ),
    "dialogue_meeting.v1.toml": (
        "7f3d17c3c4c8163dcf844aff911f736cfac020f464c44516c2248a7e877c9a8c"
    ),
    "first_meeting.v1.toml": ("5417ff2dcfea20f4c825d31a55784ef0e8e49f362f0adeb2300e3566c22567e1"),
    "leader_hour.v1.toml": ("36770f0ac82d47e40a0726f1e808ddb994e0a12a0bc90eaca33a7d7fdaabe70b"),
    "leader_quarter.v1.toml": ("eebc5370c13a09eefec73b5534e1604785a14af7d9a567d551cdedecee7f7435"),
    "mutual_views.v1.toml": ("b43a67a836ee1f183aea703f3d8f1362f612ff1cc6b57824d93a5b4a878fb751"),
    "new_members.v1.toml": ("fb5b6e03a7ae1f3fca74dec8829e1170b9498477f0710f725589c8c636f7ced8"),
    "nine_questions.v1.toml": ("a483d51c262ed2d21f59ac99756584ac93cff777bfbd7821d43794bf35254859"),
    "nine_questions.v2.toml": ("d6c4a58dd1a325e63d4a519ca7860cc58c229fc55d6cb98be4267529f3d115b5"),
    "peer_review.v1.toml": ("971302496d748371dc18b934886c70f50bc881af451a2e9b59c9e4db1d9537ef"),
    "readiness.v1.toml": ("22ec1b5447b2a07602512388f1049f2400b530e191d5a3be596f13ac49dcf256"),
    "recognition.v1.toml": ("d072e196c91d9c5b9db726749bfc0c649b3349cc65ea9fa1c90a5627aec398b3"),
    "shared_goals.v1.toml": ("dda95bc671a2b0ef605efdafeee9407a3b0336a40b350c7c0862d9e0c2fa6121"),
    "ten_statements.v1.toml": ("f52c89eaf08b0c80e583b89076e1ad5a7699b344c890737b150b646b0c25ab26"),
    "ten_statements.v2.toml": ("5560be97fe77c80eb06cb318e9573736f43fc1894f00fd295266c5ee26ffba2b"),
    "trust_based_leadership_leaders.v1.toml": (
        "e6d76995acc4f56cde34ded99e370ff0986b7c5b28f5ace51391b1013ba9e65f"
    ),
    "trust_based_leadership_staff.v1.toml": (
        "1d384acbc8fb248e76b612ea16eb057793263b37bb0a4c818a4bbfbd3cba71e9"
    ),
    "trust_exercise.v1.toml": ("50979899aa277db1160cabe1588d3daed3d09967feb95a695876df1842767cbd"),
    "words_and_purpose.v1.toml": (
        "d5718fc2ec9ec4ffef5264d212ffe565f93545b883128525fc3e7a32214a755b"
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
