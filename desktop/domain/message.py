"""One thing said on a written channel."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.channel import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`body` is plain text; INTERNAL messages are notes between colleagues. `external_id` e.g. a Message-ID."""

    interaction_id: int
    direction: Direction
    author: str
    body: str
    sent_at: datetime
    subject: str = ""
    external_id: str | None = None
    id: int | None = None


def mentioned(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that stand in a text after @, as they are written or in other case, each once."""
    folded = {name.casefold(): name for name in names if name.strip()}
    if not folded or "@" not in text:
        return ()
    longest_first = sorted(folded, key=len, reverse=True)
    wanted = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest_first))})(?!\w)")
    return tuple(dict.fromkeys(folded[found.group(1)] for found in wanted.finditer(text.casefold())))
