"""Logging in with the municipality's provider, against one that runs beside the tests."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import LazySettings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from tests import cast as people

from samspill.foundation.accounts import openid
from samspill.foundation.audit.models import AuditEntry
from samspill.operating import environment

pytestmark = pytest.mark.django_db

BEGIN, BACK = "/log-in/with/provider/", "/log-in/from/provider/"
CECILIE = {"email": "cecilie@example.no", "email_verified": True, "acr": "high"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start a provider, as a process of its own."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def provider(address: str, cast: people.Cast, settings: LazySettings) -> Iterator[str]:
    """Name the provider in the settings, as an environment would; return its address."""
    _name(settings, address)
    call_command("createcachetable", verbosity=0)
    cache.clear()
    yield address
    cache.clear()


def _name(settings: LazySettings, address: str) -> None:
    environ = {
        "SAMSPILL_OIDC_URL": address,
        "SAMSPILL_OIDC_CLIENT_ID": "samspill",
        "SAMSPILL_OIDC_SECRET": "only for tests",
        "SAMSPILL_OIDC_NAME": "Ansattinnlogging",
    }
    apps = environment.openid_providers(environ)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}


def _wait_for(address: str) -> None:
    for _try in range(200):
        try:
            requests.get(address, timeout=2)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing answers on {address}")


def begin(browser: Client, query: str = "", **form: str) -> str:
    """Press the button; return where it leads."""
    return led_on(browser.post(f"{BEGIN}{query}", form))


def led_on(response: Any) -> str:
    """Return where a page leads that leaves the site."""
    assert response.status_code == 200
    link = re.search(r'id="led-on" href="([^"]+)"', response.content.decode())
    assert link is not None, response.content.decode()
    return unescape(link[1])


def at_provider(address: str, there: str, *, sub: str, claims: dict[str, Any]) -> str:
    """Log in at the provider as somebody; return what leads back, without the host."""
    requests.put(f"{address}/users/{sub}", json=claims, timeout=5).raise_for_status()
    answer = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    assert back.netloc == "testserver"
    return f"{back.path}?{back.query}"


def log_in(browser: Client, address: str, *, sub: str = "cecilie", **changes: Any) -> Any:
    back = at_provider(address, begin(browser), sub=sub, claims={**CECILIE, **changes})
    return browser.get(back)


def is_in(browser: Client) -> bool:
    return browser.get("/collaborations/").status_code == 200


def test_somebody_who_is_known_here_comes_in(provider: str) -> None:
    browser = Client()
    assert "Ansattinnlogging" in browser.get("/log-in/").content.decode()
    assert log_in(browser, provider)["Location"] == "/"
    assert is_in(browser)
    assert "cecilie@example.no" in browser.get("/me/").content.decode()


def test_little_is_kept_of_what_the_provider_tells(provider: str) -> None:
    log_in(Client(), provider, birthdate="1970-01-01", name="Cecilie Moe")
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("cecilie", {"acr": "high"})


@pytest.mark.parametrize("claims", [{"email": "dag@example.no"}, {"email_verified": False}])
def test_somebody_nobody_has_invited_is_refused(provider: str, claims: dict[str, Any]) -> None:
    """Also whoever says that they have Cecilie's e-mail, when the provider has not seen it."""
    browser = Client()
    response = log_in(browser, provider, sub="dag", **claims)
    assert response.status_code == 403
    assert "Ingen har invitert" in response.content.decode()
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()


def test_a_log_in_that_is_too_weak_is_refused(provider: str, settings: LazySettings) -> None:
    settings.SAMSPILL_OIDC_ACR = ("high",)
    browser = Client()
    assert parse_qs(urlsplit(begin(browser)).query)["acr_values"] == ["high"]
    response = log_in(browser, provider, acr="low")
    assert response.status_code == 403
    assert "ikke sikker nok" in response.content.decode()
    assert not is_in(browser)
    log_in(browser, provider)
    assert is_in(browser)


def test_an_answer_is_used_once(provider: str) -> None:
    browser = Client()
    back = at_provider(provider, begin(browser), sub="cecilie", claims=CECILIE)
    browser.get(back)
    browser.post("/log-out/")
    assert browser.get(back).status_code == 403
    assert not is_in(browser)


def test_an_answer_is_of_no_use_in_another_browser(provider: str) -> None:
    """Nobody is logged in as somebody else by a link that is sent to them."""
    back = at_provider(provider, begin(Client()), sub="cecilie", claims=CECILIE)
    victim = Client()
    victim.post(BEGIN)
    assert victim.get(back).status_code == 403
    assert not is_in(victim)


@pytest.mark.parametrize("nonce", ["", "another"])
def test_an_answer_to_another_question_is_refused(provider: str, nonce: str) -> None:
    browser = Client()
    there = re.sub(r"nonce=[^&]+", f"nonce={nonce}", begin(browser))
    back = at_provider(provider, there, sub="cecilie", claims=CECILIE)
    assert browser.get(back).status_code == 403
    assert not is_in(browser)


def test_a_changed_e_mail_opens_no_other_account(provider: str) -> None:
    """The provider's own key for a person binds from the first time on."""
    log_in(Client(), provider)
    browser = Client()
    log_in(browser, provider, email="ada@example.no")
    assert "Cecilie Moe" in browser.get("/me/").content.decode()


def test_another_who_has_got_the_e_mail_comes_in_when_somebody_has_untied_the_first(
    provider: str, cast: people.Cast
) -> None:
    """An e-mail is given anew when somebody has left: that alone lets nobody in as them."""
    log_in(Client(), provider)
    other = Client()
    response = log_in(other, provider, sub="cecilie-2")
    assert response.status_code == 403
    assert "koble fra" in response.content.decode()
    assert not is_in(other)
    untie = f"/people/{cast.cecilie.account_id}/untie/"
    assert people.client_of(cast.cecilie).post(untie).status_code == 403
    assert people.client_of(cast.gry).post(untie).status_code == 302
    assert AuditEntry.objects.filter(operation="untie_from_provider").count() == 1
    log_in(other, provider, sub="cecilie-2")
    assert is_in(other)
    assert log_in(Client(), provider).status_code == 403


def test_nothing_in_the_address_is_passed_on(provider: str) -> None:
    browser = Client()
    query = "?scope=all&auth_params=prompt%3Dnone%26nonce%3Dmine&process=connect&action=x"
    asked = parse_qs(urlsplit(begin(browser, query, scope="all", process="connect")).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["nonce"] != ["mine"]
    assert "prompt" not in asked
    assert asked["redirect_uri"] == ["http://testserver/log-in/from/provider/"]
    assert "code_challenge" in asked


def test_the_way_begins_with_a_press(provider: str) -> None:
    assert Client().get(BEGIN).status_code == 405


def test_afterwards_nobody_is_led_off_the_site(provider: str) -> None:
    for where, leads_to in (("https://evil.example/", "/"), ("/actions/", "/actions/")):
        browser = Client()
        there = begin(browser, next=where)
        back = at_provider(provider, there, sub="cecilie", claims=CECILIE)
        assert browser.get(back)["Location"] == leads_to


def test_the_session_is_another_after_the_log_in(provider: str) -> None:
    browser = Client()
    back = at_provider(provider, begin(browser), sub="cecilie", claims=CECILIE)
    before = browser.cookies["samspill_session"].value
    browser.get(back)
    assert browser.cookies["samspill_session"].value != before


def test_one_who_changes_their_mind_is_told(provider: str) -> None:
    browser = Client()
    state = parse_qs(urlsplit(begin(browser)).query)["state"][0]
    response = browser.get(f"{BACK}?error=access_denied&state={state}")
    assert response.status_code == 403
    assert "ikke fullført" in response.content.decode()


def test_a_provider_that_is_down_is_one_sentence(cast: people.Cast, settings: LazySettings) -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        _name(settings, f"http://127.0.0.1:{probe.getsockname()[1]}")
        response = Client().post(BEGIN)
    assert response.status_code == 503
    assert "svarer de ikke nå" in response.content.decode()


def test_without_a_provider_there_is_no_such_way(cast: people.Cast) -> None:
    assert Client().post(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404
    assert Client().post("/log-out/provider/", {"logout_token": "x"}).status_code == 404


# --- Logging out, both ways --------------------------------------------------------------------


def test_logging_out_here_leads_to_logging_out_there(provider: str) -> None:
    browser = Client()
    log_in(browser, provider)
    there = led_on(browser.post("/log-out/"))
    assert there.startswith(f"{provider}/oauth2/end_session?")
    asked = parse_qs(urlsplit(there).query)
    assert asked["post_logout_redirect_uri"] == ["http://testserver/"]
    assert not is_in(browser)


def test_logging_out_here_works_when_the_provider_is_down(
    provider: str, settings: LazySettings
) -> None:
    browser = Client()
    log_in(browser, provider)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        _name(settings, f"http://127.0.0.1:{probe.getsockname()[1]}")
        assert browser.post("/log-out/")["Location"] == "/"
    assert not is_in(browser)


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def log_out_token(address: str, *, key: rsa.RSAPrivateKey = KEY, **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": address,
        "aud": "samspill",
        "iat": now,
        "exp": now + 60,
        "jti": str(time.monotonic_ns()),
        "sub": "cecilie",
        "events": {openid.BACK_CHANNEL: {}},
        **changes,
    }
    claims = {name: claim for name, claim in claims.items() if claim is not None}
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "own"})


@pytest.fixture
def _own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the provider's key be one that the tests can sign with."""
    asked = openid.ask_seldom

    def ask(address: str, *, anew: bool = False) -> dict[str, Any]:
        if not address.endswith("jwks"):
            return asked(address, anew=anew)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**public, "kid": "own", "alg": "RS256"}]}

    monkeypatch.setattr(openid, "ask_seldom", ask)


@pytest.mark.usefixtures("_own_key")
def test_logging_out_there_ends_every_session_here(provider: str, cast: people.Cast) -> None:
    first, second = Client(), Client()
    log_in(first, provider)
    log_in(second, provider)
    ada = people.client_of(cast.ada)
    server = Client(enforce_csrf_checks=True)
    form = {"logout_token": log_out_token(provider)}
    assert server.post("/log-out/provider/", form).status_code == 200
    assert [is_in(browser) for browser in (first, second, ada)] == [False, False, True]


@pytest.mark.usefixtures("_own_key")
@pytest.mark.parametrize(
    "wrong",
    [
        {"key": OTHER_KEY},
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"exp": 1},
        {"exp": None},
        {"jti": ""},
        {"events": {}},
        {"nonce": "an id token"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_is_no_log_out_token_logs_nobody_out(provider: str, wrong: dict[str, Any]) -> None:
    browser = Client()
    log_in(browser, provider)
    form = {"logout_token": log_out_token(provider, **wrong)}
    assert Client().post("/log-out/provider/", form).status_code == 400
    assert is_in(browser)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_rubbish_is_refused(provider: str, token: str) -> None:
    assert Client().post("/log-out/provider/", {"logout_token": token}).status_code == 400


def test_what_is_no_token_costs_no_question_to_the_provider(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can send something, and whoever asks the provider waits for its answer."""
    calls = counted_calls(monkeypatch)
    assert Client().post("/log-out/provider/", {"logout_token": "x"}).status_code == 400
    assert calls == []


def counted_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return where the provider is asked from now on."""
    calls: list[str] = []
    request = requests.Session.request

    def asked(session: requests.Session, method: str, url: str, **more: Any) -> Any:
        calls.append(url)
        return request(session, method, url, **more)

    monkeypatch.setattr(requests.Session, "request", asked)
    return calls


def test_false_tokens_cost_the_provider_two_questions_in_all(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with the name of a key that it has, and with ever new ones."""
    (key,) = requests.get(f"{provider}/jwks", timeout=5).json()["keys"][:1]
    calls = counted_calls(monkeypatch)
    for kid in (*(str(number) for number in range(20)), *(key["kid"],) * 20):
        token = jwt.encode({"iss": provider}, OTHER_KEY, algorithm="RS256", headers={"kid": kid})
        form = {"logout_token": token}
        assert Client().post("/log-out/provider/", form).status_code == 400
    assert len(calls) == 2, calls


def test_a_provider_that_does_not_answer_is_asked_once_a_minute(
    cast: people.Cast, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("createcachetable", verbosity=0)
    cache.clear()
    calls = counted_calls(monkeypatch)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
        _name(settings, address)
        for _try in range(5):
            form = {"logout_token": log_out_token(address)}
            assert Client().post("/log-out/provider/", form).status_code == 400
    assert len(calls) == 1


def test_a_token_under_another_kind_of_algorithm_is_refused(provider: str) -> None:
    config = requests.get(f"{provider}/.well-known/openid-configuration", timeout=5).json()
    kid = requests.get(config["jwks_uri"], timeout=5).json()["keys"][0]["kid"]
    claims = {"iss": provider, "aud": "samspill", "exp": int(time.time()) + 60}
    token = jwt.encode(claims, "what anybody can know, long enough", "HS256", {"kid": kid})
    assert Client().post("/log-out/provider/", {"logout_token": token}).status_code == 400


def test_an_answer_that_tells_of_two_people_is_refused(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who logged in stands in the signed token; what is told beside it must be of the same."""
    told = {**CECILIE, "sub": "another"}
    monkeypatch.setattr(openid.Adapter, "_fetch_user_info", lambda _self, _token: told)
    browser = Client()
    assert log_in(browser, provider).status_code == 403
    assert not is_in(browser)


@pytest.mark.usefixtures("_own_key")
def test_a_log_out_token_is_used_once(provider: str) -> None:
    form = {"logout_token": log_out_token(provider)}
    assert Client().post("/log-out/provider/", form).status_code == 200
    assert Client().post("/log-out/provider/", form).status_code == 400
