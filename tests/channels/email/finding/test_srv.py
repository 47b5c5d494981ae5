"""SRV records of a domain: asked of a real name server, and read with doubt."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from desktop.channels.email import presets
from desktop.channels.email.finding import dns
from desktop.channels.email.finding.srv import Record, Service, services
from desktop.channels.email.presets import with_servers
from desktop.channels.email.server.address import Security
from desktop.channels.email.web import get
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Unconfirmed
from tests.servers.dnsmasq import Srv, name_server
from tests.servers.ports import HOST, reserved_ports

DOMAIN = "shop.example"
RECORDS = (
    Srv(name=f"_imaps._tcp.{DOMAIN}", target=f"slow.{DOMAIN}", port=993, priority=20),
    Srv(name=f"_imaps._tcp.{DOMAIN}", target=f"mail.{DOMAIN}", port=1993, priority=10, weight=1),
    Srv(name=f"_imaps._tcp.{DOMAIN}", target=f"big.{DOMAIN}", port=993, priority=10, weight=9),
    Srv(name=f"_imap._tcp.{DOMAIN}", target=f"old.{DOMAIN}", port=143),
    Srv(name=f"_submissions._tcp.{DOMAIN}", target="smtp.elsewhere.example", port=465),
    Srv(name=f"_submission._tcp.{DOMAIN}", target=f"mail.{DOMAIN}", port=587),
    Srv(name="_imaps._tcp.none.example", target="", port=0),
)


@pytest.fixture
def system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The name server of this machine."""
    with name_server(RECORDS) as port:
        monkeypatch.setattr(dns, "NAME_SERVER", (HOST, port))
        yield


def said(*records: Record) -> list[Service]:
    return list(services(DOMAIN, "imap", lambda name: records if name.startswith("_imaps") else ()))


def test_a_domain_says_where_its_mail_is_and_what_it_prefers(system: None) -> None:
    found = [(one.host, one.port, one.security) for one in services(DOMAIN, "imap")]
    assert found == [
        (f"big.{DOMAIN}", 993, Security.TLS),
        (f"mail.{DOMAIN}", 1993, Security.TLS),
        (f"slow.{DOMAIN}", 993, Security.TLS),
        (f"old.{DOMAIN}", 143, Security.STARTTLS),
    ]
    sending = [(one.host, one.port, one.security, one.is_own) for one in services(DOMAIN, "smtp")]
    assert sending == [
        ("smtp.elsewhere.example", 465, Security.TLS, False),
        (f"mail.{DOMAIN}", 587, Security.STARTTLS, True),
    ]


def test_it_is_asked_in_a_thread_that_has_nothing_to_do_with_the_window(system: None) -> None:
    found: list[Service] = []
    asking = threading.Thread(target=lambda: found.extend(services(DOMAIN, "imap")), name="asking")
    asking.start()
    asking.join(10)
    assert len(found) == 4


def test_a_domain_that_says_there_is_none_or_nothing_at_all_names_nobody(system: None) -> None:
    assert list(services("none.example", "imap")) == []
    assert list(services("silent.example", "imap")) == []


def test_a_name_server_that_does_not_answer_is_not_waited_for_long(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "SECONDS", 0.2)
    with reserved_ports() as (port,):
        monkeypatch.setattr(dns, "NAME_SERVER", (HOST, port))
        assert list(services(DOMAIN, "imap")) == []


@pytest.mark.parametrize(
    "target",
    ["", ".", "127.0.0.1", "localhost", "a b.example", "mail.example\r\nx", "_x.example", "x" * 300, "[::1]", "1.2"],
)
def test_what_is_no_name_of_a_server_is_left_out(target: str) -> None:
    assert said((0, 0, target, 993)) == []


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_what_is_no_port_is_left_out(port: int) -> None:
    assert said((0, 0, f"mail.{DOMAIN}", port)) == []


@pytest.mark.parametrize(
    ("target", "is_own"),
    [
        (f"mail.{DOMAIN}", True),
        (f"MAIL.{DOMAIN.upper()}.", True),
        (f"{DOMAIN}.evil.example", False),
        (f"evil{DOMAIN}", False),
        ("mail.other.example", False),
    ],
)
def test_only_a_name_within_the_domain_is_its_own(target: str, is_own: bool) -> None:
    assert [one.is_own for one in said((0, 0, target, 993))] == [is_own]


@given(st.lists(st.tuples(st.integers(), st.integers(), st.text(max_size=300), st.integers()), max_size=30))
def test_whatever_is_said_only_names_with_ports_come_of_it(records: list[Record]) -> None:
    for one in said(*records):
        assert one.host.isascii()
        assert not set(one.host) & set(" \r\n/@:")
        assert 0 < one.port < 65536


# ---------------------------------------------------------------- for an account


@pytest.fixture
def answering(system: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of the servers that are found, all greet; who was asked. There is no page about the domain."""
    asked: list[str] = []

    monkeypatch.setattr(presets, "_why_not", lambda preset, account: asked.append(preset.host))
    monkeypatch.setattr(presets, "_PAGES", ())
    return asked


def bare(address: str) -> ChannelAccount:
    return ChannelAccount(channel=Channel.EMAIL, name="Shop", address=address)


def test_a_server_elsewhere_is_taken_only_when_the_user_confirms_it(answering: list[str]) -> None:
    with pytest.raises(Unconfirmed, match=r"shop\.example names a server elsewhere: smtp\.elsewhere\.example") as found:
        with_servers(bare(f"desk@{DOMAIN}"))
    proposal = found.value.proposal
    assert proposal.setting("imap_host") == f"big.{DOMAIN}"
    assert proposal.setting("smtp_host") == "smtp.elsewhere.example"
    assert with_servers(proposal) == proposal


def test_servers_of_its_own_need_no_confirmation(answering: list[str]) -> None:
    account = bare(f"desk@{DOMAIN}")
    entered = ChannelAccount(
        channel=Channel.EMAIL, name="Shop", address=account.address, settings=(("smtp_host", "smtp.shop.example"),)
    )
    found = with_servers(entered)
    assert (found.setting("imap_host"), found.setting("imap_port")) == (f"big.{DOMAIN}", "993")
    assert answering == [f"big.{DOMAIN}"]


def test_a_known_provider_is_not_looked_up(answering: list[str]) -> None:
    assert with_servers(bare("desk@gmail.com")).setting("imap_host") == "imap.gmail.com"


def test_a_page_over_plain_http_is_not_asked(system: None) -> None:
    with pytest.raises(ConfigurationError):
        get(f"http://autoconfig.{DOMAIN}/")
