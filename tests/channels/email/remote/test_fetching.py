"""Pictures of other computers: fetched within bounds, from the public web, with nothing said about who asks."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from desktop.channels.email.remote import fetching
from desktop.channels.email.remote.connection import NotFetched, proxy_for
from desktop.channels.email.remote.fetching import Fetcher, Limits
from desktop.channels.email.remote.places import is_inside, is_public, may_ask, place_of
from tests.channels.email.remote.picture_server import PictureServer, picture_server, png
from tests.servers.certificates import Authority, authority
from tests.servers.ports import HOST

QUICK = Limits(each=50_000, together=120_000, most=5, seconds_each=1.0, seconds=3.0)


@pytest.fixture(scope="module")
def made() -> Iterator[Authority]:
    with authority() as one:
        yield one


@pytest.fixture
def server(made: Authority) -> Iterator[PictureServer]:
    with picture_server(made.good()) as one:
        yield one


@pytest.fixture
def fetcher(made: Authority) -> Fetcher:
    """One that may ask the test's own server, which every other may not."""
    context = ssl.create_default_context(cafile=str(made.ca_file))
    return Fetcher(is_allowed=lambda _address, _port: True, context=context, limits=QUICK)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_a_picture_is_fetched_and_the_server_learns_nothing_but_the_question(
    server: PictureServer, fetcher: Fetcher
) -> None:
    url = server.gives("/logo.png?a=b c&d=ä", png())
    server.pages["/logo.png?a=b%20c&d=%C3%A4"] = server.pages["/logo.png?a=b c&d=ä"]
    assert fetcher.fetch([url, url]) == {url: png()}
    assert server.asked == ["/logo.png?a=b%20c&d=%C3%A4"]
    assert set(server.headers) == {"Host", "Accept-Encoding", "User-Agent", "Accept", "Connection"}
    assert server.headers["User-Agent"] == "Mozilla/5.0"


def test_no_cookie_comes_back(server: PictureServer, fetcher: Fetcher) -> None:
    for path in ("/1.png", "/2.png"):
        assert fetcher.fetch([server.gives(path, png())])
    assert "Cookie" not in server.headers


def test_the_own_network_is_not_asked(server: PictureServer, made: Authority) -> None:
    context = ssl.create_default_context(cafile=str(made.ca_file))
    urls = [
        server.gives("/1.png", png()),
        f"https://localhost:{server.port}/1.png",
        f"https://[::ffff:127.0.0.1]:{server.port}/1.png",
        f"https://2130706433:{server.port}/1.png",
        f"https://0x7f.1:{server.port}/1.png",
        f"https://user@{HOST}:{server.port}/1.png",
    ]
    assert Fetcher(context=context, limits=QUICK).fetch(urls) == {}
    any_port = Fetcher(is_allowed=lambda address, _port: is_public(address), context=context, limits=QUICK)
    assert any_port.fetch(urls[:5]) == {}
    assert (server.connections, server.asked) == (0, [])


def test_a_name_that_means_a_public_place_and_the_own_network_is_not_asked(
    server: PictureServer, made: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, server.port)) for one in (HOST, "93.184.215.14")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    context = ssl.create_default_context(cafile=str(made.ca_file))
    guarded = Fetcher(is_allowed=lambda address, _port: is_public(address), context=context, limits=QUICK)
    assert guarded.fetch([f"https://localhost:{server.port}/1.png"]) == {}
    assert server.connections == 0


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    server: PictureServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers otherwise the second time is not asked a second time."""
    real, answers = socket.getaddrinfo, []

    def once(host: Any, *rest: Any, **more: Any) -> object:
        if host == "localhost":
            answers.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (HOST, server.port))]
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    server.gives("/1.png", png())
    assert fetcher.fetch([f"https://localhost:{server.port}/1.png"])
    assert answers == ["localhost"]


@pytest.mark.parametrize("where", ["http://{host}:{port}/ok", "file:///etc/passwd", "//", "ftp://x.example/a", ""])
def test_it_is_not_sent_on_to_anything_but_https(where: str, server: PictureServer, fetcher: Fetcher) -> None:
    server.gives("/ok", png())
    url = server.sends_on("/away", where.format(host=HOST, port=server.port))
    assert fetcher.fetch([url]) == {}
    assert "/ok" not in server.asked


def test_each_place_it_is_sent_on_to_is_looked_at(server: PictureServer, made: Authority) -> None:
    seen: list[tuple[str, int]] = []

    def first_alone(address: str, port: int) -> bool:
        seen.append((address, port))
        return len(seen) == 1

    context = ssl.create_default_context(cafile=str(made.ca_file))
    server.gives("/ok", png())
    url = server.sends_on("/away", f"https://localhost:{server.port}/ok")
    assert Fetcher(is_allowed=first_alone, context=context, limits=QUICK).fetch([url]) == {}
    assert server.asked == ["/away"]
    assert len(seen) >= 2


def test_it_follows_to_another_place_of_the_web(server: PictureServer, fetcher: Fetcher) -> None:
    server.gives("/ok", png())
    url = server.sends_on("/away", "/ok")
    assert fetcher.fetch([url]) == {url: png()}


def test_one_that_is_sent_round_in_circles_is_left(server: PictureServer, fetcher: Fetcher) -> None:
    url = server.sends_on("/round", "/round")
    assert fetcher.fetch([url]) == {}
    assert len(server.asked) <= 5


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7 not a picture",
        b"MZ\x90\x00 a program that calls itself one",
        b"",
        b"\x89PN",
    ],
)
def test_what_is_no_picture_by_its_bytes_is_not_kept(content: bytes, server: PictureServer, fetcher: Fetcher) -> None:
    assert fetcher.fetch([server.gives("/1.png", content, "image/png")]) == {}


def test_too_large_ones_are_left_and_together_they_are_bounded(server: PictureServer, fetcher: Fetcher) -> None:
    large = server.gives("/large.png", png() + bytes(60_000))
    assert fetcher.fetch([large]) == {}
    several = [server.gives(f"/{number}.png", png() + bytes(45_000)) for number in range(4)]
    assert len(fetcher.fetch(several)) == 2


def test_no_more_are_asked_for_than_there_may_be(server: PictureServer, fetcher: Fetcher) -> None:
    assert len(fetcher.fetch([server.gives(f"/{number}.png", png()) for number in range(9)])) == 5
    assert len(server.asked) == 5


def test_what_a_server_calls_an_error_is_no_picture(server: PictureServer, fetcher: Fetcher) -> None:
    url = server.drips("/error.png", b"HTTP/1.1 404 Not Found\r\nContent-Length: %d\r\n\r\n" % len(png()), png(), 0.0)
    assert fetcher.fetch([url]) == {}
    assert server.asked == ["/error.png"]


def test_a_picture_that_was_cut_off_is_not_kept(server: PictureServer, fetcher: Fetcher) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + png())

    server.pages["/cut.png"] = cut
    assert fetcher.fetch([server.url("/cut.png")]) == {}
    assert server.asked == ["/cut.png"]


def test_what_is_no_picture_is_read_no_further_and_takes_no_room_from_pictures(
    server: PictureServer, made: Authority
) -> None:
    """49 kB of each of four would leave no room for two small ones; the first 16 kB of each do."""
    limits = Limits(each=50_000, together=120_000, most=6, seconds_each=10.0, seconds=20.0)
    context = ssl.create_default_context(cafile=str(made.ca_file))
    one = Fetcher(is_allowed=lambda *_: True, context=context, limits=limits)
    lies = [server.gives(f"/lie{number}.png", b"%PDF" * 12_250) for number in range(4)]
    true = [server.gives(f"/{number}.png", png() + bytes(20_000)) for number in range(2)]
    assert list(one.fetch([*lies, *true])) == true


def test_all_of_a_mail_have_one_end(server: PictureServer, made: Authority) -> None:
    """Twelve that never end would take three rounds of four."""
    context = ssl.create_default_context(cafile=str(made.ca_file))
    limits = Limits(most=12, seconds_each=1.0, seconds=1.2)
    one = Fetcher(is_allowed=lambda *_: True, context=context, limits=limits)
    urls = [server.drips(f"/{number}", b"HTTP/1.1 200 OK\r\nX-A: ", b"a", 0.02) for number in range(12)]
    assert one.fetch(urls) == {}
    assert len(server.asked) <= 8


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nX-A: ", b"a"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"\x89PNG\r\n\x1a\n1234", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (b"", b""),
    ],
)
def test_who_answers_by_the_drop_is_cut_off(
    beginning: bytes, piece: bytes, server: PictureServer, fetcher: Fetcher
) -> None:
    url = server.drips("/slow", beginning, piece, 0.02)
    begun = time.monotonic()
    assert fetcher.fetch([url]) == {}
    assert time.monotonic() - begun < 2.5


def test_an_answer_without_an_end_ends(server: PictureServer, fetcher: Fetcher) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n" + png()
    assert fetcher.fetch([server.drips("/endless", head, bytes(16_384), 0.0)]) == {}


def test_who_never_begins_to_speak_tls_is_cut_off(fetcher: Fetcher) -> None:
    with socket.create_server((HOST, 0)) as silent:
        begun = time.monotonic()
        assert fetcher.fetch([f"https://{HOST}:{silent.getsockname()[1]}/1.png"]) == {}
        assert time.monotonic() - begun < 2.5


def test_a_server_that_cannot_prove_its_name_is_not_asked(made: Authority, fetcher: Fetcher) -> None:
    for certificate in (made.wrong_name(), made.self_signed(), made.expired()):
        with picture_server(certificate) as server:
            assert fetcher.fetch([server.gives("/1.png", png())]) == {}
            assert server.asked == []


def test_the_systems_proxy_is_asked_and_the_own_network_not_even_through_it(
    server: PictureServer, fetcher: Fetcher, made: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.gives("/1.png", png())
    with socket.create_server((HOST, 0)) as proxy:
        said: list[bytes] = []
        thread = threading.Thread(target=_proxy, args=(proxy, said, server.port))
        thread.start()
        monkeypatch.setenv("https_proxy", f"http://anna:secret@{HOST}:{proxy.getsockname()[1]}")
        assert fetcher.fetch([url]) == {}  # an address of this computer
        assert fetcher.fetch([f"https://printer:{server.port}/1.png"]) == {}
        context = ssl.create_default_context(cafile=str(made.ca_file))
        context.check_hostname = False  # the test's server is not of this name
        one = Fetcher(is_allowed=lambda *_: True, context=context, limits=QUICK)
        fetched = one.fetch([f"https://pictures.example:{server.port}/1.png"])
        thread.join(10)
    assert list(fetched.values()) == [png()]
    assert len(said) == 1
    assert said[0].startswith(f"CONNECT pictures.example:{server.port} HTTP/1.1\r\n".encode())
    assert b"Proxy-Authorization: Basic YW5uYTpzZWNyZXQ=" in said[0]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 9_000 + b"\r\n\r\n",
    ],
)
def test_a_proxy_that_says_no_or_talks_without_end_is_left(
    answer: bytes, server: PictureServer, made: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.gives("/1.png", png())
    with socket.create_server((HOST, 0)) as proxy:
        said: list[bytes] = []
        thread = threading.Thread(target=_proxy, args=(proxy, said, server.port, answer))
        thread.start()
        monkeypatch.setenv("https_proxy", f"http://{HOST}:{proxy.getsockname()[1]}")
        context = ssl.create_default_context(cafile=str(made.ca_file))
        context.check_hostname = False
        one = Fetcher(is_allowed=lambda *_: True, context=context)
        assert one.fetch([f"https://pictures.example:{server.port}/1.png"]) == {}
        thread.join(10)
    assert len(said) == 1
    assert server.asked == []


def test_a_name_that_means_the_own_network_is_not_said_to_a_proxy(
    server: PictureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 443))]
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *_, **__: here if host == "inside.example" else real(host, *_, **__)
    )
    monkeypatch.setenv("https_proxy", f"http://{HOST}:{server.port}")
    assert Fetcher(limits=QUICK).fetch(["https://inside.example/1.png"]) == {}
    assert server.connections == 0


@pytest.mark.parametrize("said", ["socks5://127.0.0.1:1", "https://127.0.0.1:1", "http://"])
def test_a_proxy_that_is_not_spoken_to_by_http_is_none(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", said)
    assert proxy_for("pictures.example") is None
    monkeypatch.setenv("https_proxy", "127.0.0.1:1")
    assert proxy_for("pictures.example") is not None


_YES = b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n"


def _proxy(listening: socket.socket, said: list[bytes], port: int, answer: bytes = _YES) -> None:
    """Takes one, and hands it on to the test's own server whatever name was said."""
    taken, _ = listening.accept()
    with taken, socket.create_connection((HOST, port)) as onward:
        said.append(taken.recv(4096))
        taken.sendall(answer)
        back = threading.Thread(target=_pump, args=(onward, taken))
        back.start()
        _pump(taken, onward)
        back.join(10)


def _pump(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := one.recv(65_536):
            other.sendall(piece)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
        ),
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1"),
        *(
            "ff02::1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "2001:db8::1",
            "2001:0:102:304:0:0:3f57:fefe",
            "2001:0:102:304:0:0:a247:28f1",
            "4000::1",
            "nobody",
            "",
        ),
    ],
)
def test_what_is_no_public_address_is_known(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are_known_and_only_their_usual_port_is_asked() -> None:
    for address in (
        "93.184.215.14",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "64:ff9b::5db8:d70e",
        "::ffff:93.184.215.14",
    ):
        assert may_ask(address, 443)
        assert not may_ask(address, 8443)


@pytest.mark.parametrize(
    "host",
    ["router", "nas.local", "wiki.internal", "10.0.0.1", "::1", "a.home.arpa.", "x.localhost", "A.LAN", "w.intranet"],
)
def test_names_of_the_own_network_are_known(host: str) -> None:
    assert is_inside(host)
    assert not is_inside("shop.example")


@pytest.mark.parametrize(
    "url",
    [
        "http://x.example/",
        "https://x.example/" + "a" * 4_000,
        "https://",
        "https://x.example:99999/",
        "https://[::1",
        "cid:a",
    ],
)
def test_what_is_no_place_of_the_web_over_https_is_none(url: str) -> None:
    assert place_of(url) is None


def test_pictures_that_come_in_turns_do_not_take_the_room_from_one_another() -> None:
    """Four of 45 kB piece by piece beside each other, where there is room for two: whoever gives up makes room."""
    budget, taken = fetching._Budget(100_000), dict.fromkeys(range(4), 0)
    while under_way := [number for number, count in taken.items() if count < 45_000]:
        for number in under_way:
            try:
                budget.take(5_000, taken[number])
                taken[number] += 5_000
            except NotFetched:
                del taken[number]
    assert len(taken) == 2
