"""The people of every world, with the contacts that `featured.toml` gives them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from desktop.demo.contacts import Cases
from desktop.demo.people import Person
from desktop.demo.texts import Shop, house_date
from desktop.domain.call import CallEnd, CallFacts
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import AddressKind
from desktop.domain.endings import describe_end
from desktop.domain.interaction import Interaction, InteractionState, Resolution
from desktop.domain.message import Message

AGENT = "M. Król"
_SIDES = {">": Direction.INBOUND, "<": Direction.OUTBOUND, "=": Direction.INTERNAL}
_KINDS = {Channel.VOICE: AddressKind.PHONE, Channel.SOCIAL: AddressKind.HANDLE}
_RING = timedelta(seconds=6)
_PROMISE = timedelta(days=3)


def quiet_since(raw: dict[str, Any], today: datetime) -> datetime:
    """Before this the person's history is made up like anybody's."""
    days = [contact["days"] for contact in raw.get("contacts", ())]
    return today - timedelta(days=max([12, *days]) + 5)


def contacts_of(
    person: Person, raw: dict[str, Any], shop: Shop, cases: Cases, today: datetime
) -> Iterator[tuple[Interaction, tuple[Message, ...]]]:
    """What `featured.toml` says of the person, as interactions without id and messages for interaction 0."""
    opened: dict[str, int] = {}
    contacts = sorted(raw.get("contacts", ()), key=lambda contact: -float(contact["days"]))
    for contact in contacts:
        at = _time(contact, today)
        case_id = None
        if title := contact.get("case"):
            if title not in opened:
                assert person.customer.id is not None
                opened[title] = cases.open(at, title, person.customer.id, solved=False)
            case_id = opened[title]
        messages = tuple(_messages(person, contact, at))
        yield _interaction(person, contact, shop, (at, case_id, messages)), messages


def _time(contact: dict[str, Any], today: datetime) -> datetime:
    at = today - timedelta(days=contact["days"])
    return at.replace(hour=contact["hour"], minute=12) if "hour" in contact else at


def _messages(person: Person, contact: dict[str, Any], at: datetime) -> Iterator[Message]:
    said = contact.get("said", ())
    span = timedelta(minutes=contact.get("minutes", 2 if contact["days"] < 1 else 120))
    for place, text in enumerate(said):
        direction = _SIDES[text[0]]
        yield Message(
            interaction_id=0,
            direction=direction,
            author=person.customer.name if direction is Direction.INBOUND else AGENT,
            body=text[2:],
            sent_at=at + span * place / max(len(said) - 1, 1),
            subject=contact.get("subject", ""),
        )


def _interaction(
    person: Person,
    contact: dict[str, Any],
    shop: Shop,
    known: tuple[datetime, int | None, tuple[Message, ...]],
) -> Interaction:
    at, case_id, messages = known
    channel = Channel(contact["channel"])
    queue = shop.queue_named(contact.get("queue", ""))
    talk = timedelta(seconds=contact.get("talk_seconds", 0))
    answered_at = next((m.sent_at for m in messages if m.direction is Direction.OUTBOUND), None)
    ended_at = messages[-1].sent_at if messages else at + _RING + talk
    is_voice = channel is Channel.VOICE
    resolution = Resolution(contact["resolution"])
    is_answered = is_voice or answered_at is not None
    address = person.address(_KINDS.get(channel, AddressKind.EMAIL))
    return Interaction(
        channel=channel,
        direction=Direction.INBOUND,
        state=InteractionState.CLOSED,
        started_at=at,
        customer_id=person.customer.id,
        customer_name=person.customer.name,
        address=address,
        subject=contact.get("subject", ""),
        queue=queue.name,
        agent=AGENT if is_answered else "",
        answered_at=at + _RING if is_voice else answered_at,
        ended_at=ended_at,
        closed_at=ended_at,
        disposition="" if not is_answered else "solved" if resolution is Resolution.SOLVED else "follow_up",
        resolution=resolution,
        notes=contact.get("notes", "").format(promise=house_date(at + _PROMISE)),
        case_id=case_id,
        call=_facts(address, queue.dialled, queue.name, talk) if is_voice else None,
    )


def _facts(caller: str, dialled: str, queue: str, talk: timedelta) -> CallFacts:
    return CallFacts(
        call_id="",
        caller=caller,
        dialled=dialled,
        queue=queue,
        ring_seconds=_RING.total_seconds(),
        talk_seconds=talk.total_seconds(),
        end=CallEnd.HUNG_UP_THERE,
        end_words=describe_end(CallEnd.HUNG_UP_THERE),
    )
