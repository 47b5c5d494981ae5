"""Turning from one page to another without handing the keyboard to a button nobody chose."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

_MOST = 500  # widgets: a chain that never comes back is no reason to hang


def turn_to(stack: QStackedLayout, page: QWidget, keeper: QWidget) -> None:
    """Show `page`. A keyboard that was in the page before waits in `keeper`, which does nothing with it.

    Qt would put it on the first control of the next page: whoever goes on typing would press that with a space.
    """
    before = stack.currentWidget()
    if before is page:
        return
    focus = QApplication.focusWidget()
    if before is not None and focus is not None and (focus is before or before.isAncestorOf(focus)):
        keeper.setFocus(Qt.FocusReason.OtherFocusReason)
    stack.setCurrentWidget(page)


def join_tab_order(before: QWidget, late: QWidget) -> None:
    """What was built late is reached by Tab after `before`, not at the end of the window."""
    inner: list[QWidget] = []
    widget: QWidget | None = late.nextInFocusChain()
    while widget is not None and widget is not late and len(inner) < _MOST:
        if late.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            inner.append(widget)
        widget = widget.nextInFocusChain()
    for stop in inner:
        QWidget.setTabOrder(before, stop)
        before = stop
