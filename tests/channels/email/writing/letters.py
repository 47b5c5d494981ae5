"""What these tests write and answer, and how a composed mail is read again."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from desktop.channels.email.own import own_addresses
from desktop.channels.email.parse.mail import read_mail
from desktop.channels.email.writing.compose import compose
from desktop.channels.email.writing.ids import new_external_id, with_key
from desktop.domain.channel import Channel, Direction
from desktop.domain.message import Message
from desktop.domain.written import (
    ChannelAccount,
    Draft,
    DraftKind,
    Incoming,
    Participant,
    Participants,
    Role,
    StoredFile,
    WrittenMessage,
)
from desktop.services.channel import Writing

AT = datetime(2026, 11, 17, 9, 2, tzinfo=UTC)
ANNA = Participant(address="anna@garden.example", name="Anna Kowalska")
BOB = Participant(address="bob@garden.example")
BILLING = Participant(address="billing@garden.example", name="Billing")
US = Participant(address="support@oakshop.example", name="Oak Shop")
OWN = frozenset({"support@oakshop.example", "returns@oakshop.example"})


def account(**settings: str) -> ChannelAccount:
    return with_key(
        ChannelAccount(
            channel=Channel.EMAIL,
            name="Oak Shop",
            address="support@oakshop.example",
            settings=(("aliases", "returns@oakshop.example"), *settings.items()),
            id=1,
        )
    )


def written(
    people: Participants,
    *,
    direction: Direction = Direction.INBOUND,
    text: str = "Where is my chair?\n> older",
    html: str = "",
) -> WrittenMessage:
    message = Message(
        interaction_id=7,
        direction=direction,
        author="Anna Kowalska",
        body=text,
        sent_at=AT,
        subject="Chair",
        external_id="two@garden.example",
        id=5,
    )
    return WrittenMessage(message=message, participants=people, html=html)


def draft(text: str = "It is on its way.", *, kind: DraftKind = DraftKind.REPLY, **values: Any) -> Draft:
    known: Mapping[str, Any] = {"to": (ANNA,), "subject": "Re: Chair", **values}
    return Draft(interaction_id=7, agent="marek", kind=kind, text=text, **known)


def composed(
    writing_draft: Draft,
    *,
    answered: WrittenMessage | None = None,
    answered_raw: bytes = b"",
    files: Sequence[tuple[StoredFile, bytes]] = (),
    **settings: str,
) -> bytes:
    by = account(**settings)
    writing = Writing(
        draft=writing_draft,
        account=by,
        answered=answered,
        answered_raw=answered_raw,
        send_after=AT,
        files=tuple(files),
        case_number="3312",
    )
    return compose(writing, external_id=new_external_id(by), sent_at=AT)


def read(raw: bytes) -> Incoming:
    return read_mail(raw, own_addresses=own_addresses(account()))


def people(incoming: Incoming, role: Role) -> list[Participant]:
    return [who for its, who in incoming.participants if its is role]
