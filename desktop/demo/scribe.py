"""Writes a demo contact down: the interaction, the call's facts, the agent's notes, what was said on both sides."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from desktop.demo.contacts import Contact
from desktop.demo.texts import Line, Shop, Topic, house_date
from desktop.domain.call import CallEnd, CallFacts
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import AddressKind
from desktop.domain.endings import describe_end
from desktop.domain.interaction import Interaction, InteractionState, Resolution
from desktop.domain.message import Message

_ADDRESS_OF = {Channel.VOICE: AddressKind.PHONE, Channel.SOCIAL: AddressKind.HANDLE}
_SALES_TOPICS = ("stock", "quote")
_LONGEST_TALK = 1200.0
_IN, _OUT, _ASIDE = Direction.INBOUND, Direction.OUTBOUND, Direction.INTERNAL
Said = tuple[Direction, str, timedelta]  # who, what, how long after what was said before


def _minutes(rng: Random, low: float, high: float) -> timedelta:
    return timedelta(seconds=int(60 * rng.uniform(low, high)))


class Scribe:
    """Turns a contact into its interaction (without id) and its messages (for interaction 0)."""

    def __init__(self, shop: Shop, today: datetime) -> None:
        self._shop = shop
        self._today = today

    def write(self, rng: Random, contact: Contact) -> tuple[Interaction, tuple[Message, ...]]:
        slots = self._slots(rng, contact)
        queue = self._shop.queue_of(contact.affair.topic)
        if contact.channel is Channel.VOICE:
            return self._call(rng, contact, slots, queue), ()
        return self._written(rng, contact, slots, queue)

    def _slots(self, rng: Random, contact: Contact) -> dict[str, str]:
        affair, person = contact.affair, contact.affair.person
        count = rng.randrange(10, 60) if affair.topic == "quote" else rng.randrange(2, 8)
        pieces = count if affair.topic == "quote" else 1
        return {
            "order": affair.order_number or f"10-{rng.randrange(11000, 48000)}",
            "model": affair.model.name,
            "model2": rng.choice(self._shop.models).name,
            "n": str(count),
            "date": person.tongue.date(contact.promise),
            "past": person.tongue.date(contact.at - timedelta(days=2)),
            "amount": person.tongue.amount(person.tongue.price(affair.model.price * pieces)),
            "city": person.customer.city,
            "name": person.customer.name,
            "first": person.first,
            "agent": contact.agent,
            "finish": affair.finish,
            "finish2": rng.choice([finish for finish in self._shop.finishes if finish != affair.finish]),
            "left": rng.choice(self._shop.left),
        }

    # ------------------------------------------------------------ voice

    def _call(self, rng: Random, contact: Contact, slots: dict[str, str], queue: Line) -> Interaction:
        is_answered = contact.state is InteractionState.CLOSED
        ring = timedelta(seconds=1 + min(int(rng.expovariate(1 / 9)), 60))
        answered_at = contact.at + ring if is_answered else None
        talk = min(rng.lognormvariate(5.3, 0.7), _LONGEST_TALK) if is_answered else 0.0
        ended_at = contact.at + ring + timedelta(seconds=int(talk))
        hold = round(talk * rng.uniform(0.1, 0.4)) if is_answered and rng.random() < 0.15 else 0
        customer = contact.affair.person.customer
        phones = [a.value for a in customer.addresses if a.kind is AddressKind.PHONE]
        number = rng.choice(phones) if phones else ""
        is_inbound = contact.direction is _IN
        end = _end(rng, contact.state)
        return Interaction(
            channel=Channel.VOICE,
            direction=contact.direction,
            state=contact.state,
            started_at=contact.at,
            customer_id=customer.id,
            customer_name=customer.name,
            address=number,
            queue=queue.name,
            agent=contact.agent if contact.state is not InteractionState.ABANDONED else "",
            answered_at=answered_at,
            ended_at=ended_at,
            closed_at=ended_at + _minutes(rng, 0.2, 2.5) if is_answered else ended_at,
            disposition=self._disposition(rng, contact) if is_answered else "",
            resolution=contact.resolution,
            notes=self._notes(rng, contact, slots) if is_answered else "",
            case_id=contact.affair.case_id,
            call=CallFacts(
                call_id="",
                caller=number if is_inbound else queue.dialled,
                dialled=queue.dialled if is_inbound else number,
                queue=queue.name,
                ring_seconds=ring.total_seconds(),
                talk_seconds=float(int(talk)),
                hold_seconds=float(hold),
                end=end,
                end_words=describe_end(end),
            ),
        )

    def _notes(self, rng: Random, contact: Contact, slots: dict[str, str]) -> str:
        notes = self._shop.notes[contact.affair.topic]
        kind = {Resolution.SOLVED: notes.solved, Resolution.PROMISED: notes.promised, Resolution.OPEN: notes.open}
        own = {**slots, "date": house_date(contact.promise), "city": contact.affair.person.customer.city}
        text = rng.choice(kind[contact.resolution]).format_map(own)
        if contact.step > 1 and rng.random() < 0.5:
            text += f" {contact.step + 1}th contact about this." if contact.step > 2 else " Third contact about this."
        return text

    def _disposition(self, rng: Random, contact: Contact) -> str:
        if contact.resolution is Resolution.SOLVED:
            return "order" if contact.affair.topic in _SALES_TOPICS and rng.random() < 0.5 else "solved"
        return "complaint" if contact.step > 1 else "follow_up"

    # ------------------------------------------------------------ written

    def _written(
        self, rng: Random, contact: Contact, slots: dict[str, str], queue: Line
    ) -> tuple[Interaction, tuple[Message, ...]]:
        topic = contact.affair.person.tongue.topics[contact.affair.topic]
        said = {Channel.EMAIL: self._mail, Channel.CHAT: self._chat, Channel.SOCIAL: self._post}[contact.channel]
        subject = ""
        if contact.channel is Channel.EMAIL:
            subject = ("Re: " if contact.step else "") + rng.choice(topic.subject).format_map(slots)
        messages: list[Message] = []
        at = contact.at
        for direction, text, after in said(rng, contact, topic):
            at += after
            if at > self._today:  # not answered yet
                break
            author = contact.affair.person.customer.name if direction is _IN else contact.agent
            body = text.format_map(slots) if direction is not _ASIDE else text
            messages.append(
                Message(
                    interaction_id=0,
                    direction=direction,
                    author=author,
                    body=body,
                    sent_at=at,
                    subject=subject if not messages else f"Re: {subject}" if subject else "",
                )
            )
        return self._thread(rng, contact, slots, queue, (subject, messages)), tuple(messages)

    def _thread(
        self, rng: Random, contact: Contact, slots: dict[str, str], queue: Line, said: tuple[str, list[Message]]
    ) -> Interaction:
        subject, messages = said
        customer = contact.affair.person.customer
        answered_at = next((m.sent_at for m in messages if m.direction is _OUT), None)
        return Interaction(
            channel=contact.channel,
            direction=contact.direction,
            state=contact.state,
            started_at=contact.at,
            customer_id=customer.id,
            customer_name=customer.name,
            address=contact.affair.person.address(_ADDRESS_OF.get(contact.channel, AddressKind.EMAIL)),
            subject=subject,
            queue=queue.name,
            agent=contact.agent if answered_at else "",
            answered_at=answered_at,
            ended_at=messages[-1].sent_at,
            closed_at=messages[-1].sent_at,
            disposition=self._disposition(rng, contact) if answered_at else "",
            resolution=contact.resolution if answered_at else Resolution.OPEN,
            notes=self._notes(rng, contact, slots) if answered_at and rng.random() < 0.3 else "",
            case_id=contact.affair.case_id,
        )

    def _opening(self, rng: Random, contact: Contact, topic: Topic) -> tuple[str, str]:
        """What the customer begins with, and the answer that fits it."""
        say = contact.affair.person.tongue.say
        place = rng.randrange(len(topic.ask))
        if contact.step and rng.random() < 0.6:
            ask = rng.choice(say["chase"]).replace("{date}", "{past}")
        elif contact.affair.topic == "late":
            ask = topic.ask[place].replace("{date}", "{past}")
        else:
            ask = topic.ask[place]
        if rng.random() < 0.4:
            ask += contact.affair.person.tongue.space + rng.choice(say["extra"])
        if contact.resolution is not Resolution.SOLVED:
            return ask, rng.choice(say["sorry"])
        return ask, topic.reply[-1] if place == len(topic.ask) - 1 else topic.reply[0]

    def _mail(self, rng: Random, contact: Contact, topic: Topic) -> Iterator[Said]:
        say = contact.affair.person.tongue.say
        ask, answer = self._opening(rng, contact, topic)
        yield _IN, _letter(rng.choice(say["hello"]), ask, rng.choice(say["bye"])), timedelta(0)
        if contact.resolution is Resolution.OPEN and rng.random() < 0.6:
            return
        reply = _letter(rng.choice(say["agent_hello"]), answer, rng.choice(say["agent_bye"]))
        yield _OUT, reply, _minutes(rng, 12, 420)
        if contact.resolution is Resolution.SOLVED and rng.random() < 0.5:
            yield _IN, f"{rng.choice(say['thanks'])}\n\n{rng.choice(say['bye'])}", _minutes(rng, 15, 300)

    def _chat(self, rng: Random, contact: Contact, topic: Topic) -> Iterator[Said]:
        say = contact.affair.person.tongue.say
        ask, answer = self._opening(rng, contact, topic)
        yield _IN, rng.choice(say["hello"]), timedelta(0)
        yield _IN, _sentence(ask), _minutes(rng, 0.2, 1)
        yield (
            _OUT,
            f"{rng.choice(say['agent_hello'])}{contact.affair.person.tongue.space}{rng.choice(say['wait'])}",
            _minutes(rng, 0.3, 2),
        )
        if rng.random() < 0.4:
            yield _IN, rng.choice(say["extra"]), _minutes(rng, 0.3, 1)
        yield _OUT, _sentence(answer), _minutes(rng, 0.8, 4)
        if contact.resolution is Resolution.SOLVED:
            yield _IN, rng.choice(say["thanks"]), _minutes(rng, 0.3, 2)
        if rng.random() < 0.08:
            colleague = rng.choice([agent for agent in self._shop.agents if agent != contact.agent])
            yield _ASIDE, f"@{colleague}: same as last week, tell the warehouse.", _minutes(rng, 0.1, 1)

    def _post(self, rng: Random, contact: Contact, topic: Topic) -> Iterator[Said]:
        say = contact.affair.person.tongue.say
        ask, answer = self._opening(rng, contact, topic)
        yield _IN, f"@parley_furniture {_sentence(ask)}", timedelta(0)
        if contact.resolution is Resolution.OPEN and rng.random() < 0.5:
            return
        yield _OUT, _sentence(answer), _minutes(rng, 5, 200)
        if contact.resolution is Resolution.SOLVED and rng.random() < 0.4:
            yield _IN, rng.choice(say["thanks"]), _minutes(rng, 5, 200)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _letter(hello: str, text: str, bye: str) -> str:
    """After a comma the first line of a letter goes on in lower case."""
    return f"{hello}\n\n{text if hello[-1] in ',，:' else _sentence(text)}\n\n{bye}"


def _end(rng: Random, state: InteractionState) -> CallEnd:
    if state is InteractionState.ABANDONED:
        return CallEnd.GAVE_UP
    if state is InteractionState.MISSED:
        return CallEnd.NO_ANSWER
    return CallEnd.HUNG_UP_THERE if rng.random() < 0.7 else CallEnd.HUNG_UP_HERE
