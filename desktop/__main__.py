"""The command line: `parley`, `parley engine`, `parley doctor`, `parley import`, … Each part is imported when asked."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from desktop import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """The process's exit code: 0 fine, 1 failed in words, 2 wrong arguments."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _let_any_text_through()
    if arguments[:1] == ["engine"]:
        from desktop.telephony.engine.main import run

        return run(arguments[1:])
    options = _parser().parse_args(arguments)
    if options.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if options.profile:
        os.environ["PARLEY_PROFILE"] = os.path.abspath(options.profile)
    return _run(options)


def _let_any_text_through() -> None:
    """A name in a script that the terminal's encoding lacks is shown with question marks, and ends nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(options: argparse.Namespace) -> int:
    from desktop import commands

    command = {
        None: commands.desk,
        "doctor": commands.doctor,
        "import": commands.import_rows,
        "export": commands.export_rows,
        "demo": commands.demo,
        "demo-data": commands.demo_data,
    }[options.command]
    return command(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parley", description="The contact-centre agent's desk.")
    parser.add_argument("--version", action="version", version=f"Parley {__version__}")
    _common(parser)
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser("engine", help="the phone engine; the desk starts it", add_help=False)
    doctor = commands.add_parser("doctor", help="look at engine, sound, store, keyring and registration")
    doctor.add_argument("--json", action="store_true", help="machine-readable")
    doctor.add_argument("--without-registration", action="store_true", help="leave the exchange alone")
    _files(commands)
    demo = commands.add_parser("demo", help="the desk with a small world and a caller that rings")
    data = commands.add_parser("demo-data", help="load that world into a store")
    for world in (demo, data):
        world.add_argument("--seed", type=int, default=1, help="another world for another number")
        world.add_argument("--size", type=int, default=2000, help="how many customers; contacts are 15 times as many")
    for command in commands.choices.values():
        _common(command, default=argparse.SUPPRESS)
    return parser


def _common(parser: argparse.ArgumentParser, default: object = None) -> None:
    parser.add_argument("--profile", metavar="DIR", default=default, help="keep everything in this folder")
    parser.add_argument("--store", metavar="FILE-OR-URL", default=default, help="another store than the settings name")
    parser.add_argument(
        "--engine-option",
        dest="engine_options",
        action="append",
        default=default or [],
        metavar="OPTION",
        help="handed on to the phone engine",
    )
    parser.add_argument(
        "--offscreen", action="store_true", default=default or False, help="without a screen (for tests)"
    )


def _files(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    kinds = ("customers", "cases", "orders", "interactions", "agent_states")  # each may name those before it
    reading = commands.add_parser("import", help="read customers, orders, interactions … from a CSV file")
    reading.add_argument("kind", choices=kinds)
    reading.add_argument("file")
    reading.add_argument("--dry-run", action="store_true", help="check every row, write none")
    reading.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help="what a column means, if not its name",
    )
    reading.add_argument("--encoding", default="", help="of the file, where it cannot be told: cp1250, gb18030, …")
    reading.add_argument("--dates", choices=("dmy", "mdy"), help="what comes first in 03/04/2026: day or month")
    reading.add_argument("--errors", metavar="FILE", help="where rejected rows go (default: beside FILE)")
    writing = commands.add_parser("export", help="write customers, orders, interactions … to a CSV file")
    writing.add_argument("kind", choices=kinds)
    writing.add_argument("file")


if __name__ == "__main__":
    sys.exit(main())
