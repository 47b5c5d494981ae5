"""How a letter lies in the store: who, remarks and attachments as short lists, what is long packed and apart."""

import json
from typing import Any

from desktop.domain import message
from desktop.domain.text import meant, told_again
from desktop.domain.written import AttachmentInfo, Mark, Participant, Participants, Remark, Role


def listed(
    participants: Participants, remarks: tuple[Remark, ...], attachments: tuple[AttachmentInfo, ...]
) -> dict[str, object]:
    """Three columns of `letters`."""
    return {
        "participants": [[str(role), who.address, who.name] for role, who in participants],
        "remarks": [[str(remark.mark), meant(remark.words)] for remark in remarks],
        "attachments": [
            [one.position, one.name, one.media_type, one.size, one.content_id, one.is_inline] for one in attachments
        ],
    }


def participants(stored: Any) -> Participants:
    return tuple((Role(role), Participant(address=address, name=name)) for role, address, name in parsed(stored))


def remarks(stored: Any) -> tuple[Remark, ...]:
    """In the language of who reads them, whoever received the message."""
    return tuple(Remark(mark=Mark(mark), words=told_again(kept)) for mark, kept in parsed(stored))


def attachments(stored: Any) -> tuple[AttachmentInfo, ...]:
    return tuple(
        AttachmentInfo(
            position=position, name=name, media_type=media_type, size=size, content_id=content_id, is_inline=is_inline
        )
        for position, name, media_type, size, content_id, is_inline in parsed(stored)
    )


def parsed(stored: Any) -> Any:
    """A JSON column as plain SQL gives it: text on SQLite, parsed by PostgreSQL's driver."""
    return json.loads(stored) if isinstance(stored, str) else stored


def packed(html: str, raw: bytes) -> dict[str, bytes | None]:
    """Two columns of `letter_contents`."""
    return {"html": message.packed_text(html) if html else None, "raw": message.packed(raw) if raw else None}


def html(stored: bytes | None) -> str:
    return message.unpacked(stored).decode() if stored else ""


def raw(stored: bytes | None) -> bytes:
    return message.unpacked(stored) if stored else b""
