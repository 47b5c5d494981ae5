"""Mail read with care, where reading it may have ended the program before: one after the other, in a process beside it.

What ends that process twice, or keeps it busy for a minute, is not read: it is kept as it came, with a word on that.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desktop.channels.email.arrival import Arrivals
from desktop.channels.email.parse.mail import names_given, unreadable
from desktop.channels.email.reading import frames
from desktop.channels.email.server.imap import Fetched
from desktop.channels.email.server.position import Place
from desktop.domain.written import ChannelAccount, Incoming

logger = logging.getLogger(__name__)

LONGEST_SECONDS = 60.0  # for a mail
_START_SECONDS = 60.0
_END_SECONDS = 5.0
_TRIES = 2  # it may have been ended by somebody else
_PROGRAM = Path(__file__).parents[4]


def started() -> "subprocess.Popen[bytes]":
    """The reading process. Raises OSError; a program that is one file has none."""
    if getattr(sys, "frozen", False):
        raise OSError("no process of its own in a bundle")
    return subprocess.Popen(
        [sys.executable, "-m", "desktop.channels.email.reading"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_PROGRAM,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


@contextmanager
def no_longer_than(seconds: float, process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Else it is ended, which whoever waits for its answer is told by the pipe."""
    watch = threading.Timer(seconds, process.kill)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        watch.join()


class Apart:
    """One account's mail. Used by the thread that receives."""

    def __init__(self, account: ChannelAccount, arrive: Arrivals) -> None:
        self._account = account
        self._arrive = arrive
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, fetched: Fetched, place: Place) -> Incoming:
        for _ in range(_TRIES):
            if self._process is None and not self._begin():
                return self._arrive(fetched, place)
            try:
                (incoming,), lines = self._answer(([(fetched, place)], 1), LONGEST_SECONDS)
            except (frames.Ended, OSError):
                self.end()
                continue
            for line in lines:
                logger.error("While mail was read: %s", line)
            assert isinstance(incoming, Incoming)
            return incoming
        raw = fetched.raw or b""
        logger.error("A mail of %d bytes ended what read it, and is kept as it came", len(raw))
        return replace(unreadable(raw), place=str(place), is_seen=fetched.is_seen)

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()  # it holds nothing but what it was given
            process.wait(_END_SECONDS)
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                try:
                    pipe.close()
                except OSError as error:  # what was not taken any more
                    logger.debug("The reading process took no more: %s", error)

    def _begin(self) -> bool:
        try:
            self._process = started()
            self._answer((self._account, names_given()), _START_SECONDS)
        except (frames.Ended, OSError) as error:
            self.end()
            logger.warning("Mail is read without a process of its own: %r", error)
            return False
        return True

    def _answer(self, asked: object, seconds: float) -> tuple[list[object], list[str]]:
        """Raises Ended and OSError, too when it takes too long."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        with no_longer_than(seconds, process):
            frames.put(process.stdin, asked)
            answer = frames.take(process.stdout)
        return answer if isinstance(answer, tuple) else ([], [])
