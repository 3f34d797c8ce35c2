"""The `samspill` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import samspill
from samspill.site import analyse, backups, doctor, protect, restoring, table

# Those that answer to whoever typed them, and end.
COMMANDS = {
    "analyse": analyse.run,
    "backup": backups.run,
    "doctor": doctor.run,
    "protect": protect.run,
    "restore": restoring.run,
    "table": table.run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return its exit status: 0 when it went well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.site.settings")
    parser = _parser()
    chosen = parser.parse_args(arguments)
    # Imported late: a command needs the settings, and `--help` needs nothing.
    from samspill.site import running  # noqa: PLC0415
    from samspill.site.environment import EnvironmentProblem  # noqa: PLC0415

    try:
        if chosen.command in COMMANDS:
            return COMMANDS[chosen.command](chosen, sys.stdout)
        if chosen.command == "run":
            return running.run(open_to_room=chosen.room)
        if chosen.command == "worker":
            return running.work(chosen.parent)
        return running.manage(chosen.rest)
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Repeat what was not understood without what steers a terminal: `*` names any file."""
        super().error("".join(sign if sign.isprintable() else "\ufffd" for sign in message))


def _parser() -> argparse.ArgumentParser:
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
    _add_those_that_end(commands)
    worker = commands.add_parser(
        "worker", help="do the background work only (`run` starts one itself)"
    )
    worker.add_argument("--parent", type=int, help="stop when this process is gone")
    manage = commands.add_parser("manage", help="a command of Django's own, such as migrate")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def _add_those_that_end(commands: argparse._SubParsersAction[_Parser]) -> None:
    analyse.add_arguments(
        commands.add_parser(
            "analyse", help="read a file of answers as the product would, without a server"
        )
    )
    table.add_arguments(
        commands.add_parser(
            "table",
            help="make a table of groups from a large file of answers, without a server",
            description="Write a CSV file with a row for everybody and for each group: number, "
            "mean, alpha and agreement, with intervals, as far as they may be shown.",
        )
    )
    protect.add_arguments(
        commands.add_parser(
            "protect", help="hide what would give anybody away in a table of counts"
        )
    )
    backups.add_arguments(
        commands.add_parser(
            "backup",
            help="put everything in one file, also while the server is in use",
            description="Put the database and the key in one file that `samspill restore` reads.",
        )
    )
    restoring.add_arguments(
        commands.add_parser(
            "restore",
            help="put a backup in place",
            description="Put a backup in the folder SAMSPILL_DATA, or in the PostgreSQL database "
            "SAMSPILL_DATABASE_URL. All of it, or nothing.",
        )
    )
    doctor.add_arguments(
        commands.add_parser(
            "doctor",
            help="look at this installation, and say what is wrong and what to do",
            description="Look at this installation. Changes nothing; 1 when something is wrong.",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
