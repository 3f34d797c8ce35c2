"""Leave a database as people leave it, with whichever version is imported as `samspill`.

Everything is done through the pages, so that the same steps fit every version. Run by
`make_fixture`, with the database in the surroundings.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any


def _set_up() -> None:
    import django
    import polib
    from django.conf import settings

    import samspill

    # A checkout that was never installed has no compiled texts, and a promise needs them.
    for catalogue in Path(samspill.__file__).parent.rglob("LC_MESSAGES/django.po"):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from samspill.site import demo

    # As earlier versions called it, and as this one does.
    fill = getattr(demo, "load_if_empty", None) or demo.make_account
    fill()
    print(f"made by the code in {Path(samspill.__file__).parent}")


def _play() -> None:
    """Leave a round in every state, beside the demo: open with answers, closed, and a draft."""
    from django.apps import apps
    from django.conf import settings
    from django.test import Client

    facilitator = Client()
    facilitator.force_login(
        apps.get_model("accounts", "Account").objects.get(email=settings.SAMSPILL_FACILITATOR_EMAIL)
    )
    made = facilitator.post(
        "/collaborations/new/", {"name": "Uværsrådet", "purpose": "Vi vil tåle å bli flyttet."}
    )
    collaboration = re.findall(r"[0-9a-f-]{36}", made["Location"])[0]
    _round(facilitator, collaboration, opens=False)
    still_open = _round(facilitator, collaboration, way_in="both")
    _invite(facilitator, still_open, "Ida Nes\nOle Vik")
    _answer(facilitator, still_open, people=7)
    closed = _round(facilitator, collaboration)
    _answer(facilitator, closed, people=12)
    facilitator.post(f"{closed}close/")


def _round(facilitator: Any, collaboration: str, *, opens: bool = True, **more: str) -> str:
    form = {
        "collaboration": collaboration,
        "instrument": "collaboration_test",
        "mode": "anonymous",
        "purpose": "Vi vil vite om alt blir med når vi oppgraderer.",
        "intended_use": "Vi teller.",
        "follow_up_on": (datetime.now().astimezone().date() + timedelta(days=180)).isoformat(),
        "way_in": "code",
        "background": "",
        **({"open": ""} if opens else {}),
        **more,
    }
    made = facilitator.post("/rounds/new/", form)
    assert made.status_code == 302, made.content.decode()
    return str(made["Location"])


def _invite(facilitator: Any, address: str, names: str) -> None:
    """Ask two by personal links, where the version has them."""
    facilitator.post(f"{address}links/", {"names": names})


def _answer(facilitator: Any, address: str, *, people: int) -> None:
    from django.test import Client

    page = facilitator.get(address).content.decode()
    found = re.search(r'round-code">(\d{3}) (\d{3})<', page)
    assert found, "no code on the page of the round"
    path = f"/r/{found[1]}{found[2]}/"
    for person in range(people):
        phone = Client()
        assert phone.post(f"{path}begin/").status_code == 302
        form = {f"item-{place}": str((person + place) % 5 + 1) for place in range(1, 11)}
        assert phone.post(f"{path}answer/", form).status_code == 302


if __name__ == "__main__":
    _set_up()
    _play()
