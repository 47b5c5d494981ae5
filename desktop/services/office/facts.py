"""What the variables of a ready text stand for in one piece of work. Store lane only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QDate, QLocale

from desktop.domain.customer import Customer, Order
from desktop.domain.office.texts import ReadyText, Wording
from desktop.domain.office.variables import filled, filled_html, first_name
from desktop.services.written_ports import WholeStore

_WEEKDAY = re.compile(r"[,\s]*dddd[,\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`languages` are the customer's and the queue's, as far as they are known."""

    values: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


def facts_of(store: WholeStore, interaction_id: int, agent: str, queue: str = "") -> Facts:
    """`queue`: where the interaction itself names none."""
    details = store.details(interaction_id)
    if details is None:
        return Facts(values={"agent.name": agent})
    interaction = details.interaction
    queue = interaction.queue or (interaction.call.queue if interaction.call is not None else "") or queue
    customer = store.customer(interaction.customer_id) if interaction.customer_id is not None else None
    work = store.work_row(interaction_id, agent) if customer is None else None
    name = customer.name if customer is not None else (work.customer_name if work is not None else "")
    orders = store.orders(customer.id) if customer is not None and customer.id is not None else ()
    values = {
        "customer.name": name,
        "customer.first_name": _first_name(customer) or first_name(name),
        "customer.organisation": customer.organisation if customer is not None else "",
        "agent.name": agent,
        "order.number": _order_number(orders, f"{interaction.subject} {details.case_title}"),
        "case.number": str(details.case_number or ""),
        "queue": queue,
        "subject": interaction.subject,
    }
    own = (customer.language if customer is not None else "", _language_of(store, queue))
    return Facts(values=values, languages=tuple(one for one in own if one))


def _first_name(customer: Customer | None) -> str:
    """As somebody entered it."""
    fields = customer.fields if customer is not None else {}
    return next((value for key, value in fields.items() if key.replace("_", " ").casefold() == "first name"), "")


def _order_number(orders: Sequence[Order], named: str) -> str:
    """The one that subject or case speak of, else the newest."""
    spoken_of = (one.number for one in orders if one.number and one.number in named)
    return next(spoken_of, "") or next((one.number for one in orders), "")


def _language_of(store: WholeStore, queue: str) -> str:
    """What is written from the account of this queue, where that is set."""
    if not queue:
        return ""
    said = (one.setting("language") for one in store.accounts() if one.queue.casefold() == queue.casefold())
    return next((one for one in said if one), "")


def put_into_words(ready: ReadyText, facts: Facts, today: date) -> Wording:
    """In the best language there is, with what is known filled in."""
    return filled_wording(ready.wording(facts.languages), facts, today)


def filled_wording(wording: Wording, facts: Facts, today: date) -> Wording:
    values = {**facts.values, "today": day_in_words(today, wording.language)}
    return Wording(text=filled(wording.text, values), html=filled_html(wording.html, values), language=wording.language)


def day_in_words(day: date, language: str) -> str:
    """`22 November 2026`, `2026年11月22日`: as the language writes it, without the day of the week."""
    locale = QLocale(language) if language else QLocale()
    shape = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat))
    return locale.toString(QDate(day.year, day.month, day.day), shape)
