"""Puts messages into the archive of a mailbox and brings them back, and knows where they are afterwards."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from desktop.channels.email.server.imap import Imap, Moved
from desktop.channels.email.server.position import Place, place
from desktop.channels.email.server.syntax import quoted, sets_of
from desktop.channels.email.server.uses import ARCHIVE, found_or_new, make_if_asked
from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.domain.written import Filed, Filing

logger = logging.getLogger(__name__)


def file_all(imap: Imap, filings: Sequence[Filing], named: str) -> list[Filed]:
    """One for each. `named`: the archive's folder, "" for the one the server has; made where there is none."""
    together: dict[tuple[str, str], dict[str, tuple[Filing, Place]]] = {}
    filed = {filing.place: Filed(place=filing.place) for filing in filings}
    for filing in filings:
        if (its := place(filing.place)) is not None:
            together.setdefault((its.folder, filing.home), {})[filing.place] = filing, its
    for (folder, home), those in together.items():
        target = home or found_or_new(imap, ARCHIVE, named)
        if target != folder:
            filed |= _Move(imap, folder, target, is_back=bool(home)).of(tuple(those.values()))
    return [filed[filing.place] for filing in filings]


def with_id(imap: Imap, external_id: str) -> list[int]:
    """In the open folder, by Message-ID."""
    return imap.search(b"HEADER Message-ID " + quoted(external_id.encode("ascii", "replace")))


def move_to(imap: Imap, uids: Sequence[int], folder: str) -> Moved:
    """From the open folder into one that is made if it is not there yet. Raises Rejected in the server's words."""
    try:
        return imap.move(uids, folder)
    except Rejected as error:
        make_if_asked(imap, folder, error)
    return imap.move(uids, folder)


def left_words(imap: Imap, folder: str) -> str:
    """Of a move that is `is_left`."""
    return tr(
        "Moved mail is still in {folder}, too, marked as deleted: {server} can only remove all that is marked, and"
        " others marked messages there.",
        folder=folder,
        server=imap.host,
    )


class _Move:
    """From one folder into another."""

    def __init__(self, imap: Imap, folder: str, target: str, *, is_back: bool) -> None:
        self._imap = imap
        self._folder = folder
        self._target = target
        self._home = "" if is_back else folder

    def of(self, those: Sequence[tuple[Filing, Place]]) -> dict[str, Filed]:
        there = self._there([its for _, its in those])
        filed = {filing.place: Filed(place=filing.place, is_gone=True) for filing, its in those if its not in there}
        staying = {filing.place: Filed(place=filing.place) for filing, its in those if its in there}
        if not there:
            return filed
        try:
            moved = move_to(self._imap, sorted(its.uid for its in there), self._target)
        except Rejected as error:
            logger.info("What is done stays in %s: %s", self._folder, error.text)
            return filed | {name: replace(one, words=error.text) for name, one in staying.items()}
        found_at = self._found_at(moved, [pair for pair in those if pair[1] in there])
        words = left_words(self._imap, self._folder) if moved.is_left else ""
        new = {name: Filed(place=name, now_at=str(its), home=self._home, words=words) for name, its in found_at.items()}
        return filed | staying | new

    def _there(self, places: Sequence[Place]) -> set[Place]:
        """Those that nobody took away meanwhile."""
        try:
            state = self._imap.select(self._folder)
        except Rejected:
            return set()
        mine = [its for its in places if its.validity == state.validity]
        uids = sets_of(sorted(its.uid for its in mine))
        present = set(self._imap.search(b"UID " + uids.encode())) if mine else set()
        return {its for its in mine if its.uid in present}

    def _found_at(self, moved: Moved, those: Sequence[tuple[Filing, Place]]) -> dict[str, Place]:
        """As the server says, or looked for by Message-ID."""
        at = {
            filing.place: Place(folder=self._target, validity=moved.validity, uid=moved.uids[its.uid])
            for filing, its in those
            if its.uid in moved.uids
        }
        others = [filing for filing, _ in those if filing.place not in at]
        if others:
            validity = self._imap.select(self._target).validity
            for filing in others:
                if uids := with_id(self._imap, filing.external_id):
                    at[filing.place] = Place(folder=self._target, validity=validity, uid=uids[-1])
        return at
