"""How an account signs, in the language of who gets it."""

import re

from desktop.channels.email.own import lines_of
from desktop.domain.written import ChannelAccount

_LANGUAGE = re.compile(r"\[([a-z]{2,3})\]")


def signature_of(account: ChannelAccount, language: str) -> tuple[str, ...]:
    """Its lines. A line `[pl]` begins those for Polish; what stands before any such line is for all others."""
    signatures: dict[str, list[str]] = {"": []}
    current = signatures[""]
    for line in lines_of(account, "signature"):
        found = _LANGUAGE.fullmatch(line)
        if found is not None:
            current = signatures.setdefault(found[1], [])
        else:
            current.append(line)
    return tuple(signatures.get(language) or signatures[""])
