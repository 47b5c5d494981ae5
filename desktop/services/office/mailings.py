"""Mailings: who would get one, a sample as it will be read, a second pair of eyes, and how far each is."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError, DesktopError
from desktop.domain.office.mailing import (
    Mailing,
    MailingPlan,
    MailingProgress,
    MailingState,
    Recipient,
    Selection,
    is_by,
    may_decide,
    samples,
)
from desktop.domain.office.variables import gaps, meant
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.channel import Channels
from desktop.services.messaging.accounts import Accounts
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Notice, Notices
from desktop.services.office.left_out import LeftOut
from desktop.services.office.mailing_letter import mailing_letter
from desktop.services.office.mailing_ports import MailingStore
from desktop.services.tasks import Lane, Tasks

KNOWN = ("{customer.name}", "{customer.first_name}")
_LANE = Lane.NET  # twenty thousand customers may be meant: a ring must not wait behind them
_CONCERNED = frozenset({ChangeKind.MAILING, ChangeKind.EVERYTHING})
_OF_OUTBOX = frozenset({ChangeKind.OUTBOX})
_KEY = "mailings"
_PAGE = 200
_IS_NEWS = timedelta(days=7)  # whoever was away when their mailing was declined learns it when they are back
_ADDRESS = re.compile(r"(?<![^\s<>\",;])[^\s<>\",;]+@[^\s<>\",;]+")  # each word is looked at once

_Read = tuple[tuple[MailingProgress, ...], int, tuple[Mailing, ...]]
"""What is listed, how many there are, and what was declined lately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One letter as its recipient reads it, signature and all."""

    recipient: Recipient
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is looked at before anything goes: `size` of the largest sample, in bytes."""

    mailing: Mailing
    plan: MailingPlan
    samples: tuple[Sample, ...]
    size: int


class Mailings(QObject):
    """Nothing is read before somebody looks, but what waits for a second pair of eyes, and where letters come back."""

    changed = Signal()

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: MailingStore,
        feed: Feed,
        channels: Channels,
        accounts: Accounts,
        tasks: Tasks,
        notices: Notices,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._channels = channels
        self._accounts = accounts
        self._tasks = tasks
        self._notices = notices
        self.agent = agent
        self._mailings: tuple[MailingProgress, ...] = ()
        self._total = 0
        self._wanted = _PAGE
        self.left_out = LeftOut(store, feed, tasks, notices, agent, self)
        self._is_watched = False
        self._declined: set[int] = set()  # its author was told
        feed.changed.connect(self._on_changes)

    @property
    def mailings(self) -> tuple[MailingProgress, ...]:
        """What waits to be looked at first, then newest first, as far as was asked for."""
        return self._mailings

    @property
    def total(self) -> int:
        """Of all there are, read or not."""
        return self._total

    @property
    def accounts(self) -> tuple[ChannelAccount, ...]:
        """That a mailing can be sent from."""
        return tuple(one for one in self._accounts.accounts if one.channel is Channel.EMAIL and one.is_enabled)

    def read(self) -> None:
        """`changed` follows, and that of who is left out."""
        wanted = self._wanted

        def read() -> _Read:
            found = tuple(self._store.mailings(wanted))
            total = len(found) if len(found) < wanted else self._store.mailing_count()
            return found, total, tuple(self._store.declined_mailings(datetime.now(UTC) - _IS_NEWS))

        self._tasks.run(Lane.STORE, read, owner=self, done=self._on_mailings)
        self.left_out.read()

    def load_more(self) -> None:
        """The next page, below what is there."""
        self._wanted = len(self._mailings) + _PAGE
        self.read()

    def watch(self) -> None:
        """Letters of a mailing go out while somebody looks: how far it is follows the outbox, too."""
        self._is_watched = True
        self.read()

    def unwatch(self) -> None:
        self._is_watched = False

    # ---------------------------------------------------------------- before it goes

    def preview(
        self,
        mailing: Mailing,
        selection: Selection,
        *,
        owner: QObject,
        done: Callable[[Preview], None],
        failed: Callable[[DesktopError], None],
    ) -> None:
        self._tasks.run(_LANE, lambda: self._previewed(mailing, selection), owner=owner, done=done, failed=failed)

    def preview_of(self, mailing: Mailing, *, owner: QObject, done: Callable[[tuple[Sample, ...]], None]) -> None:
        """Of one that is kept: what a colleague looks at."""
        assert mailing.id is not None
        own_id = mailing.id

        def read() -> tuple[Sample, ...]:
            everybody = self._store.mailing_recipients(own_id, limit=1_000_000)
            return self._samples(mailing, samples(everybody, mailing))[0]

        self._tasks.run(_LANE, read, owner=owner, done=done)

    def _previewed(self, mailing: Mailing, selection: Selection) -> Preview:
        _check(mailing)
        plan = self._store.plan_mailing(selection, self.agent)
        shown, size = self._samples(mailing, samples(plan.recipients, mailing))
        return Preview(mailing=mailing, plan=plan, samples=shown, size=size)

    def _samples(self, mailing: Mailing, recipients: Sequence[Recipient]) -> tuple[tuple[Sample, ...], int]:
        kind = self._channels.of(Channel.EMAIL)
        account = next((one for one in self._store.accounts() if one.id == mailing.account_id), None)
        if kind is None or account is None:
            raise ConfigurationError(tr("There is no account to send this from."))
        made, size = [], 0
        for one in recipients:
            letter = mailing_letter(kind.letters, mailing, one, account)
            size = max(size, len(letter.outgoing.raw))
            read = kind.letters.as_read(letter.outgoing.raw)
            made.append(Sample(recipient=one, subject=letter.written.message.subject, text=read))
        return tuple(made), size

    def ask(
        self,
        mailing: Mailing,
        selection: Selection,
        *,
        owner: QObject,
        done: Callable[[Mailing], None],
        failed: Callable[[DesktopError], None],
    ) -> None:
        """It goes out, or waits for a second pair of eyes."""
        self._tasks.run(
            _LANE,
            lambda: self._store.ask_mailing(mailing, selection),
            owner=owner,
            done=lambda kept: self._told(done, kept),
            failed=failed,
        )

    # ---------------------------------------------------------------- of one that is kept

    def may_decide(self, mailing: Mailing) -> bool:
        return may_decide(mailing, self.agent)

    def approve(self, mailing_id: int, words: str) -> None:
        self._order(lambda: self._store.decide_mailing(mailing_id, self.agent, words, approves=True))

    def decline(self, mailing_id: int, words: str) -> None:
        self._order(lambda: self._store.decide_mailing(mailing_id, self.agent, words, approves=False))

    def pause(self, mailing_id: int) -> None:
        self._order(lambda: self._store.pause_mailing(mailing_id))

    def resume(self, mailing_id: int) -> None:
        self._order(lambda: self._store.resume_mailing(mailing_id))

    def stop(self, mailing_id: int) -> None:
        self._order(lambda: self._store.stop_mailing(mailing_id))

    def recipients(
        self,
        mailing_id: int,
        text: str,
        *,
        left_out: bool,
        offset: int,
        owner: QObject,
        done: Callable[[Sequence[Recipient]], None],
    ) -> None:
        self._tasks.run(
            _LANE,
            lambda: self._store.mailing_recipients(mailing_id, text, left_out=left_out, offset=offset),
            owner=owner,
            done=done,
        )

    # ---------------------------------------------------------------- within

    def _order(self, work: Callable[[], object]) -> None:
        self._tasks.run(
            Lane.STORE,
            work,
            owner=self,
            done=lambda _: self._feed.look(),
            failed=lambda error: self._notices.post_error("mailing", error),
        )

    def _told(self, done: Callable[[Mailing], None], kept: Mailing) -> None:
        self._feed.look()
        done(kept)

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        kinds = {change.kind for change in changes}
        if kinds & _CONCERNED or (self._is_watched and kinds & _OF_OUTBOX):
            self.read()

    def _on_mailings(self, read: _Read) -> None:
        *shown, declined = read
        self._tell_declined(declined)
        if shown == [self._mailings, self._total]:
            return
        self._mailings, self._total, _ = read
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Only who may look is asked to."""
        waiting = [one for one in self._mailings if self.may_decide(one.mailing)]
        if not waiting:
            self._notices.clear(_KEY)
            return
        first = waiting[0].mailing
        text = tr("%n mailings are for you to look at before they go out.", len(waiting))
        hint = tr(
            "“{subject}” by {author}. Look at it under Customers, Mailings.", subject=first.subject, author=first.author
        )
        self._notices.post(Notice(key=_KEY, text=text, hint=hint))

    def _tell_declined(self, declined: Sequence[Mailing]) -> None:
        """Whose it is learns why it goes to nobody: they may have left the page long ago, and many were asked since."""
        for one in declined:
            if one.id is None or one.id in self._declined or not is_by(one, self.agent):
                continue
            self._declined.add(one.id)
            text = tr("{name} declined your mailing “{subject}”.", name=one.decided_by, subject=one.subject)
            hint = tr("Nobody gets it. It is kept under Customers, Mailings.")
            hint = f"“{one.words}” {hint}" if one.words else hint
            self._notices.post(Notice(key=f"{_KEY}.declined.{one.id}", text=text, hint=hint))


def _check(mailing: Mailing) -> None:
    if not all(one.subject.strip() and one.text.strip() for one in mailing.versions):
        raise ConfigurationError(tr("The subject or the text is missing."))
    if len({one.language.casefold() for one in mailing.versions}) < len(mailing.versions):
        raise ConfigurationError(
            tr("Two of the texts are in the same language."), tr("Choose another, or take one out.")
        )
    said = (part for one in mailing.versions for part in (one.subject, one.text, one.html))
    unknown = [gap for part in said for gap in meant(part) if gap not in KNOWN]
    if unknown:
        raise ConfigurationError(
            tr("Nothing is known to fill in for {name}.", name=unknown[0]),
            tr("A mailing knows {names}.", names=", ".join(KNOWN)),
        )


def needs_name(mailing: Mailing) -> bool:
    return bool(_gaps(mailing))


def _gaps(mailing: Mailing) -> tuple[str, ...]:
    return gaps("\n".join(f"{one.subject}\n{one.text}" for one in mailing.versions))


def pasted(text: str) -> tuple[tuple[str, str], ...]:
    """Addresses, with the names before them: a line, or a comma or semicolon, between two."""
    return tuple(_pasted(text.replace("\ufeff", "")))  # what Windows puts before a file


def _pasted(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        columns: list[str] = []  # of a table, before the one with the address
        for piece in _pieces(line):
            found = _ADDRESS.search(piece)
            if found is None:
                columns.append(piece.strip())
                continue
            name = _name(piece[: found.start()])
            if not name:
                name = _name(" ".join(one for one in columns if _is_name(one)))
                columns = [one for one in columns if not _is_name(one)]
            yield found[0], name
            yield from ((one, "") for one in columns if one)
            columns = []
        yield from ((one, "") for one in columns if one)


def _pieces(line: str) -> Iterator[str]:
    for part in line.split(";"):
        is_list = len(_ADDRESS.findall(part)) > 1  # else a comma may belong to the name
        yield from part.split(",") if is_list else (part,)


def _name(text: str) -> str:
    return " ".join(text.split()).strip(" \"'<,")


def _is_name(text: str) -> bool:
    """Neither half an address nor a number of the table."""
    return "@" not in text and any(letter.isalpha() for letter in text)


def is_over(mailing: Mailing) -> bool:
    return mailing.state in (MailingState.DONE, MailingState.STOPPED, MailingState.DECLINED)
