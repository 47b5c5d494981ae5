"""An e-mail account: what comes by IMAP, what goes by SMTP, and how the copy of what went gets into its folder.

A letter's envelope carries the account's own address, too, where the server does not file what it sends: the copy that
comes back is proof that the letter was taken, and is moved to the folder for sent mail.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from threading import Event, Lock
from typing import TypeVar

from desktop.channels.email.fields import PASSWORD, MailAccount, SignIn, mail_account
from desktop.channels.email.oauth.tokens import AccessTokens
from desktop.channels.email.reading.aside import Reading
from desktop.channels.email.server.archive import file_all, left_words, move_to, with_id
from desktop.channels.email.server.follow import Follower, Wishes
from desktop.channels.email.server.imap import Imap
from desktop.channels.email.server.position import Place, place
from desktop.channels.email.server.sign_in import Credentials, Mechanism
from desktop.channels.email.server.smtp import Envelope, Smtp
from desktop.channels.email.server.stream import Stopped, Stream
from desktop.channels.email.server.syntax import sets_of
from desktop.channels.email.server.uses import SENT, found, found_or_new, make_if_asked
from desktop.channels.email.writing.compose import TOLD_LIMIT
from desktop.channels.email.writing.ids import is_own_id
from desktop.domain.channel import Direction
from desktop.domain.errors import DesktopError, Refused, Rejected, Unreachable
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount, Filed, Filing, Incoming, Outgoing, SeenMark
from desktop.services.channel import Deliver, Secrets

logger = logging.getLogger(__name__)

T = TypeVar("T")
S = TypeVar("S", Imap, Smtp)

ERRAND_SECONDS = 120.0  # a session for errands that was not used so long is not trusted any more
_ARCHIVE, _COPIES = "archive", "copies"  # what a caution is about; else it is a folder


class EmailConnector:
    """`receive` in one thread; the rest in another, one call at a time; `close` and `stop` from anywhere."""

    def __init__(self, account: ChannelAccount, secrets: Secrets) -> None:
        self._account = account
        self._secrets = secrets
        self._tokens = AccessTokens(account, secrets)
        self._end = Event()
        self._never = Event()
        self._errand: Imap | None = None
        self._errand_at = 0.0
        self._errands = Lock()
        self._cautions: dict[str, str] = {}
        self._unfiled: set[str] = set()  # external ids of letters whose copies could not be filed yet
        self._follower: Follower | None = None

    @property
    def caution(self) -> str:
        return " ".join(words for words in tuple(self._cautions.values()) if words)

    @property
    def progress(self) -> tuple[int, int] | None:
        return self._follower.progress if self._follower is not None else None

    def check(self) -> Mapping[str, str]:
        imap = self._imap(self._never)
        try:
            for folder in self._settings().folders:
                imap.select(folder)
        finally:
            imap.leave()
        smtp = self._smtp()
        smtp.leave()
        return {TOLD_LIMIT: str(smtp.largest or "")}

    def receive(self, position: str, deliver: Deliver, stop: Event) -> None:
        try:
            imap, reading = self._imap(stop), Reading(self._account)
            try:
                imap.ask_for_vanished()
                wishes = self._wishes(imap)
                self._follower = Follower(imap, wishes, reading, deliver, position)
                self._follower.run(self._file_copies, self._warn)
            finally:
                imap.close()
                reading.end_aside()
        except Stopped:
            logger.debug("Receiving was stopped")

    def mark(self, marks: Sequence[SeenMark]) -> None:
        found: dict[str, list[tuple[Place, bool]]] = {}
        for mark in marks:
            if (its := place(mark.place)) is not None:
                found.setdefault(its.folder, []).append((its, mark.is_seen))
        for here in found.values():
            self._on_errand(partial(_mark, marks=here))

    def file(self, filings: Sequence[Filing]) -> Sequence[Filed]:
        filed = self._on_errand(lambda imap: file_all(imap, filings, self._settings().archive_folder))
        stays = next((one.words for one in filed if one.words and not one.now_at), "")
        words = tr("What is done stays in its folder. {words}", words=stays) if stays else ""
        if words or any(one.now_at for one in filed):
            self._warn(_ARCHIVE, words or next((one.words for one in filed if one.words), ""))
        return filed

    def send(self, outgoing: Outgoing, before_the_end: Callable[[], None]) -> bool:
        settings = self._settings()
        own = self._account.address if settings.files_own_copies else ""
        sender = "" if outgoing.is_automatic else self._account.address
        envelope = Envelope(sender=sender, recipients=outgoing.recipients, copy_to=own, otherwise=self._account.address)
        smtp = self._smtp()
        try:
            has_copy = smtp.send(envelope, outgoing.raw, before_the_end)
        finally:
            smtp.leave()
        return settings.files_own_copies and not has_copy

    def file_copy(self, outgoing: Outgoing) -> None:
        """Put it there ourselves."""
        if not self._settings().files_own_copies:
            return
        try:
            self._on_errand(lambda imap: self._append(imap, outgoing))
        except DesktopError as error:
            self._unfiled.add(outgoing.external_id)
            self._warn(_COPIES, tr("The copy of a letter could not be filed. {words}", words=error.text))
            raise
        self._unfiled.discard(outgoing.external_id)
        if not self._unfiled:
            self._warn(_COPIES, "")

    def was_sent(self, outgoing: Outgoing) -> bool | None:
        return self._on_errand(lambda imap: self._is_there(imap, outgoing.external_id)) or None

    def close(self) -> None:
        self._end.set()
        if self._errands.acquire(blocking=False):  # else who is on one sees it, and drops the session
            try:
                self._drop_errand()
            finally:
                self._errands.release()

    # ---------------------------------------------------------------- connections

    def _settings(self) -> MailAccount:
        return mail_account(self._account)

    def _imap(self, stop: Event) -> Imap:
        return self._signed_in(lambda: Imap(Stream(self._settings().imap, stop, self._end)))

    def _smtp(self) -> Smtp:
        return self._signed_in(lambda: Smtp(Stream(self._settings().smtp, self._never, self._end)))

    def _signed_in(self, connect: Callable[[], S]) -> S:
        credentials = self._credentials()
        try:
            return _sign_in(connect(), credentials)
        except Refused:
            if credentials.mechanism is Mechanism.PLAIN:
                raise
        self._tokens.spoil(credentials.secret)  # one that was withdrawn before its time is replaced once
        return _sign_in(connect(), self._credentials())

    def _credentials(self) -> Credentials:
        settings = self._settings()
        if settings.sign_in is not SignIn.PASSWORD:
            return Credentials(user=settings.user, mechanism=Mechanism.XOAUTH2, secret=self._tokens.current())
        secret = self._secrets.get(PASSWORD)
        if not secret:
            raise Refused(tr("The password of “{name}” is not known here.", name=self._account.name))
        return Credentials(user=settings.user, mechanism=Mechanism.PLAIN, secret=secret)

    def _on_errand(self, do: Callable[[Imap], T]) -> T:
        """In the session for errands; one that broke meanwhile is made anew."""
        with self._errands:
            if self._errand is not None and time.monotonic() - self._errand_at < ERRAND_SECONDS:
                try:
                    return self._done(do)
                except Unreachable as error:
                    logger.debug("The session for errands is gone: %s", error.text)
            self._drop_errand()
            self._errand = self._imap(self._never)
            return self._done(do)

    def _done(self, do: Callable[[Imap], T]) -> T:
        assert self._errand is not None
        try:
            result = do(self._errand)
        except Rejected:
            raise
        except BaseException:
            self._drop_errand()
            raise
        self._errand_at = time.monotonic()
        return result

    def _drop_errand(self) -> None:
        if self._errand is not None:
            self._errand.close()
            self._errand = None

    # ---------------------------------------------------------------- folders and copies

    def _wishes(self, imap: Imap) -> Wishes:
        settings = self._settings()
        folders = dict.fromkeys((*settings.folders, *filter(None, (self._sent_folder(imap),))))
        return Wishes(folders=tuple(folders), history_days=settings.history_days)

    def _sent_folder(self, imap: Imap) -> str:
        return found(imap, SENT, self._settings().sent_folder)

    def _file_copies(self, imap: Imap, folder: str, arrived: Sequence[Incoming]) -> None:
        """Our own copies of what we sent go where sent mail is kept."""
        copies = [its for its in arrived if self._is_copy(its)]
        target = found_or_new(imap, SENT, self._settings().sent_folder) if copies else folder
        if target == folder:
            return
        uids = sorted(its.uid for copy in copies if (its := place(copy.place)) is not None)
        try:
            imap.flag(sets_of(uids), "\\Seen", is_set=True)
            moved = move_to(imap, uids, target)
            self._warn(_COPIES, left_words(imap, folder) if moved.is_left else "")
        except Rejected as error:
            self._warn(_COPIES, tr("Copies of sent mail stay in {folder}. {words}", folder=folder, words=error.text))

    def _is_copy(self, incoming: Incoming) -> bool:
        return incoming.direction is Direction.OUTBOUND and is_own_id(incoming.external_id, self._account)

    def _append(self, imap: Imap, outgoing: Outgoing) -> None:
        target = found_or_new(imap, SENT, self._settings().sent_folder)
        if _has(imap, target, outgoing.external_id):
            return
        try:
            imap.append(target, outgoing.raw, "\\Seen")
        except Rejected as error:
            make_if_asked(imap, target, error)
            imap.append(target, outgoing.raw, "\\Seen")

    def _warn(self, what: str, words: str) -> None:
        """Words "": it is well again."""
        if words and self._cautions.get(what) != words:
            logger.info("%s: %s", self._account.name, words)
        self._cautions[what] = words

    def _is_there(self, imap: Imap, external_id: str) -> bool:
        everywhere = [folder.name for folder in imap.folders() if "all" in folder.flags]
        wanted = dict.fromkeys((*self._wishes(imap).folders, *everywhere))
        return any(_has(imap, folder, external_id) for folder in wanted)


def _sign_in(session: S, credentials: Credentials) -> S:
    try:
        session.sign_in(credentials)
    except BaseException:
        session.close()
        raise
    return session


def _has(imap: Imap, folder: str, external_id: str) -> bool:
    try:
        imap.select(folder)
    except Rejected:
        return False
    return bool(with_id(imap, external_id))


def _mark(imap: Imap, marks: Sequence[tuple[Place, bool]]) -> None:
    try:
        state = imap.select(marks[0][0].folder)
    except Rejected:
        return  # the folder is gone
    for wanted in (True, False):
        uids = sorted(its.uid for its, is_seen in marks if is_seen is wanted and its.validity == state.validity)
        if uids:
            imap.flag(sets_of(uids), "\\Seen", is_set=wanted)
