"""One thing said on a written channel."""

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
