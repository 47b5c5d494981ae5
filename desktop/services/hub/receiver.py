"""What comes in by an account: connector to store, again and again. One thread."""

import hashlib
import logging
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from desktop.domain.channel import Direction
from desktop.domain.errors import DesktopError, Refused, Unreachable
from desktop.domain.lease import Lease, LeaseLost
from desktop.domain.text import told as tr
from desktop.domain.written import (
    Absence,
    ChannelAccount,
    Incoming,
    Mark,
    Participant,
    Remark,
    Role,
    SeenMark,
)
from desktop.services.channel import Connector
from desktop.services.hub.terms import HubStore, Terms, pause

logger = logging.getLogger(__name__)

STEADY_SECONDS = 60.0  # a connection that held so long begins the pauses anew


class Told(Protocol):
    """Who hears how it goes: the account's keeper."""

    def connected(self) -> None: ...

    def told_to(self) -> None: ...

    def troubled(self, error: DesktopError) -> None: ...

    def refused(self, error: DesktopError) -> None: ...

    def lose(self) -> None: ...


class Receiver:
    """Made in the thread that runs it."""

    def __init__(
        self,
        store: HubStore,
        account: ChannelAccount,
        lease: Lease,
        connector: Connector,
        keeper: Told,
        terms: Terms,
    ) -> None:
        self._store = store
        self._account = account
        self._lease = lease
        self._connector = connector
        self._keeper = keeper
        self._terms = terms
        self._position = ""
        self._connected_at = math.inf  # not yet

    def run(self, stop: threading.Event) -> None:
        tries = 0
        while not stop.is_set():
            self._connected_at = math.inf
            if not self._receive(stop):
                return
            if time.monotonic() - self._connected_at > STEADY_SECONDS:
                tries = 0
            tries += 1
            stop.wait(pause(self._terms.receiving, tries))

    def _receive(self, stop: threading.Event) -> bool:
        """Until it is asked to stop or fails; False when it is not to be tried again."""
        try:
            assert self._account.id is not None
            self._position = self._store.inbox_position(self._account.id)
            self._connector.receive(self._position, self._deliver, stop)
        except LeaseLost:
            self._keeper.lose()
            return False
        except Refused as error:
            self._keeper.refused(error)
            return False
        except DesktopError as error:
            self._keeper.troubled(error)
        except Exception as error:
            if stop.is_set():  # its connections were closed under it
                logger.info("Receiving for %s ended with %r", self._account.name, error)
                return False
            logger.exception("Receiving for %s failed as it should not", self._account.name)
            self._keeper.troubled(Unreachable(tr("Receiving failed by a fault of Parley; it is tried again.")))
        return True

    def _deliver(
        self, batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark] = (), gone: Absence | None = None
    ) -> None:
        """Raises LeaseLost, and StorageError: then nothing of the batch is in the store."""
        if batch or seen or gone or position != self._position:
            self._take(batch, position, seen, gone)
            self._position = position
        self._connected_at = min(self._connected_at, time.monotonic())
        self._keeper.connected()

    def _take(self, batch: Sequence[Incoming], position: str, seen: Sequence[SeenMark], gone: Absence | None) -> None:
        try:
            self._store.receive(self._lease, self._account, batch, position, seen, gone)
        except (DesktopError, LeaseLost):
            raise
        except Exception:  # one message that nobody foresaw must not stop an account
            if not batch:
                raise
            logger.exception("What came for %s could not be kept together, and is kept one by one", self._account.name)
            for one in batch:
                self._take_alone(one)
            self._store.receive(self._lease, self._account, (), position, seen, gone)

    def _take_alone(self, one: Incoming) -> None:
        """As it was read, or as it came with a word that it was not; where it lies is said in any case."""
        for each in (one, _unread(one)):
            try:
                self._store.receive(self._lease, self._account, (each,), self._position)
                return
            except (DesktopError, LeaseLost):
                raise
            except Exception:
                logger.exception("A message of %d bytes could not be kept", len(one.raw))
        unread = replace(_unread(one), raw=b"")
        self._store.receive(self._lease, self._account, (unread,), self._position)


def _unread(one: Incoming) -> Incoming:
    """The same each time it comes."""
    digest = hashlib.sha256(one.raw or one.external_id.encode("utf-8", "replace")).hexdigest()
    return Incoming(
        external_id=f"sha256-{digest}@unread.parley",
        sent_at=datetime.now(UTC),
        direction=Direction.INBOUND,
        participants=((Role.FROM, Participant(address="")),),
        remarks=(Remark(mark=Mark.DAMAGED, words=tr("This mail could not be read; the original is kept")),),
        raw=one.raw,
        place=one.place,
        is_seen=one.is_seen,
    )
