"""One account in this program's hands: a thread that receives, a thread that sends, and a word on how it goes."""

import logging
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop.domain.errors import DesktopError, StorageError
from desktop.domain.lease import Lease
from desktop.domain.text import tr
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.services.channel import WARY, ChannelKind, Connector, Secrets
from desktop.services.hub.duties import Duties
from desktop.services.hub.receiver import Receiver
from desktop.services.hub.sender import Sender
from desktop.services.hub.terms import HubStore, Terms, pause

logger = logging.getLogger(__name__)

_PROGRESS_SECONDS = 1.0  # so often a first sync says how far it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a keeper is given: the account, the right to it, and how to reach it. `served` is it beside the others."""

    account: ChannelAccount
    served: ChannelAccount
    lease: Lease
    kind: ChannelKind
    secrets: Secrets
    holder: str
    is_wary: bool = False  # whoever held it before ended without a word

    @property
    def account_id(self) -> int:
        assert self.account.id is not None
        return self.account.id


class Keeper:
    """`start` once; ends by `stop`, when the lease is lost, or when the server refuses the log-in.

    Its threads never write anything without the lease: what a keeper does that was taken over meanwhile is undone by
    the store, and before the last byte of a letter is sent the store is asked.
    """

    def __init__(self, store: HubStore, charge: Charge, terms: Terms) -> None:
        self.charge = charge
        self.is_refused = False  # the lease is kept, so that no other program tries the same password
        self.has_no_secrets = False  # another program may have them
        self.is_lost = False
        self._store = store
        self._terms = terms
        self._stop = threading.Event()
        self._stopped_at: float | None = None
        self._connector: Connector | None = None
        self._sender: Sender | None = None
        self._told: tuple[AccountHealth, str, tuple[int, int] | None] | None = None
        self._progress_told_at = 0.0
        self._since = datetime.now(UTC)
        self._telling = threading.Lock()
        self._threads = [threading.Thread(target=self._run, name=f"receive-{charge.account_id}", daemon=True)]

    @property
    def is_over(self) -> bool:
        """Nothing of it runs any more."""
        return not any(thread.is_alive() for thread in self._threads)

    def start(self) -> None:
        self._threads[0].start()

    def stop(self) -> None:
        """What it does now is finished first; `press` when that takes too long."""
        if self._stopped_at is None:
            self._stopped_at = time.monotonic()
        self._stop.set()
        self.nudge()

    def press(self) -> None:
        """Close the connections of one that was asked to stop and takes longer than is fair."""
        if self._stopped_at is not None and time.monotonic() - self._stopped_at > self._terms.grace:
            self.hang_up()

    def nudge(self) -> None:
        """Something may be to send."""
        if self._sender is not None:
            self._sender.wake.set()

    def lose(self) -> None:
        """Another holds the account now: nothing more is done with it, not even finished."""
        if not self.is_lost:
            logger.info("%s: another program serves it now", self.charge.account.name)
            self.is_lost = True
        self.stop()
        self.hang_up()

    def join(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        for thread in tuple(self._threads):
            thread.join(max(0.0, deadline - time.monotonic()))
        return self.is_over

    # ------------------------------------------------------------ asked by the threads

    def connected(self) -> None:
        connector, told = self._connector, self._told
        if self._sender is not None and told is not None and told[0] is AccountHealth.TROUBLED:
            self._sender.hurry()
        self.tell(AccountHealth.CONNECTED, connector.caution if connector is not None else "")

    def told_to(self) -> None:
        """The server was asked for something: what it would not do is said, and that it does it again."""
        if self._told is not None and self._told[0] is AccountHealth.CONNECTED:
            self.connected()

    def troubled(self, error: DesktopError) -> None:
        """It is tried again."""
        if not self._stop.is_set():
            self.tell(AccountHealth.TROUBLED, _words(error))

    def refused(self, error: DesktopError) -> None:
        """Not tried again until somebody changes the account: a few more tries and the server locks it."""
        self.tell(AccountHealth.REFUSED, _words(error))
        self.is_refused = True
        self.stop()

    def tell(self, health: AccountHealth, words: str) -> None:
        """Once for each change of it. The lease is not asked: who lost it is found out by what it does next."""
        with self._telling:
            now = health, words, self._progress(health)
            if now == self._told or self.is_lost or self._is_too_soon(now):
                return
            before, self._told = self._told, now
            if before is None or before[:2] != now[:2]:
                self._since = datetime.now(UTC)
                logger.info("%s: %s %s", self.charge.account.name, health.value, words)
            if now[2] is not None:
                self._progress_told_at = time.monotonic()
            fetched, to_fetch = now[2] or (0, 0)
            state = AccountState(
                account_id=self.charge.account_id,
                health=health,
                since=self._since,
                words=words,
                holder=self.charge.holder,
                fetched=fetched,
                to_fetch=to_fetch,
            )
            try:
                self._store.set_account_state(state)
            except StorageError as error:
                self._told = None
                logger.info("The state of %s could not be kept: %s", self.charge.account.name, error.text)

    def _progress(self, health: AccountHealth) -> tuple[int, int] | None:
        is_going_on = health in (AccountHealth.CONNECTED, AccountHealth.TROUBLED)
        return self._connector.progress if is_going_on and self._connector is not None else None

    def _is_too_soon(self, now: tuple[AccountHealth, str, tuple[int, int] | None]) -> bool:
        """Nothing is new but how far a first sync is, and that was said a moment ago."""
        is_all = self._told is not None and now[:2] == self._told[:2] and now[2] is not None
        return is_all and time.monotonic() - self._progress_told_at < _PROGRESS_SECONDS

    # ------------------------------------------------------------ the receiving thread

    def _run(self) -> None:
        tries = 0
        while not self._stop.is_set() and self._connector is None:
            try:
                self._take_up()
            except DesktopError as error:  # a keyring that is locked
                self.troubled(error)
            except Exception:
                logger.exception("%s cannot be taken up, and should be", self.charge.account.name)
            if self._connector is None:
                tries += 1
                self._stop.wait(pause(self._terms.receiving, tries))
        if self._connector is None:
            return
        try:
            Receiver(self._store, self.charge.account, self.charge.lease, self._connector, self, self._terms).run(
                self._stop
            )
        finally:
            self.stop()
            if len(self._threads) > 1:
                self._threads[1].join(self._terms.grace)
            self.hang_up()

    def _take_up(self) -> None:
        charge = self.charge
        names = [secret.key for secret in charge.kind.secrets()]
        if names and not any(charge.secrets.get(name) for name in names):
            self.has_no_secrets = True
            words = tr("The password is not known here. Enter it again in the settings.")
            self.tell(AccountHealth.REFUSED, words)
            self.stop()
            return
        self.tell(AccountHealth.STARTING, "")
        served = charge.served
        if charge.is_wary:
            served = replace(served, settings=(*served.settings, (WARY, "yes")))
        self._connector = charge.kind.connect(served, charge.secrets)
        duties = Duties(self._store, charge.account, charge.lease, charge.kind.letters)
        self._sender = Sender(self._store, duties, self._connector, self, self._terms)
        thread = threading.Thread(
            target=self._sender.run, args=(self._stop,), name=f"send-{charge.account_id}", daemon=True
        )
        self._threads.append(thread)
        thread.start()

    def hang_up(self) -> None:
        connector = self._connector
        if connector is not None:
            try:
                connector.close()
            except DesktopError as error:
                logger.info("%s: closed badly: %s", self.charge.account.name, error.text)


def _words(error: DesktopError) -> str:
    return f"{error.text} {error.hint}".strip()
