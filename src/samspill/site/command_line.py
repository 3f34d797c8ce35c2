"""The `samspill` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import NoReturn, cast

import samspill
from samspill.lab import MissingExtraError, require_extra


# Those that answer to whoever typed them, and end. Each is a module with `add_arguments` and `run`,
# that is loaded when it is asked for: some need half of scipy, and an extra
# (`samspill[lab]`).
@dataclass(frozen=True)
class Command:
    """A command, and the module and the names of the functions that do it."""

    told: str
    module: str
    add_arguments: str = "add_arguments"
    run: str = "run"


COMMANDS = {
    "organisation": Command(
        "make an organisation, with the first person in it",
        "samspill.operating.people_commands",
        "add_organisation_arguments",
        "run_organisation",
    ),
    "person": Command(
        "give a person a role in an organisation",
        "samspill.operating.people_commands",
        "add_person_arguments",
        "run_person",
    ),
    "login-link": Command(
        "print a link that logs one person in, once",
        "samspill.operating.people_commands",
        "add_link_arguments",
        "run_link",
    ),
    "analyse": Command(
        "read a file of answers as the product would, without a server", "samspill.lab.analyse"
    ),
    "table": Command(
        "make a table of groups from a large file of answers, without a server",
        "samspill.lab.table",
    ),
    "protect": Command(
        "hide what would give anybody away in a table of counts", "samspill.lab.protect"
    ),
    "seat": Command("say who sits with whom, from a file of people", "samspill.lab.seat"),
    "backup": Command(
        "put everything in one file, also while the server is in use", "samspill.operating.backup"
    ),
    "restore": Command("put a backup in place", "samspill.operating.restore"),
    "doctor": Command(
        "look at this installation, and say what is wrong and what to do",
        "samspill.operating.doctor",
    ),
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
            return cast(int, _function(chosen.command, "run")(chosen, sys.stdout))
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

    demo.load_if_asked()


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
    for name, known in COMMANDS.items():
        command = commands.add_parser(name, help=known.told)
        if name in given:
            _function(name, "add_arguments")(command)
    worker = commands.add_parser(
        "worker", help="do the background work only (`run` starts one itself)"
    )
    worker.add_argument("--parent", type=int, help="stop when this process is gone")
    manage = commands.add_parser("manage", help="a command of Django's own, such as migrate")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def _function(name: str, part: str) -> Callable[..., object]:
    """Load what a command does when it is asked for: some need much to be imported."""
    command = COMMANDS[name]
    if command.module.startswith("samspill.lab"):
        try:
            require_extra()
        except MissingExtraError as missing:
            print(missing, file=sys.stderr)
            sys.exit(2)
    function: Callable[..., object] = getattr(import_module(command.module), getattr(command, part))
    return function


if __name__ == "__main__":
    sys.exit(main())
