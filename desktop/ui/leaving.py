"""Whether the window may be closed: not on a caller, a customer half edited or a letter that waits without a word."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.services.interactions import Interactions
from desktop.ui.dialogs import LeaveDialog, WaitDialog
from desktop.ui.pages.pages import Pages
from desktop.ui.rail import Page, Rail
from desktop.ui.words import who
from desktop.ui.work.work_pane import WorkPane


class Leaving(QObject):
    """Asks about the call first, then about the letters, then about the customer."""

    agreed = Signal()  # the window may be closed now

    def __init__(
        self, interactions: Interactions, pages: Pages, rail: Rail, work_pane: WorkPane, window: QWidget
    ) -> None:
        super().__init__(window)
        self._interactions, self._pages, self._rail, self._window = interactions, pages, rail, window
        self._work_pane = work_pane
        self._is_following = False
        self._is_agreed = False

    def ask(self) -> bool:
        """False when there is nothing to ask about, or it was agreed to; else `agreed` follows if it is."""
        if self._is_agreed:
            return False
        if names := self._on_the_line():
            self._ask_about_call(names)
            return True
        if self._has_waiting or self._pages.has_draft:
            self._go_on()
            return True
        return False

    def _on_the_line(self) -> list[str]:
        items = self._interactions.items()
        return [who(item.interaction, item.dossier) for item in items if item.call is not None]

    def _ask_about_call(self, names: list[str]) -> None:
        if not self._is_asking(LeaveDialog):
            dialog = LeaveDialog(names, self._window)
            dialog.accepted.connect(self._go_on)
            dialog.open()

    def _ask_about_letters(self) -> None:
        if not self._is_asking(WaitDialog):
            self._follow_letters()
            dialog = WaitDialog(self._window)
            dialog.accepted.connect(self._go_on_to_customer)
            dialog.open()

    @property
    def _has_waiting(self) -> bool:
        letters = self._work_pane.letters
        return letters is not None and letters.has_waiting

    def _follow_letters(self) -> None:
        letters = self._work_pane.letters
        if letters is not None and not self._is_following:
            self._is_following = True
            letters.settled.connect(self._on_letters_settled)
            letters.kept_back.connect(self._on_letter_kept_back)

    def _on_letters_settled(self) -> None:
        for dialog in self._window.findChildren(WaitDialog):
            if dialog.isVisible():
                dialog.accept()

    def _on_letter_kept_back(self) -> None:
        """It was said why."""
        for dialog in self._window.findChildren(WaitDialog):
            dialog.reject()

    def _is_asking(self, kind: type[QDialog]) -> bool:
        return any(dialog.isVisible() for dialog in self._window.findChildren(kind))

    def _go_on(self) -> None:
        if self._has_waiting:
            self._ask_about_letters()
        else:
            self._go_on_to_customer()

    def _go_on_to_customer(self) -> None:
        if self._pages.has_draft:
            self._rail.choose(Page.CUSTOMERS)
            self._pages.customers.editor.give_up(self._agree)
        else:
            self._agree()

    def _agree(self) -> None:
        self._is_agreed = True
        self.agreed.emit()
