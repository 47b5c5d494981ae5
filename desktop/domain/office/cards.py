"""An appointment or an address that came as a file, as far as it is put into words."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AppointmentKind(StrEnum):
    ASKED = "asked"
    CANCELLED = "cancelled"
    ANSWERED = "answered"
    TOLD = "told"  # nobody is asked to come


class Reply(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeating:
    """Each `every`-th unit; `unit` None: by a rule that is not told. `days` of the week, Monday is 1."""

    unit: Unit | None
    every: int = 1
    days: tuple[int, ...] = ()
    count: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A date alone is a whole day, and `ends` the last of them. A time without a zone is the clock's on the wall of
    `zone`, which nobody here knows, or of wherever one is.
    """

    kind: AppointmentKind
    title: str = ""
    begins: datetime | date | None = None
    ends: datetime | date | None = None
    zone: str = ""
    where: str = ""
    organiser: Person | None = None
    attendee: Person | None = None  # who answers
    reply: Reply | None = None
    repeating: Repeating | None = None
    others: int = 0  # more appointments in the same file


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressCard:
    """Of a person or a firm."""

    name: str
    organisation: str = ""
    title: str = ""
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    place: str = ""
    others: int = 0


Card = Appointment | AddressCard
