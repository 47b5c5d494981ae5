"""What a hub writes of itself for an account it holds: automatic answers, and the letters of mailings.

Each is in the outbox and noted as written in one transaction under the account's lease: a hub that is killed in between
has written nothing, and the next one begins where it was.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from desktop.domain.errors import DesktopError, StorageError
from desktop.domain.lease import Lease
from desktop.domain.office import automatic
from desktop.domain.office.automatic import WantedAnswer
from desktop.domain.written import ChannelAccount, Draft, DraftKind, Participant
from desktop.services.channel import Letters, Writing
from desktop.services.hub.terms import HubStore
from desktop.services.office.mailing_letter import mailing_letter
from desktop.services.written_ports import Letter

logger = logging.getLogger(__name__)


class Duties:
    """Asked by the thread that sends."""

    def __init__(self, store: HubStore, account: ChannelAccount, lease: Lease, letters: Letters) -> None:
        assert account.id is not None
        self._store = store
        self._account = account
        self.account_id = account.id
        self.lease = lease
        self._letters = letters

    def do(self) -> None:
        """Raises LeaseLost and StorageError."""
        while (wanted := self._store.wanted_answer(self.account_id)) is not None:
            letter = self._written(partial(self._answer, wanted))
            self._store.enqueue_answer(self.lease, wanted.id, letter)
        due = self._store.next_mailing(self.account_id)  # mostly none: nothing is locked for that
        batch = self._store.mailing_batch(self.lease, self.account_id) if due and due <= datetime.now(UTC) else None
        if batch is not None:
            letters = [
                self._written(partial(mailing_letter, self._letters, batch.mailing, one, self._account))
                for one in batch.recipients
            ]
            self._store.enqueue_batch(self.lease, batch, letters)

    def seconds_left(self) -> float | None:
        """Before something is to be written again; None: until somebody wishes for it."""
        due = self._store.next_mailing(self.account_id)
        return None if due is None else max((due - datetime.now(UTC)).total_seconds(), 0.01)

    def _written(self, write: Callable[[], Letter | None]) -> Letter | None:
        """None for what cannot be written: one address that is none must not hold up the others."""
        try:
            return write()
        except StorageError:
            raise
        except DesktopError as error:
            logger.info("A letter of %s could not be written: %s", self._account.name, error.text)
        except Exception:
            logger.exception("Writing a letter failed as it should not")
        return None

    def _answer(self, wanted: WantedAnswer) -> Letter | None:
        if datetime.now(UTC) - wanted.asked_at > automatic.OLDEST:
            return None  # nobody served the account: by now people have answered, or will
        text = automatic.text_for(self._account, wanted)
        if not text.strip():  # taken out meanwhile
            return None
        draft = Draft(
            interaction_id=wanted.interaction_id,
            agent="",
            kind=DraftKind.REPLY,
            text=text,
            to=(Participant(address=wanted.address, name=wanted.answered.message.author),),
            answers=wanted.answered.message.id,
        )
        return self._letters.write(
            Writing(
                draft=draft,
                account=self._account,
                answered=wanted.answered,
                answered_raw=wanted.answered_raw,
                send_after=datetime.now(UTC),
                is_automatic=True,
                case_number=wanted.case_number,
            )
        )
