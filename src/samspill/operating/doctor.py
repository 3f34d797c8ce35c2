"""`samspill doctor`: look at an installation, say what is wrong and what to do. Changes nothing.

Safe beside a running server, and where nothing is there yet. Never tells of answers, names or
keys.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TextIO

from django.utils import translation
from django.utils.translation import gettext as _

import samspill
from samspill.operating import environment
from samspill.operating.check_results import WRONG, Finding
from samspill.toolbox.languages import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = "Look at this installation. Changes nothing; 1 when something is wrong."
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--language", choices=LANGUAGES, default="nb")


def run(arguments: argparse.Namespace, out: TextIO) -> int:
    """Write what every check found; 0 when nothing is wrong, 1 otherwise."""
    try:
        environment.set_up()
    except environment.EnvironmentProblem as problem:
        out.write(f"{problem}\n")  # in English, like everything before the start
        return 1
    from samspill.operating.installation_checks import check_up  # noqa: PLC0415  (needs Django to be set up)

    with translation.override(arguments.language):
        found = check_up()
        if arguments.format == "json":
            out.write(_as_json(found) + "\n")
        else:
            out.writelines(f"{line}\n" for line in _as_text(found))
    return 1 if any(one.state == WRONG for one in found) else 0


def _as_text(found: Sequence[Finding]) -> Iterator[str]:
    words = {"ok": _("ok"), "look": _("look at"), "wrong": _("wrong")}
    width = max(len(word) for word in words.values())
    for one in found:
        line = f"{words[one.state]:{width}}  {one.title}: {one.found}"
        yield f"{line} {one.do}".rstrip()
    count = sum(one.state == WRONG for one in found)
    yield ""
    yield (
        _("Something is wrong. Begin with the first line that says so.")
        if count
        else _("Nothing is wrong.")
    )


def _as_json(found: Sequence[Finding]) -> str:
    """Make the document that the guide `running` describes; its keys are a promise."""
    document = {
        "version": samspill.__version__,
        "well": not any(one.state == WRONG for one in found),
        "checks": [
            {"check": one.check, "state": one.state, "found": one.found, "do": one.do}
            for one in found
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
