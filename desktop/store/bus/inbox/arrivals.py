"""A message on its way in, made ready before the transaction: what takes long is not done while others wait."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop.domain.channel import Direction
from desktop.domain.message import Packed, prepared
from desktop.domain.targets import work_since
from desktop.domain.written import ChannelAccount, Incoming, Mark, Participant, Remark, Role
from desktop.store.bus import letters
from desktop.store.clean import cleaned

_MOST_REFERENCES = 50  # of one message: the nearest, and the first of all
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CASE_TAG = re.compile(r"c(\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """`keys` are the external ids by which its conversation is found, its own first; `at` is never in the future.

    `is_history`: of before the account's work began. `is_report`: a bounce or a complaint.
    """

    incoming: Incoming
    external_id: str
    at: datetime
    keys: tuple[str, ...]
    sender: Participant
    is_history: bool
    is_report: bool
    case_numbers: tuple[int, ...]
    packed: Packed
    files: str  # their names, and the words of those that are text

    @property
    def other(self) -> Participant:
        """Whom we talk with."""
        if self.incoming.direction is not Direction.OUTBOUND:
            return self.sender
        return next((who for role, who in self.incoming.participants if role is Role.TO), self.sender)

    @property
    def is_asking(self) -> bool:
        """The customer's own words, or a report: not what a robot answered."""
        return self.incoming.direction is Direction.INBOUND and (self.is_report or not self.incoming.is_automatic)

    @property
    def content(self) -> tuple[object, ...]:
        """What tells two messages apart that carry the same external id."""
        one = self.incoming
        subject, text = cleaned((one.subject, one.text))
        return subject, text, letters.listed((), (), one.attachments)["attachments"]

    def is_same(self, other: "Arrival") -> bool:
        if self.incoming.direction is not other.incoming.direction:
            return False
        is_ours = self.incoming.direction is Direction.OUTBOUND
        return is_ours or self.is_alike(other.at, other.incoming.raw, other.content)

    def is_alike(self, at: datetime, raw: bytes, content: tuple[object, ...]) -> bool:
        """The same message, and not another that carries its id.

        As it came, without its header, which grows on each way; or as it reads, where a server wrote it anew. What is
        kept may have been read by an earlier version of the program.
        """
        if self.content == content:
            return True
        if not raw or not self.incoming.raw:
            return self.at == at
        is_likely = self.at == at or self.incoming.subject == content[0]
        return is_likely and _body(raw) == _body(self.incoming.raw)

    def remarked(self, remark: Remark) -> "Arrival":
        return replace(self, incoming=replace(self.incoming, remarks=(*self.incoming.remarks, remark)))

    def as_another(self) -> "Arrival":
        """Under an id of its own, the same each time: some scanners and forms give all their messages the same id."""
        one = self.incoming
        told = hashlib.sha256(one.raw or repr(self.content).encode("utf-8", "replace")).hexdigest()[:16]
        external_id = f"{self.external_id}#{told}"
        return replace(self, external_id=external_id, keys=(external_id, *self.keys[1:]))


def prepare(account: ChannelAccount, batch: Sequence[Incoming], now: datetime | None = None) -> list[Arrival]:
    now, since = now or datetime.now(UTC), work_since(account)
    return [_arrival(one, now, since) for one in batch]


def _arrival(one: Incoming, now: datetime, since: datetime | None) -> Arrival:
    references = one.references if len(one.references) <= _MOST_REFERENCES else _shortened(one.references)
    tags = (_CASE_TAG.fullmatch(tag) for tag in one.tags)
    marks = {remark.mark for remark in one.remarks}
    at = min(one.sent_at, now)
    return Arrival(
        incoming=one,
        external_id=one.external_id,
        at=at,
        keys=tuple(dict.fromkeys(key for key in (one.external_id, one.about, *reversed(references)) if key)),
        sender=_first(one, Role.FROM),
        is_history=since is not None and at < since,
        is_report=not marks.isdisjoint((Mark.BOUNCE, Mark.COMPLAINT)),
        case_numbers=tuple(int(tag.group(1)) for tag in tags if tag is not None),
        packed=one.packed or prepared(one.subject, one.text, one.searched_files, one.html, one.raw),
        files=one.searched_files,
    )


def _body(raw: bytes) -> bytes:
    """What comes after the header."""
    end = _HEADER_END.search(raw)
    return raw[end.end() :] if end else raw


def _shortened(references: tuple[str, ...]) -> tuple[str, ...]:
    return references[:1] + references[1 - _MOST_REFERENCES :]


def _first(one: Incoming, role: Role) -> Participant:
    found = (who for its, who in one.participants if its is role)
    return next(found, Participant(address=""))
