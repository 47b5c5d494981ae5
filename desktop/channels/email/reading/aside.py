"""The program's side of the reading process: starts it when much lies ahead, and does without it when it fails."""

import logging
import subprocess
import threading
from collections import deque
from collections.abc import Sequence
from queue import SimpleQueue
from typing import IO

from desktop.channels.email.arrival import Arrivals
from desktop.channels.email.parse.mail import names_given
from desktop.channels.email.reading import frames
from desktop.channels.email.reading.apart import Apart, no_longer_than, started
from desktop.channels.email.server.imap import Fetched
from desktop.channels.email.server.position import Place
from desktop.domain.written import ChannelAccount, Incoming
from desktop.services.channel import WARY

logger = logging.getLogger(__name__)

Batch = Sequence[tuple[Fetched, Place]]

MOST_APART = 200
"""Mails, after a program that ended without a word."""
BATCH_SECONDS = 60.0  # one that says nothing for so long is ended, and its mail is read with care
_END_SECONDS = 5.0
_STEP, _MOST_LEFT = 0.05, 0.5  # of a batch


class Reading:
    """One account's mail, read. Used by the thread that receives; what was given comes back in its order."""

    def __init__(self, account: ChannelAccount) -> None:
        self._account = account
        self._arrive = Arrivals(account)
        self._given: deque[Batch] = deque()
        self._process: subprocess.Popen[bytes] | None = None
        self._to_write: SimpleQueue[object] = SimpleQueue()
        self._answers: SimpleQueue[bytes | None] = SimpleQueue()
        self._is_ready = threading.Event()
        self._left = 0.0  # of each batch, that whoever stores it packs: as much as neither process waits for the other
        self._threads: list[threading.Thread] = []
        self._has_failed = False
        self._to_read_apart = MOST_APART if account.setting(WARY) else 0

    @property
    def is_aside(self) -> bool:
        """Whether `give` is worth it: there is a process, and it waits."""
        return self._is_ready.is_set() and not self._has_failed

    def read(self, batch: Batch) -> list[Incoming]:
        """Here and now; with care for a while where nobody knows why the program before ended."""
        careful = batch[: self._to_read_apart]
        self._to_read_apart -= len(careful)
        read = self._read_apart(careful)
        return read + [self._arrive(fetched, place) for fetched, place in batch[len(careful) :]]

    def _read_apart(self, batch: Batch) -> list[Incoming]:
        apart = Apart(self._account, self._arrive)
        try:
            return [apart.read(fetched, place) for fetched, place in batch]
        finally:
            apart.end()

    def begin_aside(self) -> None:
        """Nothing waits for it."""
        if self._process is not None or self._has_failed or self._to_read_apart:
            return
        try:
            self._process = started()
        except OSError as error:
            self._fail(error)
            return
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._is_ready, self._to_write, self._answers = threading.Event(), SimpleQueue(), SimpleQueue()
        self._to_write.put((self._account, names_given()))
        self._threads = [
            threading.Thread(target=_write, args=(self._process.stdin, self._to_write), name="ask-reader", daemon=True),
            threading.Thread(
                target=_collect, args=(self._process.stdout, self._is_ready, self._answers), name="reader", daemon=True
            ),
        ]
        for thread in self._threads:
            thread.start()

    def give(self, batch: Batch) -> None:
        """Only while `is_aside`."""
        self._given.append(batch)
        self._to_write.put((batch, round(len(batch) * (1 - self._left))))

    def take(self) -> list[Incoming]:
        """What was given first."""
        batch = self._given.popleft()
        if self._has_failed:
            return self.read(batch)
        assert self._process is not None
        if batch:
            step = _STEP if self._answers.empty() else -_STEP
            self._left = min(max(self._left + step, 0.0), _MOST_LEFT)
        with no_longer_than(BATCH_SECONDS, self._process):
            answer = self._answers.get()
        if answer is None:
            self._fail(frames.Ended())
            self._to_read_apart = max(self._to_read_apart, len(batch) + sum(map(len, self._given)))
            return self.read(batch)
        incoming, lines = frames.value_of(answer)
        for line in lines:
            logger.error("While mail was read: %s", line)
        assert isinstance(incoming, list)
        return incoming

    def end_aside(self) -> None:
        """What was given and not taken is dropped. It may begin again."""
        self._given.clear()
        process, self._process = self._process, None
        if process is None:
            return
        self._is_ready = threading.Event()
        self._to_write.put(None)
        assert process.stdout is not None
        process.kill()  # it holds nothing but what it was given
        process.wait(_END_SECONDS)
        for thread in self._threads:
            thread.join(_END_SECONDS)
        process.stdout.close()

    def _fail(self, error: Exception) -> None:
        """From now on the program reads by itself."""
        logger.warning("Mail is read without a process of its own: %r", error)
        self._has_failed = True


def _write(pipe: IO[bytes], values: "SimpleQueue[object]") -> None:
    """A thread of its own, for a pipe takes only as much as is read at the other end."""
    try:
        with pipe:
            while (value := values.get()) is not None:
                frames.put(pipe, value)
    except OSError as error:
        logger.debug("The reading process takes no more: %s", error)


def _collect(pipe: IO[bytes], is_ready: threading.Event, answers: "SimpleQueue[bytes | None]") -> None:
    """The first word it says, then its answers as they come, for it reads on only when they are taken; None at its end.

    Not more than was given: a few batches.
    """
    try:
        frames.take(pipe)
        is_ready.set()
        while True:
            answers.put(frames.take_bytes(pipe))
    except (frames.Ended, OSError, ValueError) as error:
        logger.debug("The reading process ended: %s", error)
    finally:
        answers.put(None)
