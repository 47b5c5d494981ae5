"""Messages as the services hand them out, made up for the tests of what shows them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.written import (
    AttachmentInfo,
    Outgoing,
    Participant,
    Participants,
    Remark,
    Role,
    ShownMessage,
    WrittenMessage,
)

NOW = datetime(2026, 11, 19, 10, 26, tzinfo=UTC)
ANNA = Participant(address="anna@mail.example", name="Anna Kowalczyk")
SHOP = Participant(address="support@shop.example", name="Oslo Chairs")


def said(
    number: int,
    text: str = "Where is my chair?",
    *,
    direction: Direction = Direction.INBOUND,
    remarks: Iterable[Remark] = (),
    attachments: Iterable[AttachmentInfo] = (),
    cc: Iterable[Participant] = (),
    outbox: Outgoing | None = None,
    **shown: Any,
) -> ShownMessage:
    """`number` is its id and its place in time."""
    author, to = (ANNA, SHOP) if direction is Direction.INBOUND else (SHOP, ANNA)
    people: Participants = ((Role.FROM, author), (Role.TO, to), *((Role.CC, one) for one in cc))
    message = Message(
        interaction_id=1,
        direction=direction,
        author=ANNA.name if direction is Direction.INBOUND else "Maria Król",
        body=text,
        sent_at=NOW - timedelta(hours=200) + timedelta(minutes=number),
        id=number,
    )
    written = WrittenMessage(
        message=message,
        participants=people if direction is not Direction.INTERNAL else (),
        remarks=tuple(remarks),
        attachments=tuple(attachments),
        outbox=outbox,
    )
    return ShownMessage(written=written, **shown)
