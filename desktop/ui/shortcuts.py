"""The table of keys: what each does, its default, and the agent's own choice from the settings."""

from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.domain.text import tr
from desktop.services.settings import Settings

SETTING = "keys.changes"
WORK_TABS = tuple(f"work_{number}" for number in range(1, 10))
DISPOSITIONS = tuple(f"disposition_{number}" for number in range(1, 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    """`name` is what the settings call it; Qt shows Ctrl as ⌘ on macOS by itself."""

    name: str
    default: str
    label: str


def all_shortcuts() -> tuple[Shortcut, ...]:
    """In the order of the list under F1."""
    return (
        Shortcut(name="find", default="Ctrl+K", label=tr("Find anything or dial")),
        Shortcut(name="find_channel", default="Ctrl+Shift+K", label=tr("Choose the channel of what is found")),
        Shortcut(name="find_time", default="Ctrl+Shift+D", label=tr("Choose the time of what is found")),
        Shortcut(name="dial", default="Ctrl+D", label=tr("Dial field")),
        Shortcut(name="answer", default="F4", label=tr("Answer")),
        Shortcut(name="decline", default="Ctrl+Shift+F4", label=tr("Decline")),
        Shortcut(name="hang_up", default="Shift+F4", label=tr("Hang up")),
        Shortcut(name="hold", default="F5", label=tr("Hold or resume")),
        Shortcut(name="mute", default="F6", label=tr("Mute or unmute")),
        Shortcut(name="keypad", default="F8", label=tr("Keypad")),
        Shortcut(name="notes", default="Ctrl+N", label=tr("Write notes")),
        Shortcut(name="finish", default="Ctrl+Return", label=tr("Send, or finish wrap-up")),
        Shortcut(name="texts", default="Ctrl+Shift+T", label=tr("Ready texts, as / does")),
        Shortcut(name="macros", default="Ctrl+J", label=tr("Macros")),
        Shortcut(name="give", default="Ctrl+Shift+A", label=tr("Give work to a colleague or a queue")),
        Shortcut(name="own", default="Ctrl+T", label=tr("Take work, or put it back")),
        Shortcut(name="tag", default="Ctrl+Shift+G", label=tr("Tag work")),
        Shortcut(name="end", default="Ctrl+E", label=tr("Close work, or open it again")),
        Shortcut(name="merge", default="Ctrl+Shift+M", label=tr("Merge two conversations")),
        Shortcut(name="print", default="Ctrl+Shift+P", label=tr("Print the conversation")),
        Shortcut(name="next_tab", default="Ctrl+Tab", label=tr("Next tab")),
        Shortcut(name="previous_tab", default="Ctrl+Shift+Tab", label=tr("Tab before")),
        Shortcut(name="close_tab", default="Ctrl+W", label=tr("Close the tab")),
        Shortcut(name="filter", default="Ctrl+Shift+F", label=tr("Filter the work list")),
        Shortcut(name="write", default="Ctrl+M", label=tr("Write an e-mail to this customer")),
        Shortcut(name="call", default="Ctrl+L", label=tr("Call this customer")),
        Shortcut(name="search_customer", default="Ctrl+F", label=tr("Search this customer")),
        Shortcut(name="ready", default="Ctrl+Shift+R", label=tr("Ready or not ready")),
        Shortcut(name="sidebar", default="F9", label=tr("Show or hide the customer in a narrow window")),
        Shortcut(name="help", default="F1", label=tr("All keys")),
        *(
            Shortcut(name=name, default=f"Ctrl+{number}", label=tr("Work, row {number}", number=number))
            for number, name in enumerate(WORK_TABS, 1)
        ),
        *(
            Shortcut(name=name, default=f"Alt+{number}", label=tr("Disposition {number}", number=number))
            for number, name in enumerate(DISPOSITIONS, 1)
        ),
    )


def is_free_to_press(keys: QKeySequence) -> bool:
    """Whether it may be a command's: what writes, and what moves about in a text or a dialog, may not."""
    if keys.isEmpty():
        return False
    pressed: QKeyCombination = keys[0]  # type: ignore[index]  # missing in the stubs
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if pressed.keyboardModifiers() & control:
        return True
    return Qt.Key.Key_F1 <= pressed.key() <= Qt.Key.Key_F35


def parse_changes(lines: tuple[str, ...]) -> dict[str, str]:
    """`hold = Ctrl+H`, one a line; lines that say nothing known are left out."""
    known = {shortcut.name for shortcut in all_shortcuts()}
    changes = {}
    for line in lines:
        name, sign, keys = line.partition("=")
        if sign and name.strip() in known and is_free_to_press(QKeySequence(keys.strip())):
            changes[name.strip()] = QKeySequence(keys.strip()).toString()
    return changes


class Shortcuts(QObject):
    """An action of the window for each line of the table."""

    changed = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._settings = settings
        self._actions: dict[str, QAction] = {}
        for shortcut in all_shortcuts():
            action = QAction(shortcut.label, window)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setAutoRepeat(False)
            window.addAction(action)
            self._actions[shortcut.name] = action
        settings.changed.connect(self._on_setting_changed)
        self._apply()

    def action(self, name: str) -> QAction:
        return self._actions[name]

    def keys(self, name: str) -> str:
        """As shown to the user."""
        return self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def cap(self, name: str) -> str:
        """As drawn on a key cap: `Ctrl K`, `Ctrl ↵`, `F4`; on macOS in its own signs."""
        shown = self.keys(name).replace("Return", "↵").replace("Enter", "↵")
        return shown.replace("+", " ") if len(shown) > 1 else shown

    def change(self, name: str, keys: str) -> None:
        """Give `name` other keys from now on; "" back to the default."""
        changes = parse_changes(self._settings.texts(SETTING))
        changes.pop(name, None)
        default = next(shortcut.default for shortcut in all_shortcuts() if shortcut.name == name)
        if keys and QKeySequence(keys) != QKeySequence(default):
            changes[name] = keys
        self._settings.set(SETTING, tuple(f"{key} = {value}" for key, value in changes.items()))

    def holder(self, keys: str) -> str:
        """The name that has these keys already; "" when they are free."""
        wanted = QKeySequence(keys)
        return next((name for name, action in self._actions.items() if action.shortcut() == wanted), "")

    def _on_setting_changed(self, key: str) -> None:
        if key == SETTING:
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        changes = parse_changes(self._settings.texts(SETTING))
        for shortcut in all_shortcuts():
            keys = changes.get(shortcut.name, shortcut.default)
            self._actions[shortcut.name].setShortcut(QKeySequence(keys))
