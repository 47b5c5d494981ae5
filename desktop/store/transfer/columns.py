"""Which column of a file is what: by the names people give them, or as told."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.errors import ConfigurationError
from desktop.domain.folding import fold
from desktop.domain.text import tr


class Kind(StrEnum):
    """What a file is about."""

    CUSTOMERS = "customers"
    ORDERS = "orders"
    INTERACTIONS = "interactions"
    CASES = "cases"
    ENDINGS = "endings"
    AGENT_STATES = "agent_states"
    TEXTS = "texts"


_ADDRESSES = {
    "phone": "phones, telephone, tel, telefon, mobile, mobile phone, cell, cell phone, komorka, handy, phone number,"
    " number, telefono, telephone number, 电话, 手机",
    "email": "emails, e mail, mail, e mails, email address, adres e mail, correo, courriel, 邮箱",
    "handle": "handles, nick, username, user name, social, twitter, telegram, mastodon",
}
_CUSTOMER = "customer id, customer number, customer external id, client, client id, nr klienta, kundennummer, 客户"
_ALIASES: dict[Kind, dict[str, str]] = {
    Kind.CUSTOMERS: {
        "external_id": f"id, external id, number id, customer no, {_CUSTOMER}",
        "name": "full name, display name, customer name, imie i nazwisko, nom, nombre, 姓名, nomo",
        "first_name": "first name, given name, firstname, imie, vorname, prenom, 名",
        "last_name": "last name, surname, family name, lastname, nazwisko, nachname, 姓",
        "organisation": "organization, company, firm, firma, unternehmen, societe, empresa, 公司",
        "language": "lang, jezyk, sprache, langue, idioma, 语言",
        "city": "town, miasto, ort, stadt, ville, ciudad, 城市",
        "vip": "is vip, vip customer",
        "tags": "tag, labels, etykiety",
        "fields": "",
        "merged_into": "merged into",
        "chosen": "chosen addresses",
        **_ADDRESSES,
    },
    Kind.ORDERS: {
        "number": "order, order number, order no, order id, id, nr zamowienia, bestellnummer, 订单, 订单号",
        "customer": _CUSTOMER,
        "placed_at": "placed at, date, order date, ordered at, created, created at, data, datum, 日期",
        "status": "state, order status, stan, 状态",
        "amount": "total, order total, sum, kwota, betrag, montant, 金额",
        "currency": "waluta, wahrung, devise, 货币",
        "item": "product, article, line item, produkt, artikel, 商品",
        "quantity": "qty, ilosc, menge, anzahl, 数量",
        "line_amount": "line amount, line total, item amount",
        **{name: _ADDRESSES[name] for name in ("phone", "email")},
    },
    Kind.INTERACTIONS: {
        "external_id": "id, external id, ticket, ticket id, conversation id, call id, uniqueid",
        "customer": _CUSTOMER,
        "channel": "medium, kanal, 渠道",
        "direction": "kierunek, richtung",
        "state": "stan",
        "resolution": "solved, resolution status",
        "started_at": "started at, start, date, time, created, created at, call date, calldate, data, datum, 日期",
        "answered_at": "answered at, answered",
        "ended_at": "ended at, end, ended",
        "closed_at": "closed at, closed",
        "address": "phone, telephone, email, from address, handle, contact",
        "subject": "title, topic, temat, betreff, 主题",
        "queue": "kolejka, skill, group, warteschlange",
        "agent": "agent name, owner, assigned to, konsultant",
        "disposition": "result, result code, wynik",
        "notes": "note, comment, comments, description, notatki, notizen, 备注",
        "caller": "caller id, callerid, src, from, ani",
        "dialled": "dialed, dst, to, did, dnis",
        "ring_seconds": "ring seconds, ring time",
        "talk_seconds": "talk seconds, talk time, billsec, duration",
        "hold_seconds": "hold seconds, hold time",
        "end_words": "end words, end cause, end reason",
        "call_end": "call end",
        "call_queue": "call queue",
        "call_reference": "call reference",
        "case": "case number",
        "interrupted": "is interrupted",
        "seen": "is seen",
        "message": "body, text, message body, tresc, nachricht, 内容",
        "message_author": "message author, author, sender",
        "message_at": "message at, sent at, message date",
        "message_direction": "message direction",
        "message_id": "message id",
        "message_subject": "message subject",
    },
    Kind.CASES: {
        "number": "case, case number, id",
        "title": "subject",
        "customer": _CUSTOMER,
        "solved": "is solved",
        "opened_at": "opened at, opened, date",
    },
    Kind.ENDINGS: {
        "channel": "",
        "interaction": "interaction id, external id, id, number",
        "disposition": "result, result code, wynik",
        "closed_by": "closed by, agent",
        "closed_at": "closed at, date",
        "overtaken": "",
        "opened_by": "opened by",
        "opened_at": "opened at",
    },
    Kind.AGENT_STATES: {
        "agent": "agent name",
        "since": "at, date",
        "state": "status",
        "reason": "reason code",
        "source": "",
        "next_state": "next state",
        "next_reason": "next reason",
    },
    Kind.TEXTS: {
        "kind": "",
        "title": "name, macro, macro title, macro name, canned response, response title, tytul, titel, 标题",
        "shortcut": "short code, shortcode, keyword, abbreviation, skrot, kurzel",
        "language": "lang, locale, jezyk, sprache, langue, idioma, 语言",
        "text": "body, content, response, message, reply, answer, comment, plain text, body text, tresc, inhalt, 内容",
        "html": "body html, html body, content html, html content, rich text, comment html",
        "queues": "queue, kolejka, warteschlange",
        "channels": "channel, medium, kanal, 渠道",
    },
}
NEEDED = {
    Kind.CUSTOMERS: (("name", "first_name", "last_name", "organisation"),),
    Kind.ORDERS: (("number",), ("customer", "phone", "email"), ("placed_at",), ("amount",)),
    Kind.INTERACTIONS: (("external_id",), ("channel",), ("started_at",)),
    Kind.CASES: (("number",), ("title",), ("opened_at",)),
    Kind.ENDINGS: (("channel",), ("interaction",), ("disposition",), ("closed_at",)),
    Kind.AGENT_STATES: (("agent",), ("since",), ("state",)),
    Kind.TEXTS: (("title",), ("text", "html")),
}
DATES = {
    Kind.CUSTOMERS: (),
    Kind.ORDERS: ("placed_at",),
    Kind.INTERACTIONS: ("started_at", "answered_at", "ended_at", "closed_at", "message_at"),
    Kind.CASES: ("opened_at",),
    Kind.ENDINGS: ("closed_at", "opened_at"),
    Kind.AGENT_STATES: ("since",),
    Kind.TEXTS: (),
}
REPEATED = frozenset(_ADDRESSES)
FREE = "field."  # followed by the name of a free field


class Columns(NamedTuple):
    """By place in a row: the field, "" for a column that is left out. `ignored` are the names of those."""

    fields: tuple[str, ...]
    ignored: tuple[str, ...]


def names(kind: Kind) -> tuple[str, ...]:
    """The fields a file of this kind can have."""
    return tuple(_ALIASES[kind])


def assign(kind: Kind, header: Sequence[str], told: Mapping[str, str]) -> Columns:
    """`told` maps a column's name to a field ("" leaves it out) and goes before the aliases.

    Raises ConfigurationError when a needed column is missing or two columns would be the same field.
    """
    by_name = {fold(name): told[name] for name in told}
    _check_told(kind, header, told)
    fields: list[str] = []
    for name in header:
        field = by_name[fold(name)] if fold(name) in by_name else _recognised(kind, name)
        if field in fields and field and field not in REPEATED and not field.startswith(FREE):
            field = "" if fold(name) not in by_name else field
        fields.append(field)
    for alternatives in NEEDED[kind]:
        if not set(alternatives) & set(fields):
            raise ConfigurationError(
                tr("No column of the file is the {field}.", field=" / ".join(alternatives)),
                tr("Say which with --map COLUMN={field}. The file has: {header}", field=alternatives[0],
                   header=", ".join(header)[:500]),
            )  # fmt: skip
    return Columns(tuple(fields), tuple(name for name, field in zip(header, fields, strict=True) if not field))


def _check_told(kind: Kind, header: Sequence[str], told: Mapping[str, str]) -> None:
    there = {fold(name) for name in header}
    for name, field in told.items():
        if fold(name) not in there:
            raise ConfigurationError(tr("The file has no column “{name}”.", name=name))
        if field and field not in _ALIASES[kind] and not (kind is Kind.CUSTOMERS and field.startswith(FREE)):
            known = ", ".join(_ALIASES[kind])
            raise ConfigurationError(tr("“{field}” is no field; there are: {known}", field=field, known=known))


def _recognised(kind: Kind, name: str) -> str:
    if kind is Kind.CUSTOMERS and name.startswith(FREE):
        return name
    folded = fold(name)
    plain = re.sub(r" \d+$", "", folded)
    for field, aliases in _ALIASES[kind].items():
        known = {fold(alias) for alias in (field, *aliases.split(","))} - {""}
        if folded in known or (field in REPEATED and plain in known):
            return field
    return ""
