"""`kill -9` of hubs in the middle of a mailing, with a real Dovecot and Postfix: who got it, and how often."""

import contextlib
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.office.mailing import Mailing, MailingState, Selection
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.mail_kills import Stand, hub_role, shop
from tests.servers.process import wait_until

# where a hub writes a batch of it, and where it sends a letter
POINTS = (
    "before mailing_batch",
    "after mailing_batch",
    "before enqueue_batch",
    "after enqueue_batch",
    "after claim",
    "before doubt",
    "after doubt",
    "before delivered",
)
_PER_MINUTE = 60  # two at once
_PATIENCE_SECONDS = 8.0  # for a point that may not come any more


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingOutcome:
    """How often each recipient has it, what we have in our folder of sent mail, and what the desk says of it."""

    got: tuple[int, ...]
    in_sent: int
    written: int
    sent: int
    kills: int

    @property
    def is_right(self) -> bool:
        count = len(self.got)
        return set(self.got) == {1} and (self.in_sent, self.written, self.sent) == (count, count, count)


def kill_mailing(post: Stand, lane: int, subject: str, moments: Sequence[str | float]) -> MailingOutcome:
    """One after another a hub takes it up and is killed, at a point or after so many seconds; the last one ends it."""
    file = post.fresh_store(subject)
    store = open_store(file, PhoneNumbering("PL"))
    try:
        _let_go(store, post, lane, subject)
        for moment in moments:
            pid = post.nursery.start(file, moment if isinstance(moment, str) else "")
            seconds = _PATIENCE_SECONDS if isinstance(moment, str) else moment
            if not post.nursery.has_ended(pid, seconds):
                with contextlib.suppress(ProcessLookupError):  # this very moment
                    os.kill(pid, signal.SIGKILL)
            post.nursery.wait(pid)
        role = hub_role(store, "the last")
        role.start()
        try:
            wait_until(lambda: _is_done(store), "the whole mailing is sent")
            return _outcome(store, post, lane, subject, len(moments))
        finally:
            role.stop()
    finally:
        store.close()


def _let_go(store: DatabaseStore, post: Stand, lane: int, subject: str) -> None:
    account = store.save_account(post.account(lane))
    assert account.id is not None
    wanted = Mailing(subject=subject, text="Dear all", account_id=account.id, author="maria", per_minute=_PER_MINUTE)
    asked = store.ask_mailing(wanted, Selection(pasted=tuple((reader, "") for reader in post.readers)))
    assert asked.id is not None
    if asked.state is MailingState.ASKED:
        store.decide_mailing(asked.id, "jan", "", approves=True)


def _is_done(store: DatabaseStore) -> bool:
    (progress,) = store.mailings()
    return progress.mailing.state is MailingState.DONE and progress.sent == progress.recipients


def _outcome(store: DatabaseStore, post: Stand, lane: int, subject: str, kills: int) -> MailingOutcome:
    """When the post has nothing left, and our own copies are filed."""
    line = f"Subject: {subject}".encode()

    def count(user: str, folder: str = "INBOX") -> int:
        return sum(line in raw for raw in post.messages(user, folder))

    def is_settled() -> bool:
        return not post.queued() and count(shop(lane), "Sent") >= len(post.readers) and not count(shop(lane))

    wait_until(is_settled, f"our copies: {count(shop(lane), 'Sent')}, {count(shop(lane))}")
    (progress,) = store.mailings()
    return MailingOutcome(
        got=tuple(count(reader) for reader in post.readers),
        in_sent=count(shop(lane), "Sent"),
        written=progress.written,
        sent=progress.sent,
        kills=kills,
    )
