"""What goes out by an account: the outbox to the connector, each letter once. One thread.

A letter's id is fixed before its first try. Up to the last byte a try that fails was certainly not sent, and is tried
again. From there on only the server knows: the store says `doubt` first, and a letter in doubt is asked after, and
sent again under the same id only when the server has shown no copy of it for long enough.
"""

import logging
import threading
from datetime import UTC, datetime, timedelta

from desktop.domain.errors import DesktopError, Refused, Rejected, StorageError, Unreachable
from desktop.domain.lease import LeaseLost
from desktop.domain.text import tr
from desktop.domain.written import Outgoing
from desktop.services.channel import Connector
from desktop.services.hub.duties import Duties
from desktop.services.hub.receiver import Told
from desktop.services.hub.terms import HubStore, Terms, pause

logger = logging.getLogger(__name__)


class Sender:
    """`wake` is set by whoever knows that something may be to send."""

    def __init__(
        self,
        store: HubStore,
        duties: Duties,
        connector: Connector,
        keeper: Told,
        terms: Terms,
    ) -> None:
        self.wake = threading.Event()
        self._store = store
        self._duties = duties
        self._account_id = duties.account_id
        self._lease = duties.lease
        self._connector = connector
        self._keeper = keeper
        self._terms = terms
        self._stop = threading.Event()
        self._push_after = datetime.min.replace(tzinfo=UTC)
        self._push_tries = 0
        self._is_back = threading.Event()
        self._may_miss_copies = True  # what an earlier program left

    def run(self, stop: threading.Event) -> None:
        self._stop = stop
        while not stop.is_set():
            self.wake.clear()
            seconds = self._terms.sending[0]
            try:
                self._duties.do()
                self._send_all()
                self._push()
                self._keeper.told_to()
                seconds = self._seconds_left()
            except LeaseLost:
                self._keeper.lose()
                return
            except StorageError as error:  # a disk that is full: what is in hand is claimed again
                logger.info("Sending waits for the store: %s", error.text)
            except Exception as error:
                if stop.is_set():  # its connections were closed under it
                    logger.info("Sending ended with %r", error)
                    return
                logger.exception("Sending failed as it should not")
            if not stop.is_set():
                self.wake.wait(seconds)

    def hurry(self) -> None:
        """The server is there again: what could not be told to it is, at once. From any thread."""
        self._is_back.set()
        self.wake.set()

    def _seconds_left(self) -> float:
        due = self._store.next_due(self._account_id)
        seconds = self._terms.idle if due is None else max((due - datetime.now(UTC)).total_seconds(), 0.01)
        return min(seconds, self._duties.seconds_left() or self._terms.idle, self._terms.idle)

    def _send_all(self) -> None:
        while not self._stop.is_set():
            outgoing = self._store.claim(self._lease, self._account_id)
            if outgoing is None:
                return
            if not outgoing.is_in_doubt or self._is_to_be_sent_again(outgoing):
                self._send(outgoing)

    def _is_to_be_sent_again(self, outgoing: Outgoing) -> bool:
        """One in doubt: the server is asked first."""
        assert outgoing.id is not None
        assert outgoing.doubted_at is not None
        try:
            was_sent = self._connector.was_sent(outgoing)
        except Refused as error:
            self._leave_undecided(outgoing, error)
            self._keeper.refused(error)
            return False
        except DesktopError as error:
            self._leave_undecided(outgoing, error)
            return False
        if was_sent:
            self._store.delivered(self._lease, outgoing.id)
            return False
        age = datetime.now(UTC) - outgoing.doubted_at
        if was_sent is None and age < timedelta(seconds=self._terms.doubt):
            self._leave_undecided(outgoing, Unreachable(outgoing.error or _uncertain()))
            return False
        return True

    def _send(self, outgoing: Outgoing) -> None:
        assert outgoing.id is not None
        outgoing_id, lease = outgoing.id, self._lease
        is_in_doubt = outgoing.is_in_doubt

        def doubt() -> None:
            nonlocal is_in_doubt
            self._store.doubt(lease, outgoing_id)
            is_in_doubt = True

        try:
            is_copy_missing = self._connector.send(outgoing, doubt)
        except (LeaseLost, StorageError):
            raise
        except DesktopError as error:
            self._on_failure(outgoing, error, is_in_doubt=is_in_doubt)
        except Exception:
            if not self._stop.is_set():  # else its connections were closed under it
                logger.exception("Sending failed as it should not")
            fault = Unreachable(tr("Sending failed by a fault of Parley; it is tried again."))
            self._on_failure(outgoing, fault, is_in_doubt=is_in_doubt)
        else:
            self._store.delivered(lease, outgoing_id, is_copy_missing=is_copy_missing)
            self._may_miss_copies = self._may_miss_copies or is_copy_missing

    def _on_failure(self, outgoing: Outgoing, error: DesktopError, *, is_in_doubt: bool) -> None:
        assert outgoing.id is not None
        if isinstance(error, Rejected):  # an answer, so that there is no doubt
            logger.info("A letter was rejected: %s", error.text)
            self._store.not_delivered(self._lease, outgoing.id, error.text, None)
            return
        if is_in_doubt:
            self._leave_undecided(outgoing, error)
        elif isinstance(error, Refused):
            self._store.not_delivered(self._lease, outgoing.id, error.text, datetime.now(UTC))
        else:
            self._try_later(outgoing, error)
        if isinstance(error, Refused):
            self._keeper.refused(error)

    def _try_later(self, outgoing: Outgoing, error: DesktopError) -> None:
        assert outgoing.id is not None
        retry_at = datetime.now(UTC) + timedelta(seconds=pause(self._terms.sending, outgoing.attempts))
        self._store.not_delivered(self._lease, outgoing.id, error.text, retry_at)

    def _leave_undecided(self, outgoing: Outgoing, error: DesktopError) -> None:
        assert outgoing.id is not None
        ask_at = datetime.now(UTC) + timedelta(seconds=pause((self._terms.ask,), 1))
        self._store.undecided(self._lease, outgoing.id, error.text, ask_at)

    def _push(self) -> None:
        """What was read, done and sent here, to the server. Nobody waits for it, so a failure is only tried again."""
        if datetime.now(UTC) < self._push_after and not self._is_back.is_set():
            return
        self._is_back.clear()
        try:
            self._push_marks()
            self._push_filings()
            self._push_copies()
            self._push_tries = 0
        except StorageError:
            raise
        except Refused as error:
            self._keeper.refused(error)
        except DesktopError as error:
            logger.info("What was read, done or sent could not be told to the server: %s", error.text)
            self._push_tries += 1
            self._push_after = datetime.now(UTC) + timedelta(seconds=pause(self._terms.sending, self._push_tries))

    def _push_marks(self) -> None:
        while not self._stop.is_set() and (marks := self._store.marks_to_push(self._account_id)):
            self._connector.mark(marks)
            self._store.marks_pushed(self._lease, self._account_id, marks)

    def _push_filings(self) -> None:
        while not self._stop.is_set() and (filings := self._store.filings(self._lease, self._account_id)):
            self._store.filed(self._lease, self._account_id, self._connector.file(filings))

    def _push_copies(self) -> None:
        """One that the server will not take is tried again another time, and keeps no other one back."""
        rejected: Rejected | None = None
        last = 0
        while self._may_miss_copies and not self._stop.is_set():
            outgoing = self._store.without_copy(self._account_id, after=last)
            if outgoing is None:
                self._may_miss_copies = rejected is not None
                break
            assert outgoing.id is not None
            last = outgoing.id
            try:
                self._connector.file_copy(outgoing)
            except Rejected as error:
                rejected = error
            else:
                self._store.copy_filed(self._lease, last)
        if rejected is not None:
            raise rejected


def _uncertain() -> str:
    return tr("The connection ended before the server said whether it took the message; it is asked.")
