"""Run by test_mixed_scales in the product's own folder: open a mixed check, or tell its answers.

With the key of a round prints what has been answered in it; without, opens one and prints its key
and code.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from samspill.collaborations.operations import create_collaboration
    from samspill.surveys import operations
    from samspill.surveys.models import Response
    from samspill.surveys.round_settings import RoundSettings
    from tests.journeys.rounds_to_show import _actor
    from tests.mixed import mixed_check

    if sys.argv[1:]:
        answers = Response.objects.filter(survey_round=sys.argv[1]).values_list(
            "ratings", flat=True
        )
        print(json.dumps(list(answers)))
        return
    actor = _actor()
    settings = RoundSettings(
        content=mixed_check(),
        purpose="Vi vil vite hvordan det går.",
        intended_use="Vi leser svarene sammen.",
        follow_up_on=timezone.localdate() + timedelta(days=200),
        expected_count=19,
        sign="none",
    )
    home = create_collaboration(name="Ulike skalaer", purpose="Vi vil få det til.", by=actor)
    made = operations.create_round(home, settings, by=actor)
    opened = operations.open_round(made, by=actor)
    assert opened.join_code is not None
    print(json.dumps([str(opened.pk), opened.join_code.address]))


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
