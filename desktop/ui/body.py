"""The three columns, of widths the agent chooses; in a narrow window the right one becomes a drawer."""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.ui.look.motion import has_motion
from desktop.ui.look.tokens import (
    CALL_BAR,
    MOTION_MS,
    SIDEBAR,
    SIDEBAR_LEAST,
    SIDEBAR_MOST,
    WORK_LIST,
    WORK_LIST_LEAST,
    WORK_LIST_MOST,
)
from desktop.ui.widgets.layout import column, row, rule


class Centre(QWidget):
    """The call bar above, the page below. Placed by hand: Qt would ask every part of both at each change in one."""

    resized = Signal()

    def __init__(self, bar: QWidget, pages: QWidget) -> None:
        super().__init__()
        self._bar, self._line, self._pages = bar, rule(), pages
        for part in (self._bar, self._line, self._pages):
            part.setParent(self)
        self._kept_free = 0

    def keep_free(self, height: int) -> None:
        """The page ends so much above the foot."""
        if height != self._kept_free:
            self._kept_free = height
            self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.resized.emit()

    def _place(self) -> None:
        width = self.width()
        self._bar.setGeometry(0, 0, width, CALL_BAR)
        self._line.setGeometry(0, CALL_BAR, width, 1)
        height = max(0, self.height() - CALL_BAR - 1)
        self._pages.setGeometry(0, CALL_BAR + 1, width, height - min(self._kept_free, height // 2))


class Body(QWidget):
    """Left, centre and right. The drawer slides over the centre from the right, and never over the call bar."""

    foot_changed = Signal()  # the place for notices is of another width

    def __init__(self, left: QWidget, centre: Centre, right: QWidget) -> None:
        super().__init__()
        self._left, self._centre, self._right = left, centre, right
        self._is_narrow = False
        self._kept_free = 0
        self._widths = WORK_LIST, SIDEBAR
        self.setAccessibleName(tr("Desk"))  # the keyboard begins here
        self._build()
        centre.resized.connect(self.foot_changed)

    def _build(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        panes = self._left, self._centre, self._right
        for place, pane in enumerate(panes):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(place, 1 if pane is self._centre else 0)
        self._left.setMinimumWidth(WORK_LIST_LEAST)
        self._left.setMaximumWidth(WORK_LIST_MOST)
        self._right.setMinimumWidth(SIDEBAR_LEAST)
        self._right.setMaximumWidth(SIDEBAR_MOST)
        self._centre.setMinimumWidth(440)
        self._splitter.setSizes([WORK_LIST, 700, SIDEBAR])
        self._put_in_order()
        self._splitter.splitterMoved.connect(self._on_moved)
        column(self).addWidget(self._splitter)
        self._drawer = QFrame(self)
        self._drawer.setObjectName("panel")
        whole = row(self._drawer, spacing=0)
        whole.addWidget(rule("ruleUpright"))
        self._drawer_column = column()
        whole.addLayout(self._drawer_column, 1)
        self._drawer.hide()
        self._motion = QPropertyAnimation(self._drawer, b"geometry", self)
        self._motion.setDuration(MOTION_MS)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)

    def _put_in_order(self) -> None:
        """Screen readers are told the panes from the hindmost on, and Qt puts behind what it is given last."""
        for pane in (self._left, self._centre, self._right):
            pane.raise_()
        for place in range(self._splitter.count()):
            self._splitter.handle(place).raise_()

    # ---------------------------------------------------------------- the widths

    @property
    def widths(self) -> tuple[int, int]:
        """Of the left and the right, as the agent chose them last."""
        return self._widths

    def use_widths(self, left: int, right: int) -> None:
        self._widths = (
            min(max(left, WORK_LIST_LEAST), WORK_LIST_MOST),
            min(max(right, SIDEBAR_LEAST), SIDEBAR_MOST),
        )
        if not self._is_narrow:
            self._use_widths()

    def _use_widths(self) -> None:
        left, right = self._widths
        self._splitter.setSizes([left, self.width() - left - right, right])

    def _on_moved(self, _place: int, handle: int) -> None:
        left, right = self._widths
        self._widths = (self._left.width(), right) if handle == 1 else (left, self._right.width())

    # ---------------------------------------------------------------- the left

    def show_work_list(self) -> None:
        self._left.show()
        self.keep_free(self._kept_free)

    def hide_work_list(self) -> None:
        self._left.hide()
        self.keep_free(self._kept_free)

    # ---------------------------------------------------------------- the foot

    @property
    def foot_width(self) -> int:
        """Of the place for notices: under the work list, or under the page where there is none."""
        return self._centre.width() if self._left.isHidden() else self._left.width()

    def keep_free(self, height: int) -> None:
        """Nothing reaches down there."""
        self._kept_free = height
        is_under_page = self._left.isHidden()
        self._left.setContentsMargins(0, 0, 0, 0 if is_under_page else min(height, self.height() // 2))
        self._centre.keep_free(height if is_under_page else 0)

    # ---------------------------------------------------------------- the drawer

    @property
    def is_drawer_open(self) -> bool:
        return self._is_narrow and self._drawer.isVisible()

    def set_narrow(self, narrow: bool) -> None:
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        if narrow:
            self._drawer_column.addWidget(self._right)
            self._right.show()
        else:
            self._drawer.hide()
            self._splitter.addWidget(self._right)
            self._splitter.setStretchFactor(2, 0)
            self._put_in_order()
            self._right.show()
            self._use_widths()

    def open_drawer(self) -> None:
        """Does nothing in a wide window: the sidebar is there."""
        if not self._is_narrow or self._drawer.isVisible():
            return
        there = self._drawer_place()
        self._drawer.setGeometry(there.translated(24, 0) if has_motion() else there)
        self._drawer.show()
        self._drawer.raise_()
        if has_motion():
            self._motion.setStartValue(self._drawer.geometry())
            self._motion.setEndValue(there)
            self._motion.start()

    def close_drawer(self) -> None:
        self._motion.stop()
        self._drawer.hide()

    def toggle_drawer(self) -> None:
        if self._drawer.isVisible():
            self.close_drawer()
        else:
            self.open_drawer()

    def _drawer_place(self) -> QRect:
        width = min(SIDEBAR, self.width())
        return QRect(self.width() - width, CALL_BAR + 1, width, self.height() - CALL_BAR - 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._motion.stop()
        self._drawer.setGeometry(self._drawer_place())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_drawer_open:
            self.close_drawer()
        else:
            super().keyPressEvent(event)
