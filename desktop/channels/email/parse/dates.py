"""When a message was written: what its `Date` says, if that can be, else when a server first wrote it down."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_MOST_AHEAD = timedelta(days=1)  # of a clock, or a zone, that is wrong


def read_date(value: str) -> datetime | None:
    """None when it is no date (RFC 5322 §3.3, with what older programs write), or one that cannot be."""
    try:
        found = parsedate_tz(value[:200])
        if found is None:
            return None
        zone = timezone(timedelta(seconds=found[9] or 0))
        at = datetime(*found[:5], min(found[5], 59), tzinfo=zone).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at >= EARLIEST else None


def sent_at(dates: list[str], received: list[str], now: datetime) -> tuple[datetime, bool]:
    """And whether it is as the message itself says. `received` are the fields, the topmost first."""
    said = read_date(dates[0]) if dates else None
    if said is not None and said <= now + _MOST_AHEAD:
        return said, True
    for field in received[:5]:
        written_down = read_date(field.rpartition(";")[2])
        if written_down is not None and written_down <= now + _MOST_AHEAD:
            return written_down, False
    return now, False
