"""Appointments and addresses that come as files: what they say, for who reads the message and cannot open them."""

_CALENDARS = frozenset(("text/calendar", "application/ics"))
_ADDRESSES = frozenset(("text/vcard", "text/x-vcard", "text/directory"))


def is_calendar(name: str, media_type: str) -> bool:
    return media_type.lower() in _CALENDARS or name.lower().endswith(".ics")


def is_card(name: str, media_type: str) -> bool:
    return is_calendar(name, media_type) or media_type.lower() in _ADDRESSES or name.lower().endswith(".vcf")
