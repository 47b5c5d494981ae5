"""All trials, in order. Started by `build._try_out` in namespaces of its own."""

import sys
from pathlib import Path

from installer.windows.trial.calls import try_engine
from installer.windows.trial.parts import try_parts
from installer.windows.trial.report import Report
from installer.windows.trial.screen import screen
from installer.windows.wine import Wine


def main(system: str, program: str, icu_stub: str, scratch: str, only: str) -> int:
    """0 when every trial passed. `scratch` is removed by the caller, when nothing is mounted in it any more."""
    report = Report(only)
    folder = Path(scratch)
    with screen(folder) as display:
        wine = Wine(Path(system), folder, program=Path(program), icu_stub=Path(icu_stub))
        wine.environment["DISPLAY"] = display.display
        wine.show(Path(__file__).parent / "inside", "Trial")
        try:
            try_parts(wine, report)
            try_engine(wine, report)
        finally:
            wine.stop()
    report.close()
    return report.status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
