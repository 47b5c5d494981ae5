"""Finding the servers of an address: asked over a real page, and of real servers."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from desktop.channels.email import presets
from desktop.channels.email.kind import CHANNEL
from desktop.channels.email.presets import IMAP, SMTP, Preset, read_page, with_servers
from desktop.channels.email.server.address import Security
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError, Unreachable
from desktop.domain.written import ChannelAccount
from tests.channels.mail_world import MailWorld
from tests.servers.ports import HOST

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- as a provider writes it -->
<clientConfig version="1.1"><emailProvider id="parley.test"><domain>parley.test</domain>
<incomingServer type="pop3"><hostname>pop.parley.test</hostname><port>995</port><socketType>SSL</socketType>
</incomingServer>
<incomingServer type="imap"><hostname>{host}</hostname><port>{imap}</port><socketType>{imap_socket}</socketType>
<username>{user}</username></incomingServer>
<outgoingServer type="smtp"><hostname>{host}</hostname><port>{smtp}</port><socketType>{smtp_socket}</socketType>
<username>{user}</username></outgoingServer></emailProvider></clientConfig>"""

AWAY = Unreachable("It is not reached.")


class Page(HTTPServer):
    """A web server with one page, or with none."""

    text: bytes | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/{{domain}}/{{address}}"


class _Handler(BaseHTTPRequestHandler):
    server: Page

    def do_GET(self) -> None:
        self.send_response(404 if self.server.text is None else 200)
        self.end_headers()
        self.wfile.write(self.server.text or b"")

    @override
    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    with Page((HOST, 0), _Handler) as server:
        monkeypatch.setattr(presets, "_PAGES", (server.address,))
        monkeypatch.setattr(presets, "services", lambda domain, protocol: ())  # nobody outside is asked
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="page")
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def bare(world: MailWorld) -> ChannelAccount:
    """An account of which only the address is known."""
    account = world.account()
    return replace(account, settings=tuple((key, value) for key, value in account.settings if key == "extra_ca_file"))


def filled(world: MailWorld, **values: str) -> bytes:
    usual = {
        "host": HOST,
        "imap": str(world.mailboxes.tls_port),
        "imap_socket": "SSL",
        "smtp": str(world.post.submission_port),
        "smtp_socket": "STARTTLS",
        "user": "%EMAILADDRESS%",
    }
    return PAGE.format(**{**usual, **values}).encode()


def test_servers_are_found_where_the_domain_says_so(world: MailWorld, page: Page) -> None:
    page.text = filled(world)
    found = with_servers(bare(world))
    assert (found.setting("imap_host"), found.setting("imap_port")) == (HOST, str(world.mailboxes.tls_port))
    assert found.setting("imap_security") == "tls"
    assert (found.setting("smtp_port"), found.setting("smtp_security")) == (
        str(world.post.submission_port),
        "starttls",
    )
    assert found.setting("user") == ""


def test_who_signs_in_with_a_part_of_the_address_is_told_so(world: MailWorld, page: Page) -> None:
    page.text = filled(world, user="%EMAILLOCALPART%")
    account = bare(world)
    assert with_servers(account).setting("user") == account.address.partition("@")[0]


def test_what_was_entered_stays(world: MailWorld, page: Page) -> None:
    account = world.account()
    assert with_servers(account) is account
    page.text = filled(world)
    half = replace(bare(world), settings=(*bare(world).settings, ("imap_host", "mine.test"), ("imap_port", "1")))
    found = with_servers(half)
    assert (found.setting("imap_host"), found.setting("imap_port")) == ("mine.test", "1")
    assert found.setting("smtp_port") == str(world.post.submission_port)


@pytest.mark.parametrize(
    "wrong",
    [
        {"imap": "1"},
        {"imap_socket": "plain"},
        {"imap_socket": "STARTTLS"},  # at a port where TLS begins at once
        {"host": "a b"},
        {"imap": "x"},
        {"imap": "99999999"},
        {"imap_socket": "SSL", "host": "other.example.invalid"},
    ],
)
def test_what_does_not_answer_or_is_not_encrypted_is_not_taken(
    world: MailWorld, page: Page, wrong: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.channels.email.server.stream.CONNECT_SECONDS", 1.0)
    monkeypatch.setattr(presets, "PATIENCE_SECONDS", 1.0)
    page.text = filled(world, **wrong)
    with pytest.raises(ConfigurationError, match="No IMAP server was found"):
        with_servers(bare(world))


def test_a_server_whose_certificate_is_not_trusted_is_not_taken(world: MailWorld, page: Page) -> None:
    page.text = filled(world)
    with pytest.raises(ConfigurationError, match="No IMAP server was found"):
        with_servers(replace(bare(world), settings=()))


def test_the_large_providers_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presets, "_why_not", lambda preset, account: None)
    monkeypatch.setattr(presets, "get", pytest.fail)
    for domain, imap in (
        ("gmail.com", "imap.gmail.com"),
        ("outlook.com", "outlook.office365.com"),
        ("wp.pl", "imap.wp.pl"),
        ("qq.com", "imap.qq.com"),
    ):
        account = ChannelAccount(channel=Channel.EMAIL, name="x", address=f"olga@{domain}")
        assert with_servers(account).setting("imap_host") == imap


@pytest.mark.parametrize(
    ("sign_in", "hosts"),
    [
        ("microsoft", ("outlook.office365.com", "smtp.office365.com")),
        ("google", ("imap.gmail.com", "smtp.gmail.com")),
    ],
)
def test_whose_organisation_is_with_a_large_provider_needs_no_servers(
    page: Page, monkeypatch: pytest.MonkeyPatch, sign_in: str, hosts: tuple[str, str]
) -> None:
    """A domain of one's own that says nothing of its servers, as most of those do."""
    monkeypatch.setattr(presets, "_why_not", lambda preset, account: None if preset.host in hosts else AWAY)
    settings = (("sign_in", sign_in), ("client_id", "parley"))
    found = with_servers(ChannelAccount(channel=Channel.EMAIL, name="X", address="x@shop.example", settings=settings))
    assert (found.setting("imap_host"), found.setting("smtp_host")) == hosts


def test_a_large_provider_that_is_not_reached_is_said_to_be_so(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """As without a network: nobody has to enter servers that are known."""
    closed = Preset(protocol=IMAP, host=HOST, port=1, security=Security.TLS)
    monkeypatch.setitem(presets._PROVIDERS, "provider.test", (closed, closed))
    with pytest.raises(Unreachable, match=HOST):
        with_servers(ChannelAccount(channel=Channel.EMAIL, name="x", address="olga@provider.test"))


def test_a_domain_that_says_nothing_is_asked_by_the_usual_names(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int, Security]] = []

    def why_not(preset: Preset, account: ChannelAccount) -> Unreachable | None:
        asked.append((preset.host, preset.port, preset.security))
        return None if preset.host == "mail.shop.test" and preset.port in (993, 587) else AWAY

    monkeypatch.setattr(presets, "_why_not", why_not)
    found = with_servers(ChannelAccount(channel=Channel.EMAIL, name="x", address="olga@shop.test"))
    assert (found.setting("imap_host"), found.setting("smtp_host")) == ("mail.shop.test", "mail.shop.test")
    assert asked[0] == ("imap.shop.test", 993, Security.TLS)
    assert all(security is not Security.NONE for _, _, security in asked)


def test_a_page_that_is_a_bomb_or_no_page_names_no_server() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><clientConfig>&b;</clientConfig>'
    outside = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><clientConfig/>'
    for text in (
        bomb,
        outside,
        b"",
        b"<",
        b"\xff\xfe",
        b"<html></html>",
        b"<a>" * 100_000,
        b"<a>" * 140_000 + b"</a>" * 140_000,
    ):
        assert list(read_page(text, "a@b.test")) == []


def test_a_page_with_entities_or_without_encryption_names_no_server() -> None:
    values = {"imap": "993", "imap_socket": "SSL", "smtp": "465", "smtp_socket": "SSL", "user": "x"}
    page = PAGE.format(**values, host="mail.shop.test").encode()
    assert [preset.host for preset in read_page(page, "a@b.test")] == ["mail.shop.test"] * 2
    entity = b'<!DOCTYPE x [<!ENTITY h "mail.shop.test">]>'
    assert list(read_page(page.replace(b"<clientConfig", entity + b"<clientConfig"), "a@b.test")) == []
    assert list(read_page(page.replace(b">SSL<", b">plain<"), "a@b.test")) == []


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_pages(text: bytes) -> None:
    assert all(preset.protocol in (IMAP, SMTP) for preset in read_page(text, "a@b.test"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("olga", "The address is missing"),
        ("a b@shop.test", "“a b@shop.test” is no mail address"),
        ("olga@shop..test", "has no domain that exists"),
        ("a@b.test\r\nX: y", "has no domain that exists"),
    ],
)
def test_what_is_no_address_is_told_before_anything_is_asked(address: str, words: str) -> None:
    servers = (("imap_host", "mail.shop.test"), ("smtp_host", "mail.shop.test"))
    with pytest.raises(ConfigurationError, match=words) as refused:
        CHANNEL.complete(ChannelAccount(channel=Channel.EMAIL, name="Shop", address=address, settings=servers))
    assert refused.value.hint == "Customers write to it, and answers come from it."
