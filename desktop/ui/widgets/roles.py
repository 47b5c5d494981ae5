"""What screen readers take the widgets for that Parley paints itself: Qt alone would call each of them a “client”."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from typing_extensions import override

from desktop.ui.widgets.text import TextLine

_ROLES = {
    "TextLine": QAccessible.Role.StaticText,
    "Chip": QAccessible.Role.StaticText,
    "Chips": QAccessible.Role.StaticText,
    "NextChip": QAccessible.Role.StaticText,
    "OrdersBox": QAccessible.Role.StaticText,
    "Avatar": QAccessible.Role.Graphic,
    "Disc": QAccessible.Role.Graphic,
    "Dot": QAccessible.Role.Graphic,
    "LevelMeter": QAccessible.Role.Indicator,
    "Banner": QAccessible.Role.Note,
    "NoticeCard": QAccessible.Role.AlertMessage,
    "TopBar": QAccessible.Role.ToolBar,
    "CallBar": QAccessible.Role.ToolBar,
    "Rail": QAccessible.Role.ToolBar,
    "Segments": QAccessible.Role.Grouping,
    "Body": QAccessible.Role.Grouping,
    "WorkList": QAccessible.Role.Grouping,
    "WorkPane": QAccessible.Role.Grouping,
    "Sidebar": QAccessible.Role.Grouping,
    "WorkHead": QAccessible.Role.Grouping,
    "ConversationPane": QAccessible.Role.Grouping,
    "ConversationHead": QAccessible.Role.ToolBar,
    "Transcript": QAccessible.Role.List,
    "MessageCard": QAccessible.Role.ListItem,
    "Composer": QAccessible.Role.Grouping,
    "UndoBar": QAccessible.Role.Note,
    "AskedPanel": QAccessible.Role.Dialog,
    "Keypad": QAccessible.Role.Grouping,
    "SearchFilter": QAccessible.Role.Grouping,
    "FilterStrip": QAccessible.Role.Grouping,
    "ChosenStrip": QAccessible.Role.ToolBar,
    "TagLine": QAccessible.Role.Grouping,
    "PreviewPanel": QAccessible.Role.Grouping,
    "PromptPanel": QAccessible.Role.Grouping,
    "PictureView": QAccessible.Role.Graphic,
    "FetchingBar": QAccessible.Role.ProgressBar,
    "ProgressBar": QAccessible.Role.ProgressBar,
    "KeyField": QAccessible.Role.HotkeyField,
}


class _Running(QAccessibleWidget):
    """A time that runs: read when it is asked for, for a name that changes each second is told each second."""

    def __init__(self, line: TextLine) -> None:
        super().__init__(line, QAccessible.Role.StaticText)
        self._line = line

    @override
    def text(self, kind: QAccessible.Text) -> str:
        return self._line.text if kind == QAccessible.Text.Name else super().text(kind)


def _interface(name: str, widget: QObject) -> QAccessibleInterface | None:
    """Asked for a widget's class, then for each it descends from; None leaves it to Qt."""
    if isinstance(widget, TextLine) and widget.is_running:
        return _Running(widget)
    role = _ROLES.get(name)
    return QAccessibleWidget(widget, role) if role is not None and isinstance(widget, QWidget) else None


@cache
def use_roles() -> None:
    """Once in the process; nothing is made before a screen reader asks."""
    QAccessible.installFactory(_interface)
