"""The door to reforms for other slices."""

from samspill.reforms.models import LevelAnswer, Reform, ReformDate
from samspill.reforms.operations import (
    Answer,
    DatedPlan,
    NewReform,
    agree_sentence,
    record_level_answers,
    set_dates,
    start_reform,
    write_plan,
)

__all__ = [
    "Answer",
    "DatedPlan",
    "LevelAnswer",
    "NewReform",
    "Reform",
    "ReformDate",
    "agree_sentence",
    "record_level_answers",
    "set_dates",
    "start_reform",
    "write_plan",
]
