"""Who writes in the demo, and what: mail as a server would hand it over, dealt out one after the other."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid, parseaddr
from enum import StrEnum
from itertools import cycle
from typing import Any

from desktop.demo.world import World
from desktop.domain.customer import AddressKind
from desktop.domain.text import tr
from desktop.paths import resources_folder

SUPPORT = "support@parley-shop.example"
AUTHORITY = "mail.parley-shop.example"
"""The name by which the shop's own server says whether a sender is who he seems."""


class Kind(StrEnum):
    KNOWN = "known"
    STRANGER = "stranger"
    NEWSLETTER = "newsletter"
    IMITATOR = "imitator"


def label_of(kind: Kind) -> str:
    return {
        Kind.KNOWN: tr("A known customer"),
        Kind.STRANGER: tr("Somebody new"),
        Kind.NEWSLETTER: tr("A newsletter that spies"),
        Kind.IMITATOR: tr("A swindler in your name"),
    }[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A letter of `post.toml`; `sender` is a name and an address, `waits` minutes."""

    kind: Kind
    sender: tuple[str, str]
    subject: str
    text: str
    html: str = ""
    cc: tuple[str, ...] = ()
    reply_to: str = ""
    verdict: str = ""
    file: Mapping[str, str] = field(default_factory=dict)
    waits: int | None = None
    is_bulk: bool = False


class Scripts:
    """The letters of this world, and who in it answers in which language."""

    def __init__(self, world: World) -> None:
        raw = tomllib.loads((resources_folder() / "demo" / "post.toml").read_text("utf-8"))
        people = _people(world)
        self.all = tuple(_script(letter, people) for letter in raw["letters"] if _is_here(letter, people))
        self._answers: dict[str, str] = raw["answers"]
        self._languages = {address.lower(): language for address, language in people.values()}
        self._next = {kind: cycle([one for one in self.all if one.kind is kind]) for kind in Kind}

    def next(self, kind: Kind) -> Script | None:
        """None when nobody of this world writes so."""
        return next(self._next[kind], None)

    def waiting(self) -> Iterator[Script]:
        """What lies in the mailbox at the beginning, oldest first."""
        return iter(sorted((one for one in self.all if one.waits is not None), key=lambda one: -(one.waits or 0)))

    def answer_of(self, address: str) -> str:
        """What they would say to an answer."""
        return self._answers.get(self._languages.get(address.lower(), "en"), self._answers["en"])


def _people(world: World) -> dict[str, tuple[str, str]]:
    """Address and language by name."""
    return {
        customer.name: (address.typed, customer.language)
        for customer in reversed(world.customers)  # of a name that two have, the first
        for address in customer.addresses
        if address.kind is AddressKind.EMAIL
    }


def _is_here(letter: Mapping[str, Any], people: Mapping[str, tuple[str, str]]) -> bool:
    return "@" in letter["from"] or letter["from"] in people


def _script(letter: Mapping[str, Any], people: Mapping[str, tuple[str, str]]) -> Script:
    given = letter["from"]
    return Script(
        kind=Kind(letter["kind"]),
        sender=parseaddr(given) if "@" in given else (given, people[given][0]),
        subject=letter["subject"],
        text=letter["text"],
        html=letter.get("html", ""),
        cc=tuple(letter.get("cc", ())),
        reply_to=letter.get("reply_to", ""),
        verdict=letter.get("verdict", ""),
        file=letter.get("file", {}),
        waits=letter.get("waits"),
        is_bulk=letter.get("bulk", False),
    )


def mail_of(script: Script, now: datetime) -> bytes:
    """The letter as the shop's server received it; every time another Message-ID."""
    message = EmailMessage(policy=SMTP)
    domain = script.sender[1].rpartition("@")[2]
    passed = f"dmarc=pass header.from={domain}; spf=pass smtp.mailfrom={script.sender[1]}; dkim=pass header.d={domain}"
    message["Authentication-Results"] = f"{AUTHORITY}; {script.verdict or passed}"
    message["From"] = formataddr(script.sender)
    message["To"] = SUPPORT
    if script.cc:
        message["Cc"] = ", ".join(script.cc)
    if script.reply_to:
        message["Reply-To"] = script.reply_to
    if script.is_bulk:
        message["List-Unsubscribe"] = f"<mailto:leave@{domain}>"
        message["Precedence"] = "bulk"
    message["Subject"] = script.subject
    message["Date"] = format_datetime(now - timedelta(minutes=script.waits or 0))
    message["Message-ID"] = make_msgid(domain=domain)
    message.set_content(script.text)
    if script.html:
        message.add_alternative(script.html, subtype="html")
    if script.file:
        message.add_attachment(script.file["text"], filename=script.file["name"])
    return message.as_bytes()


def answer_to(sent: EmailMessage, words: str, now: datetime) -> bytes | None:
    """What its first recipient writes back; None when nobody is to be seen in it."""
    addresses = sent["To"].addresses if sent["To"] is not None else ()
    if not addresses:
        return None
    message = EmailMessage(policy=SMTP)
    domain = addresses[0].domain
    message["Authentication-Results"] = f"{AUTHORITY}; dmarc=pass header.from={domain}; spf=pass; dkim=pass"
    message["From"] = formataddr((addresses[0].display_name, addresses[0].addr_spec))
    message["To"] = SUPPORT
    subject = str(sent["Subject"] or "")
    message["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=domain)
    message["In-Reply-To"] = message["References"] = str(sent["Message-ID"])
    body = sent.get_body(("plain",))
    lines = body.get_content().splitlines() if body is not None else []
    message.set_content("\n".join([words, "", *(f"> {line}" for line in lines[:40])]))
    return message.as_bytes()
