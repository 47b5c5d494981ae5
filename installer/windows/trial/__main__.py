"""All trials, in order. Started by `build._try_out` in namespaces of its own."""

import sys
from pathlib import Path

from installer.windows.tools import ROOT
from installer.windows.trial.calls import try_engine, try_sound
from installer.windows.trial.desk import DeskTrial, wait_for, windows_processes
from installer.windows.trial.parts import try_parts
from installer.windows.trial.planted import try_planted
from installer.windows.trial.process import SHOWN, inside, running
from installer.windows.trial.report import Report
from installer.windows.trial.screen import screen
from installer.windows.wine import Wine
from tests.servers.pulse import sound_server


def main(system: str, program: str, icu_stub: str, scratch: str, only: str) -> int:
    """0 when every trial passed. `scratch` is removed by the caller, when nothing is mounted in it any more."""
    report = Report(only)
    folder = Path(scratch)
    with screen(folder) as display, sound_server() as sounds:
        wine = Wine(Path(system), folder, program=Path(program), icu_stub=Path(icu_stub))
        wine.environment["DISPLAY"] = display.display
        wine.show(ROOT / "installer", SHOWN)
        wine.hear(sounds.environment["PULSE_SERVER"])
        try:
            with running(wine, inside("devices")) as preparing:
                preparing.wait_for_end()
            try_parts(wine, report)
            try_engine(wine, report)
            try_sound(wine, report, sounds)
            try_planted(wine, report)
            DeskTrial(wine, report, display).run()
        finally:
            wine.stop()
    if not report.is_empty:
        with report.trial("nothing of Wine is left"):
            wait_for(lambda: not list(windows_processes()), "the end of all", lambda: "\n".join(windows_processes()))
    report.close()
    return report.status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
