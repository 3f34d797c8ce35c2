"""A mail server of the tests' own, which takes mail, refuses it, or is slow, as a test says."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class PostOffice:
    """What has come in. `refuses` is what it answers to a mail instead of taking it."""

    port: int = 0
    refuses: str = ""
    mails: list[Message] = field(default_factory=list)
    # Until this is set it says nothing, as a server that hangs.
    may_answer: threading.Event = field(default_factory=threading.Event)


class _Talk(socketserver.StreamRequestHandler):
    office: PostOffice

    def handle(self) -> None:
        self.office.may_answer.wait(20)
        self._say("220 post office")
        for line in self.rfile:
            word = line.split(maxsplit=1)[0].upper() if line.strip() else b""
            if word == b"DATA":
                self._say("354 go on")
                self._take()
            elif word == b"RCPT" and self.office.refuses:
                self._say(self.office.refuses)
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.office.mails.append(message_from_bytes(b"".join(lines)))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Run a mail server on a free port of this machine."""
    office = PostOffice()
    office.may_answer.set()
    handler = type("_TalkOfOne", (_Talk,), {"office": office})
    with _Server(("127.0.0.1", 0), handler) as server:
        office.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield office
        office.may_answer.set()
        server.shutdown()
