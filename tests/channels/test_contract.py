"""What the hub relies on holds for each built-in channel, against a real server of it."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest

from desktop.channels import BUILT_IN
from desktop.domain.errors import DesktopError, Refused, Unreachable
from desktop.domain.written import ChannelAccount, Filed, Filing, SeenMark
from desktop.services.channel import ChannelKind, Connector
from desktop.services.settings import Kind
from tests.channels.adapter import Adapter, NewAdapter
from tests.channels.mail_world import Desk, Secrets
from tests.servers.process import wait_until


@pytest.fixture(scope="session", params=BUILT_IN, ids=lambda kind: kind.channel.value)
def kind(request: pytest.FixtureRequest) -> ChannelKind:
    its: ChannelKind = request.param
    return its


@pytest.fixture(scope="session")
def new_adapter(kind: ChannelKind, request: pytest.FixtureRequest) -> NewAdapter:
    """Of `adapter.py` in the tests of the channel's folder."""
    folder = kind.connect.__module__.split(".")[2]
    made: NewAdapter = import_module(f"tests.channels.{folder}.adapter").started(request)
    return made


@pytest.fixture
def adapter(new_adapter: NewAdapter) -> Adapter:
    return new_adapter()


@pytest.fixture
def connector(kind: ChannelKind, adapter: Adapter) -> Iterator[Connector]:
    made = kind.connect(adapter.account, adapter.secrets)
    yield made
    made.close()


def test_its_settings_can_be_shown_and_its_secrets_are_none_of_them(kind: ChannelKind) -> None:
    assert kind.label()
    declared = kind.fields()
    names = [setting.key for setting in (*declared, *kind.secrets())]
    assert len(names) == len(set(names))
    for setting in declared:
        assert setting.label
        assert setting.group
        assert setting.check(setting.default) == setting.default
    assert all(setting.kind is Kind.TEXT and not setting.default for setting in kind.secrets())


def test_to_make_a_connector_touches_no_network(kind: ChannelKind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.setattr(socket, "getaddrinfo", None)
    empty = ChannelAccount(channel=kind.channel, name="", address="")
    made = kind.connect(empty, Secrets())
    made.close()
    with pytest.raises(DesktopError):
        made.check()


def test_right_secrets_sign_in_and_wrong_ones_are_refused(
    kind: ChannelKind, adapter: Adapter, connector: Connector
) -> None:
    connector.check()
    if adapter.wrong_secrets is None:
        assert not kind.secrets()
        return
    wrong = kind.connect(adapter.account, adapter.wrong_secrets)
    with pytest.raises(Refused):
        wrong.check()
    with pytest.raises(Refused):
        wrong.receive("", Desk(wrong).deliver, threading.Event())
    with pytest.raises(Refused):
        wrong.send(adapter.outgoing, lambda: None)
    wrong.close()


def test_each_message_comes_once_and_not_again_from_the_position_that_was_kept(
    kind: ChannelKind, adapter: Adapter, connector: Connector
) -> None:
    for number in range(3):
        adapter.arrive(number)
    with Desk(connector) as desk:
        desk.wait(3)
        adapter.arrive(3)
        desk.wait(4)
    assert desk.delivered == 4
    assert set(desk.kept) == {adapter.external_id(number) for number in range(4)}
    with Desk(connector, desk.position) as later:
        wait_until(lambda: later.is_connected, "the connection")
        adapter.arrive(4)
        later.wait(1)
    assert list(later.kept) == [adapter.external_id(4)]


def test_what_was_read_here_is_known_there(adapter: Adapter, connector: Connector) -> None:
    adapter.arrive(0)
    adapter.arrive(1)
    with Desk(connector) as desk:
        desk.wait(2)
        place = desk.kept[adapter.external_id(0)].place
        connector.mark([SeenMark(place=place, is_seen=True), SeenMark(place="nowhere", is_seen=True)])
    assert adapter.is_seen_there(0)
    assert not adapter.is_seen_there(1)


def test_what_is_done_here_is_filed_there_and_comes_back(adapter: Adapter, connector: Connector) -> None:
    adapter.arrive(0)
    with Desk(connector) as desk:
        place = desk.wait(1)[0].place
        filings = [Filing(place=one, external_id=adapter.external_id(0)) for one in (place, "nowhere")]
        done, unknown = connector.file(filings)
        assert unknown == Filed(place="nowhere")
        assert done.place == place
        if done.now_at:
            (back,) = connector.file([Filing(place=done.now_at, external_id=adapter.external_id(0), home=done.home)])
            assert (back.now_at != "", back.home) == (True, "")


def test_what_is_sent_arrives_once_and_is_known_to_have_been_sent(adapter: Adapter, connector: Connector) -> None:
    assert not connector.was_sent(adapter.outgoing)
    connector.send(adapter.outgoing, lambda: None)
    wait_until(lambda: adapter.taken() == 1, "the message")
    wait_until(lambda: connector.was_sent(adapter.outgoing) is True, "knowing of it")


def test_what_is_refused_raises_before_the_end(adapter: Adapter, connector: Connector) -> None:
    ends: list[str] = []
    with pytest.raises(DesktopError):
        connector.send(adapter.to_nobody, lambda: ends.append("end"))
    assert ends == []


def test_a_send_that_is_stopped_before_the_end_sends_nothing(adapter: Adapter, connector: Connector) -> None:
    class Lost(Exception):
        """The account was taken over."""

    def lose() -> None:
        raise Lost

    with pytest.raises(Lost):
        connector.send(adapter.outgoing, lose)
    connector.send(replace(adapter.outgoing), lambda: None)
    wait_until(lambda: adapter.taken() == 1, "the message")


def test_a_closed_connector_sends_and_receives_nothing(adapter: Adapter, connector: Connector) -> None:
    connector.close()
    with pytest.raises(Unreachable):
        connector.send(adapter.outgoing, lambda: None)
    with pytest.raises(Unreachable):
        connector.receive("", Desk(connector).deliver, threading.Event())
    assert adapter.taken() == 0
