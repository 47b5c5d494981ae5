"""The words of the command line and what may follow each. The user's language is loaded only when there is help or an
error to tell: most starts say nothing, and need no Qt yet."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from desktop import __version__
from desktop.domain.channel import Channel
from desktop.domain.text import tr

_KINDS = (
    "customers",
    "cases",
    "orders",
    "interactions",
    "endings",
    "agent_states",
    "texts",
)  # each may name those before it

_CHANNELS = tuple(Channel)


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Ends the process, as argparse does, after help, the version, or words that cannot be understood."""
    try:
        return _parser(_Silent).parse_args(arguments)
    except _ToBeSaid:
        speak()
        return _parser(argparse.ArgumentParser).parse_args(arguments)


def speak() -> None:
    """The user's language on the command line, as in the window."""
    from PySide6.QtCore import QLocale

    from desktop.paths import resources_folder
    from desktop.services.translation import use_language

    use_language(resources_folder() / "translations", QLocale())
    # argparse asks for its own words by this name, of catalogues that Python comes without
    own = _words_of_argparse()
    setattr(argparse, "_", lambda text: own.get(text, text))  # noqa: B010  no name that mypy knows


class _ToBeSaid(Exception):
    """There is something to tell: help, or an error."""


class _Silent(argparse.ArgumentParser):
    """Raises _ToBeSaid before the first word.

    What it overrides is not marked: the module of that mark takes longer to load than everything else here.
    """

    def print_help(self, file: object = None) -> None:
        raise _ToBeSaid

    def error(self, message: str) -> NoReturn:
        raise _ToBeSaid


def _words_of_argparse() -> dict[str, str]:
    """Those that our words and options can make it say."""
    return {
        "usage: ": tr("usage: "),
        "positional arguments": tr("positional arguments"),
        "options": tr("options"),
        "show this help message and exit": tr("show this help message and exit"),
        "%(prog)s: error: %(message)s\n": tr("%(prog)s: error: %(message)s\n"),
        "argument %(argument_name)s: %(message)s": tr("argument %(argument_name)s: %(message)s"),
        "unrecognized arguments: %s": tr("unrecognized arguments: %s"),
        "the following arguments are required: %s": tr("the following arguments are required: %s"),
        "ignored explicit argument %r": tr("ignored explicit argument %r"),
        "expected one argument": tr("expected one argument"),
        "ambiguous option: %(option)s could match %(matches)s": tr(
            "ambiguous option: %(option)s could match %(matches)s"
        ),
        "invalid choice: %(value)r (choose from %(choices)s)": tr(
            "invalid choice: %(value)r (choose from %(choices)s)"
        ),
    }


def _parser(kind: type[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    parser = kind(prog="parley", description=tr("The contact-centre agent's desk."))
    parser.add_argument(
        "--version", action="version", version=f"Parley {__version__}", help=tr("show the version and exit")
    )
    _common(parser)
    commands = parser.add_subparsers(dest="command", metavar=tr("command"))
    commands.add_parser("engine", help=tr("the phone engine; the desk starts it"), add_help=False)
    _hub(commands)
    doctor = commands.add_parser("doctor", help=tr("look at engine, sound, store, keyring and registration"))
    doctor.add_argument("--json", action="store_true", help=tr("machine-readable"))
    doctor.add_argument("--without-registration", action="store_true", help=tr("leave the exchange alone"))
    _files(commands)
    _search(commands)
    _worlds(commands)
    for command in commands.choices.values():
        _common(command, default=argparse.SUPPRESS)
    return parser


def _common(parser: argparse.ArgumentParser, default: object = None) -> None:
    parser.add_argument("--profile", metavar=tr("FOLDER"), default=default, help=tr("keep everything in this folder"))
    parser.add_argument(
        "--store", metavar=tr("FILE-OR-URL"), default=default, help=tr("another store than the settings name")
    )
    parser.add_argument(
        "--engine-option",
        dest="engine_options",
        action="append",
        default=default or [],
        metavar=tr("OPTION"),
        help=tr("handed on to the phone engine"),
    )
    parser.add_argument(
        "--offscreen", action="store_true", default=default or False, help=tr("without a screen (for tests)")
    )


def _hub(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    hub = commands.add_parser("hub", help=tr("serve the written channels without a window"))
    hub.add_argument(
        "--secrets-file", metavar=tr("FILE"), help=tr("passwords from a file that only you may read, not the keyring")
    )
    hub.add_argument(
        "--set-secret", metavar=tr("ACCOUNT"), help=tr("ask for the password of this account, keep it, and end")
    )


def _files(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    reading = commands.add_parser("import", help=tr("read customers, orders, interactions … from a CSV file"))
    kinds = ", ".join(_KINDS)
    reading.add_argument(
        "kind", choices=_KINDS, metavar=tr("KIND"), help=tr("what is in the file: {kinds}", kinds=kinds)
    )
    reading.add_argument("file", metavar=tr("FILE"))
    reading.add_argument("--dry-run", action="store_true", help=tr("check every row, write none"))
    reading.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=tr("HEADER=FIELD"),
        help=tr("what a column means, if not its name"),
    )
    reading.add_argument(
        "--encoding",
        default="",
        metavar=tr("NAME"),
        help=tr("of the file, where it cannot be told: cp1250, gb18030, …"),
    )
    reading.add_argument("--dates", choices=("dmy", "mdy"), help=tr("what comes first in 03/04/2026: day or month"))
    reading.add_argument(
        "--errors", metavar=tr("FILE"), help=tr("where rejected rows go (otherwise: beside the file that is read)")
    )
    writing = commands.add_parser("export", help=tr("write customers, orders, interactions … to a CSV file"))
    writing.add_argument("kind", choices=_KINDS, metavar=tr("KIND"), help=tr("what is written: {kinds}", kinds=kinds))
    writing.add_argument("file", metavar=tr("FILE"))


def _search(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    looking = commands.add_parser("search", help=tr("find what was said and written, by its words"))
    looking.add_argument("words", nargs="+", metavar=tr("WORD"), help=tr("all of them; the last may be a beginning"))
    looking.add_argument("--limit", type=_some, default=50, metavar=tr("NUMBER"), help=tr("at most so many"))
    looking.add_argument(
        "--channel",
        action="append",
        default=[],
        choices=_CHANNELS,
        metavar=tr("CHANNEL"),
        help=tr("only of this channel: {channels}", channels=", ".join(_CHANNELS)),
    )
    looking.add_argument("--json", action="store_true", help=tr("machine-readable"))


def _worlds(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help=tr("the desk with a small world and a caller that rings"))
    data = commands.add_parser("demo-data", help=tr("load that world into a store"))
    for world in (demo, data):
        world.add_argument(
            "--seed", type=_whole, default=1, metavar=tr("NUMBER"), help=tr("another world for another number")
        )
        world.add_argument(
            "--size",
            type=_some,
            default=2000,
            metavar=tr("NUMBER"),
            help=tr("how many customers; contacts are 15 times as many"),
        )


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("“{value}” is no whole number", value=text)) from error


def _some(text: str) -> int:
    if (number := _whole(text)) < 1:
        raise argparse.ArgumentTypeError(tr("at least 1 is needed"))
    return number
