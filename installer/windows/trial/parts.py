"""The parts the program stands on, each tried alone in Windows."""

from installer.windows.trial.process import inside, running
from installer.windows.trial.report import Report
from installer.windows.wine import Wine

_PARTS = {
    "packages": "every runtime package imports",
    "program": "every module of the program imports",
    "console": "text in any script is printed whole",
    "database": "SQLite with full-text search",
    "vault": "a password in WinVault",
    "pipe": "Qt's local sockets over a named pipe",
    "tls": "TLS of Python and of Qt",
    "transport": "PJSIP over UDP",
    "reading": "mail read in a process beside the program",
}


def try_parts(wine: Wine, report: Report) -> None:
    """One trial a part."""
    for part, what in _PARTS.items():
        if report.wants(what):
            with report.trial(what), running(wine, inside("parts", part)) as program:
                report.saw(program.wait_for_end())
