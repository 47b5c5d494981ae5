"""An authorisation server: it signs users in at once, gives codes and tokens, and vouches for the tokens it gave.

A server of the project's own, for Debian has none that starts in a test. It holds its clients to RFC 6749, 7636 (S256),
8252 and 8628: a code is good once, with the secret that belongs to its challenge; so is a token for keeping.
"""

import base64
import contextlib
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from typing_extensions import override

from tests.servers.ports import HOST


@dataclass(kw_only=True)
class Authorisation:
    """What it has given out; tests read it, and change what it will say."""

    port: int
    client_id: str = "parley-test"
    user: str = ""
    refuses: str = ""  # an error that it sends the browser back with
    is_down: bool = False
    answer: tuple[int, object] | None = None  # to whoever asks for a token: its status and its JSON
    seconds: int = 3600
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    says_of_codes: list[str] = field(default_factory=list)  # errors, one for each question after a device's code
    pause: int = 1  # seconds between two questions, as it tells devices
    typed: set[str] = field(default_factory=set)  # the codes that the user typed in on another device
    devices: dict[str, str] = field(default_factory=dict)  # device code -> what the user has to type
    page: str = ""  # where the user types it in, unless it is its own
    kept: set[str] = field(default_factory=set)
    good: dict[str, str] = field(default_factory=dict)  # access token -> user
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def withdraw(self) -> None:
        """No access token that it gave is good any more."""
        self.good.clear()

    def authorize(self, question: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert question["response_type"] == "code"
        assert question["client_id"] == self.client_id
        assert question["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = question
        said = {"error": self.refuses} if self.refuses else {"code": code}
        return f"{question['redirect_uri']}?{urlencode({**said, 'state': question['state']})}"

    def token(self, form: dict[str, str]) -> tuple[int, object]:
        self.asked.append(form)
        if self.answer is not None:
            return self.answer
        if self.is_down:
            return 503, {}
        if form.get("client_id") != self.client_id:
            return 401, {"error": "invalid_client"}
        if form["grant_type"].endswith(":device_code"):
            if error := self._error_of_device(form.get("device_code", "")):
                return 400, {"error": error, "error_description": f"AADSTS70016: {error}"}
        elif not (
            self._is_good_code(form) if form["grant_type"] == "authorization_code" else self._is_good_token(form)
        ):
            return 400, {"error": "invalid_grant", "error_description": "AADSTS700082: expired or used before"}
        access, kept = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        self.good[access] = self.user
        self.kept.add(kept)
        return 200, {"access_token": access, "refresh_token": kept, "expires_in": self.seconds, "token_type": "Bearer"}

    def device(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        """A code for a device without a browser (RFC 8628)."""
        self.asked.append(form)
        if form.get("client_id") != self.client_id:
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000218: not a public client"}
        code, shown = secrets.token_urlsafe(16), secrets.token_hex(4).upper()
        self.devices[code] = shown
        page = self.page or f"{self.address}/device"
        said = {"device_code": code, "user_code": shown, "verification_uri": page, "expires_in": self.seconds}
        return 200, {**said, "interval": self.pause}

    def _error_of_device(self, code: str) -> str:
        """A code is good once, when the user has typed in what belongs to it."""
        if code not in self.devices:
            return "invalid_grant"
        if self.says_of_codes:
            return self.says_of_codes.pop(0)
        if self.devices[code] not in self.typed:
            return "authorization_pending"
        del self.devices[code]
        return ""

    def introspect(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        user = self.good.get(form.get("token", ""))
        return 200, {"active": user is not None, **({"username": user} if user else {})}

    def _is_good_code(self, form: dict[str, str]) -> bool:
        question = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return (
            question is not None
            and question["code_challenge"] == challenge
            and question["redirect_uri"] == form["redirect_uri"]
        )

    def _is_good_token(self, form: dict[str, str]) -> bool:
        try:
            self.kept.remove(form.get("refresh_token", ""))
        except KeyError:
            return False
        return True


class _Server(ThreadingHTTPServer):
    its: Authorisation
    daemon_threads = False


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 5.0

    def do_GET(self) -> None:
        question = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.send_response(302)
        self.send_header("Location", self.server.its.authorize(question))
        self.end_headers()

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(text).items()}
        its = self.server.its
        pages: dict[str, Callable[[dict[str, str]], tuple[int, object]]]
        pages = {"/introspect": its.introspect, "/device": its.device}
        status, said = pages.get(self.path, its.token)(form)
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def authorisation() -> Iterator[Authorisation]:
    """A running one."""
    with _Server((HOST, 0), _Handler) as server:
        server.its = Authorisation(port=server.server_port)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="authorisation")
        thread.start()
        try:
            yield server.its
        finally:
            server.shutdown()
            thread.join()
