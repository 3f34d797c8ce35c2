"""A full room: 200 phones behind one address answer within a minute. `make bench` runs it.

Prints how long everybody waited, and whether every acknowledged answer is in the database exactly
once. Ends with status 1 when one is lost or double, or when anybody was refused or throttled.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys

from benchmarks.room import Crowd, lead, project
from benchmarks.setting import Setting, can_use_postgresql, describe, opened
from benchmarks.throughput import flat_out
from benchmarks.timings import OwnShare, load


def main() -> int:
    wanted = _arguments()
    problems = []
    for name in wanted.database:
        if name == "postgresql" and not can_use_postgresql():
            print(
                "\npostgresql: NOT MEASURED: not installed, and SAMSPILL_TEST_DATABASE_URL is empty"
            )
            continue
        for _repeat in range(wanted.repeat):
            with opened(name) as setting:
                print(f"\n{describe(setting.database)}")
                problems += full_room(setting, _crowd(wanted))
            if wanted.answers:
                with opened(name) as setting:
                    problems += flat_out(setting, wanted.answers, wanted.clients)
    for problem in problems:
        print(f"WRONG: {problem}")
    return 1 if problems else 0


def full_room(setting: Setting, crowd: Crowd) -> list[str]:
    """Fill the room once, print what was measured, and return what was wrong."""
    print(
        f"A full room: {crowd.phones} phones arrive within {crowd.arriving_seconds:.0f} s and fill "
        f"in for up to {crowd.filling_seconds:.0f} s each (seed {crowd.seed})"
    )
    before, own, spent = load(), OwnShare(), setting.server_seconds()
    asyncio.run(_fill(setting, crowd))
    print(setting.room.timings.table())
    each = 1000 * (setting.server_seconds() - spent) / len(setting.room.timings.everything)
    print(
        f"load before {before}, after {load()}; the server took {each:.1f} ms of processor for "
        f"each request, the client {own}"
    )
    errors = setting.room.timings.errors.items()
    return setting.count_answers() + [f"{what} ({count} times)" for what, count in errors]


async def _fill(setting: Setting, crowd: Crowd) -> None:
    """Let the phones answer while the facilitator and the projector work."""
    leading = [
        asyncio.create_task(work(setting.room, setting.round_path, setting.cookies))
        for work in (lead, project)
    ]
    await crowd.answer(setting.room)
    for task in leading:
        task.cancel()
    ended = await asyncio.gather(*leading, return_exceptions=True)
    for one in ended:
        if not isinstance(one, asyncio.CancelledError):
            setting.room.timings.fail("facilitator or projector", f"stopped: {one!r}")


def _crowd(wanted: argparse.Namespace) -> Crowd:
    arriving, filling = (10.0, 5.0) if wanted.rush else (60.0, 15.0)
    if wanted.seconds:
        arriving, filling = wanted.seconds, wanted.seconds / 4
    seed = wanted.seed or random.SystemRandom().randrange(1, 1_000_000)
    return Crowd(wanted.phones, arriving, filling, seed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full_room", description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--rush", action="store_true", help="everybody within ten seconds")
    parser.add_argument("--seconds", type=float, help="everybody within so many seconds")
    parser.add_argument("--seed", type=int, help="the same arrivals again")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--clients", type=int, default=16, help="at once, in the second part")
    parser.add_argument(
        "--answers", type=int, default=2000, help="in the second part; 0 leaves it out"
    )
    parser.add_argument(
        "--database", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"]
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
