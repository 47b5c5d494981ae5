"""Follows the folders of an account: what is new first, then flags, then what was there before, then what comes.

A position is handed over with each batch and covers what the batch brings to its end, so that whatever interrupts it
leaves nothing out; what is delivered again is known by its id. What is gone from a folder is told when the others were
looked at: what was moved is in its new place by then.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from desktop.channels.email.reading.aside import Reading
from desktop.channels.email.server.gone import Gone
from desktop.channels.email.server.imap import Fetched, Imap
from desktop.channels.email.server.position import FolderPosition, Place, read, write
from desktop.channels.email.server.session import FolderState
from desktop.domain.channel import Direction
from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.domain.written import Incoming, SeenMark
from desktop.services.channel import Deliver

logger = logging.getLogger(__name__)

FIRST_BATCH = 50  # what a screen shows
BATCH = 200
LARGEST_BATCH_BYTES = 8 << 20
LOOK_SECONDS = 60.0
"""So often the other folders are looked at, and a silent connection is proved to be alive."""

MANY = 1_000  # waiting to be read: worth a process of its own
_ROUND = 2000  # UIDs of old ones, before it is seen whether there are new ones
_AHEAD = 2  # batches that are read while one is delivered
_FLAGS_OF_LAST = 2000  # UIDs, where the server does not say what changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is followed. `folders`: the first at once, the others within LOOK_SECONDS; `history_days` 0 is all."""

    folders: Sequence[str]
    history_days: int = 0


class Follower:
    """Over one session, until it fails or is stopped. `reading` makes of what was fetched what the store takes."""

    def __init__(self, imap: Imap, wishes: Wishes, reading: Reading, deliver: Deliver, position: str) -> None:
        self._imap = imap
        self._wishes = wishes
        self._reading = reading
        self._deliver = deliver
        self._positions = read(position, wishes.folders)
        self._seen: dict[tuple[str, int], bool] = {}  # as it was handed over, of what may be told of again
        self._expected: dict[str, int] = {}  # the UID after the last one, as it was when the folder was opened
        self._gone = Gone(imap)
        self._batch: list[tuple[Fetched, Place]] = []
        self._batch_bytes = 0
        self._given: deque[str] = deque()  # how far each batch reaches that is being read aside
        self._sent: list[Incoming] = []  # what may be copies of ours, and `after` was not told of yet
        self._open = ""
        self._round = _ROUND
        self._old: dict[str, int] = {}  # messages that were there before, by folder, where they are many
        self._had: dict[str, int] = {}  # of them, that were fetched

    @property
    def progress(self) -> tuple[int, int] | None:
        """Of what was there before; None while nothing of it is left, or little."""
        had, old = sum(self._had.values()), sum(self._old.values())
        return (had, old) if had < old else None

    def run(self, after: Callable[[Imap, str, Sequence[Incoming]], None], warn: Callable[[str, str], None]) -> None:
        """`after` is told what was delivered from which folder, while no command is under way and it is open; `warn` of
        a folder that cannot be read, in the server's words, and by "" that it can be again.
        """
        self._after = after
        self._warn = warn
        self._hand_over()
        first, *others = self._wishes.folders
        self._catch_up(first)
        for folder in others:
            self._look_into(folder)
        looked_at = time.monotonic()
        while True:
            if self._open != first or self._imap.has_mail or self._imap.has_changes:
                self._catch_up(first)
            left = LOOK_SECONDS - (time.monotonic() - looked_at)
            if left > 0 and not self._gone:
                self._imap.watch(left)
                continue
            for folder in filter(self._is_behind, others):
                self._look_into(folder)
            self._catch_up(first)
            self._tell_gone()
            looked_at = time.monotonic()

    def _look_into(self, folder: str) -> None:
        """One that was renamed or taken away keeps nobody from the others."""
        try:
            self._catch_up(folder)
        except Rejected as error:
            if self._open:
                raise
            self._warn(folder, tr("{folder} is not read. {words}", folder=folder, words=error.text))
            self._hand_over()

    def _catch_up(self, folder: str) -> None:
        """Everything there is to know of it by now."""
        if self._open != folder or folder not in self._positions:
            self._select(folder)
        is_done = False
        while not is_done:
            self._read_new(folder)
            self._imap.has_changes = False
            self._read_flags(folder)
            self._read_old(folder)
            is_done = not self._imap.has_mail and self._positions[folder].floor <= 1
        self._deliver_given()
        if self._had.get(folder, 0) < self._old.get(folder, 0):  # some were taken away meanwhile
            self._had[folder] = self._old[folder]
            self._hand_over()
        self._reading.end_aside()
        self._tell_sent(folder)
        self._gone.look(folder, self._positions[folder])

    def _select(self, folder: str) -> None:
        self._open = ""
        state = self._imap.select(folder)
        self._open = folder
        self._warn(folder, "")
        self._expected[folder] = state.next_uid
        its = self._positions.get(folder)
        if its is None or its.validity != state.validity:
            if its is not None:
                logger.info("%s was made anew on the server and is read again", folder)
            its = self._beginning(state)
        self._positions[folder] = its
        self._gone.opened(folder, its, state)
        if its.floor > 1 and state.count >= MANY:
            is_whole = its.floor == its.next and not self._wishes.history_days
            below = b"UID 1:%d%s" % (its.floor - 1, self._since())
            self._old[folder] = state.count if is_whole else len(self._imap.search(below))
            self._had[folder] = 0

    def _beginning(self, state: FolderState) -> FolderPosition:
        following = state.next_uid or max(self._imap.search(b"ALL"), default=0) + 1
        return FolderPosition(validity=state.validity, next=following, floor=following, changes=state.changes)

    def _is_behind(self, folder: str) -> bool:
        its = self._positions.get(folder)
        state = self._imap.status(folder)
        if its is None or state is None:
            return state is not None
        known = self._gone.known(folder, its)
        return (
            (state.validity, state.next_uid, state.count) != (its.validity, its.next, known.count)
            or state.changes > known.changes
            or its.floor > 1
        )

    # ---------------------------------------------------------------- messages

    def _read_new(self, folder: str) -> None:
        """From `next` on: what came while we were away, and then each that the server announces."""
        its = self._positions[folder]
        expected = self._expected.pop(folder, None)
        if expected is None and self._imap.has_mail:
            self._imap.has_mail = False
            self._read_announced(folder)
        elif expected not in (None, its.next):
            uids = [uid for uid in self._imap.search(b"UID %d:*" % its.next) if uid >= its.next]
            self._read(folder, _chunks(uids, BATCH))

    def _read_old(self, folder: str) -> None:
        """One round of what lies below `floor`, the newest first. Where nothing lies, the next round looks farther."""
        its = self._positions[folder]
        if its.floor <= 1:
            return
        low = max(1, its.floor - self._round)
        uids = self._imap.search(b"UID %d:%d%s" % (low, its.floor - 1, self._since()))
        self._round = _ROUND if uids else self._round * 4
        if its.floor == its.next and len(uids) > FIRST_BATCH:
            self._read(folder, [uids[-FIRST_BATCH:]])
            return
        if len(uids) >= MANY:
            self._reading.begin_aside()
        self._read(folder, (chunk[::-1] for chunk in _chunks(uids[::-1], BATCH)))
        self._positions[folder] = self._positions[folder].reaching(low)
        self._pass_on()

    def _since(self) -> bytes:
        if not self._wishes.history_days:
            return b""
        day = datetime.now(UTC) - timedelta(days=self._wishes.history_days)
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return f" SINCE {day.day}-{months[day.month - 1]}-{day.year}".encode()

    def _read(self, folder: str, chunks: Iterable[list[int]]) -> None:
        """Fetch and hand over; a chunk that is whole moves the position past it."""
        under_way: deque[list[int]] = deque()
        for message in self._imap.fetch(_noted(chunks, under_way)):
            if message is not None:
                self._take(message, folder)
                if self._batch_bytes < LARGEST_BATCH_BYTES:
                    continue
            else:
                chunk = under_way.popleft()
                if chunk[0] < self._positions[folder].floor and folder in self._had:
                    self._had[folder] = min(self._had[folder] + len(chunk), self._old[folder])
                self._positions[folder] = self._positions[folder].reaching(chunk[0]).reaching(chunk[-1])
            self._pass_on()
        self._tell_sent(folder)

    def _pass_on(self) -> None:
        """To be read aside, where that goes on; of what was given before, the first is delivered."""
        if not self._reading.is_aside and not self._given:
            self._hand_over()
            return
        self._reading.give(self._batch)
        self._given.append(write(self._positions))
        self._batch, self._batch_bytes = [], 0
        if len(self._given) > _AHEAD:
            self._deliver_first()

    def _deliver_first(self) -> None:
        batch = self._reading.take()
        self._deliver(batch, self._given.popleft())
        self._sent += _sent(batch)

    def _tell_sent(self, folder: str) -> None:
        sent, self._sent = self._sent, []
        if sent:
            self._after(self._imap, folder, sent)

    def _read_announced(self, folder: str) -> None:
        """Seldom more than one, so that it is not asked first which. They may come in any order, and be very many."""
        its = reached = self._positions[folder]
        for message in self._imap.fetch_from(its.next):
            if message.uid >= its.next:  # the last message is named in any case
                self._take(message, folder)
                self._seen[folder, message.uid] = message.is_seen
                reached = reached.reaching(message.uid)
            if self._batch_bytes >= LARGEST_BATCH_BYTES:
                self._hand_over()
        self._positions[folder] = reached
        self._hand_over()
        self._tell_sent(folder)

    def _take(self, message: Fetched, folder: str) -> None:
        place = Place(folder=folder, validity=self._positions[folder].validity, uid=message.uid)
        self._batch.append((message, place))
        self._batch_bytes += len(message.raw or b"")

    def _hand_over(self, seen: Sequence[SeenMark] = ()) -> None:
        """What was given before goes first: the position covers it."""
        self._deliver_given()
        batch = self._reading.read(self._batch)
        self._deliver(batch, write(self._positions), seen)
        self._batch, self._batch_bytes = [], 0
        self._sent += _sent(batch)

    def _deliver_given(self) -> None:
        while self._given:
            self._deliver_first()

    # ---------------------------------------------------------------- flags

    def _read_flags(self, folder: str) -> None:
        """What other programs marked as read or not."""
        its = self._positions[folder]
        if its.floor >= its.next:
            return
        first = its.floor if its.changes else max(its.floor, its.next - _FLAGS_OF_LAST)
        marks = []
        changes = its.changes
        for message in self._imap.flags(f"{first}:{its.next - 1}", its.changes):
            if not first <= message.uid < its.next:
                continue
            changes = max(changes, message.changes)
            place = Place(folder=folder, validity=its.validity, uid=message.uid)
            if self._seen.get((folder, message.uid)) != message.is_seen:
                self._seen[folder, message.uid] = message.is_seen
                marks.append(SeenMark(place=str(place), is_seen=message.is_seen))
        self._gone.reached(folder, changes)
        if not self._gone:  # else what comes after it is not known before it is told
            its = self._positions[folder] = self._gone.known(folder, its)
        if marks or changes != its.changes:
            self._hand_over(marks)

    def _tell_gone(self) -> None:
        """And how far that makes us know each folder."""
        absence = self._gone.taken()
        self._positions = {folder: self._gone.known(folder, its) for folder, its in self._positions.items()}
        if absence is not None:
            self._deliver((), write(self._positions), (), absence)


def _chunks(uids: Sequence[int], size: int) -> Iterator[list[int]]:
    coming = iter(uids)
    while chunk := list(islice(coming, size)):
        yield chunk


def _noted(chunks: Iterable[list[int]], under_way: deque[list[int]]) -> Iterator[list[int]]:
    """Each chunk, remembered from when it is asked for."""
    for chunk in chunks:
        under_way.append(chunk)
        yield chunk


def _sent(batch: Sequence[Incoming]) -> list[Incoming]:
    """What may be a copy of ours, without what is long: there may be thousands."""
    return [replace(one, text="", html="", raw=b"") for one in batch if one.direction is Direction.OUTBOUND]
