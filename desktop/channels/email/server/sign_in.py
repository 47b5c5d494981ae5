"""How one says who one is, to IMAP and to SMTP alike: a password, or a token that is good for a while."""

import base64
from dataclasses import dataclass, field
from enum import StrEnum


class Mechanism(StrEnum):
    PLAIN = "PLAIN"
    XOAUTH2 = "XOAUTH2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """`secret` is the password, or the access token."""

    user: str
    mechanism: Mechanism
    secret: str = field(repr=False)


def words(credentials: Credentials) -> str:
    """What the mechanism says before base64: RFC 4616, and Google's and Microsoft's XOAUTH2."""
    if credentials.mechanism is Mechanism.PLAIN:
        return f"\0{credentials.user}\0{credentials.secret}"
    return f"user={credentials.user}\1auth=Bearer {credentials.secret}\1\1"


def answer(credentials: Credentials) -> bytes:
    return base64.b64encode(encoded(words(credentials)))


def login_answers(credentials: Credentials) -> tuple[bytes, bytes]:
    """The user and the password one after the other, for servers that know nothing else."""
    return base64.b64encode(encoded(credentials.user)), base64.b64encode(encoded(credentials.secret))


def encoded(text: str) -> bytes:
    """Half a pair of letters, as a file of secrets may have it, goes too: the server says what it makes of it."""
    return text.encode("utf-8", "surrogatepass")
