"""What the hub relies on holds for each built-in channel, against a real server of it."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from desktop.channels import BUILT_IN
from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError, Refused, Unreachable
from desktop.domain.written import ChannelAccount, Filed, Filing, Outgoing, SeenMark
from desktop.services.channel import ChannelKind, Connector
from desktop.services.settings import Kind
from tests.channels.mail_world import Desk, MailWorld, Secrets, letter, mail
from tests.servers.process import wait_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """What the tests need to know of a channel's server. `arrive` lets a customer write the message of that number."""

    account: ChannelAccount
    wrong_secrets: Secrets
    arrive: Callable[[int], None]
    external_id: Callable[[int], str]
    is_seen_there: Callable[[int], bool]
    outgoing: Outgoing
    taken: Callable[[], int]
    to_nobody: Outgoing


def email(world: MailWorld) -> Adapter:
    account, customer = world.account(), world.account().address
    cur = world.mailboxes.folder_of(account.address) / "cur"

    def is_seen_there(number: int) -> bool:
        files = [file for file in cur.glob("*") if f"<{number}@example.test>".encode() in file.read_bytes()]
        return any("S" in file.name.rpartition(",")[2] for file in files)

    return Adapter(
        account=account,
        wrong_secrets=Secrets(password="wrong"),
        arrive=lambda number: world.mailboxes.deliver(account.address, mail(number)),
        external_id=lambda number: f"{number}@example.test",
        is_seen_there=is_seen_there,
        outgoing=letter(account, customer),
        taken=lambda: len(world.mailboxes.messages(customer)),
        to_nobody=letter(account, "nobody@parley.test"),
    )


ADAPTERS: dict[Channel, Callable[[MailWorld], Adapter]] = {Channel.EMAIL: email}


def test_each_channel_has_an_adapter_here() -> None:
    assert set(ADAPTERS) == {kind.channel for kind in BUILT_IN}


@pytest.fixture(params=BUILT_IN, ids=lambda kind: kind.channel.value)
def kind(request: pytest.FixtureRequest) -> ChannelKind:
    its: ChannelKind = request.param
    return its


@pytest.fixture
def adapter(kind: ChannelKind, world: MailWorld) -> Adapter:
    return ADAPTERS[kind.channel](world)


@pytest.fixture
def connector(kind: ChannelKind, adapter: Adapter) -> Iterator[Connector]:
    made = kind.connect(adapter.account, Secrets())
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
