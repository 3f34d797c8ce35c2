"""The benchmark of the full room, with ten phones: that it measures, and that it can complain."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from benchmarks.full_room import full_room
from benchmarks.room import Crowd
from benchmarks.setting import opened
from benchmarks.throughput import flat_out


def in_a_thread_of_its_own(measure: Callable[[], list[str]]) -> list[str]:
    """Keep away from the event loop that the browsers of earlier tests may have left running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(measure).result()


@pytest.mark.journey
def test_a_small_room(capsys: pytest.CaptureFixture[str]) -> None:
    with opened("sqlite") as setting:
        crowd = Crowd(10, 2.0, 0.2, seed=1)
        assert in_a_thread_of_its_own(partial(full_room, setting, crowd)) == []
        printed = capsys.readouterr().out
        assert "10 sent, 10 acknowledged, 10 in the database; 0 lost, 0 double" in printed
        for kind in ("promise", "answer", "receipt", "stamp of the wall", "page of the round"):
            assert f"\n{kind}  " in printed
        setting.room.acknowledged.add(11)
        assert setting.count_answers() == ["1 answers lost"]


@pytest.mark.journey
def test_a_few_who_send_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with opened("sqlite") as setting:
        measure = partial(flat_out, setting, answers=20, clients=4)
        assert in_a_thread_of_its_own(measure) == []
    assert "20 durable answers" in capsys.readouterr().out
