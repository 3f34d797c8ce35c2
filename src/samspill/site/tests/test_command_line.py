from __future__ import annotations

import pytest

from samspill.site.command_line import main


def test_a_file_too_many_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """As when `*.csv` stands for more than one file."""
    with pytest.raises(SystemExit):
        main(["analyse", "a.csv", "e\x1b[2J.csv", "--scale", "1:5", "--items", "A"])
    told = capsys.readouterr().err
    assert "e\ufffd[2J.csv" in told
    assert "\x1b" not in told
