"""Modules and libraries that a stranger left in the current folder and on the PATH are not the program's."""

import shutil
from pathlib import Path

from installer.windows.tools import run
from installer.windows.trial.process import CONSOLE, running
from installer.windows.trial.report import Failed, Report
from installer.windows.wine import Wine

_FOLDER = "Planted"
_MODULES = ("desktop", "keyring", "pjsua2", "sitecustomize", "sqlite3", "ssl", "usercustomize")
# What Qt looks for by name and the program does not ship, and what it ships itself.
_LIBRARIES = ("libcrypto-3-x64.dll", "libssl-3-x64.dll", "python3.dll", "python311.dll", "Qt6Core.dll")
_MARK = "open(r'C:\\Planted\\loaded {name}', 'w').close()\n"


def try_planted(wine: Wine, report: Report) -> None:
    """The doctor is the program with most to load; started in that folder, it loads none of them."""
    name = "nothing planted in the current folder or on the PATH is loaded"
    if not report.wants(name):
        return
    with report.trial(name):
        folder = wine.drive / _FOLDER
        folder.mkdir()
        _plant(folder)
        words = [CONSOLE, "--profile", "C:/planted-profile", "doctor", "--without-registration"]
        more = {"WINEPATH": f"C:\\{_FOLDER}", "PYTHONPATH": f"C:\\{_FOLDER}", "PYTHONHOME": f"C:\\{_FOLDER}"}
        with running(wine, words, folder=_FOLDER, more=more) as program:
            program.wait_for_end()
        loaded = sorted(path.name for path in folder.glob("loaded*"))
        if loaded:
            raise Failed("it " + ", ".join(loaded))
        report.saw(f"{len(_MODULES)} modules and {len(_LIBRARIES)} libraries")


def _plant(folder: Path) -> None:
    for name in _MODULES:
        (folder / f"{name}.py").write_text(_MARK.format(name=name))
    source, library = Path(__file__).with_name("planted.c"), folder / "planted.dll"
    compiler: list[str | Path] = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-O2", "-Wall", "-Werror"]
    run("Compiling a library to plant", [*compiler, source, "-o", library], seconds=60)
    for name in _LIBRARIES:
        shutil.copy2(library, folder / name)
