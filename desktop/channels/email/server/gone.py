"""Which messages are gone from the folders of a session: named by the server (RFC 7162), or found out by comparing.

It is known before it is told, for a message that was moved is looked for in the other folders first.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.channels.email.server.imap import Imap
from desktop.channels.email.server.position import FolderPosition, Place, place
from desktop.channels.email.server.session import FolderState
from desktop.domain.written import Absence

_NAMED = 1000  # so many are named one by one; of more, the places that are known are gone through

_IsGone = Callable[[Place], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vanished:
    """What the server named, as ranges in ascending order that do not overlap."""

    folder: str
    validity: int
    ranges: Sequence[tuple[int, int]]

    @property
    def size(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    @property
    def places(self) -> list[str]:
        uids = (uid for first, last in self.ranges for uid in range(first, last + 1))
        return [str(Place(folder=self.folder, validity=self.validity, uid=uid)) for uid in uids]

    def covers(self, its: Place) -> bool:
        if (its.folder, its.validity) != (self.folder, self.validity):
            return False
        number = bisect_right(self.ranges, (its.uid, 1 << 63)) - 1
        return number >= 0 and its.uid <= self.ranges[number][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roll:
    """What there is in a folder, of the UIDs below `next`. Of a folder that was made anew nothing is left."""

    folder: str
    validity: int
    next: int
    present: frozenset[int]

    def covers(self, its: Place) -> bool:
        if its.folder != self.folder:
            return False
        return its.validity != self.validity or (its.uid < self.next and its.uid not in self.present)


class Gone:
    """True while there is something to tell."""

    def __init__(self, imap: Imap) -> None:
        self._imap = imap
        self._vanished: list[_Vanished] = []
        self._rolls: list[_Roll] = []
        self._unsure: set[str] = set()
        self._known: dict[str, tuple[int, int | None]] = {}  # MODSEQ and number of messages, once all is told
        self._opened: dict[str, int] = {}

    def __bool__(self) -> bool:
        imap = self._imap
        return bool(self._vanished or self._rolls or self._unsure or imap.vanished or imap.has_gaps)

    def opened(self, folder: str, its: FolderPosition, state: FolderState) -> None:
        """As it was the moment it was selected."""
        names_them = self._imap.tells_vanished and its.changes and state.changes
        is_same = (state.next_uid, state.count) == (its.next, its.count)
        if its.count < 0 or not (names_them or is_same):
            self._unsure.add(folder)
        self._opened[folder] = state.changes

    def look(self, folder: str, its: FolderPosition) -> None:
        """Everything else of the open folder is known by now."""
        imap = self._imap
        count = imap.count  # what goes while it is asked is seen the next time
        named, imap.vanished = _merged(imap.vanished, its.next - 1), []
        if named:
            self._vanished.append(_Vanished(folder=folder, validity=its.validity, ranges=named))
        if imap.has_gaps or folder in self._unsure:
            imap.has_gaps = False
            self._unsure.discard(folder)
            present = imap.search(b"UID 1:%d" % (its.next - 1)) if its.next > 1 else ()
            self._rolls.append(_Roll(folder=folder, validity=its.validity, next=its.next, present=frozenset(present)))
        self._known[folder] = max(self._known.get(folder, (0, None))[0], self._opened[folder]), count

    def reached(self, folder: str, changes: int) -> None:
        """Flags are known up to this MODSEQ."""
        before, count = self._known.get(folder, (0, None))
        self._known[folder] = max(before, changes), count

    def known(self, folder: str, its: FolderPosition) -> FolderPosition:
        """As it is once everything is told."""
        return its.knowing(*self._known.get(folder, (0, None)))

    def taken(self) -> Absence | None:
        """What is to be told, once."""
        vanished, self._vanished = self._vanished, []
        rolls, self._rolls = self._rolls, []
        if not vanished and not rolls:
            return None
        if not rolls and sum(one.size for one in vanished) <= _NAMED:
            return Absence(places=tuple(name for one in vanished for name in one.places))
        covering = [*(one.covers for one in vanished), *(one.covers for one in rolls)]
        return Absence(covers=_of_any(covering))


def _of_any(those: Iterable[_IsGone]) -> Callable[[str], bool]:
    asked = tuple(those)

    def is_gone(text: str) -> bool:
        its = place(text)
        return its is not None and any(is_it(its) for is_it in asked)

    return is_gone


def _merged(ranges: Iterable[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """In order, without overlaps, and without what never was read."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((first, min(last, most)) for first, last in ranges):
        if last < first:
            continue
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found
