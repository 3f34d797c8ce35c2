"""What the web server is given."""

import atexit
import os
import threading
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from samspill.operating import environment, folder_lock
from samspill.site.middleware import only_utf8
from samspill.site.rsgi_bridge import RsgiBridge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")


def _leave_with(parent: int) -> None:
    """Stop when the process that started this one was killed: its port must come free again.

    At once, as if killed too. What has been acknowledged is on disk, and whoever has not been
    answered asks again.
    """
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def _check() -> None:
    """Refuse, in a sentence, to serve with a page that is none or a run sheet that does not fit."""
    from samspill.site.wiring import check_addresses  # noqa: PLC0415  (needs Django)
    from samspill.toolbox.run_sheets import run_sheets  # noqa: PLC0415  (after Django)

    check_addresses()
    run_sheets()


if "SAMSPILL_PARENT" in os.environ:
    threading.Thread(
        target=_leave_with, args=(int(os.environ["SAMSPILL_PARENT"]),), daemon=True
    ).start()
    # Leave before Python is taken down: a thread of the server that asks for it then is ended by
    # force, which its language answers with a panic. What has been acknowledged is on disk, and the
    # threads that answer have been waited for by then. Not where a test takes this in.
    atexit.register(os._exit, 0)

# Each process for itself: the one that started it may be killed, and nothing may be restored while
# this one still answers.
folder_lock.share(environment.data_folder())

_django = get_wsgi_application()
_check()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer one request."""
    return _django(only_utf8(environ), start_response)


# SQLite takes one writer at a time: one thread is its fastest, and the kindest to a room that
# answers at once. PostgreSQL takes several.
bridge = RsgiBridge(
    application, threads=1 if "sqlite" in settings.DATABASES["default"]["ENGINE"] else 4
)
