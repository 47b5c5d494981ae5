"""Answers that no person wrote: out of hours, or the confirmation that a first message came in (RFC 3834)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.domain.errors import ConfigurationError
from desktop.domain.office.variables import meant
from desktop.domain.targets import answer_due, hours_of
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount, WrittenMessage

ONCE_IN = timedelta(days=1)  # for each sender
OLDEST = timedelta(days=1)  # what came earlier, while nobody served the account, is answered by people alone
MOST_IN_AN_HOUR = 200  # of an account: whatever writes more than that is no crowd of people
CASE_NUMBER = "case.number"
VARIABLES = ("customer.name", CASE_NUMBER, "queue", "answer.by", "open.at")
_PLACE = re.compile(r"\{([a-z._]+)\}")
_LANGUAGE = re.compile(r"\[([a-z]{2,3})\]")
_INSTANT = "%Y-%m-%d %H:%M"


class AnswerKind(StrEnum):
    """Each is the setting of the account that has its text; "" there: none is sent."""

    OUT_OF_HOURS = "out_of_hours_text"
    CONFIRMATION = "confirmation_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedAnswer:
    """One that is to be written to `address`; `answered_raw` is what it answers, as it came."""

    id: int
    kind: AnswerKind
    interaction_id: int
    address: str
    asked_at: datetime
    answered: WrittenMessage
    customer_name: str = ""
    queue: str = ""
    case_number: str = ""
    answered_raw: bytes = field(default=b"", repr=False)


def is_set(account: ChannelAccount) -> bool:
    return any(account.setting(kind).strip() for kind in AnswerKind)


def kind_for(account: ChannelAccount, at: datetime, *, is_first: bool) -> AnswerKind | None:
    """What somebody who writes `at` is told; `is_first`: it begins a conversation. Never two things at once."""
    try:
        hours = hours_of(account)
    except ValueError:
        hours = None
    if account.setting(AnswerKind.OUT_OF_HOURS).strip() and hours is not None and not hours.is_open(at):
        return AnswerKind.OUT_OF_HOURS
    return AnswerKind.CONFIRMATION if is_first and account.setting(AnswerKind.CONFIRMATION).strip() else None


def needs_case(account: ChannelAccount, kind: AnswerKind) -> bool:
    return "{" + CASE_NUMBER + "}" in account.setting(kind)


def text_for(account: ChannelAccount, wanted: WantedAnswer) -> str:
    """In all its languages, with what it leaves open filled in."""
    values = {
        "customer.name": wanted.customer_name,
        CASE_NUMBER: wanted.case_number,
        "queue": wanted.queue,
        "answer.by": _local(account, answer_due(account, wanted.asked_at)),
        "open.at": _opening(account, wanted.asked_at),
    }
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), account.setting(wanted.kind))


def _opening(account: ChannelAccount, at: datetime) -> str:
    """When somebody is there again; "" when that cannot be told."""
    minute = timedelta(minutes=1)
    try:
        hours = hours_of(account)
        return _local(account, hours.after(at, minute) - minute) if hours is not None else ""
    except (ValueError, OverflowError):
        return ""


def _local(account: ChannelAccount, at: datetime) -> str:
    """As it is read the same in every language."""
    try:
        hours = hours_of(account)
    except ValueError:
        hours = None
    return at.astimezone(hours.zone if hours is not None else None).strftime(_INSTANT)


def in_language(text: str, language: str) -> str:
    """A line `[pl]` begins what is for Polish; what stands before any such line is for all others."""
    found: dict[str, list[str]] = {"": []}
    current = found[""]
    for line in text.splitlines():
        mark = _LANGUAGE.fullmatch(line.strip())
        if mark is not None:
            current = found.setdefault(mark[1], [])
        else:
            current.append(line)
    said: Mapping[str, str] = {code: "\n".join(lines).strip() for code, lines in found.items()}
    return said.get(language) or said[""] or next((words for words in said.values() if words), "")


def check(account: ChannelAccount) -> None:
    """Before it is saved: raises ConfigurationError for what would go out unfilled, or never."""
    for kind in AnswerKind:
        known = ["{" + name + "}" for name in VARIABLES]
        unknown = [gap for gap in meant(account.setting(kind)) if gap not in known]
        if unknown:
            raise ConfigurationError(
                tr("Nothing is known to fill in for {name}.", name=unknown[0]),
                tr("Automatic answers know {names}.", names=", ".join(known)),
            )
    if account.setting(AnswerKind.OUT_OF_HOURS).strip() and not account.setting("business_hours").strip():
        raise ConfigurationError(
            tr("The text for out of hours is never sent: there are no business hours."),
            tr("Say when somebody is there, or leave the text out."),
        )
