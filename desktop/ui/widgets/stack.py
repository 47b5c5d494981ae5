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
    """What was built late is reached by Tab after `before`, or after the last in it, not at the end of the window."""
    if before.focusPolicy() is Qt.FocusPolicy.NoFocus:  # after which Qt puts nothing
        before = _within(before, Qt.FocusPolicy.StrongFocus)[-1]
    for stop in _within(late, Qt.FocusPolicy.TabFocus):
        QWidget.setTabOrder(before, stop)
        before = stop


def stop_before(whole: QWidget) -> QWidget:
    """What Shift Tab leads to from its first part; the window itself where there is nothing."""
    widget = whole
    while (before := widget.previousInFocusChain()) is not None and not before.isWindow():
        if before.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            return before
        widget = before
    return whole.window()


def _within(whole: QWidget, policy: Qt.FocusPolicy) -> list[QWidget]:
    """What the keyboard can reach in it by any way of `policy`, in order."""
    found: list[QWidget] = []
    widget = whole.nextInFocusChain()
    while widget is not None and widget is not whole and len(found) < _MOST:
        if whole.isAncestorOf(widget) and widget.focusPolicy() & policy:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
