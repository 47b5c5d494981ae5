"""What an account promises its customers: by when they are answered, and since when."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from desktop.domain import business_hours
from desktop.domain.business_hours import BusinessHours
from desktop.domain.errors import ConfigurationError
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount

ANSWER_HOURS = 6.0  # unless the account's setting `answer_hours` says otherwise


def answer_due(account: ChannelAccount, asked_at: datetime) -> datetime:
    """By when an answer is owed to who wrote at `asked_at`: so many hours in which somebody is there.

    Settings that cannot be understood count as none: who writes has no part in them.
    """
    try:
        length = timedelta(hours=float(account.setting("answer_hours") or ANSWER_HOURS))
        hours = hours_of(account)
        return asked_at + length if hours is None else hours.after(asked_at, length)
    except (ValueError, OverflowError):
        return asked_at + timedelta(hours=ANSWER_HOURS)


def hours_of(account: ChannelAccount) -> BusinessHours | None:
    """None: always open. Raises ValueError in words."""
    return _hours(account.setting("business_hours"), account.setting("holidays"), account.setting("time_zone"))


@lru_cache(maxsize=100)
def _hours(hours: str, holidays: str, zone: str) -> BusinessHours | None:
    return business_hours.parsed(hours.splitlines(), holidays.splitlines(), zone)


def check(account: ChannelAccount) -> None:
    """Before it is saved: raises ConfigurationError in words for what was typed and is not understood."""
    since = account.setting("work_since").strip()
    try:
        hours_of(account)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    if since and work_since(account) is None:
        raise ConfigurationError(tr("“{line}” is no day: write one such as 2026-11-01.", line=since))


def work_since(account: ChannelAccount) -> datetime | None:
    """What was written earlier (the setting `work_since`, an ISO 8601 date or instant) is history; None: nothing is."""
    try:
        since = datetime.fromisoformat(account.setting("work_since").strip())
    except ValueError:
        return None
    return since if since.tzinfo is not None else since.replace(tzinfo=UTC)
