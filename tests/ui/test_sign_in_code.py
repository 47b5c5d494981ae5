"""Signing in on another device, as the form of an account shows it."""

import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.channels.email.fields import SignIn
from desktop.channels.email.oauth import device
from desktop.channels.email.oauth.provider import PROVIDERS, Provider
from desktop.services.channel import SignInCode, Unconfirmed
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.account_form import AccountForm
from desktop.ui.pages.accounts_page import AccountsPage
from desktop.ui.pages.setting_editors import SettingEditor
from desktop.ui.pages.settings_page import ACCOUNTS
from desktop.ui.pages.sign_in_code import SignInCodePanel
from desktop.ui.rail import Page
from tests.servers.authorisation import Authorisation, authorisation


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Authorisation]:
    monkeypatch.setattr(device, "_PAUSE_SECONDS", 0.05)
    with authorisation() as running:
        running.pause = 0
        its = running.address
        made = Provider(authorize=f"{its}/authorize", token=f"{its}/token", scope="mail", device=f"{its}/device")
        monkeypatch.setitem(PROVIDERS, SignIn.MICROSOFT, made)
        yield running


class Silent:
    """A browser that says it opened the page, and shows none."""

    def open(self, *_: object) -> bool:
        return True


@pytest.fixture
def form(window: MainWindow) -> AccountForm:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    page.add_buttons[0].click()
    assert page.form is not None
    its = page.form
    its.address.setText("olga@parley.test")
    its.values.set("imap_port", 1)
    settings = {"imap_host": "127.0.0.1", "smtp_host": "127.0.0.1", "client_id": "parley-test"}
    for key, value in {**settings, "sign_in": "microsoft", "sign_in_at": "device"}.items():
        its.values.set(key, value)
    return its


def test_the_code_and_where_it_is_typed_are_shown_and_copied(
    form: AccountForm, provider: Authorisation, qtbot: QtBot
) -> None:
    assert not form.code.isVisible()
    form.save()
    qtbot.waitUntil(form.code.isVisible)
    assert form.code.code.text() in provider.devices.values()
    assert form.code.address.text() == f"{provider.address}/device"
    assert "30 more minutes" in form.code.left.text
    form.code.copy_buttons[1].click()
    assert QGuiApplication.clipboard().text() == form.code.code.text()
    form.code.cancel.click()
    qtbot.waitUntil(form.trouble.isVisible)
    assert "called off" in form.trouble.accessibleName()
    assert not form.code.isVisible()
    assert form.save_button.isEnabled()


def test_who_typed_it_is_signed_in_and_the_code_goes_away(
    form: AccountForm, provider: Authorisation, qtbot: QtBot
) -> None:
    form.save()
    qtbot.waitUntil(form.code.isVisible)
    provider.typed.add(form.code.code.text())
    qtbot.waitUntil(form.trouble.isVisible)  # nobody serves mail at that port
    assert "cannot be reached at port 1" in form.trouble.accessibleName()
    assert not form.code.isVisible()
    assert provider.good


def test_where_the_browser_was_sent_is_shown_for_whom_no_page_opened(
    form: AccountForm, provider: Authorisation, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(webbrowser, "_tryorder", ["silent"])
    monkeypatch.setattr(webbrowser, "get", lambda _name: Silent())
    form.values.set("sign_in_at", "")
    form.save()
    qtbot.waitUntil(form.code.isVisible)
    assert form.code.title.text == "Sign in in the browser"
    assert form.code.address.text().startswith(f"{provider.address}/authorize?")
    assert not form.code.code.isVisible()
    qtbot.waitUntil(lambda: form.cancel_button.visibleRegion().boundingRect().size() == form.cancel_button.size())
    form.code.copy_buttons[0].click()
    assert QGuiApplication.clipboard().text() == form.code.address.text()
    form.cancel_button.click()
    qtbot.waitUntil(form.trouble.isVisible)
    assert not form.code.isVisible()
    form.values.set("sign_in_at", "device")
    form.save()
    qtbot.waitUntil(form.code.code.isVisible)
    assert form.code.title.text == "Sign in on another device"
    form.code.cancel.click()
    qtbot.waitUntil(form.trouble.isVisible)


def test_who_leaves_the_form_is_not_waited_for(form: AccountForm, provider: Authorisation, qtbot: QtBot) -> None:
    form.save()
    qtbot.waitUntil(form.code.isVisible)
    visitor = form._accounts._visitor
    assert visitor is not None
    with qtbot.waitSignal(form.left):
        form.cancel_button.click()
    assert visitor.is_gone


def test_a_server_that_was_found_elsewhere_is_entered_for_the_user_to_confirm(form: AccountForm) -> None:
    settings = (*form.account().settings, ("smtp_host", "smtp.elsewhere.example"))
    proposal = replace(form.account(), settings=settings)
    form._on_failed(Unconfirmed("shop.example names a server elsewhere.", "Sign in once more.", proposal))
    assert dict(form.account().settings)["smtp_host"] == "smtp.elsewhere.example"
    assert dict(form.account().settings)["imap_host"] == "127.0.0.1"
    editors = {editor.setting.key: editor for editor in form.findChildren(SettingEditor)}
    field = editors["smtp_host"].field
    assert isinstance(field, QLineEdit)
    assert field.text() == "smtp.elsewhere.example"
    assert "elsewhere" in form.trouble.accessibleName()


@pytest.mark.parametrize(
    ("left", "words"), [(timedelta(seconds=59), "1 more minute"), (timedelta(seconds=-1), "not good any more")]
)
def test_how_long_it_is_good_is_said_in_words(qtbot: QtBot, left: timedelta, words: str) -> None:
    panel = SignInCodePanel()
    qtbot.addWidget(panel)
    panel.show_code(SignInCode(address="https://login.example", code="AB12", good_until=datetime.now(UTC) + left))
    assert words in panel.left.text
    panel.end()
