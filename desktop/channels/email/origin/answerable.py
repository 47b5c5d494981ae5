"""Where an automatic answer to a mail may go, if one may go anywhere at all (RFC 3834 §2, §4)."""

from collections.abc import Iterable

from desktop.channels.email.origin.automatic import is_address_of_robot
from desktop.channels.email.own import is_own, own_addresses
from desktop.channels.email.parse.addresses import read_addresses
from desktop.channels.email.parse.headers import Headers
from desktop.domain.channel import Direction
from desktop.domain.written import ChannelAccount, Incoming, Mark, Remark, Role

_SILENT = frozenset({
    Mark.AUTOMATIC, Mark.BOUNCE, Mark.COMPLAINT,  # robots, lists, reports, ourselves
    Mark.UNAUTHENTIC, Mark.IMITATES, Mark.REPLY_ELSEWHERE,  # an answer would reach somebody who never wrote
})  # fmt: skip


def answer_to(incoming: Incoming, remarks: Iterable[Remark], headers: Headers, account: ChannelAccount) -> str:
    """An address; "" when nothing may be answered without a person's looking at it.

    The envelope's sender (Return-Path), as §4 asks for, else the author: never Reply-To, which anybody can fill in for
    another. `remarks` are all that is said beside it.
    """
    if incoming.direction is not Direction.INBOUND or any(remark.mark in _SILENT for remark in remarks):
        return ""
    own = own_addresses(account)
    to = (who.address for role, who in incoming.participants if role in (Role.TO, Role.CC))
    if not any(is_own(address, own) for address in to) or _is_spam(headers):
        return ""
    senders = [who.address for field in headers.raw("return-path") for who in read_addresses(field)]
    authors = [who.address for role, who in incoming.participants if role is Role.FROM]
    address = next((each for each in (*senders, *authors) if each), "")
    return "" if not address or is_own(address, own) or is_address_of_robot(address) else address


def _is_spam(headers: Headers) -> bool:
    """By the word of a filter on its way. One that was forged into it costs an answer, and nothing else."""
    flag = headers.first("x-spam-flag").strip().lower()
    status = headers.first("x-spam-status").strip().lower()
    return flag.startswith("yes") or status.startswith("yes")
