"""A browser for a crowd: HTTP/1.1 over asyncio, cheap enough to share two cores with a server.

One connection for each phone, kept open as browsers keep it; cookies; gzip, as every browser asks
for it; redirects are not followed but shown, so that each request is timed for itself.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.timings import Timings

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FILE = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:css|js))"')

# Nobody waits longer than this in front of a phone.
PATIENCE_SECONDS = 60.0
CUT_OFF = (OSError, EOFError, TimeoutError)


@dataclass(frozen=True)
class Reply:
    status: int
    location: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def token(self) -> str:
        """Return what a form must send back, or nothing where the page has no form."""
        found = TOKEN.search(self.text)
        return found[1] if found else ""

    @property
    def files(self) -> list[str]:
        """Return the style sheets and scripts that the page asks for."""
        return list(dict.fromkeys(FILE.findall(self.text)))


class Client:
    """One browser on one connection; `timings` hears how long each kind of request took."""

    def __init__(self, port: int, timings: Timings, *, network: int = 0) -> None:
        self._port = port
        self._from = f"127.0.{network // 250}.{network % 250 + 1}"
        self._timings = timings
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.cookies: dict[str, str] = {}
        self._kept_files: set[str] = set()

    async def get(self, kind: str, path: str) -> Reply:
        return await self._ask(kind, "GET", path, None)

    async def post(self, kind: str, path: str, form: Mapping[str, str]) -> Reply:
        return await self._ask(kind, "POST", path, urllib.parse.urlencode(form).encode())

    async def fetch_files(self, page: Reply) -> None:
        """Fetch what the page is drawn with, each file once: browsers keep it for a year."""
        for path in page.files:
            if path not in self._kept_files:
                self._kept_files.add(path)
                await self.get("style sheet or script", path)

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _ask(self, kind: str, method: str, path: str, body: bytes | None) -> Reply:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                reply = await self._exchange(method, path, body)
        except CUT_OFF as problem:
            self.close()
            self._timings.fail(kind, f"{type(problem).__name__} {problem}".strip())
            raise
        self._timings.add(kind, time.perf_counter() - began, reply.status)
        return reply

    async def _exchange(self, method: str, path: str, body: bytes | None) -> Reply:
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                "127.0.0.1", self._port, local_addr=(self._from, 0)
            )
        reader, writer = self._streams
        writer.write(self._request(method, path, body))
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = self._headers(head[1:])
        content = await _body(reader, headers)
        if headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        if headers.get("connection") == "close":
            self.close()
        return Reply(int(head[0].split(" ", 2)[1]), headers.get("location", ""), content)

    def _request(self, method: str, path: str, body: bytes | None) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self._port}"]
        lines += ["Accept: text/html", "Accept-Encoding: gzip", "Accept-Language: nb"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if body is not None:
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + (body or b"")

    def _headers(self, lines: list[str]) -> dict[str, str]:
        """Return the headers by name; cookies are kept."""
        headers = {}
        for line in lines:
            name, _colon, value = line.partition(":")
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.strip().partition("=")
                self.cookies[cookie] = rest.split(";", 1)[0]
            else:
                headers[name.lower()] = value.strip()
        return headers


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)
