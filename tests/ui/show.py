"""Opens any pane with believable data in a real window, for human eyes.

python -m tests.ui.show ring --theme dark --size 1280x800 --scale 1.5 --shot out.png
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QLocale, QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.paths import resources_folder
from desktop.services.translation import spoken_locale, use_language
from desktop.ui.main_window import MainWindow
from tests.ui import scenes
from tests.ui.scenes_handing import SCENES as HANDING
from tests.ui.scenes_mailing import SCENES as MAILING
from tests.ui.scenes_reading import SCENES as READING
from tests.ui.stage import Stage, fill

SCENES = {**scenes.SCENES, **MAILING, **HANDING, **READING}


def spin(seconds: float) -> None:
    """Let the window live for a while."""
    deadline = QDeadlineTimer(round(seconds * 1000))
    while not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


def wait_for(condition: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = QDeadlineTimer(round(seconds * 1000))
    while not condition() and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


def main() -> int:
    options = _options()
    if options.scale:
        os.environ["QT_SCALE_FACTOR"] = options.scale
    app = QApplication(sys.argv[:1])
    QLocale.setDefault(QLocale(options.language))
    chosen = use_language(resources_folder() / "translations", QLocale())
    QLocale.setDefault(spoken_locale(QLocale(), chosen))
    shop = _shop(options.language)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), shop)
        stage.services.settings.set("appearance.theme", options.theme)
        window = MainWindow(stage.services)
        width, height = (int(part) for part in options.size.split("x"))
        window.resize(width, height)
        window.show()
        stage.open()
        spin(0.3)
        SCENES[options.scene](stage, window, wait_for)
        spin(0.6)
        if options.shot:
            _picture(scenes.shown(window, options.scene)).save(options.shot)
        else:
            app.exec()
        window.close()
        stage.close()
    return 0


def _picture(shown: QWidget) -> QPixmap:
    """With the menu that is open over it."""
    picture, menu = shown.grab(), QApplication.activePopupWidget()
    if menu is not None:
        painter = QPainter(picture)
        painter.drawPixmap(shown.mapFromGlobal(menu.mapToGlobal(QPoint())), menu.grab())
        painter.end()
    return picture


def _shop(language: str) -> Path:
    """Made once a language: how its calls ended is kept in words."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    file = Path(tempfile.gettempdir()) / f"parley-show-{user}-{language}.db"
    if not file.exists():
        fill(file)
    return file


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scene", choices=sorted(SCENES))
    parser.add_argument("--theme", default="light", choices=("light", "dark", "system"))
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--scale", default="")
    parser.add_argument("--language", default="en_GB", help="as systems call it: pl_PL, zh_CN, …")
    parser.add_argument("--shot", default="", help="a PNG file to write, then leave")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
