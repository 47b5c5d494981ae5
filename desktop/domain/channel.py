"""The media a customer can use."""

from enum import StrEnum


class Channel(StrEnum):
    VOICE = "voice"
    EMAIL = "email"
    CHAT = "chat"
    SMS = "sms"
    SOCIAL = "social"
    FORUM = "forum"


class Direction(StrEnum):
    """Who began: INBOUND is the customer."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"
