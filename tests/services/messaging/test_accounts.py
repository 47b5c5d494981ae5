"""Accounts: saved after a real try, their secrets in the vault alone, their state in words on every desk."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError, Refused
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.services.channel import Channels, Connector, Secrets, Visitor
from desktop.services.messaging import accounts
from desktop.services.notices import Notice
from desktop.services.settings import Kind, Setting
from tests.services.hub.post_office import OWN_ADDRESS, PASSWORD
from tests.services.messaging.conftest import MailDesk

NEW = ChannelAccount(channel=Channel.EMAIL, name="Shop", address=OWN_ADDRESS)


def save(desk: MailDesk, account: ChannelAccount, password: str) -> ChannelAccount | DesktopError:
    ended: list[ChannelAccount | DesktopError] = []
    desk.accounts.save(account, {"password": password}, owner=desk.notices, done=ended.append, failed=ended.append)
    desk.qtbot.waitUntil(lambda: bool(ended))
    return ended[0]


def test_an_account_is_saved_when_its_server_lets_it_in(desk: MailDesk, qtbot: QtBot) -> None:
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    assert saved.is_enabled
    assert desk.vault.passwords == {f"account.{saved.id}.password": PASSWORD}
    qtbot.waitUntil(lambda: [one.id for one in desk.accounts.accounts] == [saved.id])
    assert PASSWORD not in repr(desk.store.accounts())


def test_nothing_is_kept_of_an_account_that_is_refused(desk: MailDesk) -> None:
    error = save(desk, NEW, "wrong")
    assert isinstance(error, Refused)
    assert error.text == "535 5.7.8 authentication failed"
    assert desk.store.accounts() == []
    assert desk.vault.passwords == {}


def test_a_password_that_is_not_given_again_stays_and_one_that_is_wrong_leaves_the_old(desk: MailDesk) -> None:
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    renamed = save(desk, replace(saved, name="Shop and more"), "")
    assert isinstance(renamed, ChannelAccount)
    assert isinstance(save(desk, renamed, "wrong"), Refused)
    assert desk.vault.passwords == {f"account.{saved.id}.password": PASSWORD}
    assert [one.name for one in desk.store.accounts()] == ["Shop and more"]


def test_a_log_in_that_is_refused_is_told_until_it_works(desk: MailDesk, qtbot: QtBot) -> None:
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    assert saved.id is not None
    now = datetime.now(UTC)
    desk.store.set_account_state(
        AccountState(account_id=saved.id, health=AccountHealth.REFUSED, since=now, words="535 not today")
    )
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    (notice,) = desk.notices.notices
    assert "535 not today" in notice.text
    assert saved.setting("told") == "by the server"  # what it says of itself is kept
    assert isinstance(save(desk, saved, PASSWORD), ChannelAccount)
    qtbot.waitUntil(lambda: desk.notices.notices == ())
    state = desk.accounts.state(saved.id)
    assert state is not None
    assert state.health is AccountHealth.STARTING


def test_who_presses_the_notice_of_a_refusal_is_led_to_that_account(desk: MailDesk, qtbot: QtBot) -> None:
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    state = AccountState(
        account_id=saved.id or 0, health=AccountHealth.REFUSED, since=datetime.now(UTC), words="535 no"
    )
    desk.store.set_account_state(state)
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    (notice,) = desk.notices.notices
    assert notice.action_label == "Sign in again"
    with qtbot.waitSignal(desk.accounts.sign_in_asked) as asked:
        desk.notices.act(notice.key)
    assert asked.args == [saved]


def test_what_the_server_would_not_do_is_said_in_its_words_until_it_does_it(desk: MailDesk, qtbot: QtBot) -> None:
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    served = AccountState(account_id=saved.id or 0, health=AccountHealth.CONNECTED, since=datetime.now(UTC))
    desk.store.set_account_state(replace(served, words="What is done stays in its folder. mail says: [OVERQUOTA]"))
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    (notice,) = desk.notices.notices
    assert "mail says: [OVERQUOTA]" in notice.text
    desk.store.set_account_state(served)
    qtbot.waitUntil(lambda: not desk.notices.notices)


def test_an_account_that_is_not_reached_for_long_is_told_once_until_it_is(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    now = datetime.now(UTC)
    away = AccountState(account_id=saved.id or 0, health=AccountHealth.TROUBLED, since=now, words="mail is down")

    def told(state: AccountState) -> None:
        desk.store.set_account_state(state)
        qtbot.waitUntil(lambda: desk.accounts.state(saved.id or 0) == state)

    def notices() -> list[Notice]:
        return list(desk.notices.notices)

    told(away)
    assert notices() == []  # it may only restart
    monkeypatch.setattr(accounts, "AWAY", timedelta(milliseconds=1))
    told(replace(away, words="mail is still down"))
    qtbot.waitUntil(lambda: bool(notices()))
    (notice,) = notices()
    assert "mail is still down" in notice.text
    told(replace(away, health=AccountHealth.STARTING, words=""))
    assert notices() == [notice]
    desk.notices.clear(notice.key)  # it was read
    told(replace(away, words="no route"))
    assert notices() == []
    told(replace(away, health=AccountHealth.CONNECTED, words=""))
    told(replace(away, words="down again", since=now - timedelta(minutes=1)))
    qtbot.waitUntil(lambda: bool(notices()))
    desk.accounts.remove(saved.id or 0)
    qtbot.waitUntil(lambda: not notices())


def test_a_long_wait_for_a_server_ends_in_a_notice(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "AWAY", timedelta(milliseconds=300))
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    state = AccountState(account_id=saved.id or 0, health=AccountHealth.TROUBLED, since=datetime.now(UTC), words="down")
    desk.store.set_account_state(state)  # and nothing is heard any more
    qtbot.waitUntil(lambda: bool(desk.notices.notices))


def test_a_removed_account_leaves_no_secret_behind(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    desk, olga = new_desk(), new_desk("olga")
    saved = save(desk, NEW, PASSWORD)
    assert isinstance(saved, ChannelAccount)
    assert saved.id is not None
    qtbot.waitUntil(lambda: len(olga.accounts.accounts) == 1)
    desk.accounts.remove(saved.id)
    qtbot.waitUntil(lambda: desk.vault.passwords == {})
    qtbot.waitUntil(lambda: olga.accounts.accounts == ())


def test_who_signs_in_with_the_browser_types_nothing_and_the_token_as_it_is_at_last_is_kept(desk: MailDesk) -> None:
    kind = desk.accounts.kinds[0]

    def connect(account: ChannelAccount, secrets: Secrets) -> Connector:
        assert secrets.get("password") == "first token"
        secrets.keep("password", PASSWORD)  # a token is changed by its use
        return kind.connect(account, secrets)

    signed_in = replace(kind, connect=connect, authorise=lambda account, secrets, visitor: {"password": "first token"})
    desk.accounts._channels = Channels(lambda: [signed_in])
    saved = save(desk, NEW, "")
    assert isinstance(saved, ChannelAccount)
    assert desk.vault.passwords == {f"account.{saved.id}.password": PASSWORD}


TOKEN = Setting(key="password", kind=Kind.TEXT, default="", label="", group="post")  # nobody types it


def with_browser(desk: MailDesk, tokens: list[str]) -> None:
    """Where nobody types a password: each sign-in in the browser gives the next token."""

    def authorise(_account: ChannelAccount, secrets: Secrets, _visitor: Visitor) -> Mapping[str, str]:
        return {} if secrets.get("password") else {"password": tokens.pop(0)}

    kind = replace(desk.office.kind(), secrets=lambda: (TOKEN,), authorise=authorise)
    desk.accounts._channels = Channels(lambda: [kind])


def test_a_sign_in_that_was_withdrawn_is_done_again_by_saving_once_more(desk: MailDesk) -> None:
    with_browser(desk, [PASSWORD])
    saved = save(desk, NEW, "")
    assert isinstance(saved, ChannelAccount)
    name = f"account.{saved.id}.password"
    desk.vault.keep(name, "withdrawn meanwhile")
    with_browser(desk, [PASSWORD])
    assert isinstance(save(desk, saved, ""), ChannelAccount)
    assert desk.vault.passwords == {name: PASSWORD}


def test_a_sign_in_that_works_is_not_asked_for_again(desk: MailDesk) -> None:
    with_browser(desk, [PASSWORD])
    saved = save(desk, NEW, "")
    assert isinstance(saved, ChannelAccount)
    assert isinstance(save(desk, replace(saved, name="Shop and more"), ""), ChannelAccount)


def test_a_sign_in_that_is_refused_at_once_is_asked_for_but_once(desk: MailDesk) -> None:
    tokens = ["of somebody else", PASSWORD]
    with_browser(desk, tokens)
    assert isinstance(save(desk, NEW, ""), Refused)
    assert tokens == [PASSWORD]
    assert desk.vault.passwords == {}
