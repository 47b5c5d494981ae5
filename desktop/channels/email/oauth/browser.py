"""The user signs in with the system's browser, which brings a code back to a port of this machine (RFC 8252 §7.3).

The code is worth nothing without a secret that never leaves this program (PKCE, RFC 7636), and an answer that does not
know what was asked for is not taken.
"""

import base64
import hashlib
import hmac
import html
import secrets as random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from typing_extensions import override

from desktop.channels.email.oauth.provider import Provider
from desktop.channels.email.oauth.tokens import exchange, refused
from desktop.domain.errors import ConfigurationError, Refused, Unreachable
from desktop.domain.text import tr
from desktop.services.channel import SignInPage, Visitor

MINUTES = 5
_SLICE_SECONDS = 0.25


def tokens_by_browser(
    provider: Provider, who: Mapping[str, str], user: str, visitor: Visitor, open_page: Callable[[str], object]
) -> dict[str, str]:
    """Blocks until the user is done, for some minutes at most. Raises Refused when they are refused or call it off."""
    verifier = random.token_urlsafe(64)
    with _Door() as door:
        back = f"http://{provider.loopback}:{door.server_port}/"
        address = _address(provider, who["client_id"], back, door.state, verifier, user)
        visitor.tell(SignInPage(address=address))
        code = door.wait_for_code(visitor, _opening(open_page, address))
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    return exchange(provider, {**form, **who})


def _opening(open_page: Callable[[str], object], address: str) -> "Future[object]":
    """What comes of it, some day: a browser that is started as a command may not come back until it is closed."""
    opened: Future[object] = Future()

    def go() -> None:
        try:
            opened.set_result(open_page(address))
        except BaseException as error:  # raised where it is waited for
            opened.set_exception(error)

    Thread(target=go, name="sign-in page", daemon=True).start()
    return opened


def _address(provider: Provider, client_id: str, back: str, state: str, verifier: str, user: str) -> str:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    question = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": back,
        "scope": provider.scope,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login_hint": user,
        **dict(provider.extra),
    }
    return f"{provider.authorize}?{urlencode(question)}"


class _Door(HTTPServer):
    """Where the browser comes back to. Only who knows `state` is let in."""

    def __init__(self) -> None:
        self.state = random.token_urlsafe(32)
        self.said: dict[str, str] = {}
        super().__init__(("127.0.0.1", 0), _Answer)
        self.timeout = _SLICE_SECONDS

    def wait_for_code(self, visitor: Visitor, opening: "Future[object]") -> str:
        deadline = time.monotonic() + MINUTES * 60
        while not self.said:
            if visitor.is_gone:
                raise Refused(tr("The sign-in was called off."))
            if time.monotonic() > deadline:
                raise Unreachable(tr("Nobody signed in within %n minutes.", n=MINUTES))
            self.handle_request()
            if not self.said and opening.done() and opening.result() is False:
                raise ConfigurationError(
                    tr("No browser could be opened here."), tr("Choose to open the sign-in page on another device.")
                )
        if "code" not in self.said:
            raise refused(self.said)
        return self.said["code"]

    @override
    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is its own business."""


class _Answer(BaseHTTPRequestHandler):
    timeout = 5.0
    server: _Door

    def do_GET(self) -> None:
        said = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if not hmac.compare_digest(said.get("state", "").encode(), self.server.state.encode()):
            self.send_error(400)
            return
        self.server.said = said
        page = f"<!doctype html><meta charset=utf-8><p>{html.escape(tr('You can close this page and go back.'))}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(page.encode())

    @override
    def log_message(self, *_: object) -> None:
        """The address holds the code: it is in no log."""
