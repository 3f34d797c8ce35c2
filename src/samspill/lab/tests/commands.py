"""`samspill analyse` as a person runs it, and the small files that it is given."""

import argparse
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from samspill.lab import analyse


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    errors: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class Command:
    """`samspill analyse`, as a person runs it; English, so that sentences can be read here."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, path: Path | str, *options: str) -> Outcome:
        parser = argparse.ArgumentParser()
        analyse.add_arguments(parser)
        out = io.StringIO()
        status = analyse.run(parser.parse_args([str(path), "--language", "en", *options]), out)
        return Outcome(status, out.getvalue(), self.capsys.readouterr().err)


def write(folder: Path, text: str | bytes, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def table(rows: Sequence[Any], delimiter: str = ",") -> str:
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)
