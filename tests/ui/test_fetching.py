"""How far the first reading of a mailbox is, where the account is set up and where work is done."""

from datetime import UTC, datetime

from PySide6.QtCore import QLocale, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.written import AccountHealth, AccountState
from desktop.ui.fetching import FetchingLine
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.accounts_page import AccountsPage
from desktop.ui.pages.settings_page import ACCOUNTS
from desktop.ui.rail import Page
from desktop.ui.widgets.text import TextLine
from tests.ui.mails import Mailbox
from tests.ui.stage import Stage

CONNECTED, TROUBLED = AccountHealth.CONNECTED, AccountHealth.TROUBLED


def n(count: int) -> str:
    """As the reader's language groups its digits."""
    return QLocale().toString(count)


def tell(stage: Stage, box: Mailbox, fetched: int, to_fetch: int, health: AccountHealth = CONNECTED) -> None:
    words = "The server is not reached." if health is TROUBLED else ""
    stage.store.set_account_state(
        AccountState(
            account_id=box.account.id or 0,
            health=health,
            since=datetime(2026, 1, 1, tzinfo=UTC),
            words=words,
            fetched=fetched,
            to_fetch=to_fetch,
        )
    )
    stage.services.feed.look()


def test_the_work_list_says_how_far_it_is_and_nothing_once_all_is_there(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    box = Mailbox(stage)
    assert not window.work_list.findChildren(FetchingLine)

    def place() -> QPoint:
        return window.work_list.view.mapTo(window, QPoint())

    rows = place()
    tell(stage, box, 3_200, 20_000)
    qtbot.waitUntil(lambda: window.work_list.fetching is not None)
    line = window.work_list.fetching
    assert line is not None
    assert line.isVisible()
    assert not line.isWindow()
    assert line.words == f"{n(3200)} of {n(20_000)} messages fetched"
    assert line.accessibleName() == line.words
    QApplication.processEvents()
    assert place() == rows  # nothing is moved by it
    tell(stage, box, 3_400, 20_000, TROUBLED)
    qtbot.waitUntil(lambda: line.words == f"Stopped at {n(3400)} of {n(20_000)} messages, goes on by itself")
    shown = line.findChild(TextLine)
    assert isinstance(shown, TextLine)
    assert not shown.is_clipped
    tell(stage, box, 0, 0)
    qtbot.waitUntil(lambda: not line.isVisible())
    assert place() == rows


def test_the_accounts_card_goes_on_and_keeps_the_keyboard(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    tell(stage, box, 200, 20_000)
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.cards) and page.cards[0].fetching.isVisible())
    card = page.cards[0]
    card.change_button.setFocus()
    tell(stage, box, 400, 20_000)
    qtbot.waitUntil(lambda: card.fetching.words == f"400 of {n(20_000)} messages fetched")
    assert page.cards == [card]
    assert window.focusWidget() is card.change_button
    assert card.fetching.accessibleName() == f"Support: 400 of {n(20_000)} messages fetched"
    tell(stage, box, 0, 0)
    qtbot.waitUntil(lambda: not card.fetching.isVisible())


def test_what_is_switched_off_is_not_on_its_way(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    tell(stage, box, 200, 20_000)
    qtbot.waitUntil(lambda: window.work_list.fetching is not None)
    line = window.work_list.fetching
    assert line is not None
    stage.store.remove_account(box.account.id or 0)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: not line.isVisible())
