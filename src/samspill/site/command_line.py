"""The `samspill` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

import samspill
from samspill.lab import MissingExtraError, require_extra

# Those that answer to whoever typed them, and end. Each is a module with `add_arguments` and `run`,
# that is loaded when it is asked for: some need half of scipy, and an extra (`samspill[lab]`).
COMMANDS = {
    "analyse": "read a file of answers as the product would, without a server",
    "table": "make a table of groups from a large file of answers, without a server",
    "protect": "hide what would give anybody away in a table of counts",
    "backup": "put everything in one file, also while the server is in use",
    "restore": "put a backup in place",
    "doctor": "look at this installation, and say what is wrong and what to do",
}
MODULES = {
    **dict.fromkeys(("analyse", "table", "protect"), "samspill.lab"),
    **dict.fromkeys(("backup", "restore", "doctor"), "samspill.operating"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return its exit status: 0 when it went well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")
    given = sys.argv[1:] if arguments is None else arguments
    chosen = _parser(given).parse_args(given)
    # Imported late: a command needs the settings, and `--help` needs nothing.
    from samspill.operating import running  # noqa: PLC0415
    from samspill.operating.environment import EnvironmentProblem  # noqa: PLC0415

    try:
        if chosen.command in COMMANDS:
            return int(_module(chosen.command).run(chosen, sys.stdout))
        if chosen.command == "run":
            return running.run(open_to_room=chosen.room, fill_if_empty=_load_demo)
        if chosen.command == "worker":
            return running.work(chosen.parent)
        return running.manage(chosen.rest)
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def _load_demo() -> None:
    from samspill.site import demo  # noqa: PLC0415  (needs Django to be set up)

    demo.load_if_empty()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Repeat what was not understood without what steers a terminal: `*` names any file."""
        super().error("".join(sign if sign.isprintable() else "\ufffd" for sign in message))


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="samspill",
        description="Ask, read, talk, agree and ask again: for people who must cooperate.",
    )
    parser.add_argument("--version", action="version", version=f"Samspill {samspill.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser(
        "run",
        help="start the server and its worker, and print a link that logs you in",
        description="Start the server and its worker. SAMSPILL_PORT is the port (8000), "
        "SAMSPILL_DATA the folder that holds everything.",
    )
    run.add_argument(
        "--room",
        action="store_true",
        help="let phones on the same network in; without it only this machine can connect",
    )
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(name, help=help_text)
        if name in given:
            _module(name).add_arguments(command)
    worker = commands.add_parser(
        "worker", help="do the background work only (`run` starts one itself)"
    )
    worker.add_argument("--parent", type=int, help="stop when this process is gone")
    manage = commands.add_parser("manage", help="a command of Django's own, such as migrate")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def _module(name: str) -> ModuleType:
    if MODULES[name] == "samspill.lab":
        try:
            require_extra()
        except MissingExtraError as missing:
            print(missing, file=sys.stderr)
            sys.exit(2)
    return import_module(f"{MODULES[name]}.{name}")


if __name__ == "__main__":
    sys.exit(main())
