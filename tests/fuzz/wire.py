"""What a server can be sent that is no request, or not the whole of one."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from contextlib import closing
from random import Random

HEAD = b"Host: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
COOKIE = b"Cookie: samspill_csrf=" + b"a" * 32 + b"\r\n"
SEND = b"POST /join/ HTTP/1.1\r\n" + HEAD + FORM + COOKIE
CHUNKED = SEND + b"Transfer-Encoding: chunked\r\n"
PATIENCE = 20.0

BROKEN = [
    b"",
    b"\r\n\r\n",
    b"\x00" * 100,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a browser that expects https
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 50,
    b"GET\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/9.9\r\n" + HEAD + b"\r\n",
    b"GET / HTTP/1.0\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET " + b"/x" * 40_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET http://elsewhere.example/ HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET * HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"OPTIONS * HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"CONNECT elsewhere.example:443 HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /\x00\xff\xc3( HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /%00/%ff/%ed%a0%80/..%2f.. HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /../../etc/passwd HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /static/../../samspill.sqlite3 HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /static/%2e%2e/%2e%2e/secret.key HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /static/ui/x.css HTTP/1.1\r\n" + HEAD + b"Range: bytes=9-1,x,-,0-\r\n\r\n",
    b"\xc3\x85DD / HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"X-%d: x\r\n" * 3000 + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"Accept-Language: " + b"nn;" * 3400 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"X: a\x00b\r\nY: \xff\r\n folded\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"X : a\r\n:\r\n\r\n",
    b"GET / HTTP/1.1\nHost: localhost\n\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HEAD + b'Cookie: samspill_session="\\000aaaaaaaaaa"; ;;=\r\n\r\n',
    b"GET /?x=%41 HTTP/1.1\r\n" + HEAD + b"Content-Type: text/plain; charset=hex\r\n\r\n",
    b"GET /?x=%41 HTTP/1.1\r\n" + HEAD + b"Content-Type: text/plain; charset=\x00\r\n\r\n",
    b"GET /\r\nSet-Cookie:fz=1 HTTP/1.1\r\n" + HEAD + b"\r\n",
    SEND + b"Content-Length: x\r\n\r\n",
    SEND + b"Content-Length: -1\r\n\r\n",
    SEND + b"Content-Length: 1" + b"0" * 40 + b"\r\n\r\n",
    SEND + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\ncode",
    SEND + b"Content-Length: 100\r\n\r\ncode=1",
    SEND + b"Content-Length: 999999999\r\n\r\ncode=1",
    CHUNKED + b"\r\nzz\r\ncode",
    CHUNKED + b"\r\nffffffffffffffff\r\ncode",
    CHUNKED + b"\r\n-1\r\ncode",
    CHUNKED + b"Content-Length: 4\r\n\r\n0\r\n\r\nGET /log-in/ HTTP/1.1\r\n\r\n",
    SEND + b"Transfer-Encoding: gzip, chunked\r\n\r\n4\r\ncode\r\n0\r\n\r\n",
    SEND + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    (b"GET /join/ HTTP/1.1\r\n" + HEAD + b"\r\n") * 60,
]  # fmt: skip


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def throw(port: int, sent: bytes, *, pause: bool = False) -> None:
    """Send something and hang up; in two halves when that is slower."""
    with contextlib.suppress(OSError), closing(connect(port)) as line:
        half = len(sent) // 2 if pause else len(sent)
        line.sendall(sent[:half])
        line.settimeout(0.05)
        with contextlib.suppress(TimeoutError):
            line.recv(65536)
        line.sendall(sent[half:])


def answers(port: int, path: str = "/join/") -> bool:
    """Tell whether the server still answers an ordinary request."""
    asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    try:
        with closing(connect(port)) as line:
            line.sendall(asked.encode())
            return line.recv(65536).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False


def bent(dice: Random, count: int) -> Iterator[bytes]:
    """Yield requests that dice have broken further: cut off, doubled, with other bytes in them."""
    for _ in range(count):
        sent = bytearray(dice.choice(BROKEN))
        for _ in range(dice.choice((0, 1, 3, 20)) if sent else 0):
            sent[dice.randrange(len(sent))] = dice.randrange(256)
        cut = dice.randrange(len(sent) + 1) if dice.random() < 0.5 else len(sent)
        yield bytes(sent[:cut]) + (dice.choice(BROKEN) if dice.random() < 0.2 else b"")
