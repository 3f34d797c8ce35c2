"""What is slowed before anybody answers it: codes that are tried out, and answers by the dozen.

It waits here, where a request costs nothing, and not in the thread that answers everybody. Nothing
is refused because of where a phone is: a whole hall sits behind one address. What is remembered of
a network is when it last sent an answer to which room, in memory alone and for seconds.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# A wrong code or sign takes one of so many tries, which come back slowly, for everybody together.
TRIES = 30
TRIES_A_SECOND = 0.5
# Who waits longer than this for a try is told so.
PATIENCE_SECONDS = 10.0
LOOK_EVERY_SECONDS = 0.1

# Answers to one room from one network: so many at once, and then so many a second.
AT_ONCE = 8
A_SECOND = 10.0
LONGEST_WAIT_SECONDS = 30.0
MOST_REMEMBERED = 10_000

# Where something can be tried out: six figures, the form for them, and the two figures of a sign.
_CODE = re.compile(r"/r/\d{6}/|/m/\d{6}/$")
_SIGN = re.compile(r"/r/[\w-]+/(begin|table)/")
_ANSWER = re.compile(r"/r/([\w-]+)/(begin|answer)/")
# What such a request is answered with when it was wrong.
WRONG = (404, 422)


def can_be_tried_out(method: str, path: str) -> bool:
    """Return whether a request could be a guess at a code or a sign."""
    if _CODE.match(path):
        return True
    return method == "POST" and (path == "/join/" or _SIGN.fullmatch(path) is not None)


@dataclass
class Tries:
    """Tries that everybody shares. One that was right is given back at once."""

    clock: Callable[[], float] = time.monotonic
    left: float = TRIES
    counted_at: float = 0.0

    async def wait(self) -> bool:
        """Wait for a try; False when none comes free in time."""
        until = self.clock() + PATIENCE_SECONDS
        while not self.take():
            if self.clock() >= until:
                return False
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        return True

    def take(self) -> bool:
        now = self.clock()
        self.left = min(TRIES, self.left + (now - self.counted_at) * TRIES_A_SECOND)
        self.counted_at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True

    def give_back(self) -> None:
        self.left = min(TRIES, self.left + 1)


@dataclass
class Pace:
    """How fast answers come from one network to one room; what is too fast waits its turn."""

    clock: Callable[[], float] = time.monotonic
    # When the next in turn could come, had each kept its distance.
    free_at: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def seconds_to_wait(self, method: str, path: str, client: str) -> float:
        """Return how long this request waits; 0 for all that is no answer."""
        sent = _ANSWER.fullmatch(path) if method == "POST" else None
        if sent is None:
            return 0.0
        now = self.clock()
        if len(self.free_at) > MOST_REMEMBERED:
            self.free_at = {key: at for key, at in self.free_at.items() if at > now}
        key = (network_of(client), sent[1], sent[2])
        turn = max(self.free_at.get(key, 0.0), now)
        self.free_at[key] = turn + 1 / A_SECOND
        wait = turn - now - AT_ONCE / A_SECOND
        return min(max(wait, 0.0), LONGEST_WAIT_SECONDS)


def network_of(client: str) -> str:
    """Return the network that an address belongs to: of IPv6 the first half, of IPv4 all of it."""
    host = client.rpartition(":")[0].strip("[]") or client
    return ":".join(host.split(":")[:4])
