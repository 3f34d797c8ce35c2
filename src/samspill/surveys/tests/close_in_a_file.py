"""Run by test_closing: ask, close and perhaps delete in a database file, then say what was stored.

Prints the keys that the answers had while the round was open, and the ratings as JSON text.
"""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")
sys.path.insert(0, os.getcwd())


def main(step: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from tests import cast as people

    from samspill.surveys import operations
    from samspill.surveys.models import Response

    call_command("migrate", verbosity=0)
    cecilie = people.gather().cecilie
    opened = people.an_open_round(cecilie)
    # Answers that occur nowhere else in the file: no two alike, and some skipped.
    answers = [
        [number // 5**place % 5 + 1 for place in range(9)] + [None] for number in range(7000, 7040)
    ]
    people.answer_it(opened, answers)
    keys = [key.hex for key in Response.objects.values_list("pk", flat=True)]
    operations.close_round(opened, by=cecilie)
    if step == "deleted":
        operations.delete_answers_due(opened.delete_answers_on)
    operations.destroy_traces_due()
    print(" ".join(keys))
    print(";".join(json.dumps(one) for one in answers))


if __name__ == "__main__":
    main(sys.argv[1])
