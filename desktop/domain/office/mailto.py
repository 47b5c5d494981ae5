"""What a link to a mail address asks for (RFC 6068), and no more than that: whom, about what, and what to say.

Whoever made the link could otherwise have a file attached, or somebody put in blind copy whom nobody sees.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_MOST_PEOPLE = 20
_LONGEST_LINE, _LONGEST_BODY = 500, 10_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailto:
    """`to` and `cc` as they stand in the link: whoever takes them over reads them as typed addresses."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""


def read_mailto(link: str) -> Mailto | None:
    """None for what is no such link or names nobody."""
    if link[:7].lower() != "mailto:":
        return None
    addresses, _, query = link[7:].partition("?")
    fields: dict[str, list[str]] = {"to": [addresses]}
    for field in query.split("&")[:20]:
        name, _, said = field.partition("=")
        fields.setdefault(unquote(name).lower(), []).append(said)
    to, cc = _people(fields["to"]), _people(fields.get("cc", []))
    if not to and not cc:
        return None
    subject, body = (unquote(fields.get(name, [""])[0]) for name in ("subject", "body"))
    body = _CONTROL_BUT_LINES.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))
    return Mailto(to=to, cc=cc, subject=_line(subject), body=body[:_LONGEST_BODY])


def _people(said: list[str]) -> tuple[str, ...]:
    """A comma parts addresses before they are decoded: an encoded one belongs to a name."""
    found = (_line(unquote(one)) for many in said for one in many.split(","))
    return tuple(dict.fromkeys(one for one in found if "@" in one))[:_MOST_PEOPLE]


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())[:_LONGEST_LINE]
