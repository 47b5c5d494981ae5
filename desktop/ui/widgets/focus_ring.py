"""The focus ring: 2 px of accent, 2 px away from whatever the keyboard has reached."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON

_AWAY = 4
# These show the focus themselves: a field by its border, a list by its current row once it has one.
_OWN_FOCUS = (QAbstractItemView, QAbstractSpinBox, QComboBox, QKeySequenceEdit, QLineEdit, QPlainTextEdit, QTextEdit)
# These take every child for a pane of their own.
_NO_PARENTS = (QSplitter, QStackedWidget, QMainWindow)


class _Ring(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_BUTTON + 3, RADIUS_BUTTON + 3)


class FocusRing(QObject):
    """Follows the keyboard's focus within one window. A click shows no ring: the hand knows where it is."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []  # it, and what moves it on the ring's ground
        self._ground = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    @property
    def ringed(self) -> QWidget | None:
        """The widget the ring is around."""
        return self._target

    @property
    def drawn(self) -> QWidget | None:
        """The ring itself."""
        return self._ring

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._drop()
        if new is None or new.window() is not self._window or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        _bring_into_sight(new)
        if not new.focusPolicy() & Qt.FocusPolicy.TabFocus or _shows_itself(new):
            return
        parent = new.parentWidget()
        if parent is None or isinstance(parent, _NO_PARENTS):
            return
        self._target = new
        *between, ground = _ground(new, parent)
        self._watched = [new, *between]
        for widget in self._watched:
            widget.installEventFilter(self)
        self._ground = ground
        self._ring = _Ring(ground)
        self._ring.destroyed.connect(self._on_ring_destroyed)
        self._place()
        self._ring.show()
        if isinstance(new, QAbstractItemView):
            once = Qt.ConnectionType.SingleShotConnection
            new.selectionModel().currentChanged.connect(self._drop_from_list, once)

    def _drop_from_list(self) -> None:
        """A row shows it now."""
        if isinstance(self._target, QAbstractItemView):
            self._drop()

    def _drop(self) -> None:
        for widget in self._watched:
            if isValid(widget):  # or it is what the focus left by being deleted
                widget.removeEventFilter(self)
        self._target, self._watched = None, []
        if self._ring is not None:
            self._ring.destroyed.disconnect(self._on_ring_destroyed)
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None

    def _on_ring_destroyed(self) -> None:
        self._ring = None
        self._target, self._watched = None, []

    def _place(self) -> None:
        if self._ring is not None and self._target is not None:
            # Whole, even where there is no room away from it, as around a pane that fills its page.
            self._ring.setGeometry(_around(self._target, self._ground).intersected(self._ground.rect()))
            self._ring.setVisible(self._target.isVisible())
            self._ring.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return False


def _shows_itself(reached: QWidget) -> bool:
    if isinstance(
        reached, QAbstractItemView
    ):  # without a row, it is where the keyboard waits between two pieces of work
        by_keyboard = reached.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return reached.currentIndex().isValid() or not by_keyboard
    return isinstance(reached, _OWN_FOCUS) and not isinstance(reached, QTextBrowser)  # that is read, without a border


def _bring_into_sight(reached: QWidget) -> None:
    """Qt does it only for whoever comes from another control of the same form."""
    form = reached.parentWidget()
    while form is not None and not isinstance(form, QScrollArea):
        form = form.parentWidget()
    ground = form.widget() if form is not None and form.isVisible() else None
    if form is None or ground is None:
        return
    form.ensureWidgetVisible(reached)
    place = _around(reached, ground)
    if place.height() < form.viewport().height():  # the ring, too
        for edge in (place.bottom() + 1, place.top()):
            form.ensureVisible(place.left(), edge, 0, 0)


def _around(target: QWidget, parent: QWidget) -> QRect:
    place = QRect(target.mapTo(parent, QPoint(0, 0)), target.size())
    return place.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)


def _ground(target: QWidget, parent: QWidget) -> list[QWidget]:
    """From `parent` up to the first in which the ring is not cut: it is drawn on the last."""
    found = [parent]
    while not found[-1].rect().contains(_around(target, found[-1])):
        above = found[-1].parentWidget()
        if above is None or found[-1].isWindow() or isinstance(above, (*_NO_PARENTS, QAbstractScrollArea)):
            break
        found.append(above)
    return found
