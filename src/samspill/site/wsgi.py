"""The door for the web server."""

import os
import threading
import time

from django.core.wsgi import get_wsgi_application

from samspill.site import environment, occupancy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")


def _leave_with(parent: int) -> None:
    """Stop when the process that started this one was killed: its port must come free again.

    At once, as if killed too. What has been acknowledged is on disk, and whoever has not been
    answered asks again.
    """
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


if "SAMSPILL_PARENT" in os.environ:
    threading.Thread(
        target=_leave_with, args=(int(os.environ["SAMSPILL_PARENT"]),), daemon=True
    ).start()

# Each process for itself: the one that started it may be killed, and nothing may be restored while
# this one still answers.
occupancy.occupy(environment.data_folder())

application = get_wsgi_application()
