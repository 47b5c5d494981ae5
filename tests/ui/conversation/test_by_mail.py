"""The whole way, by hand and over real servers: an account is set up, a mail arrives, is answered, and the answer is
in the customer's mailbox and shown as sent.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.channels import BUILT_IN
from desktop.domain.work import WorkScope
from desktop.domain.written import AccountHealth, ChannelAccount, OutboxState
from desktop.hub import desk_role
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.account_form import AccountForm
from desktop.ui.pages.accounts_page import AccountsPage
from desktop.ui.pages.settings_page import ACCOUNTS
from desktop.ui.rail import Page
from tests.channels.mail_world import PASSWORD, MailWorld
from tests.ui.stage import AGENT, Stage

LETTER = """From: Anna Nowak <{sender}>\r
To: {to}\r
Subject: Where is my chair?\r
Date: Sun, 22 Nov 2026 09:00:00 +0100\r
Message-ID: <chair-{sender}>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
\r
It should have come on Friday. – Żółć\r
"""


@pytest.fixture
def hub(stage: Stage) -> Iterator[Callable[[], None]]:
    """Serve the accounts, as the desk of one agent does itself."""
    role = desk_role(stage.store, BUILT_IN, stage.vault, AGENT)
    started: list[bool] = []

    def start() -> None:
        role.start()
        started.append(True)

    yield start
    if started:
        assert role.stop()


def open_form(window: MainWindow, qtbot: QtBot) -> AccountForm:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    page.add_buttons[0].click()
    assert page.form is not None
    return page.form


def fill(form: AccountForm, account: ChannelAccount, password: str) -> None:
    form.name.setText("Support")
    form.address.setText(account.address)
    form.secret("password").setText(password)
    for key, value in account.settings:
        if key in {"imap_host", "imap_port", "smtp_host", "smtp_port", "extra_ca_file"}:
            form.values.set(key, int(value) if key.endswith("port") else value)


def test_a_password_that_is_refused_is_said_in_the_form_and_nothing_is_saved(
    window: MainWindow, stage: Stage, world: MailWorld, qtbot: QtBot
) -> None:
    form = open_form(window, qtbot)
    form.save()
    assert form.address.accessibleDescription().startswith("The address is missing.")
    fill(form, world.account(), "wrong")
    form.save()
    assert not form.save_button.isEnabled()
    qtbot.waitUntil(form.trouble.isVisible)
    assert "AUTHENTICATIONFAILED" in form.trouble.accessibleName()
    assert form.save_button.isEnabled()
    assert not stage.store.accounts()


def test_a_mail_is_fetched_answered_and_the_answer_arrives(
    window: MainWindow, stage: Stage, world: MailWorld, hub: Callable[[], None], qtbot: QtBot
) -> None:
    shop, anna = world.account(), world.account().address
    stage.services.settings.set("messages.undo_seconds", 3)
    form = open_form(window, qtbot)
    fill(form, shop, PASSWORD)
    form.save()
    services = stage.services
    qtbot.waitUntil(lambda: len(services.accounts.accounts) == 1)
    hub()
    account_id = services.accounts.accounts[0].id or 0
    qtbot.waitUntil(lambda: _health(stage, account_id) is AccountHealth.CONNECTED)

    world.mailboxes.deliver(shop.address, LETTER.format(sender=anna, to=shop.address).encode())
    window.rail.choose(Page.WORK)
    head = window.work_list.head
    head.show_view(replace(services.work_list.view, scope=WorkScope.UNASSIGNED))
    qtbot.waitUntil(lambda: len(services.work_list.rows) == 1)
    window.work_list.choose_row(0)
    pane = window.work_pane.conversation
    qtbot.waitUntil(lambda: pane.composer.draft is not None and bool(pane.transcript.cards))
    assert "Żółć" in pane.transcript.cards[0].text.toPlainText()
    pane.head.owner_button.click()
    qtbot.waitUntil(lambda: pane.head.whose.text == "Assigned to you")

    pane.composer.editor.setFocus()
    QTest.keyClicks(pane.composer.editor, "It comes on Monday.")
    QTest.keyClick(pane.composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(pane.undo_bar.isVisible)
    qtbot.waitUntil(lambda: _last_state(stage, pane.interaction_id) is OutboxState.SENT)
    qtbot.waitUntil(lambda: len(world.mailboxes.messages(anna)) == 1)
    (answer,) = world.mailboxes.messages(anna)
    assert b"It comes on Monday." in answer
    assert f"In-Reply-To: <chair-{anna}>".encode() in answer
    qtbot.waitUntil(lambda: "· sent" in pane.transcript.cards[-1].accessibleName())
    assert not pane.undo_bar.isVisible()
    qtbot.waitUntil(lambda: len(world.mailboxes.messages(shop.address, "Sent")) == 1)
    assert len(pane.transcript.messages) == 2


def _health(stage: Stage, account_id: int) -> AccountHealth | None:
    state = stage.services.accounts.state(account_id)
    return state.health if state is not None else None


def _last_state(stage: Stage, interaction_id: int) -> OutboxState | None:
    last = stage.store.conversation(interaction_id, limit=1).messages[-1]
    return last.outbox.state if last.outbox is not None else None
