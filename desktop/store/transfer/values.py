"""Reading what stands in a cell. Each raises ValueError with a reason in words."""

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from desktop.domain.text import tr

Kind = TypeVar("Kind", bound=StrEnum)

_YES = frozenset({"1", "y", "yes", "true", "t", "x", "vip", "tak", "ja", "oui", "si", "是", "jes"})
_NO = frozenset({"", "0", "n", "no", "false", "f", "nie", "nein", "non", "否", "ne", "-"})
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_SIGNS = re.compile(r"[\s\u00a0\u202f'’]|[^\d.,\-+]")


def is_yes(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(tr("“{cell}” is neither yes nor no", cell=cell[:40]))
    return word in _YES


def instant(cell: str) -> datetime:
    """ISO 8601, or day.month.year with or without a time; without an offset it is this machine's time."""
    text = cell.strip()
    german = _GERMAN.fullmatch(text)
    try:
        if german:
            day, month, year, *clock = (int(part or 0) for part in german.groups())
            at = datetime(year, month, day, clock[0], clock[1], clock[2]).astimezone()
        else:
            at = datetime.fromisoformat(text.replace("/", "-"))
            at = at if at.tzinfo is not None else at.astimezone()
        return at.astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(tr("“{cell}” is no date such as 2026-11-21 10:46", cell=cell[:40])) from error


def amount(cell: str) -> Decimal:
    """1234.56, 1 234,56, 1.234,56 or 1,234.56; three digits after a lone separator could be both: refused."""
    text = _SIGNS.sub("", cell)
    last = max(text.rfind("."), text.rfind(","))
    if last >= 0:
        mark = text[last]
        is_lone = text.count(".") + text.count(",") == 1
        if is_lone and mark == "," and len(text) - last == 4:
            raise ValueError(tr("“{cell}” may be thousands or a fraction", cell=cell[:40]))
        is_thousands = not is_lone and text.count(mark) > 1
        whole = text if is_thousands else text[:last]
        text = re.sub(r"[.,]", "", whole) + ("" if is_thousands else f".{text[last + 1 :]}")
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(tr("“{cell}” is no amount", cell=cell[:40])) from error
    if abs(value) >= Decimal(10) ** 15:
        raise ValueError(tr("“{cell}” is too large an amount", cell=cell[:40]))
    return value


def whole(cell: str) -> int:
    try:
        value = amount(cell)
        if value != value.to_integral_value():
            raise ValueError(cell)
        return int(value)
    except ValueError as error:
        raise ValueError(tr("“{cell}” is no whole number", cell=cell[:40])) from error


def seconds(cell: str) -> float:
    """Seconds, or [hours:]minutes:seconds."""
    try:
        parts = [float(part) for part in cell.strip().split(":")]
        total: float = sum(part * 60**place for place, part in enumerate(reversed(parts)))
        if len(parts) <= 3 and 0 <= total < 1e9:
            return total
    except ValueError:
        pass
    raise ValueError(tr("“{cell}” is no duration", cell=cell[:40]))


def one_of(cell: str, kind: type[Kind]) -> Kind:
    """A member of the enum by its value, in any case."""
    try:
        return kind(cell.strip().casefold().replace(" ", "_").replace("-", "_"))
    except ValueError as error:
        known = ", ".join(kind)
        raise ValueError(tr("“{cell}” is none of {known}", cell=cell[:40], known=known)) from error
