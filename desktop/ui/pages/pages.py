"""The pages in the middle of the window: the work in hand, and three that are built when they are first looked at."""

from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.services.desk import DeskServices
from desktop.ui.clock import Clock
from desktop.ui.rail import Page

if TYPE_CHECKING:
    from desktop.ui.mailing.mailings_page import MailingsPage
    from desktop.ui.pages.calls_page import CallsPage
    from desktop.ui.pages.customers_page import CustomersPage
    from desktop.ui.pages.settings_page import SettingsPage


class Pages(QStackedWidget):
    """What the pages ask of the window are its signals."""

    customer_chosen = Signal(int)  # id: show them
    password_asked = Signal()
    set_up_asked = Signal()
    keys_asked = Signal()

    def __init__(self, work: QWidget, services: DeskServices, clock: Clock) -> None:
        super().__init__()
        self._work, self._services, self._clock = work, services, clock
        self.addWidget(work)

    @cached_property
    def calls(self) -> "CallsPage":
        from desktop.ui.pages.calls_page import CallsPage

        page = CallsPage(self._services.call_log, self._services.numbering, self._clock)
        page.customer_chosen.connect(self.customer_chosen)
        self.addWidget(page)
        return page

    @cached_property
    def customers(self) -> "CustomersPage":
        from desktop.ui.pages.customers_page import CustomersPage

        page = CustomersPage(self._services.directory, self._services.numbering, self._services.mailings.left_out)
        page.customer_chosen.connect(self.customer_chosen)
        page.mailings_asked.connect(self._show_mailings)
        self.addWidget(page)
        return page

    @cached_property
    def mailings(self) -> "MailingsPage":
        from desktop.ui.mailing.mailings_page import MailingsPage

        page = MailingsPage(self._services.mailings, self._services.texts, self._clock)
        page.left.connect(lambda: self.setCurrentWidget(self.customers))
        self.addWidget(page)
        return page

    def _show_mailings(self, text: str) -> None:
        """To those who were searched for, if somebody was."""
        self.setCurrentWidget(self.mailings)
        if text:
            self.mailings.begin(text)

    @cached_property
    def settings(self) -> "SettingsPage":
        from desktop.ui.pages.settings_page import SettingsPage

        page = SettingsPage(self._services)
        page.password_asked.connect(self.password_asked)
        page.set_up_asked.connect(self.set_up_asked)
        page.keys_asked.connect(self.keys_asked)
        self.addWidget(page)
        return page

    @property
    def has_draft(self) -> bool:
        """A customer is half edited."""
        return "customers" in self.__dict__ and self.customers.has_draft

    def turn_to(self, page: Page) -> None:
        self.setCurrentWidget(self._widget(page))

    def _widget(self, page: Page) -> QWidget:
        match page:
            case Page.WORK:
                return self._work
            case Page.CALLS:
                return self.calls
            case Page.CUSTOMERS:
                return self.customers
            case Page.SETTINGS:
                return self.settings
        assert_never(page)
