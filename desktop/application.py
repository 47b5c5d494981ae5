"""Qt's application around a desk: made, run until the window is closed, ended in order."""

import os
import signal
import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop import __version__
from desktop.app import Desk
from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.paths import resources_folder
from desktop.services.translation import spoken_locale, use_language

# with the default of 5 ms the store waits for each of its steps while the window is painted
_SWITCH_SECONDS = 0.0005
# what leads Qt to a screen on Linux, or to do without one
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")


def make_application() -> QApplication:
    """Qt's application in the user's language; ends the process in words where there is no screen."""
    _look_for_a_screen()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Parley")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("parley")
    application.setQuitOnLastWindowClosed(True)
    if QLocale().language() is QLocale.Language.C:  # figures and dates as people write them
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    chosen = use_language(resources_folder() / "translations", QLocale())
    QLocale.setDefault(spoken_locale(QLocale(), chosen))
    if chosen is not None:
        _let_qt_speak_it(application)
    return application


def _let_qt_speak_it(application: QApplication) -> None:
    """Qt's own words too: the menu of a field, the choice of a file. They come with Qt."""
    own = QTranslator(application)
    if own.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(own)


def _look_for_a_screen() -> None:
    """Qt would abort the process, and blame a library."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        raise SystemExit(
            tr("There is no screen here to open a window on. Start it from a desktop, or with: xvfb-run -a …")
        )


def run_desk(application: QApplication, built: Desk) -> int:
    """Until the window is closed, the process is asked to end, or the store cannot be opened."""
    if not built.instance.claim():
        print(tr("Parley is open already; its window was raised."))  # noqa: T201
        return 0
    failures: list[DesktopError] = []
    built.failed.connect(lambda error: _on_failed(application, failures, error))
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: application.quit())
    sys.setswitchinterval(_SWITCH_SECONDS)
    built.start()
    application.exec()
    built.shut_down()
    return 1 if failures else 0


def _on_failed(application: QApplication, failures: list[DesktopError], error: DesktopError) -> None:
    failures.append(error)
    print(f"{error.text} {error.hint}", file=sys.stderr)  # noqa: T201
    if application.platformName() != "offscreen":
        box = QMessageBox(QMessageBox.Icon.Critical, "Parley", error.text)
        box.setInformativeText(error.hint)
        box.exec()
    application.exit(1)
