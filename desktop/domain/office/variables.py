"""What a ready text leaves open, such as `{customer.name}`: a list a person can learn, and no language with code in it.

One that has no value stays in the text as it is: a gap, to be filled by whoever sends it.
"""

import re
from collections.abc import Mapping
from html import escape

from desktop.domain.text import tr

HERE = "{here}"
"""Where one goes on writing; gone from the text that is put in."""

VARIABLES = (
    "customer.name",
    "customer.first_name",
    "customer.organisation",
    "agent.name",
    "order.number",
    "case.number",
    "queue",
    "subject",
    "today",
)
GAP = re.compile(r"\{(?:" + "|".join(re.escape(name) for name in VARIABLES) + r")\}")

_MEANT = re.compile(r"\{\w[^{}\n]{0,40}\}?|\{[^{}\n]{0,40}\}")


def variable_label(name: str) -> str:
    return {
        "customer.name": tr("The customer's name"),
        "customer.first_name": tr("The customer's first name"),
        "customer.organisation": tr("The customer's organisation"),
        "agent.name": tr("Your name"),
        "order.number": tr("The number of the order it is about, else of the newest"),
        "case.number": tr("The number of the case"),
        "queue": tr("The queue"),
        "subject": tr("The subject"),
        "today": tr("Today's date, in the language of the text"),
    }[name]


def filled(text: str, values: Mapping[str, str]) -> str:
    """What has a value is filled in; the rest stays as a gap."""
    return GAP.sub(lambda found: values.get(found[0][1:-1]) or found[0], text)


def filled_html(html: str, values: Mapping[str, str]) -> str:
    """As `filled`; a value is text and never markup."""
    return filled(html, {name: escape(value) for name, value in values.items()})


def gaps(text: str) -> tuple[str, ...]:
    """As they stand in the text, each once."""
    return tuple(dict.fromkeys(GAP.findall(text)))


def meant(text: str) -> tuple[str, ...]:
    """What somebody meant as one, whether there is such a variable or not: in any letters, without its end, with markup
    in it. No person looks at each letter of those that go by themselves, and it would stand there as it is.
    """
    return tuple(dict.fromkeys(_MEANT.findall(text)))


def first_name(name: str) -> str:
    """`Anna` of `Anna Kowalczyk` and of `Kowalczyk, Anna`; all of a name that is one word, as Chinese ones are."""
    surname, comma, given = name.partition(",")
    words = (given if comma and given.strip() else surname).split()
    return words[0] if words else ""
