"""What an account promises its customers: by when they are answered, and since when."""

from datetime import UTC, datetime, timedelta

from desktop.domain.written import ChannelAccount

ANSWER_HOURS = 6.0  # unless the account's setting `answer_hours` says otherwise


def answer_due(account: ChannelAccount, asked_at: datetime) -> datetime:
    """By when an answer is owed to who wrote at `asked_at`. Hours of the clock."""
    try:
        hours = float(account.setting("answer_hours") or ANSWER_HOURS)
        return asked_at + timedelta(hours=hours)
    except (ValueError, OverflowError):  # of a hand, in a form that did not look
        return asked_at + timedelta(hours=ANSWER_HOURS)


def work_since(account: ChannelAccount) -> datetime | None:
    """What was written earlier (the setting `work_since`, an ISO 8601 date or instant) is history; None: nothing is."""
    try:
        since = datetime.fromisoformat(account.setting("work_since"))
    except ValueError:
        return None
    return since if since.tzinfo is not None else since.replace(tzinfo=UTC)
