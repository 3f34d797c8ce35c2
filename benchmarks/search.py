"""How long a search among a thousand records takes, on this machine: `make bench-search`."""

from __future__ import annotations

import statistics
import time

from samspill.toolbox.reform.loading import what_is_known
from samspill.toolbox.reform.records import facts_in
from samspill.toolbox.search_words import WordIndex

RECORDS = 1000
TIMES = 20
QUERIES = (
    "hjemmetjeneste, selvstyrte team",
    "heimeteneste, sjølvstyrte team",
    "fagforening",
    "tillit kommune leder ansatte budsjett",
)


def a_thousand() -> WordIndex:
    """Return an index of records as long as those of the register, with places of their own."""
    every, index = what_is_known("nb").initiative, WordIndex()
    for number in range(RECORDS):
        initiative = every[number % len(every)]
        told = " ".join(fact.text for fact in facts_in(initiative))
        index.add(f"{initiative.key} {number}", f"{told} sted{number} kommune{number % 300}")
    return index


def main() -> None:
    began = time.perf_counter()
    index = a_thousand()
    print(f"{RECORDS} records are taken in in {time.perf_counter() - began:.2f} s, once")
    for query in QUERIES:
        times = []
        for _time in range(TIMES):
            began = time.perf_counter()
            hits = index.find(query)
            times.append((time.perf_counter() - began) * 1000)
        middle, longest = statistics.median(times), max(times)
        print(f"{middle:6.1f} ms, at most {longest:6.1f}, {len(hits):4} found: {query}")


if __name__ == "__main__":
    main()
