"""What the surroundings decide: folder, port, address, database. Read once, refused if wrong."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_PORT = 8000
# How the one provider is called in addresses.
OPENID_PROVIDER = "provider"


class EnvironmentProblem(Exception):  # noqa: N818  (told to the user as one sentence)
    """Something outside the program is not as it must be; the message says what to do."""


def set_up() -> None:
    """Set Django up. Raises `EnvironmentProblem` when a variable keeps the settings from it."""
    import django  # noqa: PLC0415  (the settings import this module)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        hosts()
    except ValueError as error:
        message = "SAMSPILL_ADDRESS is not an address. Write it as https://samspill.example.no"
        raise EnvironmentProblem(message) from error
    try:
        django.setup()
    except (ValueError, ImportError, ImproperlyConfigured) as error:
        if not os.environ.get("SAMSPILL_DATABASE_URL"):
            raise
        message = (
            "SAMSPILL_DATABASE_URL cannot be used. Write it as "
            "postgresql://user:password@host:5432/name, and install samspill[postgresql]."
        )
        raise EnvironmentProblem(message) from error


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that holds everything, SAMSPILL_DATA or the user's own data folder."""
    chosen = environ.get("SAMSPILL_DATA", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    home = environ.get("XDG_DATA_HOME", "").strip() or "~/.local/share"
    return Path(home).expanduser().absolute() / "samspill"


def prepare_data_folder(folder: Path) -> None:
    """Make the folder its owner's alone, whatever it was, and make sure it can be written to.

    So are the files that this process and its children make from now on.
    """
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        close_to_others(folder)
        probe = folder / ".can-write"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        message = (
            f"Samspill cannot write in the folder {folder} ({error.strerror}). Give SAMSPILL_DATA "
            f"a folder that you may write in, such as SAMSPILL_DATA=$HOME/samspill."
        )
        raise EnvironmentProblem(message) from error


def close_to_others(folder: Path) -> None:
    """Take from others what they may do in the folder; nothing in it can be reached after that.

    Raises `EnvironmentProblem` where it stays open, or is a folder that everybody shares.
    """
    mode = folder.stat().st_mode
    if not mode & 0o077:
        return
    if not mode & stat.S_ISVTX:
        with contextlib.suppress(OSError):
            folder.chmod(0o700)
    if folder.stat().st_mode & 0o077:
        message = (
            f"Others on this machine can read the folder {folder}, and it cannot be closed to "
            f"them. Give SAMSPILL_DATA a folder that is yours alone, such as "
            f"SAMSPILL_DATA=$HOME/samspill."
        )
        raise EnvironmentProblem(message)


def port(environ: Mapping[str, str] = os.environ) -> int:
    """Return SAMSPILL_PORT, or 8000."""
    text = environ.get("SAMSPILL_PORT", "").strip()
    if not text:
        return DEFAULT_PORT
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        message = f"SAMSPILL_PORT is {text!r}; it must be a number from 1 to 65535, such as 8000."
        raise EnvironmentProblem(message)
    return int(text)


def secret_key(folder: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Return SAMSPILL_SECRET_KEY, or the key kept in the folder, or one for this process only.

    `samspill run` keeps a key in the folder, so that people stay logged in over a restart.
    """
    given = environ.get("SAMSPILL_SECRET_KEY", "")
    if given:
        return given
    kept = folder / "secret.key"
    try:
        return kept.read_text().strip() or secrets.token_urlsafe(50)
    except OSError:
        return secrets.token_urlsafe(50)


def keep_secret_key(folder: Path) -> None:
    """Write a secret key to the folder, unless there is one; only the owner may read it."""
    path = folder / "secret.key"
    if path.exists() and path.stat().st_size:
        return
    # Written beside it, and given its name when it is whole: a start that is killed half-way, or
    # two first starts at once, must not leave an empty key or two keys.
    path.unlink(missing_ok=True)
    beside = folder / f"secret.key.{os.getpid()}"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass  # another start was first, and its key is the one
    except OSError:
        os.replace(beside, path)  # a disk without links
    beside.unlink(missing_ok=True)


def address(environ: Mapping[str, str] = os.environ) -> str:
    """Return where people find this installation, without a slash at the end."""
    return environ.get("SAMSPILL_ADDRESS", "").rstrip("/") or f"http://localhost:{port(environ)}"


def hosts(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the names and addresses that the product answers to, the one phones use included."""
    own = urlsplit(environ.get("SAMSPILL_ADDRESS", "")).hostname
    more = [name.strip() for name in environ.get("SAMSPILL_HOSTS", "").split(",") if name.strip()]
    return ["localhost", "127.0.0.1", "[::1]", *([own] if own else []), *more]


def openid_providers(environ: Mapping[str, str] = os.environ) -> list[dict[str, object]]:
    """Return the one OpenID Connect provider that people may log in with, or none.

    Named by SAMSPILL_OIDC_URL (where its configuration is found), SAMSPILL_OIDC_CLIENT_ID and
    SAMSPILL_OIDC_SECRET. Raises `EnvironmentProblem` when only some of them are given.
    """
    names = ("SAMSPILL_OIDC_URL", "SAMSPILL_OIDC_CLIENT_ID", "SAMSPILL_OIDC_SECRET")
    url, client_id, secret = (environ.get(name, "").strip() for name in names)
    if not any((url, client_id, secret)):
        return []
    if not all((url, client_id, secret)):
        message = f"Log-in with a provider needs all of {', '.join(names)}."
        raise EnvironmentProblem(message)
    # Over http, anybody on the way could answer in the provider's place.
    place = urlsplit(url)
    if place.scheme != "https" and place.hostname not in ("localhost", "127.0.0.1", "::1"):
        message = "SAMSPILL_OIDC_URL must begin with https://, or whoever is on the way can log in."
        raise EnvironmentProblem(message)
    return [
        {
            "provider_id": OPENID_PROVIDER,
            "name": environ.get("SAMSPILL_OIDC_NAME", "").strip() or "OpenID Connect",
            "client_id": client_id,
            "secret": secret,
            "settings": {"server_url": url, "oauth_pkce_enabled": True},
        }
    ]
