"""How an account signs, for the queue that answers and in the language of who gets it."""

import re

from desktop.channels.email.own import lines_of
from desktop.domain.written import ChannelAccount

_SECTION = re.compile(r"\[([^\]]+)\]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def signature_of(account: ChannelAccount, language: str, queue: str = "") -> tuple[str, ...]:
    """Its lines. A line `[pl]` begins those for Polish, `[Sales]` those of a queue, `[Sales pl]` those of both; what
    stands before any such line is for all others. Only queues of the account count, so that a line may look so too.
    """
    known = _queues_of(account)
    signatures: dict[tuple[str, str], list[str]] = {("", ""): []}
    current = signatures["", ""]
    for line in lines_of(account, "signature"):
        begun = _section(line, known)
        if begun is None:
            current.append(line)
        else:
            current = signatures.setdefault(begun, [])
    own = queue.casefold()
    wanted = ((own, language), (own, ""), ("", language), ("", ""))
    return next((tuple(signatures[one]) for one in wanted if signatures.get(one)), ())


def _section(line: str, queues: frozenset[str]) -> tuple[str, str] | None:
    """The queue and the language it begins; None for a line of a signature."""
    found = _SECTION.fullmatch(line)
    if found is None:
        return None
    named = found[1].strip()
    if named.casefold() in queues:
        return named.casefold(), ""
    queue, _, language = named.rpartition(" ")
    if not _LANGUAGE.fullmatch(language) or (queue and queue.strip().casefold() not in queues):
        return None
    return queue.strip().casefold(), language


def _queues_of(account: ChannelAccount) -> frozenset[str]:
    named = (line.partition(" ")[2] for line in lines_of(account, "queues"))
    return frozenset({name.strip().casefold() for name in (account.queue, *named)} - {""})
