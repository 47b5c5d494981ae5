"""Facts in the words of the screen: times, channels, matches, states. Pure functions."""

import math
from datetime import datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QDateTime, QLocale

from desktop.domain.agent import AgentState, AgentStatus, ReasonCode
from desktop.domain.call import CallEnd
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer, Order
from desktop.domain.history import Dossier, EntryKind, Match, MatchReason, RecentContact, TimelineEntry
from desktop.domain.interaction import Interaction, InteractionState, Resolution
from desktop.domain.text import tr
from desktop.services.ports import Numbering

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def running(seconds: float) -> str:
    """`4:07`, `1:02:03`: a time that runs, in tabular figures."""
    whole = int(max(0.0, seconds))
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def lasted(seconds: float) -> str:
    """`6:42`, `11 min`, `2 h 10`: how long something took or has waited."""
    if seconds < _HOUR:
        return running(seconds)
    hours, rest = divmod(int(seconds), _HOUR)
    return tr("{hours} h {minutes}", hours=hours, minutes=f"{rest // _MINUTE:02}")


def ago(moment: datetime, now: datetime) -> str:
    """How long ago in one unit: `now`, `38 min`, `5 h`, `2 days`, `14 Nov`, `Mar 2023`."""
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE:
        return tr("now")
    if seconds < _HOUR:
        return tr("{minutes} min", minutes=int(seconds // _MINUTE))
    local = moment.astimezone()
    days = (now.astimezone().date() - local.date()).days
    if days < 1 or seconds < 12 * _HOUR:
        return tr("{hours} h", hours=int(seconds // _HOUR))
    if days < 30:
        return tr("%n days", days)
    if days < 300:
        return _day_and_month(local)
    return f"{_month(local)} {local.year}"


def _month(local: datetime) -> str:
    return QLocale().monthName(local.month, QLocale.FormatType.ShortFormat)


def _day_and_month(local: datetime) -> str:
    """`14 Nov`, or `Nov 14` where the month comes first."""
    order = QLocale().dateFormat(QLocale.FormatType.ShortFormat).lstrip("Yy-./ 年")
    return f"{_month(local)} {local.day}" if order[:1] == "M" else f"{local.day} {_month(local)}"


def clock_time(moment: datetime, *, seconds: bool = False) -> str:
    """`09:48`, or `9:48 AM` where the day has two halves."""
    shape = "%H:%M:%S" if seconds else "%H:%M"
    if "AP" not in QLocale().timeFormat(QLocale.FormatType.ShortFormat).upper():
        return moment.astimezone().strftime(shape)
    half = QLocale().amText() if moment.astimezone().hour < 12 else QLocale().pmText()
    return f"{moment.astimezone().strftime(shape.replace('%H', '%I')).lstrip('0')} {half}"


def day_and_time(moment: datetime, now: datetime) -> str:
    """`Today, 09:48`, `Yesterday, 17:02`, `Mon 16 Nov, 21:14`, `16 Nov 2024, 21:14`."""
    local = moment.astimezone()
    days = (now.astimezone().date() - local.date()).days
    if days == 0:
        return tr("Today, {time}", time=clock_time(moment))
    if days == 1:
        return tr("Yesterday, {time}", time=clock_time(moment))
    date = _day_and_month(local)
    if abs(days) < 300:
        day = QLocale().dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
        return f"{day} {date}, {clock_time(moment)}"
    return f"{date} {local.year}, {clock_time(moment)}"


def ahead(moment: datetime, now: datetime) -> str:
    """`Tuesday, in 38 min`, `Tuesday, in 5 h 20`, `Tuesday, in 3 days`."""
    local, seconds = moment.astimezone(), (moment - now).total_seconds()
    if seconds < _HOUR:
        span = tr("{minutes} min", minutes=math.ceil(seconds / _MINUTE))
    elif seconds < _DAY:
        span = lasted(seconds)
    else:
        span = tr("%n days", (local.date() - now.astimezone().date()).days)
    return tr("{weekday}, in {span}", weekday=QLocale().standaloneDayName(local.isoweekday()), span=span)


def month_and_year(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{QLocale().monthName(local.month)} {local.year}"


def full_date(moment: datetime) -> str:
    made = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(made, QLocale.FormatType.ShortFormat)


def money(amount: Decimal, currency: str) -> str:
    """`€ 516.00`; the code where a currency has no sign here."""
    sign = {"EUR": "€", "GBP": "£", "USD": "$", "PLN": "zł", "CNY": "¥", "JPY": "¥"}.get(currency.upper(), currency)
    return f"{sign} {QLocale().toString(float(amount), 'f', 2)}"


def channel_name(channel: Channel) -> str:
    match channel:
        case Channel.VOICE:
            return tr("Call")
        case Channel.EMAIL:
            return tr("E-mail")
        case Channel.CHAT:
            return tr("Chat")
        case Channel.SMS:
            return tr("SMS")
        case Channel.SOCIAL:
            return tr("Social")
        case Channel.FORUM:
            return tr("Forum")


def language_name(code: str) -> str:
    """`Polish` for "pl", `polski` where the desk does not speak English; a code that Qt does not know as it is.
    A language alone is that of no country: "en" is not American English."""
    if not code:
        return ""
    locale = QLocale(code)
    if locale.language() == QLocale.Language.C:
        return code
    if QLocale().language() in (QLocale.Language.English, QLocale.Language.C):
        return QLocale.languageToString(locale.language())
    spoken = QLocale(locale.language(), QLocale.Country.World) if code.isalpha() else locale
    return spoken.nativeLanguageName()  # Qt names languages in English or in themselves


def address_words(address: Address, numbering: Numbering) -> str:
    """A number in its international form, a handle with its @."""
    match address.kind:
        case AddressKind.PHONE:
            return numbering.show(address.value) or address.typed
        case AddressKind.HANDLE:
            return f"@{address.value}"
        case AddressKind.EMAIL:
            return address.typed or address.value


def customer_line(customer: Customer) -> str:
    """`Studio Kowalczyk, Kraków · Polish`."""
    where = ", ".join(part for part in (customer.organisation, customer.city) if part)
    return " · ".join(part for part in (where, language_name(customer.language)) if part)


def match_words(match: Match) -> str:
    """Why this is taken for the caller, as a sentence without its full stop."""
    count = len(match.candidates)
    return {
        MatchReason.CHOSEN: tr("Matched because an agent said so before"),
        MatchReason.SCREEN_POP_DATA: tr("Matched by the customer number sent with the call"),
        MatchReason.NUMBER: tr("Matched by number, its only holder"),
        MatchReason.NATIONAL_NUMBER: tr("Matched by number without its country code"),
        MatchReason.EXTENSION: tr("Matched by number without its extension"),
        MatchReason.SIP_ADDRESS: tr("Matched by SIP address"),
        MatchReason.ADDRESS: tr("Matched by e-mail address"),
        MatchReason.SHARED: tr("%n customers share this number", count),
        MatchReason.MAYBE: tr("Nobody is known under this address; the message names who it may be"),
        MatchReason.WITHHELD: tr("Nobody can be looked up; ask who it is"),
        MatchReason.UNKNOWN: _unknown_words(match),
    }[match.reason]


def _unknown_words(match: Match) -> str:
    is_handle = not match.called and any(letter == "@" or letter.isalpha() for letter in match.address)
    return tr("Nobody is known under this address") if is_handle else tr("Nobody is known under this number")


def ordinal(number: int) -> str:
    """`4th`, in English; translations bring their own sentence with the bare number."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }".replace(" ", "")


def recent_words(recent: RecentContact) -> tuple[str, str]:
    """`4th contact in 6 days`, `on 3 channels. The last one is unresolved.`; empty when it is the first."""
    if recent.contacts < 2:
        return "", ""
    strong = _how_often(recent)
    rest = tr("on %n channels.", len(recent.channels))
    if recent.is_last_unresolved:
        rest += " " + tr("The last one is unresolved.")
    return strong, rest


def _how_often(recent: RecentContact) -> str:
    """The days are those of the calendar: what began on Monday evening is `in 2 days` on Wednesday morning."""
    nth, number = ordinal(recent.contacts), recent.contacts
    days = (recent.counted_at.astimezone().date() - recent.first_at.astimezone().date()).days
    if recent.counted_at - recent.first_at <= timedelta(hours=1):
        return tr("{nth} contact within an hour", nth=nth, number=number)
    if days == 0:
        return tr("{nth} contact today", nth=nth, number=number)
    if days == 1:
        return tr("{nth} contact since yesterday", nth=nth, number=number)
    return tr("{nth} contact in %n days", days, nth=nth, number=number)


def order_tone(order: Order) -> str:
    """A chip's tone for the shop's own word."""
    status = order.status.casefold()
    if status in ("cancelled", "canceled", "failed", "lost"):
        return "red"
    return "amber" if order.is_open else "green"


def resolution_words(resolution: Resolution) -> tuple[str, str]:
    """The badge and its tone."""
    match resolution:
        case Resolution.OPEN:
            return tr("open"), "red"
        case Resolution.SOLVED:
            return tr("solved"), "green"
        case Resolution.PROMISED:
            return tr("promised"), "amber"


def is_outgoing_call(entry: TimelineEntry) -> bool:
    return entry.channel is Channel.VOICE and entry.direction is Direction.OUTBOUND


def entry_badge(entry: TimelineEntry) -> tuple[str, str]:
    """What stands right of a timeline's line, and its tone; empty when there is nothing to say."""
    if entry.kind is EntryKind.ORDER:
        return entry.status, "neutral"
    if entry.state in (InteractionState.MISSED, InteractionState.ABANDONED):
        return tr("missed") if entry.state is InteractionState.MISSED else tr("gave up"), "red"
    if entry.state is InteractionState.DECLINED:
        return tr("declined"), "amber"
    if is_outgoing_call(entry) and not entry.talk_seconds:
        return tr("not reached"), "neutral"
    return resolution_words(entry.resolution) if entry.resolution is not None else ("", "neutral")


def orders_words(dossier: Dossier) -> str:
    return tr("{open} open · {all} in all", open=dossier.open_orders, all=dossier.total_orders)


def so_far_words(dossier: Dossier, *, going_on: int = 0, is_written: bool = False) -> str:
    """`48 since March 2024`; `going_on` of the interactions are no history yet. What `is_written` began any day."""
    before = dossier.total_interactions - going_on
    if before < 1 or dossier.first_contact_at is None:
        return tr("nothing before this conversation") if is_written else tr("nothing before today")
    return tr(
        "{count} since {month}",
        count=QLocale().toString(before),
        month=month_and_year(dossier.first_contact_at),
    )


def agent_words(status: AgentStatus, reasons: tuple[ReasonCode, ...]) -> str:
    """`Ready`, `Lunch`, `On a call`."""
    match status.state:
        case AgentState.NOT_READY:
            return reason_label(status.reason, reasons) or tr("Not ready")
        case AgentState.READY:
            return tr("Ready")
        case AgentState.RESERVED:
            return tr("Ringing")
        case AgentState.BUSY:
            return tr("On a call")
        case AgentState.WRAP_UP:
            return tr("Wrap-up")
        case AgentState.LOGGED_OUT:
            return tr("Logged out")


def agent_tone(state: AgentState) -> str:
    return {
        AgentState.READY: "green",
        AgentState.RESERVED: "green",
        AgentState.BUSY: "accent",
        AgentState.WRAP_UP: "amber",
        AgentState.NOT_READY: "red",
        AgentState.LOGGED_OUT: "text3",
    }[state]


def reason_label(code: str, reasons: tuple[ReasonCode, ...]) -> str:
    return next((reason.label for reason in reasons if reason.code == code), code)


def next_words(status: AgentStatus, reasons: tuple[ReasonCode, ...]) -> str:
    """What follows this work: `Lunch`, `Log out`; "" when it is ready again."""
    match status.next_state:
        case None | AgentState.READY:  # what everybody expects after a call
            return ""
        case AgentState.NOT_READY:
            return reason_label(status.next_reason, reasons) or tr("Not ready")
        case AgentState.LOGGED_OUT:
            return tr("Log out")
        case _:
            return ""


def who(interaction: Interaction, dossier: Dossier | None = None) -> str:
    """The name that is shown: customer, number, or that it is withheld."""
    return _known_as(interaction, dossier) or tr("Number withheld")


def _known_as(interaction: Interaction, dossier: Dossier | None) -> str:
    if dossier is not None and dossier.customer is not None:
        return dossier.customer.name
    return interaction.customer_name or interaction.address


def calling_words(interaction: Interaction, dossier: Dossier | None = None) -> str:
    """`Anna Kowalczyk is calling`."""
    name = _known_as(interaction, dossier)
    return tr("{name} is calling", name=name) if name else tr("A withheld number is calling")


def number_words(said: str) -> str:
    """A number somebody dialled, as it is read; "" for an address with a host, which says nothing to an agent."""
    said = said.partition(";")[0].strip()
    if "@" in said or ":" in said or not any(letter.isdigit() for letter in said):
        return ""
    return said


def call_log_words(interaction: Interaction) -> tuple[str, str]:
    """How a call went, in words, and the tone of its icon."""
    if interaction.state is InteractionState.MISSED:
        facts = interaction.call
        why = facts.end_words.rstrip(".") if facts is not None and facts.end is CallEnd.KEPT_AWAY else ""
        return f"{tr('Missed')} · {why}" if why else tr("Missed"), "red"
    if interaction.state is InteractionState.ABANDONED:
        return tr("Gave up before an answer"), "red"
    if interaction.state is InteractionState.DECLINED:
        return tr("Declined"), "amber"
    facts = interaction.call
    if facts is not None and facts.talk_seconds > 0:
        return tr("Talked {time}", time=lasted(facts.talk_seconds)), "text2"
    if facts is not None and facts.end_words:
        return facts.end_words, "text2"
    return tr("Outgoing") if interaction.direction is Direction.OUTBOUND else tr("Answered"), "text2"
