"""Where the servers are: what the account says, what the name service says, and in which order."""

import struct
from collections import Counter

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QDnsLookup, QHostAddress
from pytestqt.qtbot import QtBot

from desktop.domain.phone import Transport
from desktop.telephony.engine.edge.transports import servers
from desktop.telephony.engine.edge.transports.servers import (
    Endpoint,
    ServerName,
    ServerSearch,
    by_preference,
    read_server,
)
from tests.telephony.edge.sockets import datagrams, turn_until


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [("pbx.example.com", "pbx.example.com", 0), ("pbx:5080", "pbx", 5080), ("192.0.2.1", "192.0.2.1", 0),
     ("192.0.2.1:5061", "192.0.2.1", 5061), ("[2001:db8::1]", "2001:db8::1", 0), ("[::1]:5060", "::1", 5060),
     ("::1", "::1", 0), (" pbx ", "pbx", 0)],
)  # fmt: skip
def test_what_an_account_may_say(text: str, host: str, port: int) -> None:
    assert read_server(text) == ServerName(host=host, port=port)


@pytest.mark.parametrize(
    "text", ["", "a b", "sip:pbx", "pbx:x", "pbx:99999", "[pbx]", "[::1", "pbx:5060:1", "a/b", "a@b"]
)
def test_what_it_may_not(text: str) -> None:
    assert read_server(text) is None


def _found(qtbot: QtBot, *names: ServerName, transport: Transport = Transport.UDP) -> tuple[Endpoint, ...]:
    search = ServerSearch(names, transport)
    found: list[tuple[Endpoint, ...]] = []
    search.found.connect(found.append)
    search.start()
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_addresses_need_no_name_service(qtbot: QtBot) -> None:
    names = (ServerName(host="127.0.0.1", port=5062), ServerName(host="127.0.0.1"), ServerName(host="::1", port=1))
    assert _found(qtbot, *names, transport=Transport.TLS) == (
        Endpoint(name="127.0.0.1", address="127.0.0.1", port=5062),
        Endpoint(name="127.0.0.1", address="127.0.0.1", port=5061),
        Endpoint(name="::1", address="::1", port=1),
    )


def test_a_name_with_a_port_is_looked_up_as_it_is(qtbot: QtBot) -> None:
    found = _found(qtbot, ServerName(host="localhost", port=5099))
    assert Endpoint(name="localhost", address="127.0.0.1", port=5099) in found


def test_a_name_without_service_records_falls_back_to_the_default_port(qtbot: QtBot) -> None:
    assert Endpoint(name="localhost", address="127.0.0.1", port=5060) in _found(qtbot, ServerName(host="localhost"))


def test_a_name_that_is_none_gives_nothing(qtbot: QtBot) -> None:
    assert _found(qtbot, ServerName(host="no-such-host.invalid", port=5060)) == ()


def test_a_search_that_was_stopped_says_nothing(qtbot: QtBot) -> None:
    search = ServerSearch((ServerName(host="localhost", port=1),), Transport.UDP)
    found: list[object] = []
    search.found.connect(found.append)
    search.start()
    search.stop()
    qtbot.wait(50)
    assert found == []


def test_service_records_go_by_priority_then_by_lots_weighed() -> None:
    records = [(20, 0, "last.example.", 5063), (10, 90, "big.example.", 5061), (10, 10, "small.example.", 5062)]
    firsts = Counter(by_preference(records)[0][0] for _ in range(1000))
    assert 800 < firsts["big.example"] < 980
    assert firsts["big.example"] + firsts["small.example"] == 1000
    assert {by_preference(records)[2] for _ in range(20)} == {("last.example", 5063)}


# A name server of the test's own: Debian's would have to be told its zones as root. What asks it is Qt's own look-up.


def _name(text: str) -> bytes:
    return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".")) + b"\0"


def _answer(question: bytes, records: list[tuple[int, int, int, str]]) -> bytes:
    """An answer of RFC 1035 to one SRV question (RFC 2782): priority, weight, port, target."""
    end = question.index(b"\0", 12) + 5
    head = question[:2] + struct.pack("!5H", 0x8180, 1, len(records), 0, 0)
    answers = b""
    for priority, weight, port, target in records:
        data = struct.pack("!3H", priority, weight, port) + _name(target)
        answers += b"\xc0\x0c" + struct.pack("!HHIH", 33, 1, 60, len(data)) + data
    return head + question[12:end] + answers


def test_service_records_are_asked_for_and_followed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with datagrams() as name_server:

        class Pointed(QDnsLookup):
            def __init__(self, kind: QDnsLookup.Type, name: str, parent: QObject) -> None:
                super().__init__(kind, name, QHostAddress("127.0.0.1"), name_server.port, parent)

        monkeypatch.setattr(servers, "QDnsLookup", Pointed)
        search = ServerSearch((ServerName(host="pbx.parley.test"),), Transport.TLS)
        found: list[tuple[Endpoint, ...]] = []
        search.found.connect(found.append)
        search.start()
        (question,) = name_server.wait_for(1)
        assert _name("_sips._tcp.pbx.parley.test") in question
        name_server.send(_answer(question, [(20, 0, 5071, "localhost"), (10, 0, 5061, "localhost")]))
        turn_until(lambda: bool(found), "the servers")
    assert [endpoint for endpoint in found[0] if endpoint.address == "127.0.0.1"] == [
        Endpoint(name="pbx.parley.test", address="127.0.0.1", port=5061),
        Endpoint(name="pbx.parley.test", address="127.0.0.1", port=5071),
    ]
