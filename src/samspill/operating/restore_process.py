"""What is done to a restored database before it is put in place. Runs in a process of its own.

Beside the one in use, as its own surroundings say: brought up to date, and made to keep every
promise whose day came while the backup lay in a drawer.
"""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Migrate, do once every duty that keeps a promise; 0, or 1 and a line on what went wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")
    import django  # noqa: PLC0415  (the settings read the surroundings when they are imported)

    django.setup()
    from django.db import connections  # noqa: PLC0415

    from samspill.foundation.jobs.public import keep_promises  # noqa: PLC0415
    from samspill.foundation.mail.public import give_up_waiting  # noqa: PLC0415
    from samspill.operating.running import bring_up_to_date  # noqa: PLC0415

    try:
        bring_up_to_date()
        give_up_waiting()
        keep_promises()
        connections.close_all()
    except Exception as error:  # whatever it is, the one in use is untouched
        sys.stderr.write(f"{type(error).__name__}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
