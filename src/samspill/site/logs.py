from __future__ import annotations

import logging

PARTICIPANT_PATH = "/r/"


class NoParticipants(logging.Filter):
    """Keep every trace of a participant's request out of the log, also when it failed.

    A line with a path and a moment would tell when somebody answered. What failed is still
    told, without the path.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and request.path.startswith(PARTICIPANT_PATH):
            record.msg = "A participant's page failed: %s"
            record.args = (
                record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "error",
            )
            record.exc_info = None
            record.exc_text = None
        return True
