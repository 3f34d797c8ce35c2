from __future__ import annotations

import logging

# Of participants, and those whose address lets somebody in.
UNTOLD_PATHS = ("/r/", "/m/", "/live/", "/task/", "/invitation/", "/log-in/link/", "/log-in/own/")
LONGEST_REFUSAL = 300


class NoParticipants(logging.Filter):
    """Keep participants, and every link that lets somebody in, out of the log, also when it failed.

    A line with a path and a moment would tell when somebody answered; that of an invitation or a
    log-in link would let its reader in. What failed is still told, without the path.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and request.path.startswith(UNTOLD_PATHS):
            record.msg = "A page failed whose address is not told: %s"
            record.args = (
                record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "error",
            )
            record.exc_info = None
            record.exc_text = None
        return True


class ShortRefusals(logging.Filter):
    """Log what was refused in one short line: what somebody sends is no fault of ours.

    Django would add a traceback for each, so that whoever sends odd requests fills the log. What
    was sent is printed without control signs, which a terminal would obey.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", None)
        if isinstance(status, int) and status < 500:
            line = record.getMessage().replace("ALLOWED_HOSTS", "SAMSPILL_HOSTS")
            line = "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
            long = len(line) > LONGEST_REFUSAL
            record.msg = line[:LONGEST_REFUSAL] + "…" if long else line
            record.args = None
            record.exc_info = None
            record.exc_text = None
        return True
