"""What nobody would write, and somebody does: texts, keys, headers, cookies, bodies."""

from __future__ import annotations

import json
import re
from random import Random
from urllib.parse import quote_from_bytes

# A lone half of a pair cannot be sent as UTF-8; it is sent as a careless program sends it.
HALF = "\ud800"

TEXTS = [
    "",
    " ",
    " \n\t ",
    "x" * 300,
    "å" * 20_000,
    "æ ø å Á Č Đ ŋ š ŧ ž",
    "Dag\x00Ås",
    "\x1b[2J\x1b]0;title\x07",
    "\u202elmth\u202c \u200b\u200d\ufeff\u2066",
    f"{HALF} and \udfff",
    "🦜🏔️👩\u200d👩\u200d👧 ﷽",
    "Z\u0351\u036a\u0306" * 40,
    "<script>fz()</script>",
    "</textarea></title></option></select><b>",
    "<img src=x onerror=fz()>",
    "javascript:fz()",
    "{{ form }}{% load i18n %}{% debug %}{# #}",
    "%(count)s %s %d %",
    "{0} {count} {form.__class__} {",
    "'; DROP TABLE surveys_response; --",
    "1' OR '1'='1",
    '=HYPERLINK("http://elsewhere.example";"x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "line\r\nSet-Cookie: fz=1",
    "../../../etc/passwd",
    "&lt;b&gt; &amp;amp; &#0;",
    "true",
    "null",
    "[object Object]",
    '{"a": 1}',
]
NUMBERS = [
    "0",
    "-1",
    "1",
    "3",
    "٣",
    "３",
    "²",
    "½",
    "१२३",
    "1e400",
    "1e3",
    "NaN",
    "inf",
    "0x10",
    "1_000",
    "1,5",
    "1.5",
    " 4 ",
    "99999999999",
    "9223372036854775808",
    "-9223372036854775809",
    "1" + "0" * 400,
    "1" * 5000,
]
DATES = [
    "0000-00-00",
    "0001-01-01",
    "1899-12-31",
    "2027-02-31",
    "2027-13-45",
    "9999-12-31",
    "10000-01-01",
    "-2027-01-01",
    "2027-W01-1",
    "２０２７-０１-０１",
    "31.02.2027",
    "2090-01-01T25:61",
    "2026-11-22",
    "today",
]
KEYS = [
    "",
    "x",
    "x" * 5000,
    "0" * 6,
    "٣٣٣٣٣٣",
    "１２３４５６",
    "00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "{00000000-0000-0000-0000-000000000000}",
    "\x00",
    "123\x00456",
    "..",
    "../..",
    "%2e%2e%2f",
    "%",
    "%zz",
    HALF,
    "a b+c&d=e;f?g#h",
    "\r\nSet-Cookie: fz=1",
    "<i id=fz0>",
    "\u202e\u200b",
    "-1",
    "9" * 400,
]
EVERYTHING = TEXTS + NUMBERS + DATES + KEYS
METHODS = [
    "HEAD",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "ODD",
    "get",
]

LANGUAGES = [
    "nb",
    "nn",
    "en",
    "nn-NO;q=0.9, en;q=0.1",
    "nb-NO",
    "no",
    "se",
    "*",
    "",
    "xx;q=nan",
    "en;q=99999999999",
    "nn;" * 3000,
    "a-" * 5000,
    "nb" + "-x" * 240,
    "../../etc",
    "\x00",
    "é€".encode().decode("latin-1"),
    "zh-Hant-TW, ;;;,,,=",
]
ADDRESSES = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "https:elsewhere.example",
    "http:///elsewhere.example",
    "javascript:fz()",
    "data:text/html,<i id=fz0>",
    " //elsewhere.example",
    "\t//elsewhere.example",
    "/%2f/elsewhere.example",
    "/\r\nSet-Cookie: fz=1",
    "/join/\x00",
    "https://testserver@elsewhere.example/",
    "https://testserver.elsewhere.example/",
    "http://testserver:80@elsewhere.example/",
    "http://[::1/",
    "http://testserver\\.elsewhere.example",
    "/",
    "/join/",
    "?",
    "",
    "x" * 9000,
]
HOSTS = [
    "elsewhere.example",
    "localhost:99999999",
    "localhost:",
    "[::1",
    "",
    "testserver, elsewhere.example",
    "testserver@elsewhere.example",
    "<i id=fz0>",
    "x" * 5000,
    "testserver\\x",
    "\x00",
    "LOCALHOST",
    "localhost.",
]
KINDS = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=hex",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=fz; charset=hex",
    "multipart/form-data; boundary=fz; charset=utf-7",
    "multipart/form-data; boundary=fz; charset=idna",
    "multipart/form-data; boundary=" + "x" * 3000,
    "multipart/form-data; boundary=\u00e5",
    "multipart/mixed; boundary=fz",
    "application/json",
    "application/json; charset=rot13",
    "text/plain; charset=base64",
    "text/plain; charset=\u00e5",
    "text/plain; charset=" + "x" * 3000,
    "text/plain; charset=undefined",
    "text/xml",
    "; ; =",
    "",
    "\u00ff/\u00ff; \u00e5=\u00e5",
]
# What a cookie can be: the octal escapes are undone by whoever reads it.
COOKIES = [
    "",
    "x",
    "x" * 4000,
    '"\\000abcdefghijklmnopqrstuvwxyz"',
    '"\\r\\n\\012"',
    "abcdefghijklmnopqrstuvwxyz123456",
    '"unended',
    "é€".encode().decode("latin-1"),
    "<i id=fz0>",
    "nb:x:y",
    ":" * 50,
    "=; ; ;=;",
    '"\\355\\240\\200"',
]
COOKIE_NAMES = ["samspill_session", "samspill_csrf", "samspill_language", "samspill_admission"]
CONDITIONS = {
    "HTTP_IF_NONE_MATCH": ["*", '"x"', 'W/"', ",,,,", "x" * 5000],
    "HTTP_IF_MODIFIED_SINCE": ["never", "Sun, 31 Feb 0000 99:99:99 GMT", "0" * 400],
    "HTTP_RANGE": ["bytes=0-0", "bytes=-1", "bytes=9-1", "lines=1", "bytes=" + "0-1," * 999, "٣"],
    "HTTP_ACCEPT_ENCODING": ["gzip", "gzip;q=nan", "*;q=0", "br, gzip, " * 200, "\u00ff"],
    "HTTP_ACCEPT": ["application/json", "*/*;q=x", ",;", "x" * 5000],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest", "samspill", "fetch"],
    "HTTP_X_FORWARDED_PROTO": ["https", "https, http", "<i id=fz0>"],
    "HTTP_X_FORWARDED_HOST": HOSTS,
    "HTTP_X_FORWARDED_FOR": ["127.0.0.1", "x" * 5000, "\u00ff"],
    "HTTP_X_FORWARDED_PORT": ["99999999", "x"],
    "HTTP_TRANSFER_ENCODING": ["chunked", "gzip, chunked", "x"],
    "HTTP_EXPECT": ["100-continue", "x"],
    "HTTP_X_HTTP_METHOD_OVERRIDE": ["DELETE"],
    "HTTP_REFERER": ADDRESSES,
    "HTTP_ORIGIN": [*ADDRESSES, "null"],
    "HTTP_HOST": HOSTS,
    "HTTP_ACCEPT_LANGUAGE": LANGUAGES,
    "HTTP_USER_AGENT": ["", "x" * 9000, "\u00ff", "%s{0}"],
    "CONTENT_LENGTH": ["-1", "0", "5", "x", "1" + "0" * 400, "٣", "999999999999"],
    "REMOTE_ADDR": ["", "unknown"],
    "SCRIPT_NAME": ["/x", "//x"],
}


def as_bytes(text: str) -> bytes:
    """Write a text as a careless program does: halves of pairs and all."""
    return text.encode("utf-8", "surrogatepass")


def quoted(text: str) -> str:
    return quote_from_bytes(as_bytes(text), safe="")


def headers(dice: Random) -> dict[str, str]:
    """Return a few headers that are odd, as a server hands them on."""
    chosen = dice.sample(sorted(CONDITIONS), k=dice.choice((1, 1, 2, 5)))
    made = {name: dice.choice(CONDITIONS[name]) for name in chosen}
    # The server lets no such sign through: `test_wire` sends them as they are.
    return {name: re.sub(r"[\x00\r\n]", "", value) for name, value in made.items()}


def urlencoded(fields: list[tuple[str, str]]) -> bytes:
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in fields).encode()


def in_parts(fields: list[tuple[str, str]], dice: Random) -> bytes:
    """Return a form in parts, some of which claim to be files, or to be written otherwise."""
    parts = []
    for name, value in fields:
        extra = dice.choice(("",) * 6 + ('; filename="x.csv"', '; filename=""', "; filename*=x"))
        more = dice.choice(
            (b"",) * 8
            + (
                b"Content-Transfer-Encoding: base64\r\n",
                b"Content-Type: text/plain; charset=hex\r\n",
            )
        )
        written = name.replace('"', "%22").replace("\r", "").replace("\n", "")
        head = f'Content-Disposition: form-data; name="{written}"{extra}\r\n'
        parts.append(b"--fz\r\n" + as_bytes(head) + more + b"\r\n" + as_bytes(value) + b"\r\n")
    return b"".join(parts) + b"--fz--\r\n"


def body(fields: list[tuple[str, str]], dice: Random) -> tuple[bytes, str]:
    """Return what is sent and what it is said to be; mostly a form, sometimes a broken one."""
    way = dice.random()
    if way < 0.7:
        return urlencoded(fields), KINDS[0]
    if way < 0.85:
        made, kind = in_parts(fields, dice), "multipart/form-data; boundary=fz"
    elif way < 0.9:
        made, kind = json.dumps(dict(fields)).encode(), "application/json"
    else:
        made, kind = urlencoded(fields), KINDS[0]
    if dice.random() < 0.4:
        kind = dice.choice(KINDS)
    if dice.random() < 0.3:
        made = made[: dice.randrange(len(made) + 1)]
    if dice.random() < 0.1:
        made = dice.choice((dice.randbytes(200), b"\xff\xfe\x00", b"%ff%zz=&&&=" * 30))
    return made, kind
