"""A conversation's facts in the words of the screen. Pure functions."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QLocale

from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.domain.work import Priority, WorkRow
from desktop.domain.written import (
    Mark,
    OutboxState,
    Outgoing,
    Participant,
    Remark,
    Role,
    WrittenMessage,
)
from desktop.ui.words import clock_time, day_and_time

SOON = timedelta(hours=2)
"""An answer that is due within that is shown in amber."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_LONGEST_CHIP = 36
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_LEFT_TO_RIGHT = "\u200e"
_MARKS = 24  # more cannot be told apart, and each would paint the row anew


def span_words(seconds: float) -> str:
    """`25 min`, `1 h 20`, `3 days`: of which no second counts."""
    minutes = max(0, int(seconds // _MINUTE))
    if seconds < _HOUR:
        return tr("{minutes} min", minutes=minutes)
    if seconds < _DAY:
        return tr("{hours} h {minutes}", hours=minutes // 60, minutes=f"{minutes % 60:02}")
    return tr("%n days", int(seconds // _DAY))


def gone_share(work: WorkRow, now: datetime) -> float | None:
    """How much of the time for the answer that is owed has gone, 0 to 1, in steps; None when none is owed."""
    if work.due_at is None or (work.snoozed_until is not None and work.snoozed_until > now):
        return None
    return gone_between(work.last_at, work.due_at, now)


def gone_between(since: datetime, due_at: datetime, now: datetime) -> float:
    """How much of that time has gone, 0 to 1, in steps."""
    given = (due_at - since).total_seconds()
    if given <= 0 or now >= due_at:
        return 1.0
    return max(0, int((now - since).total_seconds() / given * _MARKS)) / _MARKS


def due_side(due_at: datetime, now: datetime) -> tuple[str, str]:
    """In few words, where there is little room, and its tone."""
    left = due_at - now
    if left < timedelta(0):
        return tr("{time} late", time=_late_words(left)), "red"
    return tr("due {time}", time=span_words(left.total_seconds())), "amber" if left <= SOON else "neutral"


def _late_words(left: timedelta) -> str:
    """A minute at least: "0 min late" is said of nothing."""
    return span_words(max(_MINUTE, -left.total_seconds()))


def due_words(due_at: datetime | None, now: datetime) -> tuple[str, str]:
    """What is said of the answer that is owed, and its tone; empty when none is."""
    if due_at is None:
        return "", "neutral"
    left = due_at - now
    if left < timedelta(0):
        return tr("answer overdue for {time}", time=_late_words(left)), "red"
    tone = "amber" if left <= SOON else "neutral"
    return tr("answer due in {time}", time=span_words(left.total_seconds())), tone


def size_words(size: int) -> str:
    """`340 B`, `12 kB`, `4.2 MB`, with the language's own decimal sign."""
    if size < 1000:
        return tr("{size} B", size=size)
    if size < 1_000_000:
        return tr("{size} kB", size=round(size / 1000))
    return tr("{size} MB", size=QLocale().toString(size / 1_000_000, "f", 1))


def apart(text: str) -> str:
    """Beside other words. Arabic or Hebrew letters would carry the figures and signs of an address along with them, and
    turn its parts round; an empty mark at both ends keeps them to themselves.
    """
    if text.isascii() or not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return text
    return f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"


def name_of(who: Participant) -> str:
    return apart(who.name or who.address)


def names_of(people: Sequence[Participant]) -> str:
    return ", ".join(name_of(who) for who in people)


def full_address(who: Participant) -> str:
    """`Anna Kowalczyk <anna@mail.example>`."""
    return f"{apart(who.name)} <{who.address}>" if who.name else who.address


def author_words(written: WrittenMessage) -> str:
    """Who said it, and to whom when it was one of us."""
    message = written.message
    if message.direction is Direction.INTERNAL:
        return tr("Note from {name}", name=message.author)
    if written.outbox is not None and written.outbox.is_automatic:
        return tr("Automatic answer to {names}", names=names_of(written.of(Role.TO)))
    senders = written.of(Role.FROM)
    author = (senders[0].name if senders else "") or message.author or (senders[0].address if senders else "")
    to = written.of(Role.TO)
    if message.direction is Direction.OUTBOUND and to:
        return tr("{author}, to {names}", author=apart(message.author or author), names=names_of(to))
    return author


def sender_address(written: WrittenMessage) -> str:
    """Beside the name, which anybody may choose."""
    senders = written.of(Role.FROM)
    return senders[0].address if senders and written.message.direction is Direction.INBOUND else ""


def recipients_words(written: WrittenMessage) -> str:
    """Who else has it: "" for a message to one."""
    to, cc, bcc = (written.of(role) for role in (Role.TO, Role.CC, Role.BCC))
    if len(to) + len(cc) + len(bcc) < 2:
        return ""
    parts = [tr("To {names}", names=", ".join(apart(who.address) for who in to))] if to else []
    if cc:
        parts.append(tr("Cc {names}", names=", ".join(apart(who.address) for who in cc)))
    if bcc:
        parts.append(tr("Bcc {names}", names=", ".join(apart(who.address) for who in bcc)))
    return " · ".join(parts)


def remark_chip(remark: Remark) -> tuple[str, str]:
    """A remark's few words and their tone."""
    words, tone = _chip(remark.mark)
    if remark.mark is Mark.AUTHENTIC and 0 < len(remark.words) <= _LONGEST_CHIP:
        return remark.words, tone
    return words, tone


def _chip(mark: Mark) -> tuple[str, str]:
    return {
        Mark.AUTOMATIC: (tr("automatic message"), "neutral"),
        Mark.BOUNCE: (tr("not delivered"), "red"),
        Mark.COMPLAINT: (tr("complaint"), "red"),
        Mark.DAMAGED: (tr("partly unreadable"), "amber"),
        Mark.AUTHENTIC: (tr("sender proven"), "green"),
        Mark.UNAUTHENTIC: (tr("sender not proven"), "red"),
        Mark.IMITATES: (tr("imitates another sender"), "red"),
        Mark.REPLY_ELSEWHERE: (tr("answers go elsewhere"), "amber"),
        Mark.NEWCOMER: (tr("somebody new"), "amber"),
        Mark.ENCRYPTED: (tr("encrypted"), "neutral"),
        Mark.SIGNED_UNCHECKED: (tr("signature not checked"), "neutral"),
        Mark.REMOTE_PICTURES: (tr("remote pictures blocked"), "neutral"),
        Mark.DANGEROUS_ATTACHMENT: (tr("dangerous attachment"), "red"),
        Mark.GONE: (tr("deleted or moved away on the server"), "neutral"),
    }[mark]


WARNED = (
    Mark.IMITATES,
    Mark.REPLY_ELSEWHERE,
    Mark.UNAUTHENTIC,
    Mark.NEWCOMER,
    Mark.ENCRYPTED,
    Mark.DANGEROUS_ATTACHMENT,
    Mark.BOUNCE,
    Mark.COMPLAINT,
)
"""Said in a box of their own above what was written, since they change how it is read."""
TOLD_ELSEWHERE = (*WARNED, Mark.DAMAGED, Mark.REMOTE_PICTURES)
"""Not by a chip."""


def outgoing_words(outgoing: Outgoing, now: datetime) -> tuple[str, str]:
    """How far a message of ours is, and the tone; empty once it is sent."""
    match outgoing.state:
        case OutboxState.WAITING:
            return _waiting_words(outgoing, now), "amber" if outgoing.error else "accent"
        case OutboxState.HELD:
            return tr("The customer wrote meanwhile. It is sent when you say so."), "amber"
        case OutboxState.SENDING:
            return tr("Being sent"), "accent"
        case OutboxState.FAILED:
            return tr("Not sent. {error}", error=outgoing.error).strip(), "red"
        case OutboxState.SENT:
            return "", "accent"


def outgoing_short_words(outgoing: Outgoing, now: datetime) -> tuple[str, str]:
    """The same on a line, beside the message that has the server's words."""
    if not outgoing.error or outgoing.state not in (OutboxState.WAITING, OutboxState.FAILED):
        return outgoing_words(outgoing, now)
    if outgoing.state is OutboxState.FAILED:
        return tr("Not sent. Why stands below the message."), "red"
    again = outgoing.next_try_at or outgoing.send_after
    return tr("Not sent yet, tried again at {time}", time=clock_time(again)), "amber"


def _waiting_words(outgoing: Outgoing, now: datetime) -> str:
    left = (outgoing.send_after - now).total_seconds()
    if outgoing.error:
        again = outgoing.next_try_at or outgoing.send_after
        return tr("Not sent yet, tried again at {time}. {error}", time=clock_time(again), error=outgoing.error)
    if outgoing.is_scheduled:
        return tr("Goes out: {time}", time=day_and_time(outgoing.send_after, now))
    if left > 0:
        return tr("Goes out in {seconds} s", seconds=int(left) + 1)
    return tr("Waits to be sent")


def priority_words(priority: Priority) -> str:
    return {
        Priority.URGENT: tr("Urgent"),
        Priority.HIGH: tr("High"),
        Priority.NORMAL: tr("Normal"),
        Priority.LOW: tr("Low"),
    }[priority]


def safe_name(name: str) -> str:
    """What a file of a stranger's is saved as, unless the agent says otherwise: a name, never a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in last)
    return kept.strip(" .")[-150:] or tr("attachment")


def is_picture_name(name: str) -> bool:
    """By its ending alone: what it is in truth is seen when it is read."""
    return name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))
