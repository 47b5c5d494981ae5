"""Light and dark: Fusion under our own palette and style sheet, switched while the program runs."""

from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.look.resources import resource
from desktop.ui.look.stylesheet import PICTURES, style_sheet
from desktop.ui.look.tokens import DARK, LIGHT, Tokens
from desktop.ui.look.type import family, font, load_faces

_DRESSED = "parleyDressed"  # a style costs a quarter of a second: once for the application
SYSTEM, LIGHT_ONLY, DARK_ONLY = "system", "light", "dark"

_current: list[Tokens] = [LIGHT]


def tokens() -> Tokens:
    """The palette in force; painting code asks at each paint."""
    return _current[0]


class Theme(QObject):
    """Follows the system's scheme, or the choice of the settings."""

    changed = Signal()

    def __init__(self, choice: str = SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._applied: Tokens | None = None
        self._dress_application()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def apply(self) -> None:
        """Put it on. After the window is built: each widget is styled once then, not each time it finds its place."""
        self._apply()

    def choose(self, choice: str) -> None:
        """`system`, `light` or `dark`."""
        self._choice = choice
        self._apply()

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()

    def _wanted(self) -> Tokens:
        if self._choice == DARK_ONLY:
            return DARK
        if self._choice == LIGHT_ONLY:
            return LIGHT
        is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT

    def _dress_application(self) -> None:
        app = cast(QApplication, QApplication.instance())
        if app.property(_DRESSED):
            return
        app.setProperty(_DRESSED, True)
        load_faces()
        app.setStyle("fusion")
        app.setFont(font("body"))

    def _apply(self) -> None:
        wanted = self._wanted()
        if wanted is self._applied:
            return
        self._applied = wanted
        _current[0] = wanted
        app = cast(QApplication, QApplication.instance())
        app.setPalette(_palette(wanted))
        suffix = "dark.svg" if wanted.is_dark else "light.svg"
        pictures = {name: resource("icons", f"{name}-{suffix}").as_posix() for name in PICTURES}
        sheet = style_sheet(wanted, family(), pictures)
        if app.styleSheet() != sheet:
            app.setStyleSheet(sheet)
        self.changed.emit()


def _palette(wanted: Tokens) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in (
        (role.Window, wanted.background),
        (role.Base, wanted.panel),
        (role.AlternateBase, wanted.panel_quiet),
        (role.Button, wanted.panel),
        (role.WindowText, wanted.text),
        (role.Text, wanted.text),
        (role.ButtonText, wanted.text),
        (role.PlaceholderText, wanted.text3),
        (role.Highlight, wanted.accent),
        (role.HighlightedText, wanted.on_accent),
        (role.Link, wanted.accent),
        (role.LinkVisited, wanted.accent),
        (role.ToolTipBase, wanted.text),
        (role.ToolTipText, wanted.panel),
        (role.Accent, wanted.accent),
    ):
        made.setColor(which, QColor(colour))
    return made
