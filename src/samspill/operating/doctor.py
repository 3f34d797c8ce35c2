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
from samspill.operating.check_results import WRONG, CheckResult
from samspill.toolbox.languages import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
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
    from samspill.operating.installation_checks import run_checks  # noqa: PLC0415  (needs Django to be set up)

    with translation.override(arguments.language):
        results = run_checks()
        if arguments.format == "json":
            out.write(_as_json(results) + "\n")
        else:
            out.writelines(f"{line}\n" for line in _as_text(results))
    return 1 if any(result.state == WRONG for result in results) else 0


def _as_text(results: Sequence[CheckResult]) -> Iterator[str]:
    words = {"ok": _("ok"), "look": _("look at"), "wrong": _("wrong")}
    width = max(len(word) for word in words.values())
    for result in results:
        line = f"{words[result.state]:{width}}  {result.title}: {result.message}"
        yield f"{line} {result.do}".rstrip()
    count = sum(result.state == WRONG for result in results)
    yield ""
    yield (
        _("Something is wrong. Begin with the first line that says so.")
        if count
        else _("Nothing is wrong.")
    )


def _as_json(results: Sequence[CheckResult]) -> str:
    """Make the document that the guide `running` describes; its keys are a promise."""
    document = {
        "version": samspill.__version__,
        "well": not any(result.state == WRONG for result in results),
        "checks": [
            {"check": result.check, "state": result.state, "found": result.message, "do": result.do}
            for result in results
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
