"""The data folder is its owner's alone, whatever it was; and what https means for the settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from samspill.operating import environment
from samspill.operating.environment import EnvironmentProblem


@pytest.fixture(autouse=True)
def _own_umask() -> object:
    """Give the tests their own umask back: preparing the folder sets it for the process."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o750, 0o701])
def test_a_folder_that_others_can_read_is_closed_to_them(mode: int, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    environment.prepare_data_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / "samspill.sqlite3").write_bytes(b"")
    assert (folder / "samspill.sqlite3").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_everybody_shares_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """As with SAMSPILL_DATA=/tmp: closing that would lock everybody else out."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    with pytest.raises(EnvironmentProblem, match="a folder that is yours alone"):
        environment.prepare_data_folder(folder)
    assert folder.stat().st_mode & 0o1777 == 0o1777


def test_a_folder_that_stays_open_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's, or on a disk that knows no owners."""
    tmp_path.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", lambda *_arguments: None)
    with pytest.raises(EnvironmentProblem, match="Others on this machine can read"):
        environment.prepare_data_folder(tmp_path)


ASK = """
from django.conf import settings
print(settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE)
"""


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://samspill.example.no", f"{365 * 24 * 3600} True True"),
        ("http://192.168.1.20:8000", "0 False False"),
        ("", "0 False False"),
    ],
)
def test_with_https_a_browser_is_led_there_and_comes_no_other_way(
    address: str, told: str, tmp_path: Path
) -> None:
    environ = {**os.environ, "SAMSPILL_ADDRESS": address, "SAMSPILL_DATA": str(tmp_path)}
    environ["DJANGO_SETTINGS_MODULE"] = "samspill.site.settings"
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == told
