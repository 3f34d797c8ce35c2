"""Run by test_closing: ask, close and perhaps delete in a database file, then say what was stored.

Prints the keys that the answers had while the round was open, and the ratings as JSON text.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samspill.surveys.models import SurveyRound

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")
sys.path.insert(0, os.getcwd())


def main(step: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from tests import cast as people

    from samspill.surveys import closing_operations
    from samspill.surveys.models import Response

    call_command("migrate", verbosity=0)
    cecilie = people.gather().cecilie
    if step == "tables":
        opened = people.an_open_round(cecilie, mode="open_table")
        keys, answers = at_tables(opened)
        closing_operations.close_round(opened, by=cecilie)
        closing_operations.destroy_traces_due()
        print(" ".join(keys))
        print(";".join(json.dumps(one) for one in answers))
        return
    opened = people.an_open_round(cecilie, expected_count=60)
    if step == "old promise":
        opened.keeps_answers = True
        opened.save()
    # Answers that occur nowhere else in the file: no two alike, and some skipped.
    answers = [
        [number // 5**place % 5 + 1 for place in range(9)] + [None] for number in range(7000, 7040)
    ]
    people.answer_it(opened, answers)
    keys = [key.hex for key in Response.objects.values_list("pk", flat=True)]
    closing_operations.close_round(opened, by=cecilie)
    closing_operations.destroy_traces_due()
    print(" ".join(keys))
    print(";".join(json.dumps(one) for one in answers))


def at_tables(opened: SurveyRound) -> tuple[list[str], list[list[int | None]]]:
    """Write eight sheets; return who kept them, and the columns, which occur nowhere else."""
    from samspill.surveys import table_operations

    keys, answers = [], []
    for number in range(1, 9):
        holder = uuid.uuid4()
        table_operations.take_table(opened, number=number, holder=holder)
        keys.append(holder.hex)
        for person in range(5):
            ratings: list[int | None] = [
                (7000 + 5 * number + person) // 5**place % 5 + 1 for place in range(9)
            ]
            column = [*ratings, None]
            table_operations.write_column(opened, holder=holder, place=person, ratings=column)
            answers.append(column)
    return keys, answers


if __name__ == "__main__":
    main(sys.argv[1])
