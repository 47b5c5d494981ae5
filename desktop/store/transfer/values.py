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
_CLOCK = r"(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?)?"
_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})" + _CLOCK)
_SIGNS = re.compile(r"[\s\u00a0\u202f'’]|[^\d.,\-+]")


def is_yes(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(tr("“{cell}” is neither yes nor no", cell=cell[:40]))
    return word in _YES


def instant(cell: str, order: str | None = None) -> datetime:
    """ISO 8601, day.month.year, or day/month/year in the `order` dmy or mdy, with or without a time.

    Without an order a date that could be read both ways is refused. Without an offset it is this machine's time.
    """
    text = cell.strip()
    found = _DATE.fullmatch(text)
    try:
        if found:
            at = _by_day_and_month(found, order)
        else:
            at = datetime.fromisoformat(text.replace("/", "-"))
        return (at if at.tzinfo is not None else at.astimezone()).astimezone(UTC)
    except _AmbiguousDateError:
        raise ValueError(tr("“{cell}” may be day/month or month/day", cell=cell[:40])) from None
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(tr("“{cell}” is no date such as 2026-11-21 10:46", cell=cell[:40])) from error


class _AmbiguousDateError(Exception):
    pass


def _by_day_and_month(found: re.Match[str], order: str | None) -> datetime:
    first, sign, second, year, hour, minute, second_of_minute, half = found.groups()
    day, month = int(first), int(second)
    if sign != "." and order is None and day <= 12 and month <= 12 and day != month:
        raise _AmbiguousDateError
    if sign != "." and (order == "mdy" or (order is None and month > 12)):
        day, month = month, day
    clock = int(hour or 0)
    if half:
        if not 1 <= clock <= 12:
            raise ValueError(found.group())
        clock = clock % 12 + (12 if half in "Pp" else 0)
    return datetime(int(year), month, day, clock, int(minute or 0), int(second_of_minute or 0)).astimezone()


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
