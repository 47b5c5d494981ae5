"""An appointment or an address that came as a file, in words above the message: no calendar is written to."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from PySide6.QtCore import QDate, QLocale

from desktop.domain.office.cards import AddressCard, Appointment, AppointmentKind, Card, Person, Repeating, Reply, Unit
from desktop.domain.text import tr
from desktop.ui.conversation.words import apart
from desktop.ui.words import clock_time


def cards_html(cards: Sequence[Card]) -> str:
    """Above the message's own words; "" without any."""
    return "".join(
        f'<p style="margin-bottom: 16px"><b>{escape(lines[0])}</b>'
        f"{''.join(f'<br>{escape(line)}' for line in lines[1:])}</p>"
        for lines in map(card_lines, cards)
    )


def card_lines(card: Card) -> list[str]:
    return _appointment(card) if isinstance(card, Appointment) else _address(card)


def _appointment(card: Appointment) -> list[str]:
    said = [
        _heading(card),
        tr("When: {words}", words=when_words(card)) if card.begins is not None else "",
        tr("Repeats: {words}", words=repeating_words(card.repeating)) if card.repeating is not None else "",
        tr("Where: {words}", words=apart(card.where)) if card.where else "",
        tr("From: {words}", words=_person(card.organiser)) if card.organiser is not None else "",
        tr("and %n more", card.others) if card.others else "",
    ]
    return [line for line in said if line]


def _heading(card: Appointment) -> str:
    title = apart(card.title) or tr("No subject")
    match card.kind:
        case AppointmentKind.ASKED:
            return tr("Invitation: {title}", title=title)
        case AppointmentKind.CANCELLED:
            return tr("Cancelled: {title}", title=title)
        case AppointmentKind.TOLD:
            return tr("Appointment: {title}", title=title)
        case AppointmentKind.ANSWERED:
            name = _person(card.attendee) if card.attendee is not None else ""
            return f"{_reply(card.reply)} {title}" + (f" · {name}" if name else "")


def _reply(reply: Reply | None) -> str:
    match reply:
        case Reply.ACCEPTED:
            return tr("Accepted:")
        case Reply.DECLINED:
            return tr("Declined:")
        case Reply.TENTATIVE:
            return tr("Perhaps:")
        case None:
            return tr("Answered:")


def when_words(card: Appointment) -> str:
    """In the reader's zone and way of writing; what is of no known zone says whose clock it is."""
    begins, ends = card.begins, card.ends
    if not isinstance(begins, datetime):
        days = [_date(day) for day in (begins, ends) if day is not None]
        return " – ".join(dict.fromkeys(days))
    words = f"{_date(begins.astimezone().date())}, {clock_time(begins)}"
    if isinstance(ends, datetime):
        is_same_day = begins.astimezone().date() == ends.astimezone().date()
        words += f" – {'' if is_same_day else _date(ends.astimezone().date()) + ', '}{clock_time(ends)}"
    return f"{words} ({apart(card.zone)})" if card.zone else words


def _date(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def repeating_words(repeating: Repeating) -> str:
    said = [_every(repeating.unit, repeating.every)]
    if repeating.days:
        said.append(", ".join(QLocale().dayName(day, QLocale.FormatType.ShortFormat) for day in repeating.days))
    if repeating.count:
        said.append(tr("%n times", repeating.count))
    if repeating.until is not None:
        said.append(tr("until {day}", day=_date(repeating.until)))
    return ", ".join(said)


def _every(unit: Unit | None, every: int) -> str:
    match unit:
        case Unit.DAY:
            return tr("every %n days", every)
        case Unit.WEEK:
            return tr("every %n weeks", every)
        case Unit.MONTH:
            return tr("every %n months", every)
        case Unit.YEAR:
            return tr("every %n years", every)
        case None:
            return tr("by a rule of its own")


def _address(card: AddressCard) -> list[str]:
    firm = ", ".join(apart(part) for part in (card.title, card.organisation) if part)
    reached = " · ".join(apart(part) for part in (*card.numbers, *card.addresses))
    more = tr("and %n more", card.others) if card.others else ""
    name = tr("Address card: {name}", name=apart(card.name))
    return [line for line in (name, firm, reached, apart(card.place) if card.place else "", more) if line]


def _person(who: Person) -> str:
    return f"{apart(who.name)} <{who.address}>" if who.name and who.address else apart(who.name) or who.address
