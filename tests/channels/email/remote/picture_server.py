"""A web server that hands out pictures and does whatever a swindler's would.

A server of the project's own: no real one sends without an end, or by the drop, when it is asked to.
"""

import contextlib
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override

from tests.servers.certificates import ServerCertificate
from tests.servers.ports import HOST


def png(width: int = 8, height: int = 8) -> bytes:
    """A true one; of a huge one only the head is large."""
    rows = b"".join(b"\x00" + b"\x33\x66\x99" * width for _ in range(height if width * height < 1_000_000 else 1))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    made = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@dataclass(kw_only=True)
class PictureServer:
    """`asked` are the paths, `headers` what came with the last question, `connections` how many there were."""

    port: int
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return f"https://{HOST}:{self.port}{path}"

    def gives(self, path: str, content: bytes, media_type: str = "image/png") -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", media_type)
            handler.send_header("Set-Cookie", "who=agent")
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)

        self.pages[path] = answer
        return self.url(path)

    def sends_on(self, path: str, where: str) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", where)
            handler.end_headers()

        self.pages[path] = answer
        return self.url(path)

    def drips(self, path: str, beginning: bytes, piece: bytes, pause: float) -> str:
        """Sends `piece` again and again until nobody listens any more."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(beginning)
            while not self.closing.wait(pause):
                handler.wfile.write(piece)
                handler.wfile.flush()

        self.pages[path] = answer
        return self.url(path)


@contextlib.contextmanager
def picture_server(certificate: ServerCertificate | None) -> Iterator[PictureServer]:
    """Over TLS when there is a certificate."""

    class Handler(BaseHTTPRequestHandler):
        @override
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.headers = dict(self.headers.items())
            with contextlib.suppress(OSError):
                page = made.pages.get(self.path)
                self.send_error(404) if page is None else page(self)

    class Server(ThreadingHTTPServer):
        @override
        def verify_request(self, *_: object) -> bool:
            made.connections += 1
            return True

        @override
        def handle_error(self, *_: object) -> None:
            """Whoever hangs up is no error."""

    server = Server((HOST, 0), Handler)
    made = PictureServer(port=server.server_address[1])
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.certificate, certificate.key)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="pictures")
    thread.start()
    try:
        yield made
    finally:
        made.closing.set()
        server.shutdown()
        thread.join(10)
        server.server_close()
