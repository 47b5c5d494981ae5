"""The page of accounts: what each server said is there whole, and one click signs in again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop.channels import BUILT_IN
from desktop.channels.email.fields import SignIn
from desktop.channels.email.oauth import device
from desktop.channels.email.oauth.provider import PROVIDERS, Provider
from desktop.domain.channel import Channel
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.accounts_page import AccountsPage
from desktop.ui.pages.settings_page import ACCOUNTS
from desktop.ui.rail import Page
from tests.servers.authorisation import Authorisation, authorisation
from tests.ui.stage import Stage

WORDS = "The sign-in was refused: AADSTS65001: The user or administrator has not consented to use the application. " * 2


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authorisation]:
    monkeypatch.setattr(device, "_PAUSE_SECONDS", 0.05)
    with authorisation() as running:
        its = running.address
        made = Provider(authorize=f"{its}/authorize", token=f"{its}/token", scope="mail", device=f"{its}/device")
        monkeypatch.setitem(PROVIDERS, SignIn.MICROSOFT, made)
        yield running


def an_account(stage: Stage, health: AccountHealth, words: str = "") -> ChannelAccount:
    settings = {"sign_in": "microsoft", "sign_in_at": "device", "client_id": "parley-test", "imap_host": "127.0.0.1"}
    settings |= {"smtp_host": "127.0.0.1", "imap_port": "1"}
    account = stage.store.save_account(
        ChannelAccount(
            channel=Channel.EMAIL, name="Support", address="olga@parley.test", settings=tuple(settings.items())
        )
    )
    assert account.id is not None
    state = AccountState(account_id=account.id, health=health, since=datetime.now(UTC), words=words)
    stage.store.set_account_state(state)
    return account


def page_of(window: MainWindow, qtbot: QtBot) -> AccountsPage:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.cards))
    return page


def test_what_a_server_said_is_there_whole(stage: Stage, window: MainWindow, qtbot: QtBot) -> None:
    an_account(stage, AccountHealth.REFUSED, WORDS)
    card = page_of(window, qtbot).cards[0]
    assert card.words.text() == WORDS
    qtbot.waitUntil(lambda: card.words.height() >= card.words.heightForWidth(card.words.width()))


@pytest.mark.parametrize("health", [each for each in AccountHealth if each is not AccountHealth.REFUSED])
def test_who_is_not_refused_is_not_asked_to_sign_in_again(
    stage: Stage, window: MainWindow, qtbot: QtBot, health: AccountHealth
) -> None:
    an_account(stage, health, "as it is")
    assert not page_of(window, qtbot).cards[0].sign_in_button.isVisible()


def test_an_account_of_a_channel_that_is_not_here_can_be_removed_and_nothing_else(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    here = {Channel.VOICE, *(kind.channel for kind in BUILT_IN)}
    elsewhere = next(one for one in Channel if one not in here)
    account = replace(an_account(stage, AccountHealth.REFUSED), channel=elsewhere)
    stage.store.save_account(account)
    page = page_of(window, qtbot)
    card = page.cards[0]
    assert not any(part.isEnabled() for part in (card.switch, card.sign_in_button, card.change_button))
    stage.services.accounts.sign_in_asked.emit(account)  # by its notice
    assert page.form is None
    card.remove_button.click()
    card.remove_button.click()
    qtbot.waitUntil(lambda: page.cards == [])


def test_one_click_on_the_card_signs_in_again(
    stage: Stage, window: MainWindow, qtbot: QtBot, provider: Authorisation
) -> None:
    an_account(stage, AccountHealth.REFUSED, WORDS)
    page = page_of(window, qtbot)
    page.cards[0].sign_in_button.click()
    assert page.form is not None
    qtbot.waitUntil(page.form.code.isVisible)
    form = page.form
    assert form.code.code.text() in provider.devices.values()
    form.code.cancel.click()
    qtbot.waitUntil(lambda: not form.trouble.visibleRegion().isEmpty())  # the form is longer than the page
    form.cancel_button.click()


def test_one_click_on_the_notice_signs_in_again_from_wherever(
    stage: Stage, window: MainWindow, qtbot: QtBot, provider: Authorisation
) -> None:
    an_account(stage, AccountHealth.REFUSED, WORDS)
    notices = stage.services.notices
    qtbot.waitUntil(lambda: bool(notices.notices))
    notices.act(notices.notices[0].key)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    assert page.form is not None
    qtbot.waitUntil(page.form.code.isVisible)
    assert window.pages.currentWidget() is window.pages.settings
    page.form.cancel_button.click()
