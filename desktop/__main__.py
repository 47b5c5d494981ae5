"""The command line: `parley`, `parley hub`, `parley engine`, `parley doctor`, … Each part is imported when asked."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

BROKEN_OFF = 130  # what a shell says of a command that Ctrl C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """The process's exit code: 0 fine, 1 failed in words, 2 wrong arguments, 130 broken off."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _let_any_text_through()
    if arguments[:1] == ["engine"]:
        from desktop.telephony.engine.main import run

        return run(arguments[1:])
    from desktop.commands.arguments import read_arguments

    options = read_arguments(arguments)
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
    from desktop.domain.text import tr

    command = {
        None: commands.desk,
        "hub": commands.hub,
        "doctor": commands.doctor,
        "import": commands.import_rows,
        "export": commands.export_rows,
        "search": commands.search,
        "demo": commands.demo,
        "demo-data": commands.demo_data,
    }[options.command]
    try:
        return command(options)
    except KeyboardInterrupt:
        sys.stderr.write("\n" + tr("Broken off. What was written until now stays.") + "\n")
        return BROKEN_OFF


if __name__ == "__main__":
    sys.exit(main())
