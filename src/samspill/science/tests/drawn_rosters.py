"""Rosters drawn by chance, with rules that can be kept, latecomers and no-shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samspill.science.seating import Rules, SeatingError, compose_tables, reseat


@dataclass(frozen=True)
class Evening:
    """A roster that has been seated, and who came instead."""

    attributes: list[tuple[str, str]]
    rules: Rules
    seated: list[int]
    came: list[bool]


def people(number: int, partners: int, sectors: int = 3) -> list[tuple[str, str]]:
    """Return people spread evenly over partners and sectors."""
    return [
        (f"partner {place % partners}", f"sector {place // partners % sectors}")
        for place in range(number)
    ]


def drawn_evening(seed: int) -> Evening | None:
    """Draw a roster, seat it, and let some stay away and others come late; None when refused."""
    rng = np.random.default_rng(seed)
    number = int(rng.integers(4, 61))
    partners = int(rng.integers(1, 12))
    attributes = [
        (f"partner {rng.integers(partners)}", f"sector {rng.integers(3)}")
        for _each in range(number)
    ]
    late = int(rng.integers(0, 6))
    shuffled = [int(each) for each in rng.permutation(number)]
    together = [shuffled[:2]] if number > 8 and rng.random() < 0.5 else []
    apart = [shuffled[2:4]] if number > 8 and rng.random() < 0.5 else []
    rules = Rules(together=together, apart=apart)
    seated = compose_tables(attributes, rng=rng, rules=rules).tables[0]
    locked = {shuffled[-1]: int(seated[shuffled[-1]])} if rng.random() < 0.5 else {}
    came = (rng.random(number) > rng.choice([0.0, 0.1, 0.3])).tolist() + [True] * late
    if not any(came):
        return None
    return Evening(
        attributes=[*attributes, *people(late, partners)],
        rules=Rules(together=together, apart=apart, locked=locked),
        seated=[*map(int, seated), *[-1] * late],
        came=came,
    )


def broken_rules(tables: np.ndarray, rules: Rules) -> list[str]:
    """Return what a seating breaks of the rules, for those who have a table."""
    broken = []
    for group in rules.together:
        if len({int(tables[person]) for person in group if tables[person] >= 0}) > 1:
            broken.append(f"together {group}")
    for group in rules.apart:
        at = [int(tables[person]) for person in group if tables[person] >= 0]
        if len(at) != len(set(at)):
            broken.append(f"apart {group}")
    broken += [
        f"locked {person}"
        for person, table in rules.locked.items()
        if tables[person] >= 0 and tables[person] != table
    ]
    return broken


def reseated(evening: Evening, seed: int) -> tuple[np.ndarray, int] | SeatingError:
    """Return the tables after, and how many moved."""
    try:
        found = reseat(
            evening.seated,
            evening.attributes,
            came=evening.came,
            rng=np.random.default_rng(seed),
            rules=evening.rules,
        )
    except SeatingError as error:
        return error
    return found.tables, len(found.moved)
