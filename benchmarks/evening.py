"""An evening: 200 phones, the wall and the console follow what a leader presses.

Prints how long it takes from a press until each of them shows the new step, also when all come back
at once after the network was gone. Part of `make bench`. Ends with status 1 where 19 of 20 do not
follow within two seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import re
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.chaos.people import Browser, expect

from benchmarks.client import CUT_OFF, Client
from benchmarks.setting import Setting, describe, opened
from benchmarks.timings import Timings, load

# As js does it: each second, a little sooner or later, so that phones do not come in step.
PAUSE, JITTER = 1.0, 0.2
STEPS = 6
TABLES = 35
LONGEST = 2.0


@dataclass
class Evening:
    """A led meeting, and how long each press took to reach everybody."""

    port: int
    key: str
    code: str
    leader: Browser
    timings: Timings = field(default_factory=Timings)
    # When the leader pressed, by the revision that came of it.
    pressed: dict[int, float] = field(default_factory=dict)
    reached: list[float] = field(default_factory=list)
    is_over: bool = False

    def press_next(self) -> int:
        """Press *Next* on the console, and return the revision that everybody must come to."""
        console = expect(self.leader.get(f"/meetings/{self.key}/lead/"), 200)
        step = re.findall(r'name="step" value="([^"]+)"', console.text)[-1]
        form = {"csrfmiddlewaretoken": console.token, "act": "next", "step": step}
        began = time.perf_counter()
        expect(self.leader.post(f"/meetings/{self.key}/press/", form), 302)
        revision = revision_on(self.leader.get(f"/m/{self.code}/").text)
        self.pressed[revision] = began
        return revision


def revision_on(page: str) -> int:
    found = re.search(r'data-revision="(\d+)\.', page)
    return int(found[1]) if found else -1


def begin(setting: Setting) -> Evening:
    """Plan a trust exercise and begin it, through the pages."""
    port, leader = setting.product.port, setting.browser
    now = datetime.now().astimezone()
    page = expect(leader.get("/meetings/new/?sheet=trust_exercise"), 200)
    collaboration = re.findall(r'<option value="([0-9a-f-]{36})"', page.text)[0]
    form = {
        "csrfmiddlewaretoken": page.token,
        "collaboration": collaboration,
        "title": "Tillitsøvelsen",
        "planned_start": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "place": "Nesdal kulturhus",
        "owner": "Anne Vik",
        "need": "Vi vil tørre å si hvorfor.",
        "purpose": "Vi vil forstå det.",
        "intended_use": "Vi tar det med til rådet.",
        "follow_up_on": f"{now + timedelta(days=90):%Y-%m-%d}",
        "table_count": str(TABLES),
    }
    key = expect(leader.post("/meetings/new/?sheet=trust_exercise", form), 302).location
    key = key.split("/")[2]
    token = expect(leader.get(f"/meetings/{key}/"), 200).token
    expect(leader.post(f"/meetings/{key}/begin/", {"csrfmiddlewaretoken": token}), 302)
    console = expect(leader.get(f"/meetings/{key}/lead/"), 200).text
    found = re.search(r"/live/([\w-]+)/", console)
    assert found is not None, "the console follows nothing"
    return Evening(port, key, found[1], leader)


async def phone(evening: Evening, number: int) -> None:
    """Be one phone at a table: ask each second, and fetch the page when something was pressed."""
    chance = random.Random(number)
    client = Client(evening.port, evening.timings)
    home = f"/m/{evening.code}/"
    page = await client.get("phone comes", home)
    form = {"csrfmiddlewaretoken": page.token, "number": str(number % TABLES + 1)}
    await client.post("phone sits down", f"{home}table/", form)
    await follow(evening, client, home, chance)


async def watcher(evening: Evening, page: str, cookies: dict[str, str]) -> None:
    """Be the wall or the console."""
    client = Client(evening.port, evening.timings)
    client.cookies.update(cookies)
    await follow(evening, client, f"/meetings/{evening.key}/{page}/", random.Random(page))


async def follow(evening: Evening, client: Client, home: str, chance: random.Random) -> None:
    known = revision_on((await client.get("page", home)).text)
    while not evening.is_over:
        await asyncio.sleep(chance.uniform(PAUSE - JITTER, PAUSE + JITTER))
        with contextlib.suppress(*CUT_OFF):
            told = (await client.get("version", f"/live/{evening.code}/")).text
            if told.partition(".")[0] != str(known):
                known = revision_on((await client.get("page", home)).text)
                if known in evening.pressed:
                    evening.reached.append(time.perf_counter() - evening.pressed[known])


async def play(evening: Evening, phones: int, cookies: dict[str, str]) -> None:
    """Let everybody come within ten seconds, and then press *Next* every five."""
    every = []
    for number in range(phones):
        every.append(asyncio.create_task(phone(evening, number)))
        await asyncio.sleep(10 / phones)
    every += [asyncio.create_task(watcher(evening, page, cookies)) for page in ("wall", "lead")]
    await asyncio.sleep(3)
    for _step in range(STEPS):
        await asyncio.to_thread(evening.press_next)
        await asyncio.sleep(5)
    evening.is_over = True
    await asyncio.gather(*every)


async def come_back(evening: Evening, phones: int) -> list[float]:
    """Let all phones ask for their page at the same moment, on new connections."""

    async def again(number: int) -> float:
        client = Client(evening.port, evening.timings, network=number)
        began = time.perf_counter()
        await client.get("comes back", f"/live/{evening.code}/")
        await client.get("comes back", f"/m/{evening.code}/")
        client.close()
        return time.perf_counter() - began

    return list(await asyncio.gather(*(again(number) for number in range(phones))))


def percentile(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evening", description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    wanted = parser.parse_args()
    with opened("sqlite") as setting:
        print(f"\n{describe(setting.database)}")
        print(f"An evening: {wanted.phones} phones, the wall and the console follow {STEPS} steps")
        evening = begin(setting)
        before, spent = load(), setting.server_seconds()
        asyncio.run(play(evening, wanted.phones, setting.cookies))
        back = asyncio.run(come_back(evening, wanted.phones))
        print(evening.timings.table())
        each = 1000 * (setting.server_seconds() - spent) / len(evening.timings.everything)
        print(f"the server took {each:.1f} ms of processor for each request")
    expected = STEPS * (wanted.phones + 2)
    step, again = percentile(evening.reached, 0.95), percentile(back, 0.95)
    print(
        f"a step reached {len(evening.reached)} of {expected}: half within "
        f"{percentile(evening.reached, 0.5):.2f} s, 95 % within {step:.2f} s; all back at once: "
        f"95 % within {again:.2f} s (load before {before}, after {load()})"
    )
    is_slow = max(step, again) > LONGEST or len(evening.reached) < expected
    return 1 if is_slow else 0


if __name__ == "__main__":
    sys.exit(main())
