"""The storm: many phones answer at once, while processes are killed at random moments."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from tests.chaos.people import Phone, WalkedAwayError, WayIn
from tests.chaos.product import Product

PHONES = 8
# One in so many ends in a special way: by two requests at once, or by walking away.
IMPATIENT = 10
LEAVING = 15


@dataclass
class Tally:
    """What the people know: what they sent, and what the product said it had received."""

    target: int
    begun: int = 0
    sent: set[int] = field(default_factory=set)
    acknowledged: set[int] = field(default_factory=set)
    in_doubt: int = 0
    problems: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    enough: Event = field(default_factory=Event)

    def begin(self) -> int:
        with self.lock:
            self.begun += 1
            return self.begun

    def send(self, number: int) -> None:
        with self.lock:
            self.sent.add(number)

    def doubt(self) -> None:
        with self.lock:
            self.in_doubt += 1

    def acknowledge(self, number: int) -> None:
        with self.lock:
            self.acknowledged.add(number)
            if len(self.acknowledged) >= self.target:
                self.enough.set()

    def complain(self, problem: BaseException) -> None:
        """Keep what should never be seen, and let everybody stop."""
        with self.lock:
            self.problems.append(f"{type(problem).__name__}: {problem}")
        self.enough.set()


@dataclass(frozen=True)
class Storm:
    """How many answers, how many kills, and the seed that decides which and when."""

    submissions: int
    kills: int
    seed: int

    def rage(self, product: Product, code: WayIn) -> Report:
        """Let the phones answer and kill meanwhile, until enough answers are acknowledged."""
        began = time.monotonic()
        tally = Tally(self.submissions)
        killer = Killer(product, tally, random.Random(self.seed), self.kills)
        threads = [Thread(target=_people, args=(product.port, code, tally)) for _ in range(PHONES)]
        threads.append(Thread(target=killer.go))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return Report(self, tally, killer.killed, product.starts - 1, time.monotonic() - began)


@dataclass(frozen=True)
class Report:
    storm: Storm
    tally: Tally
    killed: Counter[str]
    restarts: int
    seconds: float

    def __str__(self) -> str:
        tally = self.tally
        unsure = len(tally.sent - tally.acknowledged)
        kills = ", ".join(f"{what} {count}" for what, count in sorted(self.killed.items()))
        return (
            f"seed {self.storm.seed}: {len(tally.acknowledged)} answers acknowledged, "
            f"{tally.in_doubt} times cut off while one was sent, "
            f"{unsure} sent and never acknowledged; "
            f"{self.killed.total()} kills ({kills}), {self.restarts} restarts, "
            f"{self.seconds:.0f} seconds"
        )


# --- The phones -------------------------------------------------------------------------------


def let_people_answer(port: int, code: WayIn, tally: Tally) -> None:
    """Let many phones answer at once, and nothing be killed, until enough is acknowledged."""
    threads = [Thread(target=_people, args=(port, code, tally)) for _ in range(PHONES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _people(port: int, code: WayIn, tally: Tally) -> None:
    """Be one person after another, each with a new phone, until there are enough answers."""
    try:
        while not tally.enough.is_set():
            _person(port, code, tally, tally.begin())
    except BaseException as problem:
        tally.complain(problem)
        raise


def _person(port: int, code: WayIn, tally: Tally, number: int) -> None:
    was_cut_off = False

    def cut_off() -> None:
        nonlocal was_cut_off
        was_cut_off = True
        tally.doubt()

    def has_gone() -> bool:
        return tally.enough.is_set() or (number % LEAVING == 0 and was_cut_off)

    phone = Phone(port, code, has_gone=has_gone)
    try:
        phone.begin()
        tally.send(number)
        if number % IMPATIENT == 0:
            phone.send_twice_at_once(number)
        else:
            phone.send(number, lost=cut_off)
    except WalkedAwayError:
        return
    tally.acknowledge(number)


# --- The killer -------------------------------------------------------------------------------


class Killer:
    """Kills when so many answers are in: which number, what, and the pause before are random."""

    def __init__(self, product: Product, tally: Tally, chance: random.Random, kills: int) -> None:
        self.killed: Counter[str] = Counter()
        self._product = product
        self._tally = tally
        self._chance = chance
        self._moments = sorted(chance.sample(range(1, tally.target), kills))
        self._ways: dict[str, Callable[[], None]] = {
            "everything": self._everything,
            "main": self._main,
            "server": self._server,
            "worker": self._worker,
        }

    def go(self) -> None:
        try:
            for moment in self._moments:
                while len(self._tally.acknowledged) < moment:
                    if self._tally.enough.wait(0.005):
                        return
                self._chance_pause(0.1)
                what = self._chance.choice(list(self._ways))
                self._ways[what]()
        except BaseException as problem:
            self._tally.complain(problem)
            raise

    def _everything(self) -> None:
        self._product.kill_everything()
        self.killed["everything"] += 1
        self._start_again()

    def _main(self) -> None:
        """Kill the first process alone, and start while the others may still be there."""
        self._product.kill_main()
        self.killed["main"] += 1
        self._chance_pause(1.5)
        self._start_again()

    def _server(self) -> None:
        before = self._product.servers()
        victim = [self._chance.choice(before)] if before else []
        self._product.kill_one(victim)
        self.killed["server"] += len(victim)
        self._product.wait_for(
            "another server",
            lambda: set(self._product.servers()) - set(before) or not self._product.is_running(),
        )
        # A server that falls again and again in seconds ends the whole, for somebody to look.
        if not self._product.is_running():
            self._start_again()

    def _worker(self) -> None:
        before = self._product.workers()
        self._product.kill_one(before)
        self.killed["worker"] += len(before)

    def _start_again(self) -> None:
        """Start, and one time in four kill in the middle of the start."""
        while self._chance.random() < 0.25:
            self._product.begin_start()
            self._chance_pause(1.5)
            self._product.kill_everything()
            self.killed["start"] += 1
        self._product.start()

    def _chance_pause(self, longest: float) -> None:
        time.sleep(self._chance.uniform(0, longest))
