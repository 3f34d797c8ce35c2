"""The door for the web server."""

import os
import signal
import threading
import time

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")


def _leave_with(parent: int) -> None:
    """Stop when the process that started this one was killed: its port must come free again."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


if "SAMSPILL_PARENT" in os.environ:
    threading.Thread(
        target=_leave_with, args=(int(os.environ["SAMSPILL_PARENT"]),), daemon=True
    ).start()

application = get_wsgi_application()
