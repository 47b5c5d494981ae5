"""The form of an account, as each channel declares it: what the chosen way of signing in needs, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.channels import BUILT_IN
from desktop.channels.email.writing.ids import is_own_id, new_external_id
from desktop.domain.channel import Channel
from desktop.domain.errors import Refused, Unreachable
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Missing
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.account_form import AccountForm, AccountValues
from desktop.ui.pages.accounts_page import AccountsPage
from desktop.ui.pages.setting_editors import SettingEditor
from desktop.ui.pages.settings_page import ACCOUNTS
from desktop.ui.rail import Page

_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


@pytest.fixture
def page(window: MainWindow) -> AccountsPage:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)
    found = window.pages.settings.findChild(AccountsPage)
    assert found is not None
    return found


@pytest.fixture
def form(page: AccountsPage) -> AccountForm:
    return opened(page, 0)


def opened(page: AccountsPage, number: int) -> AccountForm:
    page.add_buttons[number].click()
    QApplication.processEvents()  # now it is shown
    assert page.form is not None
    return page.form


def asked(form: AccountForm) -> set[str]:
    """The names of the fields that are seen."""
    return {field.accessibleName() for field in fields(form) if field.isVisible()}


def fields(form: AccountForm) -> list[QWidget]:
    return [one for one in form.findChildren(QWidget) if isinstance(one, _FIELDS) and one.accessibleName()]


def said(form: AccountForm) -> str:
    return "\n".join(label.text() for label in form.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("kept", ["²", "9" * 5_000, "-1", "x"])
def test_a_number_that_is_none_is_the_default_again(kept: str) -> None:
    fields = next(kind.fields() for kind in BUILT_IN if kind.channel is Channel.EMAIL)
    account = ChannelAccount(channel=Channel.EMAIL, name="Shop", address="a@b.example", settings=(("imap_port", kept),))
    assert AccountValues(fields, account).value("imap_port") == 993


def test_what_nobody_types_stays_when_an_account_is_changed() -> None:
    kind = next(kind for kind in BUILT_IN if kind.channel is Channel.EMAIL)
    account = kind.complete(
        ChannelAccount(
            channel=Channel.EMAIL,
            name="Shop",
            address="a@b.example",
            settings=(("imap_host", "b.example"), ("smtp_host", "b.example")),
        )
    )
    values = AccountValues(kind.fields(), account)
    values.set("signature", "The shop")
    changed = kind.complete(replace(account, settings=values.texts))
    assert changed.setting("signature") == "The shop"
    assert is_own_id(new_external_id(account), changed)  # a bounce, an answer, an unsubscription still find theirs


@pytest.mark.parametrize(
    ("way", "needed", "unneeded"),
    [
        ("password", {"Password"}, {"Client id", "Client secret", "Tenant", "The sign-in page opens"}),
        ("microsoft", {"Client id", "Client secret", "Tenant", "The sign-in page opens"}, {"Password"}),
        ("google", {"Client id", "Client secret", "The sign-in page opens"}, {"Password", "Tenant"}),
    ],
)
def test_only_what_the_way_of_signing_in_needs_is_asked(
    form: AccountForm, way: str, needed: set[str], unneeded: set[str]
) -> None:
    form.values.set("sign_in", way)
    assert needed <= asked(form)
    assert not unneeded & asked(form)
    assert {"Address", "Sign in", "User name"} <= asked(form)


def test_a_secret_that_is_not_asked_for_is_not_kept(form: AccountForm, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[dict[str, str]] = []
    monkeypatch.setattr(form._accounts, "save", lambda _account, secrets, **_: kept.append(secrets))
    form.address.setText("support@shop.example")
    form.secret("password").setText("typed first")
    form.values.set("sign_in", "google")
    form.secret("client_secret").setText("of the registration")
    form.save()
    assert kept == [{"client_secret": "of the registration"}]


def test_what_helps_is_said_below_its_field(form: AccountForm) -> None:
    form.values.set("sign_in", "google")
    assert "Only where the registration of Parley has one, as Google's do." in said(form)
    assert form.secret("client_secret").accessibleDescription().startswith("Only where")


def test_a_missing_address_is_said_beside_its_field_until_it_is_typed(form: AccountForm) -> None:
    form.save()
    assert form.address.accessibleDescription().startswith("The address is missing.")
    assert "The address is missing." in said(form)
    assert form.focusWidget() is form.address
    assert form.trouble.isHidden()
    form.address.insert("s")
    form.address.textEdited.emit("s")
    assert "The address is missing." not in said(form)


def test_a_new_account_is_signed_in_from_one_page_and_the_rest_is_there_when_asked_for(
    form: AccountForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(form) == {
        *("Name, as customers see it", "Address", "Queue its messages go to", "Sign in", "User name", "Password")
    }
    assert "INCOMING MAIL (IMAP)" not in said(form).upper()
    assert form.height() < 800
    saved: list[ChannelAccount] = []
    monkeypatch.setattr(form._accounts, "save", lambda account, _secrets, **_: saved.append(account))
    form.address.setText("support@shop.example")
    form.secret("password").setFocus()
    QTest.keyClick(form.secret("password"), Qt.Key.Key_Return)
    assert [one.address for one in saved] == ["support@shop.example"]
    form._on_failed(Refused("The password is wrong."))
    assert not asked(form) & {"Server", "Folders to read"}
    form.more_button.setFocus()
    QTest.keyClick(form.more_button, Qt.Key.Key_Space)
    assert {"Server", "Folders to read", "Signature"} <= asked(form)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Server"


def test_a_sign_in_is_called_off_before_what_was_typed_is_left(
    form: AccountForm, page: AccountsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form._accounts, "save", lambda *_, **__: None)  # nobody comes back from the browser
    form.address.setText("support@shop.example")
    form.save_button.setFocus()
    QTest.keyClick(form.save_button, Qt.Key.Key_Space)
    assert form.cancel_button.accessibleName() == "Call it off"
    QTest.keyClick(form.cancel_button, Qt.Key.Key_Space)
    assert form.cancel_button.accessibleName() == "Cancel"
    assert form.isVisible()
    form._on_failed(Refused("The sign-in was called off."))
    assert form.focusWidget() is form.save_button  # Space tries again, and throws nothing away
    assert form.address.text() == "support@shop.example"
    form.cancel_button.click()
    assert not form.isVisible()
    assert page.window().focusWidget() is page.add_buttons[0]


def test_enter_in_any_field_signs_in_with_what_stands_there_once(
    form: AccountForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[ChannelAccount] = []
    monkeypatch.setattr(form._accounts, "save", lambda account, _secrets, **_: saved.append(account))
    form.address.setText("support@shop.example")
    form.show_all()
    editor = next(one for one in form.findChildren(SettingEditor) if one.setting.key == "imap_host")
    editor.field.setFocus()
    QTest.keyClicks(editor.field, "mail.shop.example")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert [one.setting("imap_host") for one in saved] == ["mail.shop.example"]
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert len(saved) == 1


def test_what_else_is_wrong_shows_all_of_the_form(form: AccountForm, qtbot: QtBot) -> None:
    form._on_failed(Unreachable("No mail server was found."))
    parts = form.trouble, form.save_button  # what is wrong, and the way on: in sight
    qtbot.waitUntil(lambda: all(part.visibleRegion().boundingRect().size() == part.size() for part in parts))
    assert {"Server", "Folders to read"} <= asked(form)
    assert form.more_button.isHidden()


def test_what_has_to_be_filled_in_is_below_what_is_wrong(form: AccountForm, qtbot: QtBot) -> None:
    form._on_failed(Missing("No IMAP server was found.", "Enter the servers.", "imap_host"))
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "Server"
    parts = form.trouble, field
    qtbot.waitUntil(lambda: all(part.visibleRegion().boundingRect().size() == part.size() for part in parts))
    assert form.trouble.mapTo(form, QPoint()).y() < field.mapTo(form, QPoint()).y()
    form._on_failed(Refused("The password is wrong."))
    qtbot.waitUntil(lambda: form.trouble.mapTo(form, QPoint()).y() > field.mapTo(form, QPoint()).y())


@pytest.mark.parametrize("number", range(len(BUILT_IN)))
def test_tab_goes_down_every_form(page: AccountsPage, number: int) -> None:
    form = opened(page, number)
    form.show_all()
    QApplication.processEvents()  # now it is laid out
    places = [one.mapTo(form, QPoint()).y() for one in by_tab(form)]
    assert len(places) > len(form._kind.fields())  # one at least for each, and the lines above them
    assert places == sorted(places)


def by_tab(form: AccountForm) -> Iterator[QWidget]:
    """From the name on, until Tab leaves the form."""
    form.name.setFocus(Qt.FocusReason.OtherFocusReason)
    at = QApplication.focusWidget()
    for _ in range(200):
        if at is None or not form.isAncestorOf(at):
            return
        yield at
        QTest.keyClick(at, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()


@pytest.mark.parametrize("number", range(len(BUILT_IN)))
def test_every_field_of_every_form_says_its_name_and_its_help(page: AccountsPage, number: int) -> None:
    form = opened(page, number)
    declared = [*form._kind.fields(), *(one for one in form._kind.secrets() if one.label)]
    words = {one.accessibleName(): one.accessibleDescription() for one in fields(form)}
    for setting in declared:
        assert setting.label in words
        assert not setting.help or setting.help in [one.accessibleDescription() for one in fields(form)]
    everything = "\n".join(label.text() for label in form.findChildren(QLabel))
    assert all(setting.help in everything for setting in declared)
