"""Whether the window may be closed: with somebody on the line, or a customer half edited, when the agent agrees."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.services.interactions import Interactions
from desktop.ui.dialogs import LeaveDialog
from desktop.ui.pages.pages import Pages
from desktop.ui.rail import Page, Rail
from desktop.ui.words import who


class Leaving(QObject):
    """Asks about the call first, then about the draft."""

    agreed = Signal()  # the window may be closed now

    def __init__(self, interactions: Interactions, pages: Pages, rail: Rail, window: QWidget) -> None:
        super().__init__(window)
        self._interactions, self._pages, self._rail, self._window = interactions, pages, rail, window
        self._is_agreed = False

    def ask(self) -> bool:
        """False when there is nothing to ask about, or it was agreed to; else `agreed` follows if it is."""
        if self._is_agreed:
            return False
        if names := self._on_the_line():
            self._ask_about_call(names)
            return True
        if self._pages.has_draft:
            self._go_on()
            return True
        return False

    def _on_the_line(self) -> list[str]:
        items = self._interactions.items()
        return [who(item.interaction, item.dossier) for item in items if item.call is not None]

    def _ask_about_call(self, names: list[str]) -> None:
        if not any(dialog.isVisible() for dialog in self._window.findChildren(LeaveDialog)):
            dialog = LeaveDialog(names, self._window)
            dialog.accepted.connect(self._go_on)
            dialog.open()

    def _go_on(self) -> None:
        if self._pages.has_draft:
            self._rail.choose(Page.CUSTOMERS)
            self._pages.customers.editor.give_up(self._agree)
        else:
            self._agree()

    def _agree(self) -> None:
        self._is_agreed = True
        self.agreed.emit()
