"""What the texts of other help desks leave open, such as `{{ticket.requester.name}}`, in our words."""

import re

from desktop.domain.office.variables import VARIABLES
from desktop.domain.text import tr

_PLACE = re.compile(r"\{\{\s*([^{}|]{1,80}?)\s*(?:\|[^{}]*)?\}\}|\{%\s*([A-Za-z_.]{1,80})\s*(?:,[^{}%]*)?%\}")
_LEFT = re.compile(r"\{\{|\{%|\}\}|%\}")
_BEFORE = re.compile(r"^(?:ticket\.|conversation\.)+")
_CUSTOMER = ("requester", "customer", "contact", "recipient", "visitor", "user", "client")
_AGENT = ("agent", "current_user", "currentagent", "assignee", "teammate", "sender", "me")
_OTHERS = {
    "id": "case.number",
    "number": "case.number",
    "case.number": "case.number",
    "ticket.id": "case.number",
    "subject": "subject",
    "title": "subject",
    "group.name": "queue",
    "queue": "queue",
    "mailbox.name": "queue",
    "organization.name": "customer.organisation",
    "company.name": "customer.organisation",
    "order.number": "order.number",
    "order.name": "order.number",
    "first_name": "customer.first_name",
    "name": "customer.name",
    "today": "today",
    "date": "today",
}
_OF_CUSTOMER = {
    "name": "customer.name",
    "fullname": "customer.name",
    "full_name": "customer.name",
    "first_name": "customer.first_name",
    "firstname": "customer.first_name",
    "organization.name": "customer.organisation",
    "organisation": "customer.organisation",
    "company.name": "customer.organisation",
    "company": "customer.organisation",
}


def in_our_words(text: str) -> str:
    """Raises ValueError for what nothing is known to fill in for: it would go out to customers as it stands."""
    ours = _PLACE.sub(lambda found: "{" + _ours(found[1] or found[2], found[0]) + "}", text)
    left = _LEFT.search(ours)
    if left is not None:
        raise ValueError(tr("nothing is known to fill in for {place}", place=ours[left.start() : left.start() + 40]))
    return ours


def _ours(name: str, place: str) -> str:
    plain = _BEFORE.sub("", re.sub(r"\s+", "", name))
    if plain in VARIABLES:
        return plain
    folded = plain.casefold()
    who, _, what = folded.partition(".")
    if who in _CUSTOMER and what in _OF_CUSTOMER:
        return _OF_CUSTOMER[what]
    if who in _AGENT and what in ("name", "fullname", "full_name"):
        return "agent.name"
    if folded in _OTHERS:
        return _OTHERS[folded]
    raise ValueError(tr("nothing is known to fill in for {place}", place=place[:60]))
