"""The parts the program stands on, each tried alone in Windows."""

from installer.windows.trial.report import Failed, Report
from installer.windows.wine import INSTALLED, Wine

PYTHON = f"C:/{INSTALLED}/python.exe"
_SECONDS = 90
_PARTS = {
    "packages": "every runtime package imports",
    "program": "every module of the program imports",
    "console": "text in any script is printed whole",
    "database": "SQLite with full-text search",
    "vault": "a password in WinVault",
    "pipe": "Qt's local sockets over a named pipe",
    "tls": "TLS of Python and of Qt",
    "transport": "PJSIP over UDP",
}


def try_parts(wine: Wine, report: Report) -> None:
    """One trial a part."""
    for part, what in _PARTS.items():
        if report.wants(what):
            with report.trial(what):
                report.saw(_run(wine, part))


def _run(wine: Wine, part: str) -> str:
    status, printed = wine.call([PYTHON, "-X", "utf8", "C:/Trial/parts.py", part], seconds=_SECONDS)
    if status != 0:
        raise Failed(f"exit status {status}\n{printed}")
    return printed.strip()
