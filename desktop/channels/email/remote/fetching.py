"""The pictures of one mail: within bounds of size, number and time, and pictures by their own bytes."""

import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPResponse
from ssl import SSLContext
from threading import Lock
from urllib.parse import urljoin

from desktop.channels.email.remote.connection import NotFetched, asked
from desktop.channels.email.remote.places import MayAsk, may_ask, place_of
from desktop.channels.email.server.trust import trust

logger = logging.getLogger(__name__)

_AT_ONCE = 4
_MOST_HOPS = 4
_PIECE = 1 << 16
_MOVED = (301, 302, 303, 307, 308)
_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_LONGEST_MAGIC = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes and seconds: of one picture, and of all of a mail."""

    each: int = 5_000_000
    together: int = 20_000_000
    most: int = 60
    seconds_each: float = 10.0
    seconds: float = 25.0


class _Budget:
    """What is left for this mail, taken from by several threads."""

    def __init__(self, together: int) -> None:
        self._left = together
        self._lock = Lock()

    def take(self, count: int, before: int) -> None:
        """A picture that finds no more room gives back what it took `before`, so that the others find theirs."""
        with self._lock:
            if count > self._left:
                self._left += before
                raise NotFetched("too much for one mail")
            self._left -= count


class Fetcher:
    """`is_allowed` says which address and port may be asked; `context` whom TLS believes."""

    def __init__(
        self, *, is_allowed: MayAsk = may_ask, context: SSLContext | None = None, limits: Limits | None = None
    ) -> None:
        self._is_allowed = is_allowed
        self._context = context
        self._limits = limits or Limits()

    def fetch(self, urls: Sequence[str]) -> Mapping[str, bytes]:
        """Those that could be fetched. Blocks; never raises for what a server does."""
        wanted = list(dict.fromkeys(urls))[: self._limits.most]
        context = self._context or trust()
        budget, end = _Budget(self._limits.together), time.monotonic() + self._limits.seconds

        def one(url: str) -> bytes | None:
            deadline = min(end, time.monotonic() + self._limits.seconds_each)
            try:
                return self._one(url, context, budget, deadline)
            except NotFetched as error:
                logger.info("A remote picture was not fetched: %s", error)
                return None

        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pictures") as pool:
            fetched = dict(zip(wanted, pool.map(one, wanted), strict=True))
        return {url: content for url, content in fetched.items() if content is not None}

    def _one(self, url: str, context: SSLContext, budget: _Budget, deadline: float) -> bytes:
        """Each hop is looked at as the first one was."""
        for _ in range(_MOST_HOPS):
            place = place_of(url)
            if place is None:
                raise NotFetched("not on the web over HTTPS")
            with asked(place, self._is_allowed, context, deadline) as answer:
                if answer.status in _MOVED:
                    url = urljoin(url, answer.headers.get("Location", ""))
                    continue
                if answer.status != 200:
                    raise NotFetched(f"status {answer.status}")
                return self._content(answer, budget, deadline)
        raise NotFetched("sent on too often")

    def _content(self, answer: HTTPResponse, budget: _Budget, deadline: float) -> bytes:
        content = bytearray()
        while piece := answer.read1(_PIECE):
            budget.take(len(piece), len(content))
            content += piece
            if len(content) > self._limits.each:
                raise NotFetched("too large")
            if len(content) >= _LONGEST_MAGIC and not is_picture(content):
                raise NotFetched("no picture")
        if time.monotonic() >= deadline or answer.length:  # cut off
            raise NotFetched("took too long")
        if not is_picture(content):
            raise NotFetched("no picture")
        return bytes(content)


def is_picture(content: bytes | bytearray) -> bool:
    """By its first bytes, whatever the server calls it. Never SVG, which may name files of its own."""
    return content.startswith(_KINDS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
