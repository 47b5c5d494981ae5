"""Message-IDs and addresses that only this account can have written: a keyed digest is part of them."""

import hashlib
import hmac
import re
import secrets
from dataclasses import replace

from desktop.channels.email.domains import domain_of
from desktop.channels.email.own import is_own, own_addresses
from desktop.domain.written import ChannelAccount

_KEY = "case_key"
_DIGITS = 16  # hexadecimal: 64 bits
_RANDOM_BYTES = 12
_OWN_ID = re.compile(rf"parley\.([0-9a-f]{{{2 * _RANDOM_BYTES}}})\.([0-9a-f]{{{_DIGITS}}})@[^@\s<>]+", re.IGNORECASE)
_UNSUBSCRIBE = re.compile(rf"\bunsubscribe u(\d{{1,18}})\.([0-9a-f]{{{_DIGITS}}})\b", re.IGNORECASE)
_LONGEST_SUBJECT = 1_000
_PLUS_TAG = re.compile(rf"c(\d{{1,18}})\.([0-9a-f]{{{_DIGITS}}})", re.IGNORECASE)


def with_key(account: ChannelAccount) -> ChannelAccount:
    """The account with a key of its own, which it keeps for good: what was sent bears digests made with it."""
    if account.setting(_KEY):
        return account
    return replace(account, settings=(*account.settings, (_KEY, secrets.token_hex(32))))


def _digest(account: ChannelAccount, purpose: str, text: str) -> str:
    key = account.setting(_KEY).encode()
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()[:_DIGITS]


def new_external_id(account: ChannelAccount) -> str:
    """A Message-ID without its brackets, to be fixed before the first try to send."""
    random = secrets.token_hex(_RANDOM_BYTES)
    return f"parley.{random}.{_digest(account, 'id', random)}@{domain_of(account.address) or 'localhost.invalid'}"


def is_own_id(external_id: str, account: ChannelAccount) -> bool:
    """Whether this account made it. Whoever got the mail knows it, too: alone it proves no origin."""
    found = _OWN_ID.fullmatch(external_id.strip())
    if found is None or not account.setting(_KEY):
        return False
    return hmac.compare_digest(_digest(account, "id", found[1].lower()), found[2].lower())


def plus_address(account: ChannelAccount, case_number: str) -> str:
    """Where an answer finds its case whatever its sender's program does to the subject: `support+c3312.…@…`."""
    local, _, domain = account.address.rpartition("@")
    return f"{local}+c{case_number}.{_digest(account, 'case', case_number)}@{domain}"


def case_of_address(address: str, account: ChannelAccount) -> str:
    """The case number in an address of ours; "" when there is none, or nobody who knows the key put it there."""
    local, _, _ = address.rpartition("@")
    tag = _PLUS_TAG.fullmatch(local.partition("+")[2])
    if tag is None or not account.setting(_KEY) or not is_own(address, own_addresses(account)):
        return ""
    return tag[1] if hmac.compare_digest(_digest(account, "case", tag[1]), tag[2].lower()) else ""


def unsubscribe_token(account: ChannelAccount, recipient: str) -> str:
    """By which a recipient of a mailing is known, and nobody else can be taken off the list."""
    return f"u{recipient}.{_digest(account, 'unsubscribe', recipient)}"


def unsubscribed_in(subject: str, account: ChannelAccount) -> str:
    """The recipient whom a mail with such a subject takes off the list; "" for any other."""
    found = _UNSUBSCRIBE.search(subject[:_LONGEST_SUBJECT])
    if found is None or not account.setting(_KEY):
        return ""
    is_ours = hmac.compare_digest(_digest(account, "unsubscribe", found[1]), found[2].lower())
    return found[1] if is_ours else ""
