"""A file that is an appointment or an address, read."""

import logging

from desktop.channels.email.cards import is_calendar
from desktop.channels.email.cards.calendars import read_appointment
from desktop.channels.email.cards.contacts import read_address_card
from desktop.domain.office.cards import Card

log = logging.getLogger(__name__)


def read_card(name: str, media_type: str, content: bytes) -> Card | None:
    """None for one that cannot be read: it is a file like any other."""
    try:
        return read_appointment(content) if is_calendar(name, media_type) else read_address_card(content)
    except Exception:  # one file that nobody foresaw must not hide the message it came with
        log.exception("an appointment or address of %d bytes could not be read", len(content))
        return None
